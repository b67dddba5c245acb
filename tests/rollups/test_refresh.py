"""What a change refreshes is what making everything anew would give, row by row."""

from __future__ import annotations

from random import Random
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, update

from core.settings import load_settings
from data.engine import writing
from data.rollups import forget, rebuild, refresh, rules_of
from data.schema import actual, indicator, rollup_basis, score_part, standing, target
from tests.rollups import regency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

RULES = rules_of(load_settings())
ROUNDS = 6
CHANGES = 20


@pytest.fixture
def small(empty_engine: Engine) -> Iterator[Connection]:
    with writing(empty_engine).connect() as conn:
        regency.found(conn)
        rebuild(conn, RULES)
        yield conn


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_after_random_changes_a_refresh_and_a_rebuild_agree(small: Connection, seed: int) -> None:
    lots = Random(seed)  # noqa: S311 (a seed, no secret)
    for _ in range(CHANGES):
        touched = set()
        for _ in range(lots.randrange(1, 5)):
            touched |= regency.change(small, lots)
        refresh(small, touched, RULES)
        assert regency.same_after_rebuild(small, RULES)
    assert regency.tables(small)[0]


def test_an_indicator_that_moves_takes_its_points_along(small: Connection) -> None:
    regency.aim(small, "A-2", "2026", 0, 10.0)
    regency.report(small, "A-2", "2026-Q4", value=8.0)
    refresh(small, [("A-2", 2026)], RULES)
    mine = select(score_part.c.opd_code).where(
        score_part.c.period == "2026-Q4", score_part.c.indicators_verified == 1
    )
    assert small.scalars(mine).all() == ["A"]
    small.execute(update(indicator).where(indicator.c.code == "A-2").values(opd_code="C"))
    refresh(small, [("A-2", 2026)], RULES)
    assert small.scalars(mine).all() == ["C"]
    assert regency.same_after_rebuild(small, RULES)


def test_what_is_not_handed_in_leaves_no_trace(small: Connection) -> None:
    regency.aim(small, "A-2", "2026", 0, 10.0)
    refresh(small, [("A-2", 2026)], RULES)
    before = regency.tables(small)
    for state in ("draft", "returned", "rejected"):
        regency.report(
            small, "A-2", "2026-Q1", value=77.0, state=state, first_submitted_at=None, batch_id=None
        )
        refresh(small, [("A-2", 2026)], RULES)
        assert regency.tables(small) == before


def test_nothing_touched_is_nothing_done(small: Connection) -> None:
    regency.aim(small, "A-2", "2026", 0, 10.0)
    before = regency.tables(small)
    refresh(small, [], RULES)
    assert regency.tables(small) == before


def test_other_rules_than_those_stored_make_everything_anew(small: Connection) -> None:
    regency.aim(small, "A-1", "2026", 0, 120.0)
    regency.report(small, "A-1", "2026-01", value=9.0)
    small.execute(delete(rollup_basis))
    refresh(small, [("C-1", 2026)], RULES)
    of_march = (standing.c.period == "2026-Q1", standing.c.indicator_code == "A-1")
    assert small.scalar(select(standing.c.realised).where(*of_march)) == 9.0
    assert regency.same_after_rebuild(small, RULES)


def test_an_indicator_is_forgotten_before_it_is_removed(small: Connection) -> None:
    for code in ("A-1", "A-2"):
        regency.aim(small, code, "2026", 0, 120.0)
        regency.report(small, code, regency.periods(code, 2026)[0])
    refresh(small, [("A-1", 2026), ("A-2", 2026)], RULES)
    small.execute(delete(target).where(target.c.indicator_code == "A-1"))
    small.execute(delete(actual).where(actual.c.indicator_code == "A-1"))
    forget(small, ["A-1"], RULES)
    small.execute(delete(indicator).where(indicator.c.code == "A-1"))
    assert regency.same_after_rebuild(small, RULES)
    assert "A-1" not in {row.indicator_code for row in regency.tables(small)[0]}


def test_sample_rows_mark_what_rests_on_them_and_nothing_else(small: Connection) -> None:
    for code in ("A-1", "B-3"):
        regency.aim(small, code, "2025", 0, 12.0)
    regency.report(small, "A-1", "2026-01", batch_id=regency.SAMPLE)
    refresh(small, [("A-1", 2025), ("A-1", 2026), ("B-3", 2025)], RULES)
    lines, parts = regency.tables(small)
    assert {(row.indicator_code, row.period[:4]) for row in lines if row.sample} == {
        ("A-1", "2026")
    }
    assert {(row.opd_code, row.period[:4]) for row in parts if row.sample} == {("A", "2026")}


def test_a_sample_indicator_is_sample_in_every_year(empty_engine: Engine) -> None:
    with writing(empty_engine).connect() as conn:
        regency.found(conn, synthetic=True)
        regency.aim(conn, "A-1", "2025", 0, 12.0)
        rebuild(conn, RULES)
        lines, parts = regency.tables(conn)
        assert lines
        assert all(row.sample for row in (*lines, *parts))


def test_two_who_write_at_once_leave_the_same_rows(empty_engine: Engine) -> None:
    with writing(empty_engine).begin() as conn:
        regency.found(conn)
        for code in ("A-1", "A-2", "B-1"):
            regency.aim(conn, code, "2026", 0, 100.0)
        rebuild(conn, RULES)
    together = Barrier(2)
    failed: list[BaseException] = []

    def work(code: str) -> None:
        try:
            together.wait(10)
            for period in regency.periods(code, 2026):
                with writing(empty_engine).begin() as conn:
                    regency.report(conn, code, period)
                    refresh(conn, [(code, 2026)], RULES)
        except BaseException as error:  # noqa: BLE001 (told in the main thread)
            failed.append(error)

    threads = [Thread(target=work, args=(code,)) for code in ("A-1", "A-2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    with writing(empty_engine).connect() as conn:
        assert regency.same_after_rebuild(conn, RULES)
        last = select(standing.c.reported).where(standing.c.period == "2026-Q4")
        codes = standing.c.indicator_code.in_(("A-1", "A-2"))
        assert conn.scalars(last.where(codes)).all() == [True, True]
