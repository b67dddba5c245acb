"""Databases of the tests of boundaries and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture
def sample_engine(lean_engine: Engine) -> Engine:
    """Without the reports of the OPD: no place is known by them."""
    return lean_engine
