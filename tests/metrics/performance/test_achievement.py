"""Capaian: the worked examples of the rules, every edge case in its order, and its direction."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from metrics.performance.achievement import achievement, capped, easier, reached
from metrics.performance.kinds import Formula, Reason
from metrics.performance.model import Aim
from tests.metrics.performance.building import aim

UP, DOWN, RATIO = Formula.UP, Formula.DOWN, Formula.DOWN_RATIO
ABOVE, UNDER, EXACT, YES = (
    Formula.RANGE_UP,
    Formula.RANGE_DOWN,
    Formula.EXACT,
    Formula.YES_NO,
)
Target = float | tuple[float, float] | None


@pytest.mark.parametrize(
    ("formula", "target", "actual", "expected"),
    [
        (UP, 80, 76.1, 95.125),
        (DOWN, 10, 8, 120),
        (DOWN, 10, 12, 80),
        (DOWN, 10, 25, -50),
        (DOWN, 10, 0, 200),
        (RATIO, 10, 8, 125),
        (RATIO, 10, 4, 200),
        (RATIO, 10, 0, 200),
        (RATIO, 10, -1, 200),
        (ABOVE, (80, 90), 85, 100),
        (ABOVE, (80, 90), 80, 100),
        (ABOVE, (80, 90), 90, 100),
        (ABOVE, (80, 90), 92, 100 * 92 / 90),
        (ABOVE, (80, 90), 70, 87.5),
        (UNDER, (7, 8), 7.5, 100),
        (UNDER, (7, 8), 6.5, 100 * (1 + (1 - 6.5 / 7))),
        (UNDER, (7, 8), 9, 87.5),
        (EXACT, 50, 45, 90),
        (EXACT, 50, 55, 90),
        (EXACT, 50, 50, 100),
        (YES, 1, 1, 100),
        (YES, 1, 0, 0),
    ],
)
def test_the_worked_examples(
    formula: Formula, target: Target, actual: float, expected: float
) -> None:
    found = achievement(formula, aim(target), actual)
    assert found.value == pytest.approx(expected, abs=1e-9)
    assert found.reason is None


def test_two_worked_examples_as_they_print() -> None:
    above = achievement(ABOVE, aim((80, 90)), 92).value
    under = achievement(UNDER, aim((7, 8)), 6.5).value
    assert above is not None
    assert under is not None
    assert (round(above, 2), round(under, 2)) == (102.22, 107.14)


@pytest.mark.parametrize(
    ("formula", "target", "actual", "value", "reason"),
    [
        # Text and infinite values are faulty; an empty cell is not text.
        (UP, 80, "tujuh", None, Reason.BAD_DATA),
        (UP, 80, math.inf, None, Reason.BAD_DATA),
        (UP, 80, -math.inf, None, Reason.BAD_DATA),
        (UP, math.inf, 76, None, Reason.BAD_DATA),
        (ABOVE, (90, 80), 85, None, Reason.BAD_DATA),
        (UP, 1e-300, 1e300, None, Reason.BAD_DATA),
        # Missing, and due: never 0.
        (UP, 80, None, None, Reason.NOT_REPORTED),
        (UP, 80, math.nan, None, Reason.NOT_REPORTED),
        (UP, 80, " ", None, Reason.NOT_REPORTED),
        # No target.
        (UP, None, 76, None, Reason.NO_TARGET),
        (UP, math.nan, 76, None, Reason.NO_TARGET),
        (UP, (80, 90), 85, None, Reason.NO_TARGET),
        (ABOVE, 80, 85, None, Reason.NO_TARGET),
        # A target of zero that a fall or an exact value aims at is met or is not.
        (DOWN, 0, 0, 100, Reason.ZERO_TARGET),
        (DOWN, 0, -1, 100, Reason.ZERO_TARGET),
        (DOWN, 0, 1, 0, Reason.ZERO_TARGET),
        (RATIO, 0, 0, 100, Reason.ZERO_TARGET),
        (RATIO, 0, 3, 0, Reason.ZERO_TARGET),
        (EXACT, 0, 0, 100, Reason.ZERO_TARGET),
        (EXACT, 0, -1, 0, Reason.ZERO_TARGET),
        # A target of zero of which more is better says nothing.
        (UP, 0, 5, None, Reason.ZERO_TARGET),
        # The end of a range that would divide is zero.
        (ABOVE, (-5, 0), 2, None, Reason.ZERO_TARGET),
        (ABOVE, (0, 5), -1, None, Reason.ZERO_TARGET),
        (UNDER, (0, 5), -1, None, Reason.ZERO_TARGET),
        (ABOVE, (0, 5), 3, 100, None),
        # A negative target turns the sign of the ratio.
        (UP, -5, 3, None, Reason.NEGATIVE_TARGET),
        (DOWN, -5, 3, None, Reason.NEGATIVE_TARGET),
        (RATIO, -5, 3, None, Reason.NEGATIVE_TARGET),
        (YES, -1, 1, None, Reason.NEGATIVE_TARGET),
        (ABOVE, (-5, 5), 3, None, Reason.NEGATIVE_TARGET),
        (UNDER, (-5, -2), -3, None, Reason.NEGATIVE_TARGET),
        (EXACT, -5, -4, 80, None),
        # Beyond twice the target, and below zero: negative and raw.
        (DOWN, 10, 25, -50, None),
        (UP, 80, -8, -10, None),
    ],
)
def test_the_edge_cases_in_their_order(
    formula: Formula,
    target: Target,
    actual: float | str | None,
    value: float | None,
    reason: Reason | None,
) -> None:
    found = achievement(formula, aim(target), actual)
    assert found.reason == reason
    assert found.value == (value if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("due", "released", "reason"),
    [
        (True, True, Reason.NOT_REPORTED),
        (False, True, Reason.NOT_DUE),
        (False, False, Reason.NOT_RELEASED),
        (True, False, Reason.NOT_RELEASED),
    ],
)
def test_what_is_missing_says_whether_it_was_awaited(
    due: bool, released: bool, reason: Reason
) -> None:
    assert achievement(UP, Aim(80), None, due=due, released=released).reason == reason


def test_an_earlier_case_goes_before_a_later_one() -> None:
    assert achievement(UP, None, "x").reason == Reason.BAD_DATA
    assert achievement(UP, None, None).reason == Reason.NOT_REPORTED
    assert achievement(UP, None, 5, pending=True).reason == Reason.NO_TARGET
    assert achievement(UP, Aim(0), 5, pending=True).reason == Reason.NOTHING_EXPECTED
    assert achievement(UP, Aim(0), None, pending=True).reason == Reason.NOT_REPORTED


def test_a_target_that_is_exactly_met_is_exactly_100() -> None:
    for value in (0.1, 0.3, 1.13, 2.675, 76.1, 1e12 / 3):
        for formula in (UP, DOWN, RATIO, EXACT, YES):
            assert achievement(formula, Aim(value), value).value == 100


@pytest.mark.parametrize(("raw", "expected"), [(-50, 0), (0, 0), (99, 99), (150, 100)])
def test_averages_count_within_zero_and_the_cap(raw: float, expected: float) -> None:
    assert capped(raw, 100) == expected


def test_a_cap_of_120_lets_over_achievement_count() -> None:
    assert (capped(150, 120), capped(110, 120)) == (120, 110)


def test_three_views_of_the_same_set() -> None:
    raw = [150, 99, 49]
    assert [capped(one, 100) for one in raw] == [100, 99, 49]
    assert [reached(one) for one in raw] == [1, 0.5, 0]
    assert reached(50) == 0.5


@pytest.mark.parametrize(
    ("formula", "new", "old", "expected"),
    [
        (UP, 70, 80, True),
        (UP, 80, 80, False),
        (UP, 90, 80, False),
        (DOWN, 12, 10, True),
        (RATIO, 8, 10, False),
        (YES, 0, 1, True),
        (EXACT, 8, 10, False),
        (ABOVE, (70, 90), (80, 90), True),
        (ABOVE, (80, 95), (80, 90), False),
        (UNDER, (7, 9), (7, 8), True),
        (UNDER, (6, 8), (7, 8), False),
    ],
)
def test_a_target_is_easier_when_it_asks_for_less(
    formula: Formula, new: Target, old: Target, expected: bool
) -> None:
    one, other = aim(new), aim(old)
    assert one is not None
    assert other is not None
    assert easier(formula, one, other) is expected


amounts = st.floats(-1e9, 1e9, allow_nan=False)
positive = st.floats(1e-6, 1e9, allow_nan=False)
aims = st.just(0.0) | positive


@given(target=aims, low=amounts, high=amounts)
def test_more_is_never_worse_where_more_is_good(target: float, low: float, high: float) -> None:
    assume(low <= high)
    less, more = (achievement(UP, Aim(target), one).value for one in (low, high))
    assert (less is None) == (more is None)
    assert less is None or more is None or less <= more


@pytest.mark.parametrize("formula", [DOWN, RATIO])
@given(target=aims, low=amounts, high=amounts)
def test_less_is_never_worse_where_less_is_good(
    formula: Formula, target: float, low: float, high: float
) -> None:
    assume(low <= high)
    less, more = (achievement(formula, Aim(target), one).value for one in (low, high))
    assert (less is None) == (more is None)
    assert less is None or more is None or less >= more


@given(value=amounts, cap=st.floats(100, 200))
def test_a_capped_value_stays_within_its_bounds(value: float, cap: float) -> None:
    assert 0 <= capped(value, cap) <= cap


@given(
    formula=st.sampled_from(list(Formula)),
    ends=st.tuples(st.floats(), st.floats()),
    actual=st.one_of(st.none(), st.floats(), st.text(max_size=3)),
)
def test_the_result_is_a_finite_number_or_a_reason(
    formula: Formula, ends: tuple[float, float], actual: float | str | None
) -> None:
    goal = Aim(lower=ends[0], upper=ends[1]) if formula.is_range else Aim(ends[0])
    found = achievement(formula, goal, actual)
    assert found.value is not None or found.reason is not None
    assert found.value is None or math.isfinite(found.value)


@given(positive)
def test_a_missing_actual_is_never_a_value(target: float) -> None:
    for formula in Formula:
        goal = Aim(lower=target, upper=target) if formula.is_range else Aim(target)
        assert achievement(formula, goal, None).value is None
