"""Intake against closure by week."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from metrics.services.flow import flow

AS_OF = date(2026, 1, 21)


def days(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[D]")


def test_a_week_runs_from_monday_to_sunday_and_belongs_to_its_iso_year() -> None:
    found = flow(
        days("2026-01-04", "2026-01-05", "2025-12-29", "2026-01-11"),
        np.array([1, 10, 2, 20]),
        np.array([5, 0, 1, 4]),
        as_of=AS_OF,
    )
    assert found["week"].tolist() == ["2026-W01", "2026-W02"]
    assert found["received"].tolist() == [3, 30]
    assert found["resolved"].tolist() == [6, 4]
    assert found["net"].tolist() == [3 - 6, 30 - 4]


def test_a_week_without_requests_is_there_with_0() -> None:
    found = flow(days("2026-01-05", "2026-01-19"), np.array([1, 1]), np.array([0, 0]), as_of=AS_OF)
    assert found["received"].tolist() == [1, 0, 1]
    assert found["whole"].tolist() == [True, True, False]


def test_the_week_that_ends_today_is_not_whole_yet() -> None:
    rows = days("2026-01-18"), np.array([1]), np.array([1])
    assert flow(*rows, as_of=date(2026, 1, 18))["whole"].tolist() == [False]
    assert flow(*rows, as_of=date(2026, 1, 19))["whole"].tolist() == [True]


def test_no_day_makes_no_week() -> None:
    found = flow(days(), np.array([], dtype=np.int64), np.array([], dtype=np.int64), as_of=AS_OF)
    assert found.empty
    assert list(found) == ["week", "received", "resolved", "net", "whole"]


@given(
    st.lists(
        st.tuples(st.dates(date(1969, 1, 1), date(2030, 1, 1)), st.integers(0, 9)),
        min_size=1,
        max_size=30,
    )
)
def test_each_request_falls_into_the_week_of_its_day(rows: list[tuple[date, int]]) -> None:
    came = np.array([count for _, count in rows])
    found = flow(
        np.array([day for day, _ in rows], dtype="datetime64[D]"), came, came * 0, as_of=AS_OF
    )
    by_week = dict(zip(found["week"], found["received"], strict=True))
    assert sum(by_week.values()) == came.sum()
    for day, _ in rows:
        year, week, _weekday = day.isocalendar()
        same = [n for other, n in rows if other.isocalendar()[:2] == (year, week)]
        assert by_week[f"{year}-W{week:02d}"] == sum(same)
