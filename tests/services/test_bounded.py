"""What an import remembers of a whole file has a fixed size, and forgets nothing that matters."""

from __future__ import annotations

import threading

import numpy as np
import pyarrow as pa
import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from data.engine import make_engine
from data.schema import request_event
from data.services import different
from data.services.ahead import Ahead
from data.services.bulk import bulk_of
from data.services.cutting import end_of
from data.services.different import Different
from data.services.finding import Written
from tests.databases import SCHEMA, PostgresDatabases


@pytest.fixture
def postgres_engine(postgres_databases: PostgresDatabases) -> Engine:
    return make_engine(postgres_databases.fresh(SCHEMA))


@pytest.mark.parametrize("most", [1, 100, 10_000])
def test_different_numbers_are_counted_exactly_in_memory_and_in_files(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(different, "MOST", most)
    draw = np.random.default_rng(most)
    counted, truth = Different(), set()
    for _chunk in range(20):
        numbers = draw.integers(0, 3_000, 500)
        counted.add(numbers)
        truth |= set(numbers.tolist())
    assert counted.count() == len(truth)
    assert bool(counted.files) == (most < 10_000)
    counted.close()
    assert all(file.closed for file in counted.files)


def test_of_nothing_there_is_nothing() -> None:
    counted = Different()
    counted.add(np.empty(0, dtype=np.int64))
    assert counted.count() == 0


def test_no_request_that_was_written_is_ever_missed() -> None:
    draw = np.random.default_rng(5)
    marks = draw.integers(0, 2**63, 60_000, dtype=np.uint64)
    written = Written()
    assert not written.may_hold(marks).any()
    written.note(marks[:30_000])
    assert written.may_hold(marks[:30_000]).all()
    assert written.may_hold(marks[30_000:]).sum() < 30


@pytest.mark.parametrize(
    ("texts", "end"), [("aabbb", 2), ("aabbc", 4), ("aaaa", 4), ("a", 1), ("abab", 3)]
)
def test_a_table_is_cut_before_its_last_request(texts: str, end: int) -> None:
    rows = pa.table({"0": list(texts), "1": list(texts)})
    assert end_of(rows, 0) == end
    assert end_of(rows, None) == len(texts)


def test_work_is_done_in_order_and_its_errors_come_back() -> None:
    done: list[int] = []
    ahead = Ahead()
    for number in range(10):
        ahead.hand(lambda number=number: done.append(number))  # type: ignore[misc]
    ahead.arrived()
    assert done == list(range(10))

    def fail() -> None:
        raise ValueError("no place")

    ahead.hand(fail)
    with pytest.raises(ValueError, match="no place"):
        ahead.arrived()
    ahead.end()
    assert threading.active_count() == 1 or not any(
        "ThreadPool" in one.name for one in threading.enumerate()
    )


def test_what_fails_on_its_way_to_postgresql_takes_everything_back(postgres_engine: Engine) -> None:
    def rows(*numbers: int) -> pa.Table:
        count = len(numbers)
        return pa.table({
            "request_id": pa.array(numbers), "at": pa.array([0] * count, pa.timestamp("s")),
            "kind": [1] * count, "batch_id": [1] * count,
        })  # fmt: skip

    def hand_in(*tables: pa.Table) -> None:
        with postgres_engine.begin() as conn:
            bulk = bulk_of(conn)
            with bulk.ahead():
                for table in tables:
                    bulk.insert("request_event", table)

    with pytest.raises(Exception, match="duplicate key") as raised:
        hand_in(rows(1, 2), rows(3), rows(2), rows(4), rows(5))
    assert not isinstance(raised.value, SQLAlchemyError)  # The driver's own, as before.
    number = select(func.count()).select_from(request_event)
    with postgres_engine.connect() as conn:
        assert conn.scalar(number) == 0
    hand_in(rows(1, 2), rows(3), rows(4))
    with postgres_engine.connect() as conn:
        assert conn.scalar(number) == 4
    postgres_engine.dispose()
