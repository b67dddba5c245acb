"""How an indicator stands at the end of a triwulan: patterns, gaps, targets, states."""

from __future__ import annotations

from datetime import date

import pytest

from core.periods import Period
from metrics.performance.kinds import Cadence, Formula, Pattern, Reason, ReportState
from metrics.performance.model import Aim, TargetRow
from metrics.performance.standing import reason_on, standing
from metrics.scales import judge
from tests.metrics.performance.building import DAYS, actuals, indicator, stands, targets

FLOW = indicator()
MONTHLY = indicator(cadence=Cadence.MONTH)
STOCK = indicator(Pattern.STOCK)
MEAN = indicator(Pattern.MEAN)
SHARES = targets({"2026": 400, "2026-Q1": 80, "2026-Q2": 100, "2026-Q3": 120, "2026-Q4": 100})
TWO = actuals({"2026-Q1": 90, "2026-Q2": 70})
WHOLE_YEAR = targets({"2026": 400})


def test_the_worked_example_of_a_flow() -> None:
    found = stands(FLOW, "2026-Q2", SHARES, TWO)
    assert (found.realised, found.expected, found.year_target) == (90 + 70, 80 + 100, 400)
    assert found.to_date == pytest.approx(100 * 160 / 180)
    assert found.year == pytest.approx(100 * 160 / 400)
    assert (found.reason, found.linear, found.as_of) == (None, False, "2026-06-30")
    words = [
        judge("realisasi_kinerja", value, Period.parse("2026-Q2")).band.label_id
        for value in (found.to_date, found.year)
        if value is not None
    ]
    assert words == ["Tinggi", "Sangat Rendah"]


def test_a_gap_in_a_flow_leaves_an_incomplete_sum_and_names_the_periods() -> None:
    found = stands(FLOW, "2026-Q3", SHARES, actuals({"2026-Q1": 90, "2026-Q3": 100}))
    assert (found.realised, found.expected) == (190, 300)
    assert (found.to_date, found.year, found.reason) == (None, None, Reason.NOT_REPORTED)
    assert (found.missing, found.reported, found.verified) == (("2026-Q2",), True, True)


def test_a_monthly_flow_sums_its_months_against_quarterly_targets() -> None:
    months = actuals({f"2026-{n:02}": 10.1 for n in range(1, 7)})
    found = stands(MONTHLY, "2026-Q2", targets({"2026-Q1": 30, "2026-Q2": 30}), months)
    assert (found.realised, found.expected, found.year_target) == (60.6, 60, None)
    assert found.to_date == 101
    months.pop("2026-05")
    assert stands(MONTHLY, "2026-Q2", (), months).missing == ("2026-05",)


def test_a_missing_period_target_makes_no_sum_of_targets() -> None:
    found = stands(FLOW, "2026-Q2", targets({"2026": 400, "2026-Q1": 80}), TWO)
    assert (found.expected, found.to_date, found.reason) == (None, None, Reason.NO_TARGET)
    assert found.year == 40


def test_nothing_expected_yet_is_a_state_of_its_own() -> None:
    late = targets({"2026": 10, "2026-Q1": 0, "2026-Q2": 10, "2026-Q3": 0, "2026-Q4": 0})
    found = stands(FLOW, "2026-Q1", late, actuals({"2026-Q1": 3}))
    assert (found.to_date, found.reason) == (None, Reason.NOTHING_EXPECTED)
    assert found.year == 30
    assert stands(FLOW, "2026-Q1", late, {}).reason == Reason.NOT_REPORTED


def test_zero_cases_as_the_target_are_met_or_missed() -> None:
    zero = targets({"2026": 0, "2026-Q1": 0})
    cases = indicator(formula=Formula.DOWN)
    met = stands(cases, "2026-Q1", zero, actuals({"2026-Q1": 0}))
    missed = stands(cases, "2026-Q1", zero, actuals({"2026-Q1": 2}))
    assert (met.to_date, met.reason) == (100, Reason.ZERO_TARGET)
    assert (missed.to_date, missed.reason) == (0, Reason.ZERO_TARGET)


def test_infinite_actuals_are_faulty_and_not_kept() -> None:
    found = stands(FLOW, "2026-Q1", SHARES, actuals({"2026-Q1": float("inf")}))
    assert (found.realised, found.to_date, found.reason) == (None, None, Reason.BAD_DATA)


def test_nan_is_a_missing_actual() -> None:
    found = stands(FLOW, "2026-Q1", SHARES, actuals({"2026-Q1": float("nan")}))
    assert (found.realised, found.reason) == (None, Reason.NOT_REPORTED)


