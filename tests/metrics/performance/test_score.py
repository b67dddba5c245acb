"""The score: its mean, its coverage, its two makings, and what never counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.performance.kinds import Reason
from metrics.performance.score import NO_SCORE, Entry, counts, parts_of, score, score_of_parts
from tests.metrics.performance.building import entry

AS_OF = date(2026, 11, 22)
RULES: dict[str, float] = {"cap": 100, "min_coverage": 0.6}


def test_the_score_of_the_worked_example() -> None:
    found = score([entry("A", 2, 80), entry("B", 1, 110), entry("C", 1, 50)], AS_OF, **RULES)
    assert found.value == (2 * 80 + 1 * 100 + 1 * 50) / 4
    assert (found.coverage, found.verified_share, found.shown) == (1, 1, True)
    assert (found.indicators, found.verified) == (3, 3)


def test_a_cap_of_120_counts_over_achievement() -> None:
    entries = [entry("A", 1, 150), entry("B", 1, 110)]
    assert score(entries, AS_OF, cap=120, min_coverage=0.6).value == (120 + 110) / 2


def test_a_negative_achievement_counts_as_nothing_reached() -> None:
    assert score([entry("A", 1, -50), entry("B", 1, 100)], AS_OF, **RULES).value == 50


def test_three_views_of_one_set() -> None:
    found = score([entry("A", 1, 150), entry("B", 1, 99), entry("C", 1, 49)], AS_OF, **RULES)
    assert found.mean_capped == pytest.approx((100 + 99 + 49) / 3)
    assert found.reached == (1 + 0.5 + 0) / 3


def test_m2_and_m3_are_plain_means_whatever_the_weight_and_the_cap() -> None:
    found = score([entry("A", 9, 150), entry("B", 1, 50)], AS_OF, cap=120, min_coverage=0.6)
    assert (found.mean_capped, found.reached) == ((100 + 50) / 2, (1 + 0.5) / 2)


def test_the_achievement_of_the_year_is_averaged_the_same_way() -> None:
    entries = [entry("A", 3, 100, year=40.0), entry("B", 1, 50, year=120.0), entry("C", 1, 50)]
    assert score(entries, AS_OF, **RULES).year == (3 * 40 + 1 * 100) / 4


def test_coverage_and_verified_share_are_shares_of_weight() -> None:
    entries = [
        entry("A", 3, 80),
        entry("B", 2, 90, verified=False),
        entry("C", 5, None, reason=Reason.NOT_REPORTED),
    ]
    found = score(entries, AS_OF, **RULES)
    assert (found.value, found.coverage, found.verified_share) == (80, 3 / 10, 3 / 5)
    assert (found.indicators, found.verified, found.shown) == (3, 1, False)


def test_a_coverage_at_the_minimum_suffices() -> None:
    entries = [entry("A", 0.6, 80), entry("B", 0.4, None, reason=Reason.NOT_REPORTED)]
    assert score(entries, AS_OF, **RULES).shown
    assert not score(entries, AS_OF, cap=100, min_coverage=0.61).shown


def test_nothing_due_is_no_score_and_no_coverage() -> None:
    assert score([], AS_OF, **RULES) == NO_SCORE
    assert score_of_parts([], AS_OF, min_coverage=0.6) == NO_SCORE


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, True),
        ({"due_on": AS_OF}, False),
        ({"due_on": AS_OF, "verified": False}, False),
        ({"due_on": date(2026, 11, 21), "verified": False}, True),
        ({"due_on": None, "verified": False}, False),
        ({"value": None, "reason": Reason.NO_TARGET}, True),
        ({"value": None, "reason": Reason.NO_TARGET, "due_on": AS_OF}, False),
        ({"value": None, "reason": Reason.NOTHING_EXPECTED}, False),
        ({"value": None, "reason": Reason.NOT_RELEASED}, False),
        ({"value": None, "reason": Reason.NOT_DUE}, False),
        ({"value": None, "reason": Reason.NOT_REPORTED, "verified": False}, True),
        ({"value": 100.0, "reason": Reason.ZERO_TARGET}, True),
    ],
)
def test_an_indicator_counts_from_the_day_after_it_was_due(
    other: dict[str, Any], expected: bool
) -> None:
    fields: dict[str, Any] = {"value": 80.0, "verified": True, **other}
    value = fields.pop("value")
    assert counts(entry("A", 1, value, **fields), AS_OF) is expected


def test_unreported_and_not_due_is_out_of_everything() -> None:
    waiting = entry("B", 5, None, due_on=AS_OF, reason=Reason.NOT_REPORTED)
    alone = score([entry("A", 1, 80)], AS_OF, **RULES)
    assert score([entry("A", 1, 80), waiting], AS_OF, **RULES) == alone


days = st.sampled_from([None, date(2026, 7, 14), date(2026, 10, 14), AS_OF, date(2027, 1, 15)])
reasons = st.sampled_from([None, *Reason])


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        value = draw(st.none() | st.floats(-300, 300))
        due_on = draw(days)
        reason = None if value is not None else draw(reasons)
        verified = draw(st.booleans()) and due_on is not None
        year = draw(st.none() | st.floats(-300, 300))
        weight = draw(st.floats(0.1, 50))
        found.append(Entry(f"I-{number}", weight, value, verified, verified, due_on, reason, year))
    return found


@given(some=entries(), cap=st.floats(100, 200))
def test_aggregates_stay_within_their_bounds(some: list[Entry], cap: float) -> None:
    found = score(some, AS_OF, cap=cap, min_coverage=0.6)
    for value, top in (
        (found.value, cap),
        (found.year, cap),
        (found.mean_capped, 100),
        (found.reached, 1),
        (found.coverage, 1),
        (found.verified_share, 1),
    ):
        assert value is None or 0 <= value <= top + 1e-9


@given(some=entries(), cap=st.floats(100, 200))
def test_the_score_of_parts_is_the_score_of_their_entries(some: list[Entry], cap: float) -> None:
    halves = (some[::2], some[1::2])
    parts = [part for half in halves for part in parts_of("OPD", "2026-Q3", half, cap=cap)]
    one = score(some, AS_OF, cap=cap, min_coverage=0.6)
    other = score_of_parts(parts, AS_OF, min_coverage=0.6)
    for name in ("value", "coverage", "verified_share", "mean_capped", "reached", "year"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), abs=1e-9), name
    assert (other.indicators, other.verified) == (one.indicators, one.verified)


@given(some=entries(), seed=st.randoms(use_true_random=False))
def test_the_score_does_not_depend_on_the_order_of_rows(some: list[Entry], seed: Any) -> None:
    mixed = list(some)
    seed.shuffle(mixed)
    assert score(mixed, AS_OF, **RULES) == score(some, AS_OF, **RULES)


@given(some=entries(), weight=st.floats(0.1, 50))
def test_a_missing_actual_is_never_a_value(some: list[Entry], weight: float) -> None:
    missing = entry("missing", weight, None, verified=False, reason=Reason.NOT_REPORTED)
    before, after = (score(those, AS_OF, **RULES) for those in (some, [*some, missing]))
    assert after.value == before.value
    assert after.verified == before.verified
    assert after.indicators == before.indicators + 1
    assert after.coverage is not None
    assert after.coverage <= (1 if before.coverage is None else before.coverage)
