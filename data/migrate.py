"""Migrations up and down through Alembic, for the command line and the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from core.settings import ROOT
from data.engine import writing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

FOLDER: Final = ROOT / "data" / "migrations"


def _config(conn: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = conn
    return config


def current_revision(conn: Connection) -> str | None:
    """The revision of a database; None when it has no schema of ours."""
    return MigrationContext.configure(conn).get_current_revision()


def current(engine: Engine) -> str | None:
    """As `current_revision`, on a connection of its own."""
    with engine.connect() as conn:
        return current_revision(conn)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to a revision, in one transaction."""
    with writing(engine).begin() as conn:
        command.upgrade(_config(conn), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema down to a revision ("base" for none), in one transaction."""
    with writing(engine).begin() as conn:
        command.downgrade(_config(conn), revision)
