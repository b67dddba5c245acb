"""The work list of an OPD: everything that is due, in the order in which it presses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.scope import Scope
from core.settings import load_settings
from data.queries.performance.report import report
from data.queries.performance.worklist import Item, Stage, work_of
from metrics.performance.kinds import ReportState
from metrics.workdays import workdays
from tests.queries.performance.rows import (
    CHECKS,
    FARMING,
    HEALTH,
    OWN,
    PUBLIC,
    STATES,
    TODAY,
    add_actual,
    add_indicator,
    add_target,
    fill,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

MONTH, QUARTER = f"{HEALTH}-month", f"{HEALTH}-quarter"


def work(engine: Engine, scope: Scope = OWN, opd: str = HEALTH) -> tuple[Item, ...]:
    days = workdays(load_settings(environment={}).calendar)
    with engine.connect() as conn:
        return work_of(conn, scope=scope, opd=opd, as_of=TODAY, workdays=days, report_days=10)


def by_key(engine: Engine) -> dict[str, Item]:
    return {item.key: item for item in work(engine)}


def test_each_state_of_a_report_has_its_place(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        for month, state in enumerate(STATES, start=1):
            add_actual(conn, MONTH, f"2026-{month:02d}", state)
        add_actual(conn, MONTH, "2026-11", "draft")
    found = work(empty_engine)
    assert [(item.key, item.stage) for item in found] == [
        (f"{MONTH}~2026-06", Stage.RETURNED),
        (f"{MONTH}~2026-07", Stage.RETURNED),
        (f"{MONTH}~2026-01", Stage.OVERDUE),  # a draft that is past due is not reported
        (f"{QUARTER}~2026-Q1", Stage.OVERDUE),
        (f"{QUARTER}~2026-Q2", Stage.OVERDUE),
        (f"{MONTH}~2026-08", Stage.OVERDUE),
        (f"{MONTH}~2026-09", Stage.OVERDUE),
        (f"{QUARTER}~2026-Q3", Stage.OVERDUE),
        (f"{MONTH}~2026-10", Stage.OVERDUE),
        (f"{MONTH}~2026-11", Stage.DRAFT),
        (f"{MONTH}~2026-02", Stage.WAITING),
        (f"{MONTH}~2026-05", Stage.DONE),
        (f"{MONTH}~2026-04", Stage.DONE),
        (f"{MONTH}~2026-03", Stage.DONE),
    ]
    one = found[0]
    assert (one.reason, one.state, one.value) == ("Bukti kabur.", ReportState.RETURNED, 12.5)


def test_days_late_are_working_days_after_the_due_day(empty_engine: Engine) -> None:
    fill(empty_engine)
    item = by_key(empty_engine)[f"{QUARTER}~2026-Q3"]
    # Ten working days after 30 September; from 15 October to 22 November there are 12 and 15.
    assert item.due_on == date(2026, 10, 14)
    assert item.days == 27


def test_the_present_month_is_listed_before_it_falls_due_and_the_next_is_not(
    empty_engine: Engine,
) -> None:
    fill(empty_engine)
    found = by_key(empty_engine)
    assert found[f"{MONTH}~2026-11"].stage is Stage.SOON
    assert found[f"{MONTH}~2026-11"].days == 0
    assert f"{MONTH}~2026-12" not in found
    assert f"{QUARTER}~2026-Q4" not in found


def test_a_report_carries_the_target_in_force_and_the_value_before(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_target(conn, MONTH, "2026-09", 20.0)
        add_target(conn, MONTH, "2026-09", 15.0, revision=1)
        add_target(conn, MONTH, "2026", 200.0)
        add_actual(conn, MONTH, "2026-06", "verified", value=11.0)
        add_actual(conn, MONTH, "2026-08", "submitted", value=None)
    found = by_key(empty_engine)
    one = found[f"{MONTH}~2026-09"]
    assert one.aim is not None
    assert (one.aim.value, one.last_period, one.last) == (15.0, "2026-06", 11.0)
    whole = found[f"{MONTH}~2026-10"].aim
    assert whole is not None
    assert whole.value == 200.0


def test_a_release_is_expected_once_a_year_and_outside_the_validity_nothing(
    empty_engine: Engine,
) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_indicator(conn, "RILIS", HEALTH, 1, pattern="rilis", cadence="year", release_month=-5)
        add_indicator(conn, "LAMA", HEALTH, 1, valid_from="2024", valid_to="2024")
        add_target(conn, "RILIS", "2026", 75.0)
        add_target(conn, "LAMA", "2024", 75.0)
    found = by_key(empty_engine)
    assert found["RILIS~2026"].due_on == date(2026, 8, 14)  # July and ten working days
    assert {key for key in found if key.startswith("LAMA")} == {
        f"LAMA~2024-{month:02d}" for month in range(1, 13)
    }


@pytest.mark.parametrize("scope", [CHECKS, PUBLIC, Scope(full=frozenset({FARMING}))])
def test_nobody_else_has_the_work_list_of_an_opd(empty_engine: Engine, scope: Scope) -> None:
    fill(empty_engine)
    assert work(empty_engine, scope) == ()


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (OWN, set(STATES)),
        (CHECKS, {"submitted", "verified", "approved", "locked"}),
        (PUBLIC, {"verified", "approved", "locked"}),
        (Scope(full=frozenset({FARMING})), {"verified", "approved", "locked"}),
    ],
)
def test_a_report_tells_its_value_to_whom_it_may_and_its_state_to_all(
    empty_engine: Engine, scope: Scope, seen: set[str]
) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        for month, state in enumerate(STATES, start=1):
            add_actual(conn, MONTH, f"2026-{month:02d}", state)
    with empty_engine.connect() as conn:
        for month, state in enumerate(STATES, start=1):
            found = report(conn, scope=scope, code=MONTH, period=f"2026-{month:02d}")
            assert found is not None
            assert found.stored is not None
            told = found.stored
            assert told.state == state
            assert told.seen is (state in seen)
            expected = (12.5, "catatan rahasia") if state in seen else (None, None)
            assert (told.value, told.note) == expected
            if state in ("returned", "rejected"):
                assert told.return_reason == ("Bukti kabur." if state in seen else None)
        whole = report(conn, scope=scope, code=MONTH, period="2026-01")
        assert whole is not None
    assert {one.state.value: one.value for one in whole.series} == {
        state: 12.5 if state in seen else None for state in STATES
    }


def test_a_report_that_is_not_there_and_an_unknown_indicator(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.connect() as conn:
        found = report(conn, scope=OWN, code=MONTH, period="2026-09")
        assert found is not None
        assert found.stored is None
        assert report(conn, scope=OWN, code="tidak-ada", period="2026-09") is None
