"""Rates of the price index against BPS's own, and the room left in the target."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.numbers import rounded
from metrics.inflation import mtm, room_left, room_left_from_ytd, yoy, ytd
from metrics.targets import Target

GOLDEN = Path(__file__).parents[1] / "golden" / "cpi_golden.csv"
RATES = {"mtm": mtm, "ytd": ytd, "yoy": yoy}
BAND_2023 = Target(2.0, 4.0, "", regional=False)
BAND_2024 = Target(1.5, 3.5, "", regional=False)


def golden() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", golden(), ids=lambda case: f"{case['metric']}-{case['period']}")
def test_bps_rates_come_back_from_the_published_indexes(case: dict[str, str]) -> None:
    found = RATES[case["metric"]](float(case["index"]), float(case["base_index"]))
    assert found is not None
    assert found == pytest.approx(float(case["computed_unrounded"]), abs=5e-7)
    assert str(rounded(found, 2)) == case["expected_pct"]


def test_the_golden_file_is_whole() -> None:
    assert len(golden()) == 10


@pytest.mark.parametrize("rate", RATES.values())
def test_an_unknown_index_gives_no_rate(rate: object) -> None:
    one = next(item for item in RATES.values() if item is rate)
    assert one(None, 100.0) is None
    assert one(100.0, None) is None


def test_a_fall_of_the_index_is_a_negative_rate() -> None:
    found = mtm(107.17, 107.28)
    assert found is not None
    assert str(rounded(found, 2)) == "-0.10"


@pytest.mark.parametrize(
    ("december", "index", "month", "target", "room"),
    [
        (105.66, 106.64, 5, BAND_2024, ("0.08", "0.36")),
        (108.74, 111.51, 5, BAND_2023, ("-0.08", "0.20")),
        (113.77, 118.16, 11, BAND_2023, ("-1.79", "0.14")),
        (105.40, 107.54, 11, BAND_2024, ("-0.52", "1.44")),
    ],
    ids=["Singaraja May 2024", "Singaraja May 2022", "Singaraja Nov 2023", "Bali Nov 2024"],
)
def test_the_room_left_is_that_worked_out_by_hand(
    december: float, index: float, month: int, target: Target, room: tuple[str, str]
) -> None:
    found = room_left(december, index, month, target)
    assert found is not None
    assert (str(rounded(found.lower, 2)), str(rounded(found.upper, 2))) == room
    assert found.months == 12 - month


def test_the_december_rate_that_followed_shows_on_which_side_it_would_end() -> None:
    singaraja = room_left(113.77, 118.16, 11, BAND_2023)
    bali = room_left(105.40, 107.54, 11, BAND_2024)
    assert singaraja is not None
    assert bali is not None
    assert singaraja.upper < 0.43  # the year ended at 4.31, above the target
    assert bali.lower <= 0.31 <= bali.upper  # the year ended at 2.34, inside


def test_the_calendar_year_rate_does_in_place_of_the_indexes() -> None:
    by_rate = room_left_from_ytd(0.93, 5, BAND_2024)
    by_index = room_left(105.66, 106.64, 5, BAND_2024)
    assert by_rate is not None
    assert by_index is not None
    assert by_rate.upper == pytest.approx(by_index.upper, abs=0.005 / 7)


def test_at_the_start_of_the_year_all_twelve_months_are_left() -> None:
    room = room_left(105.66, 105.66, 0, BAND_2024)
    assert room is not None
    assert room.months == 12
    assert room.total_upper == pytest.approx(3.5)


def test_in_december_no_room_is_left() -> None:
    assert room_left(105.66, 106.64, 12, BAND_2024) is None


def test_without_an_index_or_two_ends_there_is_no_room_to_tell() -> None:
    assert room_left(None, 106.64, 5, BAND_2024) is None
    assert room_left(105.66, None, 5, BAND_2024) is None
    assert room_left_from_ytd(None, 5, BAND_2024) is None
    assert room_left(105.66, 106.64, 5, Target(1.5, None, "", regional=False)) is None


def test_a_month_beyond_the_year_is_refused() -> None:
    with pytest.raises(Invalid):
        room_left(105.66, 106.64, 13, BAND_2024)


@given(
    december=st.floats(80, 150),
    ratio=st.floats(0.95, 1.1),
    month=st.integers(0, 11),
    share=st.floats(0, 1),
)
def test_a_mean_change_within_the_room_ends_the_year_within_the_target(
    december: float, ratio: float, month: int, share: float
) -> None:
    index = december * ratio
    room = room_left(december, index, month, BAND_2024)
    assert room is not None
    step = room.lower + share * (room.upper - room.lower)
    end = yoy(index * (1 + step / 100) ** room.months, december)
    assert end is not None
    assert 1.5 - 1e-9 <= end <= 3.5 + 1e-9
