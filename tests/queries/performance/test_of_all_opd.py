"""Sums, changes, budgets, goals and what is missing, over all OPD."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert

from data.queries.performance.blockers import blockers
from data.queries.performance.budgets import budget_lines
from data.queries.performance.changes import Basis, last_hands, left_unreported, moved
from data.queries.performance.goals import goals, key_indicators, programme_sums
from data.queries.performance.missing import missing_reports
from data.queries.performance.offices import offices
from data.queries.performance.scores import (
    league_of,
    newest_due_quarter,
    score_parts,
    scored_quarters,
)
from data.queries.performance.shared import shared_codes, work_for_others
from data.schema import standing
from metrics.performance.score import Entry, contributions, score, score_of_parts
from tests.queries.performance.rows import FARMING, HEALTH, MOMENT, TODAY, add_indicator, fill
from tests.queries.performance.stored import (
    MONTHLY,
    OTHER,
    Q2,
    Q3,
    Q4,
    QUARTERLY,
    add_blocker,
    add_budget,
    add_goal,
    add_share,
    derive,
    reported_year,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

CAP = 100.0


def test_parts_give_the_score_of_the_standings(empty_engine: Engine) -> None:
    reported_year(empty_engine)
    with empty_engine.connect() as conn:
        parts = score_parts(conn, first=Q2, last=Q3)
        assert scored_quarters(conn) == ("2026-Q1", Q2, Q3, Q4)
        assert newest_due_quarter(conn, TODAY) == Q3
        assert newest_due_quarter(conn, date(2026, 1, 5)) == Q4
        assert score_parts(conn, opd="tidak-ada") == {}
        assert league_of(conn, HEALTH) == "A"
    assert {period for _opd, period in parts} == {Q2, Q3}
    found = score_of_parts(parts[HEALTH, Q3], TODAY, min_coverage=0.6)
    assert found.value == pytest.approx(100.0)
    assert found.coverage == pytest.approx(0.5)


def _random_standings(engine: Engine, seed: int) -> tuple[list[Entry], list[Entry]]:
    """Thirty indicators in two triwulan, some missing, unverified, entering or leaving."""
    draw = random.Random(seed)  # noqa: S311 (rows of a test)
    fill(engine)
    found: dict[str, list[Entry]] = {Q2: [], Q3: []}
    with engine.begin() as conn:
        for number in range(30):
            code, weight = f"X-{number:02}", float(draw.randint(1, 4))
            add_indicator(conn, code, draw.choice((HEALTH, FARMING)), 1, weight=weight)
            for period in (Q2, Q3):
                if draw.random() < 0.1:
                    continue
                value = None if draw.random() < 0.2 else draw.uniform(-30, 150)
                verified = value is not None and draw.random() < 0.8
                due = date(2026, 7, 14) if period == Q2 else date(2026, 10, 14)
                row: dict[str, Any] = {
                    "indicator_code": code, "period": period, "opd_code": HEALTH,
                    "weight": weight, "due_on": due.isoformat(), "reported": value is not None,
                    "verified": verified, "to_date": value, "linear": False, "sample": False,
                    "reason": "belum_lapor" if value is None else None,
                }  # fmt: skip
                conn.execute(insert(standing).values(**row))
                found[period].append(Entry(code, weight, value, verified, value is not None, due))
    return found[Q2], found[Q3]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_moved_is_what_the_formula_says(empty_engine: Engine, seed: int) -> None:
    before, after = _random_standings(empty_engine, seed)
    truth = contributions(before, after, cap=CAP)
    sums = [
        (sum(one.weight for one in rows if one.enters),
         score(rows, TODAY, cap=CAP, min_coverage=0).value or 0.0)
        for rows in (before, after)
    ]  # fmt: skip
    basis = Basis(Q2, Q3, sums[0][1], sums[0][0], sums[1][0], CAP, TODAY)
    with empty_engine.connect() as conn:
        worst, best = moved(conn, basis, count=100)
        few, _best = moved(conn, basis, count=3)
        left = left_unreported(conn, basis, TODAY)
        nobody = Basis(Q2, Q3, sums[0][1], sums[0][0], sums[1][0], CAP, TODAY, "B")
        assert moved(conn, nobody, count=5) == ((), ())
    assert few == worst[:3]
    found = {one.code: one for one in (*worst, *best)}
    for one in truth:
        if abs(one.points) > 1e-9:
            own = found.pop(one.code)
            assert own.points == pytest.approx(one.points, abs=1e-9)
            assert (own.entered, own.left) == (one.entered, one.left)
    assert not found
    assert sum(one.points for one in (*worst, *best)) == pytest.approx(
        sums[1][1] - sums[0][1], abs=1e-9
    )
    silent = {one.code for one in after if not one.reported}
    assert left == pytest.approx(
        sum(one.points for one in truth if one.left and one.code in silent), abs=1e-9
    )


def test_last_hands_name_who_sent_and_who_verified(empty_engine: Engine) -> None:
    reported_year(empty_engine)
    with empty_engine.connect() as conn:
        found = last_hands(conn, [QUARTERLY, OTHER, MONTHLY], year=2026)
    assert found.keys() == {QUARTERLY, OTHER}
    assert (found[QUARTERLY].period, found[QUARTERLY].verified_by) == (Q3, "Verifikator V")
    assert (found[OTHER].period, found[OTHER].verified_by) == (Q3, None)
    assert found[OTHER].sent_by == "Operator A"


def test_missing_reports_are_those_due_and_not_there(empty_engine: Engine) -> None:
    reported_year(empty_engine)
    with empty_engine.connect() as conn:
        rows = missing_reports(conn, period=Q3, as_of=TODAY)
        none = missing_reports(conn, period=Q4, as_of=TODAY)
        own = missing_reports(conn, period=Q3, as_of=TODAY, opd=HEALTH, limit=1)
    assert {row.code for row in rows} == {MONTHLY, f"{FARMING}-month"}
    assert [row.code for row in own] == [MONTHLY]
    assert none == ()


def test_the_newest_budget_line_of_each_programme_counts(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_budget(conn, HEALTH, "Program A", "2026-08", realised=400)
        add_budget(conn, HEALTH, "Program A", "2026-09", realised=500)
        add_budget(conn, HEALTH, "Program A", "2026-10", realised=600)
        add_budget(conn, HEALTH, "Program B", "2026-07")
        add_budget(conn, HEALTH, "Program C", "2025-12")
        add_budget(conn, FARMING, "Program A", "2026-09", stage="perubahan")
    with empty_engine.connect() as conn:
        rows = budget_lines(conn, until="2026-09", opd=HEALTH)
        every = budget_lines(conn, until="2026-09")
    assert [(row.programme, row.period, row.realised) for row in rows] == [
        ("Program A", "2026-09", 500), ("Program B", "2026-07", 500),
    ]  # fmt: skip
    assert {row.opd for row in every} == {HEALTH, FARMING}


def test_programmes_are_summed_and_goals_come_of_their_year(empty_engine: Engine) -> None:
    reported_year(empty_engine)
    with empty_engine.begin() as conn:
        add_goal(conn, "S1", "sasaran", valid_from="2026")
        add_goal(conn, "S0", "sasaran", valid_to="2025")
        add_goal(conn, "P1", "program", "S1", opd_code=HEALTH)
        for code, goal in ((f"{HEALTH}-9", "P1"), (f"{HEALTH}-8", "S1")):
            add_indicator(conn, code, HEALTH, 1, cadence="quarter", goal_code=goal)
    derive(empty_engine)
    with empty_engine.connect() as conn:
        assert [one.code for one in goals(conn, year="2026")] == ["P1", "S1"]
        assert key_indicators(conn) == {f"{HEALTH}-8"}
        (found,) = programme_sums(conn, period=Q3, as_of=TODAY.isoformat(), cap=CAP)
    assert (found.goal, found.indicators, found.verified, found.late) == ("P1", 1, 0, 1)


def test_obstacles_are_on_the_list_of_both_opd(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_blocker(conn, QUARTERLY, HEALTH, FARMING)
        add_blocker(
            conn, OTHER, FARMING, FARMING, closed_by="op", closed_at=MOMENT, closing="Sudah tiba"
        )
    with empty_engine.connect() as conn:
        assert len(blockers(conn, opd=HEALTH)) == 1
        both = blockers(conn, opd=FARMING)
        assert [one.open for one in both] == [True, False]
        assert len(blockers(conn, open_only=True)) == 1
    assert both[0].raised_by == "Operator A"
    assert both[1].closing == "Sudah tiba"


def test_work_for_others_and_shared_indicators(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_share(conn, QUARTERLY, HEALTH, 70.0)
        add_share(conn, QUARTERLY, FARMING, 30.0)
    with empty_engine.connect() as conn:
        (one,) = work_for_others(conn, FARMING)
        assert work_for_others(conn, HEALTH) == ()
        assert shared_codes(conn, HEALTH) == {QUARTERLY}
        assert shared_codes(conn, FARMING) == frozenset()
    assert (one.code, one.lead, one.share) == (QUARTERLY, HEALTH, 30.0)


def test_an_opd_stands_between_its_days(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.connect() as conn:
        found = offices(conn)
    assert [one.code for one in found] == [HEALTH, FARMING]
    assert found[0].stands(date(2026, 1, 1), date(2026, 3, 31))
