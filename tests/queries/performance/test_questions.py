"""What the checks ask, for whom, and what was answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from core.scope import Scope
from core.settings import load_settings
from data.queries.performance.questions import (
    Asked,
    before_submitting,
    many_at_once,
    questions,
    questions_of,
)
from data.schema import question_answer
from tests.queries.performance.rows import (
    CHECKS,
    FARMING,
    HEALTH,
    MOMENT,
    OWN,
    PUBLIC,
    TODAY,
    add_actual,
    add_step,
    add_target,
    fill,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

CODE = f"{HEALTH}-month"
SETTINGS = load_settings(environment={})


def copied(engine: Engine, state: str) -> None:
    """The same value of an amount in four months running."""
    fill(engine)
    with engine.begin() as conn:
        for month in range(1, 5):
            add_actual(conn, CODE, f"2026-{month:02d}", state)


def asked(engine: Engine, scope: Scope = OWN) -> tuple[Asked, ...]:
    with engine.connect() as conn:
        return questions(conn, scope=scope, opd=HEALTH, settings=SETTINGS, as_of=TODAY)


@pytest.mark.parametrize(
    ("state", "scope", "seen"),
    [
        ("submitted", OWN, True),
        ("submitted", CHECKS, True),
        ("submitted", PUBLIC, False),
        ("submitted", Scope(full=frozenset({FARMING})), False),
        ("verified", PUBLIC, True),
        ("returned", OWN, True),
        ("returned", CHECKS, False),
        ("draft", OWN, False),
    ],
)
def test_a_question_is_for_whoever_sees_the_values(
    empty_engine: Engine, state: str, scope: Scope, seen: bool
) -> None:
    copied(empty_engine, state)
    found = [(one.question.rule.value, one.question.period) for one in asked(empty_engine, scope)]
    assert found == ([("G3", "2026-04"), ("G3", "2026-03")] if seen else [])
    with empty_engine.connect() as conn:
        of_one = questions_of(conn, scope=scope, code=CODE, settings=SETTINGS)
    assert bool(of_one) is seen


def test_answered_questions_come_last_with_their_answer(empty_engine: Engine) -> None:
    copied(empty_engine, "submitted")
    with empty_engine.begin() as conn:
        conn.execute(
            insert(question_answer).values(
                indicator_code=CODE, period="2026-04", rule="G3", state="explained",
                words="Alat ukur rusak.", answered_by="op", answered_at=MOMENT,
            )
        )  # fmt: skip
    first, last = asked(empty_engine)
    assert first.answer is None
    assert last.answer is not None
    assert (last.answer.words, last.answer.name) == ("Alat ukur rusak.", "Operator A")
    assert "April 2026" in last.text()
    assert f"Indikator {CODE}" in last.text()


def test_a_lowered_target_and_an_edit_after_locking_are_asked_about(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        add_target(conn, CODE, "2026-03", 20.0)
        add_target(conn, CODE, "2026-03", 15.0, revision=1)
        add_actual(conn, CODE, "2026-02", "verified", value=9.0)
        add_step(conn, CODE, "2026-02", ("approved", "locked"), action="lock", new_value=8.0)
        add_step(
            conn, CODE, "2026-02", ("submitted", "verified"), action="verify", new_value=9.0,
            at=MOMENT + timedelta(days=1),
        )  # fmt: skip
    assert {(one.question.rule.value, one.question.period) for one in asked(empty_engine)} == {
        ("G1", "2026-03"),
        ("G7", "2026-02"),
    }


def test_what_a_value_would_be_asked_is_known_before_it_is_submitted(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        for month in (1, 2):
            add_actual(conn, CODE, f"2026-{month:02d}", "submitted")
        add_actual(conn, CODE, "2026-03", "draft")
    with empty_engine.connect() as conn:
        for value, rules in ((12.5, ["G3"]), (13.0, [])):
            found = before_submitting(
                conn, scope=OWN, code=CODE, period="2026-03", value=value, settings=SETTINGS
            )
            assert [one.question.rule.value for one in found] == rules


def test_old_periods_are_not_asked_about_again(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        for month in range(1, 13):
            add_actual(conn, CODE, f"2024-{month:02d}", "verified")
    assert asked(empty_engine) == ()


def test_very_many_verifications_at_once_are_asked_about(empty_engine: Engine) -> None:
    fill(empty_engine)
    with empty_engine.begin() as conn:
        for number in range(21):
            add_step(
                conn, CODE, f"2026-{number % 12 + 1:02d}", ("submitted", "verified"),
                action="verify", actor="ver", at=MOMENT + timedelta(seconds=number),
            )  # fmt: skip
    with empty_engine.connect() as conn:
        (text,) = many_at_once(conn, settings=SETTINGS, since=MOMENT - timedelta(days=1))
        assert many_at_once(conn, settings=SETTINGS, since=MOMENT + timedelta(days=1)) == ()
    assert text.startswith("Verifikator V memverifikasi 21 angka dalam 10 menit")
