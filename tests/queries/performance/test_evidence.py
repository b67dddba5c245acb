"""Evidence is for whoever may see what it stands under."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, update

from core.scope import Scope
from data.queries.performance.evidence import (
    evidence_of_actuals,
    evidence_of_objections,
    evidence_of_recommendations,
)
from data.schema import evidence, recommendation
from tests.queries.performance.rows import (
    CHECKS,
    FARMING,
    HEALTH,
    MOMENT,
    OWN,
    PUBLIC,
    STATES,
    add_actual,
    add_link,
    add_objection,
    fill,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

OTHER = Scope(full=frozenset({FARMING}))
FIRM = {"verified", "approved", "locked"}


@pytest.mark.parametrize(
    ("scope", "seen"),
    [(OWN, set(STATES)), (CHECKS, {"submitted", *FIRM}), (PUBLIC, set()), (OTHER, set())],
)
def test_evidence_of_an_actual_is_for_its_opd_and_who_checks_it(
    empty_engine: Engine, scope: Scope, seen: set[str]
) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        ids = {
            add_actual(conn, f"{HEALTH}-month", f"2026-{month:02d}", state): state
            for month, state in enumerate(STATES, start=1)
        }
        for number, state in ids.items():
            add_link(conn, state, actual_id=number)
    with empty_engine.connect() as conn:
        found = evidence_of_actuals(conn, scope=scope, ids=list(ids))
    assert {ids[int(one.subject)] for one in found} == seen
    assert {(one.name, one.added_name) for one in found} <= {("Rekap", "Operator A")}


def test_what_was_removed_is_not_listed(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        number = add_actual(conn, f"{HEALTH}-month", "2026-01", "draft")
        add_link(conn, "a", actual_id=number)
        conn.execute(update(evidence).values(removed_by="op", removed_at=MOMENT))
    with empty_engine.connect() as conn:
        assert evidence_of_actuals(conn, scope=OWN, ids=[number]) == ()
        assert evidence_of_actuals(conn, scope=OWN, ids=[]) == ()


def test_evidence_of_an_objection_is_for_both_sides(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        number = add_actual(conn, f"{HEALTH}-month", "2026-01", "verified")
        raised = add_objection(conn, number, "2026-11-27")
        add_link(conn, "a", objection_id=raised)
    with empty_engine.connect() as conn:
        for scope, count in ((OWN, 1), (CHECKS, 1), (PUBLIC, 0), (OTHER, 0)):
            assert len(evidence_of_objections(conn, scope=scope, ids=[raised])) == count


def test_evidence_of_an_audit_is_for_the_opd_and_who_sees_audits(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        conn.execute(
            insert(recommendation).values(
                code="R-1", auditor="bpk", report="LHP 1", report_date="2026-05-20",
                finding="Temuan", text="Setor kembali", opd_code=HEALTH, status="belum",
                batch_id=1,
            )
        )  # fmt: skip
        add_link(conn, "a", recommendation_code="R-1")
    with empty_engine.connect() as conn:
        for scope, count in ((OWN, 1), (CHECKS, 1), (PUBLIC, 0), (OTHER, 0)):
            found = evidence_of_recommendations(conn, scope=scope, opd=HEALTH)
            assert [one.subject for one in found] == ["R-1"] * count
