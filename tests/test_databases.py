"""The tests' own ground: private servers, fresh copies, no way out."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from pytest_socket import SocketConnectBlockedError
from sqlalchemy import inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from data.engine import make_engine, writing
from data.schema import region
from tests.databases import LEAN, Filled
from tests.postgres import server_of_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from tests.databases import Databases, PostgresDatabases


def test_a_bare_database_holds_no_table(database_url: str) -> None:
    engine = make_engine(database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_an_empty_database_has_the_schema_and_no_region(empty_engine: Engine) -> None:
    with empty_engine.connect() as conn:
        assert conn.execute(select(region)).all() == []


def test_the_sample_database_knows_its_kecamatan(sample_engine: Engine) -> None:
    with sample_engine.connect() as conn:
        found = conn.scalars(select(region.c.code).where(region.c.level == "kecamatan")).all()
    assert len(found) == 9
    assert all(code.startswith("51.08.") for code in found)


def test_what_one_test_writes_no_other_reads(databases: Databases) -> None:
    counts = []
    for _ in range(2):
        url = databases.fresh("sample")
        engine = make_engine(url)
        with engine.begin() as conn:
            counts.append(len(conn.execute(select(region)).all()))
            conn.execute(text("UPDATE region SET name = 'x'"))
            conn.execute(text("DELETE FROM published_value"))
        engine.dispose()
        databases.drop(url)
    assert counts[0] == counts[1] > 500


@pytest.mark.parametrize("begin", [lambda engine: engine, writing])
def test_what_all_tests_read_none_can_write(
    sample_reader: Engine, begin: Callable[[Engine], Engine]
) -> None:
    with sample_reader.connect() as conn:
        before = conn.scalars(select(region.c.name).order_by(region.c.code)).all()
    with (
        pytest.raises(DBAPIError, match=r"read-?only"),
        begin(sample_reader).begin() as conn,
    ):
        conn.execute(update(region).values(name="x"))
    with sample_reader.connect() as conn:
        assert conn.scalars(select(region.c.name).order_by(region.c.code)).all() == before


def test_what_is_filled_once_is_there_in_each_copy(databases: Databases) -> None:
    made: list[str] = []

    def add(engine: Engine) -> None:
        made.append(str(engine.url))
        with engine.begin() as conn:
            conn.execute(text("UPDATE region SET name = 'x' WHERE code = '51.08'"))

    names = []
    for _ in range(2):
        url = databases.fresh(Filled("named_x", LEAN, add))
        engine = make_engine(url)
        with engine.begin() as conn:
            query = select(region.c.name).where(region.c.code == "51.08")
            names.append(conn.scalar(query))
            conn.execute(text("UPDATE region SET name = 'y'"))
        engine.dispose()
        databases.drop(url)
    assert (names, len(made)) == (["x", "x"], 1)


def test_a_second_process_of_the_run_uses_the_same_server(tmp_path: Path) -> None:
    ends: list[Callable[[], None]] = []
    first, second = (server_of_run(tmp_path, ends.append) for _process in range(2))
    assert first == second
    stop, leave = ends
    leave()
    assert first.answers()
    stop()
    assert not first.answers()


def test_postgresql_does_not_run_as_root(postgres_databases: PostgresDatabases) -> None:
    server = postgres_databases.server
    with psycopg.connect(f"host=127.0.0.1 port={server.port} user=tester dbname=postgres") as conn:
        row = conn.execute("SHOW data_directory").fetchone()
        address = conn.execute("SHOW listen_addresses").fetchone()
    assert row is not None
    assert address == ("127.0.0.1",)
    assert Path(row[0]).stat().st_uid != 0


def test_no_test_reaches_beyond_this_machine() -> None:
    with (
        socket.socket() as outside,
        pytest.warns(UserWarning, match="192.0.2.1"),
        pytest.raises(SocketConnectBlockedError),
    ):
        outside.connect(("192.0.2.1", 80))
