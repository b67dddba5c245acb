"""A sample regency with a few services and their standards, and no request yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.imports.files import load
from tests.services.frames import SERVICES, STANDARDS

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture
def town(lean_engine: Engine) -> Engine:
    load(lean_engine, SERVICES, "services")
    load(lean_engine, STANDARDS, "standards")
    return lean_engine
