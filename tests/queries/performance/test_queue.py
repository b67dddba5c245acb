"""The queue: the longest waiting first, own input never, values only for who may see them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from core.periods import Period
from core.scope import Scope
from data.queries.performance.objections import EXPIRED, OPEN, count_open, objections
from data.queries.performance.queue import (
    Ask,
    Desk,
    count_waiting,
    offices_waiting,
    texts_of,
    waiting,
)
from tests.queries.performance.rows import (
    CHECKS,
    FARMING,
    HEALTH,
    MOMENT,
    OWN,
    PUBLIC,
    TODAY,
    add_actual,
    add_objection,
    fill,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

VERIFY = Ask(Desk.VERIFY, person="ver", apart=("entered", "submitted"))


def keys(engine: Engine, ask: Ask, scope: Scope = CHECKS, first: int = 0) -> list[str]:
    with engine.connect() as conn:
        return [one.key for one in waiting(conn, scope=scope, ask=ask, first=first)]


def submitted(engine: Engine) -> None:
    fill(engine)
    with engine.begin() as conn:
        for days, (code, period) in enumerate(
            [
                (f"{FARMING}-month", "2026-07"),
                (f"{HEALTH}-month", "2026-08"),
                (f"{HEALTH}-quarter", "2026-Q3"),
            ]
        ):
            at = MOMENT - timedelta(days=days)
            add_actual(conn, code, period, "submitted", submitted_at=at)


def test_the_longest_waiting_comes_first(empty_engine: Engine) -> None:
    submitted(empty_engine)
    assert keys(empty_engine, VERIFY) == [
        f"{HEALTH}-quarter~2026-Q3", f"{HEALTH}-month~2026-08", f"{FARMING}-month~2026-07",
    ]  # fmt: skip
    assert keys(empty_engine, VERIFY, first=2) == [f"{FARMING}-month~2026-07"]
    with empty_engine.connect() as conn:
        found = count_waiting(conn, ask=VERIFY)
        assert (found.count, found.oldest) == (3, MOMENT - timedelta(days=2))
        assert found.opd_short == "Kesehatan"
        assert offices_waiting(conn, ask=VERIFY) == {HEALTH: "Kesehatan", FARMING: "Pertanian"}


def test_own_input_is_never_in_the_queue(empty_engine: Engine) -> None:
    submitted(empty_engine)
    with empty_engine.begin() as conn:
        add_actual(conn, f"{HEALTH}-month", "2026-01", "submitted", entered_by="ver")
        add_actual(conn, f"{HEALTH}-month", "2026-02", "submitted", submitted_by="ver")
        add_actual(conn, f"{HEALTH}-month", "2026-03", "verified")
    assert len(keys(empty_engine, VERIFY)) == 3
    approve = Ask(Desk.APPROVE, person="ver", apart=("entered", "verified"))
    assert keys(empty_engine, approve) == []
    assert keys(empty_engine, Ask(Desk.APPROVE)) == [f"{HEALTH}-month~2026-03"]


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (Ask(Desk.VERIFY, opd=FARMING), 1),
        (Ask(Desk.VERIFY, quarter=Period.parse("2026-Q3")), 3),
        (Ask(Desk.VERIFY, quarter=Period.parse("2026-Q2")), 0),
    ],
)
def test_the_queue_is_narrowed_by_opd_and_triwulan(
    empty_engine: Engine, ask: Ask, expected: int
) -> None:
    submitted(empty_engine)
    assert len(keys(empty_engine, ask)) == expected


def test_a_triwulan_holds_its_months_and_the_last_one_the_year() -> None:
    assert texts_of(Period.parse("2026-Q1")) == ("2026-Q1", "2026-01", "2026-02", "2026-03")
    assert texts_of(Period.parse("2026-Q4")) == (
        "2026-Q4", "2026-10", "2026-11", "2026-12", "2026",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("scope", "desk", "seen"),
    [
        (CHECKS, Desk.VERIFY, True),
        (PUBLIC, Desk.VERIFY, False),
        (OWN, Desk.VERIFY, True),
        (Scope(full=frozenset({FARMING})), Desk.VERIFY, False),
        (PUBLIC, Desk.APPROVE, True),
    ],
)
def test_a_value_in_the_queue_is_for_who_may_see_it(
    empty_engine: Engine, scope: Scope, desk: Desk, seen: bool
) -> None:
    fill(empty_engine)
    state = {Desk.VERIFY: "submitted", Desk.APPROVE: "verified"}[desk]
    with empty_engine.begin() as conn:
        add_actual(conn, f"{HEALTH}-month", "2026-08", state)
    with empty_engine.connect() as conn:
        (one,) = waiting(conn, scope=scope, ask=Ask(desk))
    assert one.value == (12.5 if seen else None)
    assert one.state == state


def test_unlocks_are_the_locked_ones_that_somebody_asked_for(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_actual(conn, f"{HEALTH}-month", "2026-01", "locked")
        add_actual(
            conn, f"{HEALTH}-month", "2026-02", "locked", unlock_by="ver", unlock_at=MOMENT,
            unlock_reason="Salah ketik.",
        )  # fmt: skip
    assert keys(empty_engine, Ask(Desk.UNLOCK)) == [f"{HEALTH}-month~2026-02"]
    assert keys(empty_engine, Ask(Desk.UNLOCK, person="ver", apart=("unlock",))) == []
    assert len(keys(empty_engine, Ask(Desk.LOCKED))) == 2


def test_objections_by_deadline_then_what_is_past(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        number = add_actual(conn, f"{HEALTH}-month", "2026-08", "verified")
        later = add_objection(conn, number, "2026-11-27")
        soon = add_objection(conn, number, "2026-11-22")
        late = add_objection(conn, number, "2026-11-20")
        done = add_objection(conn, number, "2026-10-02", state="upheld")
    with empty_engine.connect() as conn:
        found = objections(conn, scope=CHECKS, as_of=TODAY)
        assert [(one.id, one.state) for one in found] == [
            (soon, OPEN), (later, OPEN), (done, "upheld"), (late, EXPIRED),
        ]  # fmt: skip
        assert found[0].decide_by == date(2026, 11, 22)
        assert (found[0].opd_short, found[0].raised_by) == ("Kesehatan", "Operator A")
        assert count_open(conn, scope=CHECKS, as_of=TODAY) == 2
        assert len(objections(conn, scope=OWN, as_of=TODAY)) == 4
        assert objections(conn, scope=PUBLIC, as_of=TODAY) == ()
        other = Scope(full=frozenset({FARMING}))
        assert objections(conn, scope=other, as_of=TODAY) == ()


def test_an_empty_database_has_no_queue(empty_engine: Engine) -> None:
    with empty_engine.connect() as conn:
        assert waiting(conn, scope=CHECKS, ask=Ask(Desk.VERIFY)) == ()
        assert count_waiting(conn, ask=Ask(Desk.VERIFY)).count == 0
        assert offices_waiting(conn, ask=Ask(Desk.VERIFY)) == {}
        assert objections(conn, scope=CHECKS, as_of=TODAY) == ()
