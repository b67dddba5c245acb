"""Databases that imports begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import SCHEMA, Filled, filled_engine
from tests.imports.files import REFERENCE, load_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from tests.databases import Databases


def name_regions(engine: Engine) -> None:
    """Import the names of all regions of the country."""
    load_file(engine, "regions", REFERENCE / "regions_id.csv")


REGENCY = Filled("regions_named", SCHEMA, name_regions)


@pytest.fixture
def regency(databases: Databases) -> Iterator[Engine]:
    """An empty regency: the names of all regions of the country, and nothing else."""
    yield from filled_engine(databases, REGENCY)


@pytest.fixture
def sample_engine(lean_engine: Engine) -> Engine:
    """Without the reports of the OPD: these tests compare whole databases, over and over."""
    return lean_engine
