"""What changed a score: contributions that add up to the change, whoever enters or leaves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.performance.kinds import Reason
from metrics.performance.score import Entry, contributions, score
from tests.metrics.performance.building import entry

AS_OF = date(2026, 11, 22)
BEFORE = [entry("A", 2, 80), entry("B", 1, 110), entry("C", 1, 50)]
AFTER = [
    entry("A", 2, 90),
    entry("B", 1, 140),
    entry("C", 1, None, reason=Reason.NOT_REPORTED),
    entry("D", 1, 75),
]


def value(entries: list[Entry], cap: float = 100) -> float | None:
    return score(entries, AS_OF, cap=cap, min_coverage=0).value


def test_the_worked_example() -> None:
    assert (value(BEFORE), value(AFTER)) == (77.5, 88.75)
    found = {one.code: one for one in contributions(BEFORE, AFTER, cap=100)}
    assert {code: one.points for code, one in found.items()} == {
        "A": 5.0,
        "B": 0.0,
        "C": 6.875,
        "D": -0.625,
    }
    assert [code for code, one in found.items() if one.left] == ["C"]
    assert [code for code, one in found.items() if one.entered] == ["D"]
    assert sum(one.points for one in found.values()) == 11.25


def test_the_worst_comes_first_and_ties_go_by_weight_then_code() -> None:
    before = [entry(code, weight, 50) for code, weight in (("D", 1), ("B", 2), ("A", 1), ("C", 1))]
    after = [entry("D", 1, 50), entry("B", 2, 50), entry("A", 1, 50), entry("C", 1, 40)]
    assert [one.code for one in contributions(before, after, cap=100)] == ["C", "B", "A", "D"]


def test_without_a_score_on_one_side_there_is_no_change_to_explain() -> None:
    assert contributions([], AFTER, cap=100) == ()
    assert contributions(BEFORE, [entry("A", 1, 50, verified=False)], cap=100) == ()


def test_an_unverified_figure_is_not_in_the_change() -> None:
    waiting = entry("X", 9, 10, verified=False)
    assert contributions(BEFORE, [*AFTER, waiting], cap=100) == contributions(
        BEFORE, AFTER, cap=100
    )


@st.composite
def periods(draw: st.DrawFn) -> list[Entry]:
    return [
        entry(
            code,
            draw(st.floats(0.1, 50)),
            draw(st.none() | st.floats(-300, 300)),
            verified=draw(st.booleans()),
        )
        for code in draw(st.lists(st.sampled_from("ABCDEFGH"), unique=True))
    ]


@given(before=periods(), after=periods(), cap=st.floats(100, 200))
def test_contributions_add_up_to_the_change(
    before: list[Entry], after: list[Entry], cap: float
) -> None:
    found = contributions(before, after, cap=cap)
    start, end = value(before, cap), value(after, cap)
    if start is None or end is None:
        assert found == ()
        return
    assert sum(one.points for one in found) == pytest.approx(end - start, abs=1e-9)
    inside = [{one.code for one in some if one.enters} for some in (before, after)]
    assert {one.code for one in found} == inside[0] | inside[1]
    assert {one.code for one in found if one.left} == inside[0] - inside[1]
    assert {one.code for one in found if one.entered} == inside[1] - inside[0]


@given(before=periods(), values=st.lists(st.floats(-300, 300), min_size=8, max_size=8))
def test_with_the_same_indicators_it_is_the_weighted_difference(
    before: list[Entry], values: list[float]
) -> None:
    old = [one for one in before if one.enters]
    new = [entry(one.code, one.weight, later) for one, later in zip(old, values, strict=False)]
    whole = sum(one.weight for one in old)
    after = {one.code: one.value for one in new}
    start = {one.code: (one.weight, one.value) for one in old}
    for found in contributions(old, new, cap=100):
        weight, was = start[found.code]
        now = after[found.code]
        assert was is not None
        assert now is not None
        change = min(max(now, 0), 100) - min(max(was, 0), 100)
        assert found.points == pytest.approx(weight * change / whole, abs=1e-9)


@given(before=periods(), gone=st.sampled_from("ABCDEFGH"))
def test_a_figure_that_is_no_longer_reported_leaves_by_name(before: list[Entry], gone: str) -> None:
    after = [
        entry(one.code, one.weight, None, reason=Reason.NOT_REPORTED) if one.code == gone else one
        for one in before
    ]
    was_inside = any(one.code == gone and one.enters for one in before)
    left = [one.code for one in contributions(before, after, cap=100) if one.left]
    others = any(one.enters for one in after)
    assert left == ([gone] if was_inside and others else [])