def test_a_stock_is_the_latest_value_of_the_triwulan() -> None:
    monthly = indicator(Pattern.STOCK, cadence=Cadence.MONTH)
    seen = actuals({"2026-01": 50, "2026-02": 60})
    found = stands(monthly, "2026-Q1", targets({"2026-03": 75, "2026": 90}), seen)
    assert (found.realised, found.expected, found.to_date) == (60, 75, 80)
    assert (found.reported, found.as_of, found.missing) == (True, "2026-02-28", ("2026-03",))


def test_an_older_stock_is_kept_but_never_held_against_a_later_target() -> None:
    found = stands(STOCK, "2026-Q2", targets({"2026-Q2": 75, "2026": 90}), actuals({"2026-Q1": 60}))
    assert (found.realised, found.as_of) == (60, "2026-03-31")
    assert (found.to_date, found.year, found.reason) == (None, None, Reason.NOT_REPORTED)
    assert (found.reported, found.verified, found.missing) == (False, False, ("2026-Q2",))


def test_a_mean_is_held_against_the_mean_of_the_targets_of_its_periods() -> None:
    goals = targets({"2026-Q1": 80, "2026-Q2": 90, "2026-Q3": 100, "2026-Q4": 100})
    found = stands(MEAN, "2026-Q3", goals, actuals({"2026-Q1": 72, "2026-Q3": 81}))
    assert (found.realised, found.expected) == ((72 + 81) / 2, (80 + 100) / 2)
    assert (found.to_date, found.missing) == (85, ("2026-Q2",))
    assert found.year_target == (80 + 90 + 100 + 100) / 4


def test_a_mean_needs_the_report_of_its_own_triwulan() -> None:
    found = stands(MEAN, "2026-Q3", targets({"2026": 80}), TWO)
    assert (found.realised, found.to_date, found.reason) == (80, None, Reason.NOT_REPORTED)


@pytest.mark.parametrize(("quarter", "expected"), [("2026-Q1", 100), ("2026-Q2", 200)])
def test_a_flow_without_period_targets_is_expected_in_equal_parts(
    quarter: str, expected: float
) -> None:
    found = stands(FLOW, quarter, WHOLE_YEAR, TWO)
    assert (found.expected, found.linear) == (expected, True)


def test_a_stock_without_period_targets_goes_straight_from_its_baseline() -> None:
    with_base = indicator(Pattern.STOCK, baseline=40)
    found = stands(with_base, "2026-Q1", targets({"2026": 80}), actuals({"2026-Q1": 45}))
    assert (found.expected, found.linear, found.to_date) == (40 + (80 - 40) / 4, True, 90)


def test_a_stock_without_baseline_has_no_status_before_the_year_ends() -> None:
    goal = targets({"2026": 80})
    found = stands(STOCK, "2026-Q1", goal, actuals({"2026-Q1": 45}))
    assert (found.to_date, found.reason, found.year) == (None, Reason.NO_BASELINE, 56.25)
    assert stands(STOCK, "2026-Q1", goal, {}).reason == Reason.NOT_REPORTED
    end = stands(STOCK, "2026-Q4", goal, actuals({"2026-Q4": 60}))
    assert (end.to_date, end.year) == (75, 75)


def test_a_mean_without_period_targets_is_held_against_the_year() -> None:
    found = stands(MEAN, "2026-Q2", targets({"2026": 100}), TWO)
    assert (found.expected, found.linear, found.to_date) == (100, True, 80)


def test_yes_or_no_is_not_cut_into_four() -> None:
    plan = indicator(Pattern.STOCK, Formula.YES_NO)
    goal = targets({"2026": 1})
    assert stands(plan, "2026-Q1", goal, actuals({"2026-Q1": 0})).reason == Reason.NOTHING_EXPECTED
    assert stands(plan, "2026-Q4", goal, actuals({"2026-Q4": 0})).to_date == 0
    assert stands(plan, "2026-Q4", goal, actuals({"2026-Q4": 1})).to_date == 100


def test_a_range_is_that_of_the_year_at_every_triwulan() -> None:
    ranged = indicator(Pattern.STOCK, Formula.RANGE_UP)
    found = stands(ranged, "2026-Q1", targets({"2026": (80, 90)}), actuals({"2026-Q1": 70}))
    assert (found.expected, found.expected_upper) == (80, 90)
    assert (found.year_target, found.year_target_upper) == (80, 90)
    assert (found.to_date, found.linear) == (87.5, False)


def test_without_any_target_the_state_says_so() -> None:
    found = stands(FLOW, "2026-Q1", (), TWO)
    assert (found.realised, found.to_date, found.reason) == (90, None, Reason.NO_TARGET)


def test_the_highest_revision_is_in_force_and_the_original_is_kept_beside_it() -> None:
    lowered = (*targets({"2026-Q1": 100}), *targets({"2026-Q1": 75}, 2),
               *targets({"2026-Q1": 80}, 1))  # fmt: skip
    found = stands(FLOW, "2026-Q1", lowered, TWO)
    assert (found.expected, found.to_date, found.original) == (75, 120, 90)


