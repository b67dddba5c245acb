"""Emergency response: in time, missing times, the management area, no judgement without target."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.figure import State
from metrics.services.emergency import by_area, emergency, minutes_between, response, steps


def events(*rows: tuple[str, float | None, bool | None]) -> pd.DataFrame:
    """Events of (kecamatan, minutes until arrival, inside the management area)."""
    start = pd.Timestamp("2026-01-06T08:00:00")
    return pd.DataFrame(
        {
            "area": [area for area, _, _ in rows],
            "received_at": [start] * len(rows),
            "arrived_at": [
                pd.NaT if late is None else start + pd.Timedelta(minutes=late)
                for _, late, _ in rows
            ],
            "inside": pd.array([inside for _, _, inside in rows], dtype="boolean"),
        }
    )


def test_fifteen_minutes_sharp_is_in_time() -> None:
    found = response(np.array([14.0, 15.0, 15 + 1 / 60]), 15.0, min_rate=0)
    assert found.in_time.part == 2
    assert found.in_time.value == 100 * 2 / 3


def test_missing_and_impossible_times_are_counted_and_left_out() -> None:
    found = response(np.array([10.0, np.nan, -5.0, 20.0]), 15.0, min_rate=0)
    assert (found.events, found.missing, found.faulty, found.timed) == (4, 1, 1, 2)
    assert found.in_time.value == 50
    assert found.slots.total == 2


def test_few_events_show_their_number_and_no_rate_or_p90() -> None:
    few, enough = response(np.arange(9.0), 15.0), response(np.arange(10.0), 15.0)
    assert (few.in_time.state, few.in_time.whole) == (State.INSUFFICIENT, 9)
    assert (few.spread.p50, few.spread.p90) == (4, None)
    assert enough.in_time.value == 100
    assert enough.spread.p90 == pytest.approx(8.1)


def test_a_service_without_a_target_shows_its_times_and_judges_nothing() -> None:
    found = response(np.array([4.0, 5, 12, 61]), None)
    assert (found.in_time.value, found.in_time.state) == (None, State.NO_TARGET)
    assert found.slots.counts == (2, 0, 1, 0, 0, 0, 1)
    assert found.spread.p50 == 8.5


def test_no_event_is_no_data() -> None:
    assert response(np.array([]), 15.0).in_time.state is State.NO_DATA


def test_events_outside_the_management_area_stand_apart() -> None:
    found = emergency(
        events(("a", 10, True), ("a", 12, None), ("a", 40, False), ("a", None, False)),
        15.0,
        min_rate=0,
    )
    assert (found.inside.events, found.inside.in_time.value) == (2, 100)
    assert (found.outside.events, found.outside.missing, found.outside.target) == (2, 1, None)
    assert found.outside.in_time.state is State.NO_TARGET


def test_the_area_may_come_from_a_database_as_numbers() -> None:
    frame = events(("a", 10, True), ("a", 40, False)).assign(inside=[1, 0])
    assert emergency(frame, 15.0).outside.events == 1


def test_by_kecamatan_the_events_add_up() -> None:
    frame = events(("51.08.06", 10, True), ("51.08.05", 20, True), ("51.08.06", 30, True))
    frame.loc[3] = frame.loc[0].to_dict() | {"area": None}
    found = by_area(frame, 15.0, min_rate=0)
    assert list(found) == ["", "51.08.05", "51.08.06"]
    assert [one.inside.events for one in found.values()] == [1, 1, 2]
    assert found["51.08.06"].inside.in_time.value == 50


def test_turnout_and_travel_are_measured_from_the_departure() -> None:
    frame = events(("a", 15, True), ("a", None, True))
    frame["departed_at"] = frame["received_at"] + pd.Timedelta(minutes=5)
    turnout, travel = steps(frame)
    assert (turnout.n, turnout.p50) == (2, 5)
    assert (travel.n, travel.p50) == (1, 10)


def test_a_missing_moment_gives_no_minutes() -> None:
    start, end = np.array(
        [["2026-01-06T08:00:00", "NaT"], ["2026-01-06T08:01:30", "2026-01-06T08:01:30"]],
        dtype="datetime64[s]",
    )
    found = minutes_between(start, end)
    assert found[0] == 1.5
    assert np.isnan(found[1])
