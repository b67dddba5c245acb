"""The trail: everything that happened, a draft's values for its OPD alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.periods import Period
from data.queries.performance.steps import Trail, count_steps, steps
from tests.queries.performance.rows import (
    CHECKS,
    FARMING,
    HEALTH,
    OWN,
    PUBLIC,
    add_step,
    fill,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.scope import Scope

CODE, PERIOD = f"{HEALTH}-month", "2026-08"


def walked(engine: Engine) -> None:
    fill(engine)
    with engine.begin() as conn:
        add_step(conn, CODE, PERIOD, (None, "draft"), new_value=10.0)
        add_step(conn, CODE, PERIOD, ("draft", "draft"), version=2, old_value=10.0, new_value=12.0)
        add_step(
            conn, CODE, PERIOD, ("draft", "submitted"), version=3, action="submit",
            old_value=12.0, new_value=12.0,
        )  # fmt: skip
        add_step(
            conn, CODE, PERIOD, ("submitted", "returned"), version=4, action="return",
            old_value=12.0, new_value=12.0, reason="Bukti kabur.", actor="ver",
        )  # fmt: skip
        add_step(
            conn, CODE, PERIOD, ("returned", "draft"), version=5, old_value=12.0, new_value=13.0
        )
        add_step(
            conn, CODE, PERIOD, ("submitted", "verified"), version=7, action="verify",
            old_value=13.0, new_value=13.0, actor="ver",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("scope", "values"),
    [
        (
            OWN,
            [(13, 13), (12, 13), (12, 12), (12, 12), (10, 12), (None, 10)],
        ),
        (
            CHECKS,
            [(13, 13), (None, None), (12, 12), (None, 12), (None, None), (None, None)],
        ),
        (
            PUBLIC,
            [(None, 13), (None, None), (None, None), (None, None), (None, None), (None, None)],
        ),
    ],
)
def test_a_step_tells_the_values_that_its_reader_may_see(
    empty_engine: Engine, scope: Scope, values: list[tuple[float | None, float | None]]
) -> None:
    walked(empty_engine)
    with empty_engine.connect() as conn:
        found = steps(conn, scope=scope, trail=Trail(code=CODE, period=PERIOD))
    assert [(one.old_value, one.new_value) for one in found] == values
    assert [one.version for one in found] == [7, 5, 4, 3, 2, 1]
    assert found[2].actor_name == "Verifikator V"
    assert found[2].reason == (None if scope is PUBLIC else "Bukti kabur.")


@pytest.mark.parametrize(
    ("trail", "expected"),
    [
        (Trail(), 6),
        (Trail(action="return"), 1),
        (Trail(opd=HEALTH), 6),
        (Trail(opd=FARMING), 0),
        (Trail(quarter=Period.parse("2026-Q3")), 6),
        (Trail(quarter=Period.parse("2026-Q2")), 0),
    ],
)
def test_the_trail_is_narrowed(empty_engine: Engine, trail: Trail, expected: int) -> None:
    walked(empty_engine)
    with empty_engine.connect() as conn:
        assert len(steps(conn, scope=CHECKS, trail=trail)) == expected
        assert count_steps(conn, trail=trail) == expected
        assert len(steps(conn, scope=CHECKS, trail=trail, first=4)) == max(expected - 4, 0)
