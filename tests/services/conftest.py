"""A sample regency with a few services and their standards, and no request yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import LEAN, Databases, Filled, filled_engine
from tests.imports.files import load
from tests.services.frames import SERVICES, STANDARDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


def _offer(engine: Engine) -> None:
    load(engine, SERVICES, "services")
    load(engine, STANDARDS, "standards")


TOWN = Filled("town", LEAN, _offer)


@pytest.fixture
def town(databases: Databases) -> Iterator[Engine]:
    yield from filled_engine(databases, TOWN)
