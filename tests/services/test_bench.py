"""The bench of public services finds what is wrong, and nothing where all is right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow.csv as pc
import pytest
from sqlalchemy import text

from benchmarks import services_exact, services_files, services_import, services_page
from benchmarks.measure import Bounded
from data.engine import make_engine
from review.requests import import_requests, prepare_requests
from tests.databases import LEAN, PostgresDatabases
from tests.imports.files import REFERENCE, SYSTEM_ACTOR, load_file
from tests.services.frames import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from benchmarks.services_files import Files

SIZE = 4_000
HOURS = 8


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return services_files.write(tmp_path_factory.mktemp("bench"), SIZE, SETTINGS)


@pytest.fixture(scope="module")
def regency(postgres_databases: PostgresDatabases, files: Files) -> Iterator[Engine]:
    engine = make_engine(postgres_databases.fresh(LEAN))
    load_file(engine, "services", REFERENCE / "services.csv")
    load_file(engine, "standards", REFERENCE / "service_standards.csv")
    hand_in(engine, files.bulk)
    hand_in(engine, files.daily)
    yield engine
    engine.dispose()


def hand_in(engine: Engine, file: Path) -> None:
    found = prepare_requests(engine, content=file, by=SYSTEM_ACTOR, settings=SETTINGS)
    import_requests(engine, by=SYSTEM_ACTOR, prepared=found, settings=SETTINGS)


def test_the_files_are_parted_by_one_moment(files: Files) -> None:
    bulk, daily = (pc.read_csv(file) for file in (files.bulk, files.daily))
    assert len(bulk["source_id"].unique()) == files.count
    assert abs(files.count - SIZE) < SIZE / 10
    assert max(bulk["at"].to_pylist()) < min(daily["at"].to_pylist())
    assert set(daily["source_id"].to_pylist()) & set(bulk["source_id"].to_pylist())


def test_every_sum_is_found_again_by_plain_sql(regency: Engine, files: Files) -> None:
    with regency.connect() as conn:
        sums = services_exact.sums(conn, HOURS)
        still = services_exact.open_now(conn, SETTINGS, files.now)
        found = services_exact.percentiles(conn, HOURS, least=40)
    assert (sums.differ, still.differ, found.numbers.differ) == (0, 0, 0)
    assert min(sums.cells, still.cells, found.numbers.cells, found.cells) > 0
    assert 0 < found.error <= 1


@pytest.mark.parametrize(
    ("table", "column"), [("service_day_opd", "due"), ("service_day_place", "flawed")]
)
def test_a_single_wrong_cell_is_found(regency: Engine, table: str, column: str) -> None:
    one = f"SELECT ctid FROM {table} ORDER BY day DESC LIMIT 1"  # noqa: S608 (names are ours)
    with regency.connect() as conn:
        conn.execute(text(f"UPDATE {table} SET {column} = {column} + 1 WHERE ctid = ({one})"))  # noqa: S608 (as above)
        assert services_exact.sums(conn, HOURS).differ == 1
        conn.rollback()


def test_both_ways_of_asking_are_timed(regency: Engine, files: Files) -> None:
    seconds, month = services_page.ours(regency, SETTINGS, files.now)
    raw, questions = services_page.raw(regency, SETTINGS, files.now, month)
    assert min(seconds, raw) > 0
    assert questions == 28
    assert services_import.inserting(regency) > 0
    others = services_page.others(regency, SETTINGS, files.now)
    assert sorted(others) == ["emergency", "received", "village", "waiting"]
    assert min(others.values()) > 0


def test_a_bound_holds_for_the_ratio_or_for_the_value() -> None:
    assert Bounded("a", 3.0, "s", 1.0, 1, 3.0).holds
    assert not Bounded("a", 3.1, "s", 1.0, 1, 3.0).holds
    assert not Bounded("a", 1.0, "cells", None, 1, 0.0).holds
    line = json.loads(Bounded("a", 0.0, "cells", None, 7, 0.0).line())
    assert (line["n"], line["bound"], line["holds"]) == (7, 0.0, True)
