"""Databases that imports begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.imports.files import REFERENCE, load_file

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture
def regency(empty_engine: Engine) -> Engine:
    """An empty regency: the names of all regions of the country, and nothing else."""
    load_file(empty_engine, "regions", REFERENCE / "regions_id.csv")
    return empty_engine


@pytest.fixture
def sample_engine(lean_engine: Engine) -> Engine:
    """Without the reports of the OPD: these tests compare whole databases, over and over."""
    return lean_engine
