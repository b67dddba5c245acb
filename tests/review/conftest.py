"""A small regency on SQLite and on PostgreSQL, and its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import SCHEMA, SqliteDatabases, _engine
from tests.review.house import build, settings_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from core.settings import Settings


@pytest.fixture
def house(empty_engine: Engine) -> Engine:
    build(empty_engine)
    return empty_engine


@pytest.fixture
def small_house(sqlite_databases: SqliteDatabases) -> Iterator[Engine]:
    """The same on SQLite alone, where a test is about rules and not about databases."""
    for engine in _engine(sqlite_databases, SCHEMA):
        build(engine)
        yield engine


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)
