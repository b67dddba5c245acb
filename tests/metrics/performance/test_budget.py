"""Absorption, work done, deviation and its bands, and the quadrants with their outliers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import rounded
from core.periods import Period
from core.words import speaking
from metrics.performance.budget import (
    Quadrant,
    Spending,
    absorption,
    deviation,
    deviation_band,
    middle,
    outliers,
    physical,
    quadrant,
)

DECEMBER = Period.parse("2023-12")


def test_absorption_is_spent_of_the_ceiling() -> None:
    assert absorption(350_000_000, 1_400_000_000) == 25
    assert absorption(0, 100) == 0


@pytest.mark.parametrize(("realised", "ceiling"), [(None, 100), (5, None), (5, 0), (None, None)])
def test_without_a_ceiling_or_a_realisation_there_is_no_absorption(
    realised: float | None, ceiling: float | None
) -> None:
    assert absorption(realised, ceiling) is None
    assert deviation(realised, 5, ceiling) is None


def test_a_share_is_reckoned_and_not_copied_from_the_press() -> None:
    share = absorption(238, 1862)
    assert share is not None
    assert str(rounded(share, 2)) == "12.78"


def test_work_done_is_a_weighted_mean() -> None:
    assert physical([(60, 50), (40, 100)]) == (60 * 50 + 40 * 100) / (60 + 40)


def test_a_programme_without_progress_is_left_out_and_not_zero() -> None:
    assert physical([(60, 50), (40, None)]) == 50
    assert physical([(60, None)]) is None
    assert physical([]) is None


def test_without_weights_all_programmes_count_alike() -> None:
    assert physical([(None, 50), (None, 100)]) == 75
    assert physical([(None, 50), (2, 100)]) == 100
    assert physical([(0, 50)]) is None


@pytest.mark.parametrize(
    ("realised", "planned", "points", "word"),
    [
        (40.0, 35.0, 5.0, "Sesuai rencana"),
        (20.0, 29.99, -9.99, "Sesuai rencana"),
        (20.0, 30.0, -10.0, "Tertinggal"),
        (20.0, 50.0, -30.0, "Tertinggal"),
        (46.63, 80.0, -33.37, "Jauh tertinggal"),
        (22.07, 80.0, -57.93, "Jauh tertinggal"),
    ],
)
def test_the_status_goes_by_the_deviation_from_the_plan(
    realised: float, planned: float, points: float, word: str
) -> None:
    found = deviation(realised, planned, 100)
    assert found == pytest.approx(points, abs=1e-9)
    assert found is not None
    assert deviation_band(found, DECEMBER).band.label_id == word


def test_in_mid_year_a_third_spent_as_planned_is_on_plan() -> None:
    found = deviation(17, 20, 100)
    assert found == -3
    assert deviation_band(-3, Period.parse("2026-07")).band.label_id == "Sesuai rencana"


POINTS = [
    Spending("A", 50, 90),
    Spending("B", 52, 92),
    Spending("C", 48, 88),
    Spending("D", 90, 40),
    Spending("E", 20, 95),
]


def test_the_quadrants_meet_at_the_medians() -> None:
    assert middle(POINTS) == (50, 90)
    centre = (50.0, 90.0)
    found = {one.code: quadrant(one, centre) for one in POINTS}
    assert found == {
        "A": Quadrant.BOTH,
        "B": Quadrant.BOTH,
        "C": Quadrant.NEITHER,
        "D": Quadrant.SPENT,
        "E": Quadrant.ACHIEVED,
    }
    with speaking("id"):
        assert Quadrant.SPENT.label == "serapan tinggi, capaian rendah"


def test_the_farthest_points_are_named() -> None:
    assert [one.code for one in outliers(POINTS, 2)] == ["D", "E"]
    assert outliers([], 3) == ()
    assert middle([]) is None
    assert outliers([Spending("A", 50, 90)], 3) == ()


@given(st.permutations(POINTS))
def test_who_is_named_does_not_depend_on_the_order_of_rows(points: list[Spending]) -> None:
    assert outliers(points, 3) == outliers(POINTS, 3)
