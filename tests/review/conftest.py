"""A small regency on SQLite and on PostgreSQL, and its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import SCHEMA, Databases, Filled, SqliteDatabases, filled_engine
from tests.review.house import build, settings_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from core.settings import Settings


HOUSE = Filled("review_house", SCHEMA, build)


@pytest.fixture
def house(databases: Databases) -> Iterator[Engine]:
    yield from filled_engine(databases, HOUSE)


@pytest.fixture
def small_house(sqlite_databases: SqliteDatabases) -> Iterator[Engine]:
    """The same on SQLite alone, where a test is about rules and not about databases."""
    yield from filled_engine(sqlite_databases, HOUSE)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)
