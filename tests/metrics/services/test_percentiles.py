"""Percentiles linear between ranks, hidden where there are too few; the usual time in days."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figure import State
from core.words import speaking
from metrics.services.histogram import histogram
from metrics.services.percentiles import (
    Spread,
    linear,
    nearest_rank,
    recent,
    spread,
    spread_of,
    usual,
    usual_of,
)
from tests.metrics.services.test_counts import golden, minutes

BY_HAND = np.array([90.0, 150, 240, 400])


def test_the_percentile_rows_of_the_golden_file() -> None:
    elapsed, resolved = minutes()
    done = elapsed[resolved].astype(float)
    assert linear(done, 90) == pytest.approx(float(golden("p90 linear")))
    assert nearest_rank(done, 90) == float(golden("p90 nearest-rank"))


def test_the_example_by_hand() -> None:
    found = spread(BY_HAND)
    assert found == Spread(n=4, p50=(150 + 240) / 2, p90=None)
    assert found.p50 == 195
    assert found.p90_state is State.INSUFFICIENT
    assert linear(BY_HAND, 90) == pytest.approx(352)


def test_p90_shows_from_ten_on() -> None:
    assert spread(np.arange(9.0)).p90 is None
    assert spread(np.arange(10.0)).p90 == pytest.approx(8.1)
    assert spread(np.arange(10.0)).p90_state is State.OK


def test_without_a_value_there_is_no_percentile() -> None:
    nothing = np.array([np.nan])
    assert linear(nothing, 50) is None
    assert nearest_rank(nothing, 50) is None
    assert spread(nothing) == Spread(0, None, None)
    assert spread(nothing).p90_state is State.NO_DATA


def test_the_nearest_rank_is_a_value_that_occurred() -> None:
    assert [nearest_rank(BY_HAND, percent) for percent in (0, 25, 26, 75, 100)] == [
        90, 90, 150, 240, 400,
    ]  # fmt: skip


def test_a_histogram_says_the_same_within_1_percent() -> None:
    seconds = np.arange(1, 5001) * 37
    exact, packed = spread(seconds.astype(float)), spread_of(histogram(seconds))
    assert packed.n == exact.n == 5000
    assert packed.p50 == pytest.approx(exact.p50, rel=0.01)
    assert packed.p90 == pytest.approx(exact.p90, rel=0.01)
    assert spread_of(histogram(seconds[:9])).p90 is None


def test_the_usual_time_is_p80_in_whole_days_rounded_up() -> None:
    days = np.array([1.0] * 7 + [2, 3, 4, 9])
    found = usual(days)
    assert (found.p80, found.days, found.n) == (3, 3, 11)
    with speaking("id"):
        assert (
            found.sentence(working=True)
            == "biasanya selesai 3 hari kerja (P80, 13 minggu terakhir, n = 11)"
        )
        assert found.sentence(working=False).startswith("biasanya selesai 3 hari (P80")
    assert usual(days + 0.1).days == 4
    assert usual(days + 1e-12).days == 3


def test_too_few_or_none_finished_are_said_so() -> None:
    few, none = usual(np.arange(7.0)), usual(np.array([]))
    assert (few.p80, few.days, few.state) == (None, None, State.INSUFFICIENT)
    with speaking("id"):
        assert (
            few.sentence(working=True)
            == "terlalu sedikit yang selesai dalam 13 minggu terakhir (n = 7)"
        )
        assert none.sentence(working=True) == "tidak ada yang selesai dalam 13 minggu terakhir"


def test_the_usual_time_from_a_histogram_counts_in_the_days_of_its_clock() -> None:
    worked_day = 27_000.0
    found = usual_of(histogram(np.full(20, 2 * 27_000 + 9_000)), worked_day)
    assert found.days == 3
    assert found.p80 == pytest.approx(63_000 / 27_000, rel=0.01)
    assert usual_of(histogram(np.array([], dtype=np.int64)), worked_day).state is State.NO_DATA


def test_of_late_means_the_thirteen_weeks_up_to_now() -> None:
    now = np.datetime64("2026-11-22T00:00:00")
    moments = np.array(
        ["2026-08-23T00:00:00", "2026-08-23T00:00:01", "2026-11-22", "2026-11-23", "NaT"],
        dtype="datetime64[s]",
    )
    assert recent(moments, now).tolist() == [False, True, True, False, False]


@given(st.lists(st.floats(0, 1e7), min_size=1), st.floats(0, 100))
def test_a_percentile_lies_within_the_values(values: list[float], percent: float) -> None:
    array = np.array(values)
    for found in (linear(array, percent), nearest_rank(array, percent)):
        assert found is not None
        assert min(values) <= found <= max(values) * (1 + 1e-12)