def test_a_revision_that_asks_for_more_has_no_original_beside_it() -> None:
    raised = (*targets({"2026-Q1": 75}), *targets({"2026-Q1": 100}, 1))
    found = stands(FLOW, "2026-Q1", raised, TWO)
    assert (found.expected, found.to_date, found.original) == (100, 90, None)


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.RETURNED, ReportState.REJECTED])
def test_what_its_opd_may_still_change_never_enters(state: ReportState) -> None:
    hidden = stands(FLOW, "2026-Q1", SHARES, actuals({"2026-Q1": 90}, state))
    assert hidden == stands(FLOW, "2026-Q1", SHARES, {})


def test_a_sum_is_as_firm_as_its_least_firm_part() -> None:
    mixed = {**actuals({"2026-Q1": 90}, ReportState.LOCKED),
             **actuals({"2026-Q2": 70}, ReportState.SUBMITTED)}  # fmt: skip
    found = stands(FLOW, "2026-Q2", SHARES, mixed)
    assert (found.verified, found.verification) == (False, ReportState.SUBMITTED)
    assert found.to_date == pytest.approx(100 * 160 / 180)


def test_a_year_stands_in_the_last_triwulan_only() -> None:
    yearly = indicator(Pattern.STOCK, cadence=Cadence.YEAR)
    seen, goal = actuals({"2026": 45}), targets({"2026": 50})
    early = stands(yearly, "2026-Q3", goal, seen)
    assert (early.reason, early.due_on, early.realised) == (Reason.NOT_DUE, None, None)
    late = stands(yearly, "2026-Q4", goal, seen)
    assert (late.to_date, late.year, late.linear) == (90, 90, False)
    assert late.due_on == DAYS.add(date(2026, 12, 31), 10)


def test_a_release_within_its_year_stands_from_its_publication_on() -> None:
    idm = indicator(Pattern.RELEASE, cadence=Cadence.YEAR, release_month=-5)
    seen, goal = actuals({"2026": 0.8}), targets({"2026": 0.8})
    assert stands(idm, "2026-Q2", goal, seen).reason == Reason.NOT_RELEASED
    assert stands(idm, "2026-Q2", goal, seen).due_on is None
    july = stands(idm, "2026-Q3", goal, seen)
    assert (july.to_date, july.due_on) == (100, DAYS.add(date(2026, 7, 31), 10))
    after = stands(idm, "2026-Q4", goal, seen)
    assert (after.to_date, after.due_on) == (100, DAYS.add(date(2026, 12, 31), 10))


def test_a_release_of_the_next_year_stands_in_the_last_triwulan() -> None:
    mcp = indicator(Pattern.RELEASE, cadence=Cadence.YEAR, release_month=3)
    found = stands(mcp, "2026-Q4", targets({"2026": 90}), {})
    assert (found.reason, found.due_on) == (
        Reason.NOT_REPORTED,
        DAYS.add(date(2027, 3, 31), 10),
    )
    assert stands(mcp, "2026-Q3", (), actuals({"2026": 90})).reason == Reason.NOT_RELEASED


@pytest.mark.parametrize(
    ("pattern", "as_of", "expected"),
    [
        (Pattern.FLOW, date(2026, 10, 14), Reason.NOT_DUE),
        (Pattern.FLOW, date(2026, 10, 15), Reason.NOT_REPORTED),
        (Pattern.RELEASE, date(2026, 10, 14), Reason.NOT_RELEASED),
        (Pattern.RELEASE, date(2026, 10, 15), Reason.NOT_REPORTED),
    ],
)
def test_what_is_missing_is_not_reported_only_after_its_due_day(
    pattern: Pattern, as_of: date, expected: Reason
) -> None:
    due = date(2026, 10, 14)
    assert reason_on(Reason.NOT_REPORTED, due, as_of, pattern) == expected
    assert reason_on(Reason.NO_TARGET, due, as_of, pattern) == Reason.NO_TARGET
    assert reason_on(None, due, as_of, pattern) is None


def test_outside_its_validity_an_indicator_has_no_standing() -> None:
    merged = indicator(valid_from=2024, valid_to=2025)
    for year, there in ((2023, False), (2024, True), (2025, True), (2026, False)):
        found = standing(merged, Period.parse(f"{year}-Q1"), (), {}, workdays=DAYS, report_days=10)
        assert (found is not None) is there


def test_targets_of_other_years_are_not_this_years() -> None:
    other = (TargetRow("2025", 0, Aim(100)), TargetRow("2025-Q1", 0, Aim(25)))
    assert stands(FLOW, "2026-Q1", other, TWO).reason == Reason.NO_TARGET
