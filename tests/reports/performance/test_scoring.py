from __future__ import annotations

import pytest

from reports.performance.scoring import before_of, pulls, quarters_to, to_date_band, year_band
from tests.reports.performance.making import (
    Q2,
    Q3,
    TODAY,
    office,
    part,
    parts_by_key,
    scores,
    whole,
)


def test_ranks_stay_within_their_league_and_move() -> None:
    parts = parts_by_key(
        part("A", Q2, 70), part("B", Q2, 80), part("K", Q2, 50),
        part("A", Q3, 90), part("B", Q3, 80), part("K", Q3, 95),
    )  # fmt: skip
    found = scores(parts, office("A"), office("B"), office("K", league="B"))
    assert [(one.office.code, one.rank, one.moved) for one in found] == [
        ("A", 1, 1), ("B", 2, -1), ("K", 1, 0),
    ]  # fmt: skip


def test_an_opd_below_the_coverage_has_no_score_no_rank_and_no_colour() -> None:
    parts = parts_by_key(part("A", Q3, 20, verified=5), part("B", Q3, 80))
    high, low = scores(parts, office("A"), office("B"))
    assert (high.office.code, low.office.code) == ("B", "A")
    assert (low.value, low.rank, low.red, low.to_date, low.year) == (None, None, False, None, None)
    assert low.score.coverage == 0.5


def test_an_opd_without_any_row_is_listed_without_data() -> None:
    (one,) = scores({}, office("A"))
    assert (one.value, one.rank, one.quiet, one.owes, one.sample) == (
        None,
        None,
        False,
        False,
        False,
    )


def test_an_opd_that_was_not_there_is_not_listed() -> None:
    merged = office("A", valid_to="2026-06-30")
    assert scores(parts_by_key(part("A", Q3, 80)), merged) == ()


@pytest.mark.parametrize(
    ("value", "year", "red"), [(50.9, 80, True), (51, 80, False), (80, 44.9, True), (80, 45, False)]
)
def test_red_is_the_lowest_band_on_either_scale(value: float, year: float, red: bool) -> None:
    (one,) = scores(parts_by_key(part("A", Q3, value, year=year)), office("A"))
    assert one.red is red


@pytest.mark.parametrize(
    ("reports", "owes", "quiet", "days"),
    [((4, 0, 0), False, False, 0), ((2, 1, 1), True, False, 27), ((0, 0, 4), True, True, 27)],
)
def test_silence_is_counted_in_working_days(
    reports: tuple[int, int, int], owes: bool, quiet: bool, days: int
) -> None:
    (one,) = scores(parts_by_key(part("A", Q3, 80, reports=reports)), office("A"))
    assert (one.owes, one.quiet, one.silent) == (owes, quiet, days)


def test_what_each_opd_pulled_sums_to_the_change() -> None:
    parts = parts_by_key(
        part("A", Q2, 70, verified=4), part("B", Q2, 90), part("C", Q2, 60, verified=7),
        part("A", Q3, 75, verified=8), part("B", Q3, 70), part("D", Q3, 99, verified=3),
    )  # fmt: skip
    found = pulls(parts, Q3, TODAY)
    change = whole(parts).change
    assert change is not None
    assert sum(one.points for one in found) == pytest.approx(change, abs=1e-9)
    assert found[0].opd == "B"
    assert {one.opd for one in found} == {"A", "B", "C", "D"}


def test_without_an_earlier_triwulan_nothing_pulled_and_nothing_changed() -> None:
    parts = parts_by_key(part("A", Q3, 75))
    assert pulls(parts, Q3, TODAY) == ()
    assert whole(parts).change is None


def test_bands_of_both_scales_on_the_same_triwulan() -> None:
    to_date, year = to_date_band(90.5, Q3), year_band(75.01, Q3)
    assert to_date is not None
    assert year is not None
    assert (to_date.band.label, to_date.band.colour) == ("Tinggi", None)
    assert (year.band.label, year.band.colour) == ("Sangat Tinggi", "biru")
    assert to_date_band(None, Q3) is None


def test_the_triwulan_before_crosses_the_year() -> None:
    assert before_of("2026-Q1") == "2025-Q4"
    assert quarters_to("2026-Q1", 3) == ("2025-Q3", "2025-Q4", "2026-Q1")
