"""The small regency, on each kind of database, at a fixed day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import SCHEMA, Filled, filled_engine
from tests.imports.performance import house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

    from tests.databases import Databases

OFFICES = Filled("small_regency", SCHEMA, house.build)


@pytest.fixture
def offices(fixed_clock: datetime, databases: Databases) -> Iterator[Engine]:
    """It is 22 November 2026."""
    yield from filled_engine(databases, OFFICES)
