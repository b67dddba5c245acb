from __future__ import annotations

from typing import Any

from charts.track import SpotKind
from core.periods import Period
from data.queries.performance.indicators import Aimed, Facts, Reported
from metrics.performance.kinds import Cadence, Formula, Pattern, ReportState
from reports.performance.track import track_of

NOW = Period.parse("2026-Q2")


def facts(**given: Any) -> Facts:
    row: dict[str, Any] = {
        "name": "Dosis", "meaning": None, "formula_text": None, "unit": "dosis", "decimals": 0,
        "formula": Formula.UP, "pattern": Pattern.FLOW, "cadence": Cadence.QUARTER, "weight": 1.0,
        "opd": "A", "goal": None, "source": None, "decree": None, "baseline": None,
        "release_month": None,
    }  # fmt: skip
    return Facts("I-1", **{**row, **given})


def aim(period: str, value: float, revision: int = 0) -> Aimed:
    return Aimed(period, revision, value, None, None, None, None, None)


def report(period: str, value: float | None, state: str = "approved") -> Reported:
    return Reported(
        1, period, value, ReportState(state), 1, None, None, None, None, None, value is None
    )


QUARTERS = tuple(aim(f"2026-Q{n}", value) for n, value in enumerate((80, 100, 120, 100), 1))


def test_amounts_are_summed_to_date_as_the_worked_example_says() -> None:
    rows = (report("2026-Q1", 90), report("2026-Q2", 70))
    track = track_of(facts(), (*QUARTERS, aim("2026", 400)), rows, NOW)
    assert [step.value for step in track.targets] == [80, 180, 300, 400]
    assert [(spot.value, spot.kind) for spot in track.spots] == [
        (90, SpotKind.VERIFIED), (160, SpotKind.VERIFIED),
    ]  # fmt: skip
    assert track.year is not None
    assert track.year.text == "Target 2026: 400 dosis"
    assert track.now == 1
    assert track.now_text == "Target s.d. TW II 2026: 180 dosis"
    assert track.slots == ("TW I", "TW II", "TW III", "TW IV")


def test_a_hole_leaves_the_sum_incomplete_and_is_never_zero() -> None:
    rows = (report("2026-Q1", 90), report("2026-Q3", 70))
    spots = track_of(facts(), QUARTERS, rows, NOW).spots
    assert [(spot.place, spot.value, spot.kind) for spot in spots] == [
        (0, 90, SpotKind.VERIFIED), (2, 160, SpotKind.INCOMPLETE),
    ]  # fmt: skip
    assert "jumlah belum lengkap" in spots[1].status


def test_a_value_that_may_not_be_seen_is_a_hole() -> None:
    rows = (report("2026-Q1", None, "submitted"), report("2026-Q2", 70))
    (spot,) = track_of(facts(), QUARTERS, rows, NOW).spots
    assert (spot.place, spot.value, spot.kind) == (1, 70, SpotKind.INCOMPLETE)


def test_a_sum_is_as_firm_as_the_least_firm_report_in_it() -> None:
    rows = (
        report("2026-Q1", 10), report("2026-Q2", 10, "submitted"), report("2026-Q3", 10),
        report("2026-Q4", 10, "returned"),
    )  # fmt: skip
    kinds = [spot.kind for spot in track_of(facts(), QUARTERS, rows, NOW).spots]
    assert kinds == [SpotKind.VERIFIED, SpotKind.WAITING, SpotKind.WAITING, SpotKind.OPEN]


def test_a_lowered_target_keeps_the_original_beside_it() -> None:
    rows = (*QUARTERS, aim("2026-Q3", 60, revision=1))
    steps = track_of(facts(), rows, (), NOW).targets
    assert [(step.value, step.original) for step in steps] == [
        (80, None), (180, None), (240, 300), (340, 400),
    ]  # fmt: skip
    assert steps[2].original_text == "300 dosis"


def test_a_stock_stands_by_itself_in_each_month() -> None:
    one = facts(pattern=Pattern.STOCK, cadence=Cadence.MONTH, unit="%", decimals=1)
    rows = (report("2026-01", 8.5), report("2026-03", 18))
    track = track_of(one, (aim("2026-01", 10), aim("2026-06", 60)), rows, NOW)
    assert [(step.place, step.value) for step in track.targets] == [(0, 10), (5, 60)]
    assert [(spot.place, spot.value) for spot in track.spots] == [(0, 8.5), (2, 18)]
    assert {spot.kind for spot in track.spots} == {SpotKind.VERIFIED}
    assert track.slots[:3] == ("Jan", "Feb", "Mar")


def test_without_targets_by_period_the_years_target_is_spread() -> None:
    track = track_of(facts(), (aim("2026", 400),), (), NOW)
    assert [step.value for step in track.targets] == [100, 200, 300, 400]


def test_a_release_is_drawn_over_its_years() -> None:
    one = facts(pattern=Pattern.RELEASE, cadence=Cadence.YEAR, release_month=3)
    rows = (report("2024", 70), report("2025", 72))
    track = track_of(one, (aim("2025", 75), aim("2026", 78)), rows, NOW)
    assert track.slots == ("2024", "2025", "2026")
    assert [(step.place, step.value) for step in track.targets] == [(1, 75), (2, 78)]
    assert [(spot.place, spot.value) for spot in track.spots] == [(0, 70), (1, 72)]
    assert (track.year, track.now, track.now_text) == (None, 2, "")


def test_a_range_is_the_same_in_every_period() -> None:
    one = facts(formula=Formula.RANGE_DOWN, pattern=Pattern.MEAN)
    rows = (Aimed("2026", 0, None, 30.0, 45.0, None, None, None),)
    steps = track_of(one, rows, (), NOW).targets
    assert [(step.value, step.upper) for step in steps] == [(30, 45)] * 4
    assert steps[0].text == "30 sampai 45 dosis"


def test_a_mean_is_drawn_as_the_mean_to_date_that_the_score_uses() -> None:
    one = facts(pattern=Pattern.MEAN, unit="%", decimals=1)
    rows = (report("2026-Q1", 80), report("2026-Q3", 90, "submitted"))
    track = track_of(one, QUARTERS, rows, NOW)
    assert [(spot.place, spot.value, spot.kind) for spot in track.spots] == [
        (0, 80, SpotKind.VERIFIED), (2, 85, SpotKind.WAITING),
    ]  # fmt: skip
    assert [step.value for step in track.targets] == [80, 90, 100, 100]
