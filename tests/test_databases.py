"""The tests' own ground: private servers, fresh copies, no way out."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from pytest_socket import SocketConnectBlockedError
from sqlalchemy import inspect, select, text

from data.engine import make_engine
from data.schema import region

if TYPE_CHECKING:
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
