"""What a reader gets of standings, reports, recommendations and objections, by scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.scope import Scope
from data.queries.performance.disputes import disputes, returned_codes
from data.queries.performance.indicators import facts_of, reports_of, shares_of, targets_of
from data.queries.performance.recommendations import recommendations, status_counts
from data.queries.performance.standings import by_period, key_standings, standings
from metrics.performance.kinds import Reason, ReportState
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
    add_objection,
    add_target,
    fill,
)
from tests.queries.performance.stored import (
    OTHER,
    OTHER_MONTHLY,
    Q2,
    Q3,
    QUARTERLY,
    add_goal,
    add_recommendation,
    add_share,
    derive,
    reported_year,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

FARM = Scope(full=frozenset({FARMING}))
FIRM = {"verified", "approved", "locked"}
SENT = FIRM | {"submitted"}


@pytest.mark.parametrize(
    ("scope", "seen"), [(PUBLIC, False), (OWN, False), (FARM, True), (CHECKS, True)]
)
def test_an_unverified_standing_shows_its_state_and_hides_its_values(
    empty_engine: Engine, scope: Scope, seen: bool
) -> None:
    reported_year(empty_engine)
    with empty_engine.connect() as conn:
        (row,) = standings(conn, scope=scope, periods=[Q3], codes=[OTHER])
        (before,) = standings(conn, scope=scope, periods=[Q2], codes=[OTHER])
    assert row.verification is ReportState.SUBMITTED
    assert (row.reported, row.verified) == (True, False)
    assert (row.realised, row.to_date is None) == ((170.0, False) if seen else (None, True))
    assert (row.year is None, row.hidden) == (not seen, not seen)
    assert row.expected == 300.0
    assert row.settled is None
    assert (before.realised, before.to_date, before.settled) == (100.0, 50.0, 50.0)


def test_standings_come_by_period_weight_and_code(empty_engine: Engine) -> None:
    reported_year(empty_engine)
    with empty_engine.connect() as conn:
        rows = standings(conn, scope=PUBLIC, periods=[Q2, Q3], opd=HEALTH)
    assert [(row.period, row.code) for row in rows] == [
        (period, code) for period in (Q2, Q3) for code in (f"{HEALTH}-month", QUARTERLY)
    ]
    assert set(by_period(rows)) == {Q2, Q3}
    monthly = rows[0]
    assert monthly.reason is Reason.NOT_REPORTED
    assert monthly.missing[0] == "2026-01"
    assert monthly.due_on is not None


def test_only_indicators_of_goals_above_programmes_are_key_ones(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_goal(conn, "S1", "sasaran")
        add_goal(conn, "P1", "program", "S1", opd_code=HEALTH)
        add_indicator(conn, "IKU", HEALTH, 1, cadence="quarter", goal_code="S1")
        add_indicator(conn, "PROG", HEALTH, 1, cadence="quarter", goal_code="P1")
        add_actual(conn, "IKU", Q3, "submitted")
    derive(empty_engine)
    with empty_engine.connect() as conn:
        (row,) = key_standings(conn, scope=PUBLIC, period=Q3)
        every = standings(conn, scope=PUBLIC, periods=[Q3], opd=HEALTH)
    assert (row.code, row.key, row.goal, row.realised) == ("IKU", True, "S1", None)
    assert {one.code for one in every if one.key} == {"IKU"}


@pytest.mark.parametrize(
    ("scope", "known", "valued"),
    [
        (PUBLIC, SENT, FIRM),
        (CHECKS, SENT, SENT),
        (FARM, SENT, FIRM),
        (OWN, set(STATES), set(STATES)),
    ],
)
def test_reports_in_every_state_are_seen_by_scope(
    empty_engine: Engine, scope: Scope, known: set[str], valued: set[str]
) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        for number, state in enumerate(STATES, 1):
            add_actual(conn, f"{HEALTH}-month", f"2026-{number:02}", state)
    with empty_engine.connect() as conn:
        rows = reports_of(conn, f"{HEALTH}-month", scope=scope, year="2026")
    assert {row.state.value for row in rows} == known
    assert {row.state.value for row in rows if row.value is not None} == valued
    assert {row.state.value for row in rows if not row.hidden} == valued
    assert all((row.note is None) is row.hidden for row in rows)
    assert {row.submitted_by for row in rows if row.state is ReportState.VERIFIED} == {"Operator A"}


def test_facts_targets_with_revisions_and_shares_of_an_indicator(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_target(conn, QUARTERLY, Q3, 100.0)
        add_target(conn, QUARTERLY, Q3, 80.0, revision=1)
        add_target(conn, QUARTERLY, "2025-Q3", 70.0)
        add_share(conn, QUARTERLY, HEALTH, 40.0)
        add_share(conn, QUARTERLY, FARMING, 60.0)
    with empty_engine.connect() as conn:
        facts = facts_of(conn, QUARTERLY)
        rows = targets_of(conn, QUARTERLY, year="2026")
        team = shares_of(conn, QUARTERLY)
        assert facts_of(conn, "tidak-ada") is None
        assert shares_of(conn, OTHER) == ()
    assert facts is not None
    assert (facts.opd, facts.unit, facts.weight) == (HEALTH, "kasus", 1.0)
    assert [(row.revision, row.value, row.reason) for row in rows] == [
        (0, 100.0, None), (1, 80.0, "Anggaran dikurangi"),
    ]  # fmt: skip
    assert [(one.opd, one.lead, one.share) for one in team] == [
        (HEALTH, True, 40.0), (FARMING, False, 60.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("scope", "codes"),
    [(PUBLIC, set()), (OWN, {"R-1"}), (CHECKS, {"R-1", "R-2"}), (FARM, {"R-2"})],
)
def test_recommendations_are_read_by_auditors_and_their_own_opd_alone(
    empty_engine: Engine, scope: Scope, codes: set[str]
) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_recommendation(conn, "R-1", HEALTH, "belum")
        add_recommendation(conn, "R-2", FARMING, "sesuai")
    with empty_engine.connect() as conn:
        assert {row.code for row in recommendations(conn, scope=scope)} == codes
        own = recommendations(conn, scope=scope, opd=HEALTH)
        counts = status_counts(conn)
    assert {row.code for row in own} == codes & {"R-1"}
    assert [(one.opd, one.status, one.count) for one in counts] == [
        (HEALTH, "belum", 1), (FARMING, "sesuai", 1),
    ]  # fmt: skip
    assert not any(one.sample for one in counts)


def test_a_dispute_is_known_to_all_by_its_state_and_expires_by_itself(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        first = add_actual(conn, QUARTERLY, Q2, "verified")
        second = add_actual(conn, QUARTERLY, Q3, "verified")
        add_objection(conn, first, "2026-11-20")
        add_objection(conn, second, "2026-11-25")
    with empty_engine.connect() as conn:
        rows = disputes(conn, opd=HEALTH, year="2026", as_of=TODAY)
        assert disputes(conn, opd=FARMING, year="2026", as_of=TODAY) == ()
    assert [(row.code, row.period, row.state) for row in rows] == [
        (QUARTERLY, Q3, "open"), (QUARTERLY, Q2, "expired"),
    ]  # fmt: skip


def test_what_came_back_is_told_to_its_own_opd_alone(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_actual(conn, QUARTERLY, Q3, "returned")
        add_actual(conn, OTHER_MONTHLY, "2026-08", "rejected")
    with empty_engine.connect() as conn:
        found = {
            name: returned_codes(conn, scope=scope, opd=HEALTH, year="2026")
            for name, scope in (("own", OWN), ("public", PUBLIC), ("checks", CHECKS))
        }
    assert found == {"own": {QUARTERLY}, "public": frozenset(), "checks": frozenset()}
