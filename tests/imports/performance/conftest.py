"""The small regency, on each kind of database, at a fixed day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.imports.performance import house

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine


@pytest.fixture
def offices(empty_engine: Engine, fixed_clock: datetime) -> Engine:
    """It is 22 November 2026."""
    return house.build(empty_engine)
