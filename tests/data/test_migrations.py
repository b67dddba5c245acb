"""The migrations make exactly the tables of the schema, and take them away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from data import migrate
from data.engine import writing
from data.revisions import newest_revision
from data.schema import audit_event, metadata
from review.work import Actor, first_broken_event, unit_of_work

if TYPE_CHECKING:
    from sqlalchemy import Engine

ACTOR = Actor("sistem", os_user="uji")


def test_the_migrations_make_the_tables_of_the_schema(empty_engine: Engine) -> None:
    with empty_engine.connect() as conn:
        differences = compare_metadata(MigrationContext.configure(conn), metadata)
    assert differences == []


def test_each_downgrade_takes_back_what_its_upgrade_made(empty_engine: Engine) -> None:
    before = set(inspect(empty_engine).get_table_names())
    migrate.downgrade(empty_engine, "base")
    assert set(inspect(empty_engine).get_table_names()) == {"alembic_version"}
    assert migrate.current(empty_engine) is None
    migrate.upgrade(empty_engine)
    assert set(inspect(empty_engine).get_table_names()) == before
    assert migrate.current(empty_engine) == newest_revision()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"]
)
def test_the_database_refuses_to_change_the_trail(empty_engine: Engine, statement: str) -> None:
    with unit_of_work(empty_engine, by=ACTOR) as work:
        work.audit("coba", "uji")
    with pytest.raises(DBAPIError, match="append-only"), writing(empty_engine).begin() as conn:
        conn.execute(text(statement))
    with empty_engine.connect() as conn:
        assert conn.scalars(select(audit_event.c.actor)).all() == ["sistem"]


def test_an_edited_trail_is_seen(empty_engine: Engine) -> None:
    for number in range(3):
        with unit_of_work(empty_engine, by=ACTOR) as work:
            work.audit("coba", f"baris {number}", {"nilai": number, "teks": "é"})
    with empty_engine.connect() as conn:
        assert first_broken_event(conn) is None
    with writing(empty_engine).begin() as conn:
        _without_guard(conn.dialect.name, conn.exec_driver_sql)
        conn.execute(text("UPDATE audit_event SET subject = 'lain' WHERE id = 2"))
        assert first_broken_event(conn) == 2


def _without_guard(dialect: str, run: object) -> None:
    assert callable(run)
    if dialect == "sqlite":
        run("DROP TRIGGER audit_event_no_update")
    else:
        run("ALTER TABLE audit_event DISABLE TRIGGER audit_event_append_only")


def fail_halfway(engine: Engine) -> None:
    with unit_of_work(engine, by=ACTOR) as work:
        work.audit("coba", "uji")
        work.bump("published")
        raise RuntimeError("halt")


def test_a_failed_command_leaves_nothing(empty_engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="halt"):
        fail_halfway(empty_engine)
    with empty_engine.connect() as conn:
        assert conn.scalars(select(audit_event.c.id)).all() == []
        assert conn.scalar(text("SELECT version FROM data_version WHERE topic = 'published'")) == 0
