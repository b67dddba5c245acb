"""The cascade, the budget, the audits and the tasks of one OPD."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.queries.performance.budgets import BudgetLine
from data.queries.performance.disputes import Dispute
from data.queries.performance.goals import Goal, ProgrammeSum
from data.queries.performance.recommendations import Recommendation, StatusCount
from metrics.performance.audit import Status
from metrics.performance.kinds import Cadence, Pattern, Reason
from metrics.performance.tasks import TaskKind
from reports.performance.audit import Audits, counted, formula, pending, summary, whole
from reports.performance.board import Board, Register
from reports.performance.budget import (
    money,
    purse_of,
    purses,
    shown_deviation,
    shown_percent,
)
from reports.performance.card import Card, moves, report_period, to_do, unreported
from reports.performance.tree import Cascade, branches, holes
from tests.reports.performance.making import (
    DAYS,
    Q2,
    Q3,
    TODAY,
    held,
    office,
    part,
    parts_by_key,
    scores,
)
from tests.reports.performance.making import whole as regency


def goal(code: str, kind: str, parent: str | None = None) -> Goal:
    return Goal(code, kind, f"Teks {code}", parent, None, sample=True)


GOALS = (
    goal("V", "visi"), goal("M1", "misi", "V"), goal("M2", "misi", "V"),
    goal("T1", "tujuan", "M1"), goal("S1", "sasaran", "T1"), goal("S2", "sasaran", "T1"),
    goal("P1", "program", "S1"), goal("P2", "program", "S1"),
)  # fmt: skip


def test_a_mission_without_a_measure_is_a_visible_hole() -> None:
    sums = (ProgrammeSum("P1", 3, 2, 160.0, 2.0, 1),)
    roots = branches(Cascade(GOALS, (held(goal="S1"),), sums))
    assert [one.goal.code for one in roots] == ["V"]
    assert [one.goal.code for one in holes(roots)] == ["P2", "S2", "M2"]


def test_a_goal_of_an_unknown_parent_is_a_root() -> None:
    roots = branches(Cascade((goal("S9", "sasaran", "T-lama"),), (), ()))
    assert [(one.goal.code, one.hole) for one in roots] == [("S9", True)]


def line(programme: str = "P", **given: Any) -> BudgetLine:
    row: dict[str, Any] = {
        "period": "2026-09", "stage": "murni", "ceiling": 1_000, "planned": 700, "realised": 500,
        "weight": 1.0, "physical": 60.0, "sample": True,
    }  # fmt: skip
    return BudgetLine("A", programme, **{**row, **given})


def test_a_budget_is_judged_by_its_deviation_from_the_plan() -> None:
    one = purse_of(line())
    assert (one.absorption, one.deviation) == (50.0, -20.0)
    assert one.band is not None
    assert one.band.band.label == "Tertinggal"
    assert shown_deviation(one.deviation) == "−20,00 pp"
    assert shown_percent(one.absorption) == "50,00%"
    assert money(1_200_000_000) == "Rp 1,2 miliar"


def test_a_sum_with_a_missing_part_is_missing_and_not_smaller() -> None:
    found = purses([line("P"), line("Q", realised=None, period="2026-08", stage="perubahan")])["A"]
    assert (found.ceiling, found.planned, found.realised) == (2_000, 1_400, None)
    assert (found.deviation, found.band) == (None, None)
    assert (found.period, found.revised) == ("2026-08", True)
    assert money(found.realised) == shown_deviation(None) == "belum ada data"


def advice(code: str, status: str, day: str, amount: int | None = None) -> Recommendation:
    return Recommendation(
        code, "bpk", "LHP", day, "Temuan", "Setor", "A", amount, None, status, None, None,
        sample=True,
    )  # fmt: skip


def test_the_share_settled_prints_its_formula() -> None:
    counts = counted(
        StatusCount(opd, status, count, sample=True)
        for opd, status, count in (("A", "sesuai", 3), ("A", "tidak_dapat", 1), ("B", "belum", 4))
    )
    assert counts["A"][Status.SETTLED] == 3
    assert formula(counts["A"]).startswith("Penyelesaian = 3 sesuai ÷ 4 rekomendasi × 100 = 75,00%")
    assert "÷ 8 rekomendasi × 100 = 37,50%" in formula(whole(counts))
    assert formula(whole({})) == "Belum ada rekomendasi hasil pemeriksaan."


def test_what_is_due_next_comes_before_what_is_overdue() -> None:
    rows = [
        advice("R-1", "belum", "2025-05-25"),
        advice("R-2", "dalam_proses", "2026-10-01", 5_000_000),
        advice("R-3", "sesuai", "2026-10-01"),
        advice("R-4", "belum", "2026-09-30"),
    ]
    assert [(day.isoformat(), one.code) for day, one in pending(rows, TODAY)] == [
        ("2026-11-29", "R-4"), ("2026-11-30", "R-2"), ("2025-07-24", "R-1"),
    ]  # fmt: skip
    found = summary(rows, TODAY)
    assert (found.outstanding, found.overdue) == (5_000_000, 1)


def card(*now: Any, before: tuple[Any, ...] = (), **given: Any) -> Card:
    parts = parts_by_key(part("A", Q2, 70), part("A", Q3, 80))
    (one,) = scores(parts, office("A"))
    row: dict[str, Any] = {
        "blockers": (), "lines": (), "audits": Audits((), ()), "shared": frozenset(), "work": (),
        "disputes": (), "objections": (), "returned": frozenset(),
    }  # fmt: skip
    return Card(one, now, before, **{**row, **given})


def house() -> tuple[Register, Board]:
    from core.settings import load_settings  # noqa: PLC0415 (only here)

    parts = parts_by_key(part("A", Q3, 80))
    register = Register(
        load_settings(environment={}), TODAY, DAYS, {"A": office("A")}, (Q2, Q3), Q3
    )
    board = Board(Q3, parts, scores(parts, office("A")), regency(parts), (), (), ())
    return register, board


MISSING = {"reported": False, "verified": False, "verification": None, "realised": None,
           "to_date": None, "year": None, "reason": Reason.NOT_REPORTED}  # fmt: skip


def test_what_is_to_be_done_is_what_is_missing_below_target_owed_or_held_up() -> None:
    found = card(
        held("OK", to_date=120.0), held("LOW", to_date=60.0), held("GONE", **MISSING),
        held("BACK", **MISSING), held("SENT", verified=False),
        returned=frozenset({"BACK"}),
        audits=Audits((), (advice("R-1", "belum", "2026-10-01"),)),
    )  # fmt: skip
    tasks = to_do(found, *house())
    assert {(one.kind, one.code) for one in tasks} == {
        (TaskKind.REPORT, "GONE"), (TaskKind.MEND, "BACK"), (TaskKind.RAISE, "LOW"),
        (TaskKind.FOLLOW_UP, "R-1"),
    }  # fmt: skip
    assert {one.code for one in tasks[:2]} == {"GONE", "BACK"}
    low = next(one for one in tasks if one.code == "LOW")
    assert low.points == pytest.approx(20.0)
    assert low.deadline == date(2027, 1, 18)


def test_what_moved_counts_only_what_is_due_and_what_left_is_known() -> None:
    found = card(
        held("A", to_date=90.0), held("B", **MISSING), before=(held("A", period=Q2, to_date=80.0),
        held("B", period=Q2, to_date=40.0)),
    )  # fmt: skip
    assert [(one.code, one.points, one.left) for one in moves(found, 100.0, TODAY)] == [
        ("B", 10.0, True), ("A", 20.0, False),
    ]  # fmt: skip
    assert unreported(found, TODAY) == {"B"}


def test_a_dispute_marks_only_figures_that_the_triwulan_rests_on() -> None:
    disputes = (
        Dispute("A", "2026-10", "open", TODAY), Dispute("B", "2026-09", "open", TODAY),
        Dispute("C", "2026-09", "expired", TODAY),
    )  # fmt: skip
    found = card(held("A"), held("B"), held("C"), disputes=disputes)
    assert [found.disputed(code) is not None for code in "ABC"] == [False, True, False]


@pytest.mark.parametrize(
    ("given", "period"),
    [
        ({"missing": ("2026-08", "2026-09")}, "2026-08"),
        ({"cadence": Cadence.MONTH}, "2026-09"),
        ({"cadence": Cadence.QUARTER}, Q3),
        ({"pattern": Pattern.RELEASE, "cadence": Cadence.YEAR}, "2026"),
    ],
)
def test_a_task_leads_to_the_report_that_is_asked_for(given: dict[str, Any], period: str) -> None:
    assert report_period(held(**given)) == period
