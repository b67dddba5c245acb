"""Which standard holds for a request, and when it is due: worked examples."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from metrics.services.due import Standard, applicable
from metrics.services.kinds import EventKind, Measure, PauseReason, Start, Unit
from metrics.services.spans import clipped, merged
from tests.metrics.services.making import (
    EPOCH,
    HOURS,
    LEAVE_WORKED,
    Event,
    judged,
    local,
    standard,
)

RECEIVED, COMPLETE, PAUSED = EventKind.RECEIVED, EventKind.COMPLETE, EventKind.PAUSED
RESUMED, RESOLVED, ANSWERED = EventKind.RESUMED, EventKind.RESOLVED, EventKind.ANSWERED
MONDAY: Event = (RECEIVED, "2026-01-05 09:00")
WAITS, FILE = PauseReason.WAITING_FOR_REPORTER, PauseReason.FILE_INCOMPLETE


def due(promise: Standard, *events: Event) -> tuple[str, str]:
    """When one request is due and until when it is in time, local."""
    *_, found = judged({1: events}, [promise])
    return local(found["due_at"][0]), local(found["late_after"][0])


@pytest.mark.parametrize(
    ("received", "amount", "unit", "expected"),
    [
        ("2026-01-14 09:00", 5, Unit.WORKING_DAYS, "2026-01-22 23:59:59"),
        ("2026-01-10 09:00", 3, Unit.WORKING_DAYS, "2026-01-14 23:59:59"),
        ("2026-01-10 09:00", 0, Unit.WORKING_DAYS, "2026-01-10 23:59:59"),
        ("2025-03-24 23:59", 14, Unit.WORKING_DAYS, "2025-04-23 23:59:59"),
        ("2026-01-14 00:00", 5, Unit.CALENDAR_DAYS, "2026-01-19 23:59:59"),
        ("2026-01-14 09:00", 0, Unit.CALENDAR_DAYS, "2026-01-14 23:59:59"),
        ("2026-01-14 09:00", 240, Unit.MINUTES, "2026-01-14 13:00:00"),
        ("2026-01-14 09:00", 0, Unit.MINUTES, "2026-01-14 09:00:00"),
        ("2026-01-09 15:45", 2.25, Unit.WORKING_HOURS, "2026-01-12 09:00:00"),
    ],
)
def test_when_a_request_is_due(received: str, amount: float, unit: Unit, expected: str) -> None:
    assert due(standard(unit, amount), (RECEIVED, received)) == (expected, expected)


def test_collective_leave_may_count_as_working() -> None:
    request: dict[int, list[Event]] = {1: [(RECEIVED, "2026-03-12 10:00")]}
    *_, found = judged(request, [standard(Unit.WORKING_DAYS, 5)], hours=LEAVE_WORKED)
    assert local(found["due_at"][0]) == "2026-03-20 23:59:59"
    *_, found = judged(request, [standard(Unit.WORKING_DAYS, 5)], hours=HOURS)
    assert local(found["due_at"][0]) == "2026-03-26 23:59:59"


def test_a_target_reached_at_the_end_of_a_window_is_met_until_the_next_opens() -> None:
    found = due(standard(Unit.WORKING_HOURS, 1), (RECEIVED, "2026-01-09 15:30"))
    assert found == ("2026-01-09 16:30:00", "2026-01-12 07:30:00")


def test_a_target_reached_when_a_pause_begins_is_met_until_it_ends() -> None:
    found = due(
        standard(Unit.MINUTES, 60),
        (RECEIVED, "2026-01-05 09:00"),
        (PAUSED, "2026-01-05 10:00", WAITS), (RESUMED, "2026-01-06 08:00"),
    )  # fmt: skip
    assert found == ("2026-01-05 10:00:00", "2026-01-06 08:00:00")


def test_a_pause_outside_office_hours_costs_nothing_on_a_working_clock() -> None:
    pause: tuple[Event, Event] = (
        (PAUSED, "2026-01-09 16:30", WAITS),
        (RESUMED, "2026-01-12 07:30"),
    )
    found = due(standard(Unit.WORKING_HOURS, 2), (RECEIVED, "2026-01-09 15:30"), *pause)
    assert found == ("2026-01-12 08:30:00", "2026-01-12 08:30:00")
    calendar = due(standard(Unit.MINUTES, 120), (RECEIVED, "2026-01-09 15:30"), *pause)
    assert calendar == ("2026-01-12 08:30:00", "2026-01-12 08:30:00")


@pytest.mark.parametrize(
    ("paused", "resumed", "expected"),
    [
        # Monday 5 January 2026 and 5 working days: the 12th.
        ("2026-01-06 08:00", "2026-01-07 23:00", "2026-01-12"),
        ("2026-01-06 00:00", "2026-01-07 00:00", "2026-01-13"),
        ("2026-01-06 12:00", "2026-01-09 12:00", "2026-01-14"),
        ("2026-01-09 12:00", "2026-01-12 12:00", "2026-01-12"),
        ("2026-01-05 10:00", "2026-01-06 10:00", "2026-01-12"),
        ("2026-01-09 18:00", "2026-01-14 08:00", "2026-01-14"),
        ("2026-01-13 00:00", "2026-01-15 00:00", "2026-01-12"),
    ],
)
def test_a_pause_moves_a_due_day_by_the_full_days_it_covers(
    paused: str, resumed: str, expected: str
) -> None:
    found = due(
        standard(Unit.WORKING_DAYS, 5),
        (RECEIVED, "2026-01-05 09:00"), (PAUSED, paused, WAITS), (RESUMED, resumed),
    )  # fmt: skip
    assert found[0] == f"{expected} 23:59:59"


def test_the_day_of_receipt_does_not_count_also_where_a_pause_covers_it() -> None:
    found = due(
        standard(Unit.WORKING_DAYS, 5),
        (RECEIVED, "2026-01-05 00:00"),
        (PAUSED, "2026-01-05 00:00", WAITS), (RESUMED, "2026-01-07 00:00"),
    )  # fmt: skip
    assert found[0] == "2026-01-13 23:59:59"


def test_pauses_that_overlap_or_touch_are_one() -> None:
    position, start, end = np.array([[1, 0, 1, 0, 0], [8, 5, 0, 2, 20], [9, 9, 8, 5, 21]])
    found = merged(position, start, end)
    assert found.position.tolist() == [0, 0, 1]
    assert found.start.tolist() == [2, 20, 0]
    assert found.end.tolist() == [9, 21, 9]


def test_pauses_beyond_the_cap_run_on_the_clock() -> None:
    position, start, end = np.array([[0, 0, 0, 1], [0, 30, 50, 0], [20, 45, 60, 99]]) * 86400
    spans = merged(position // 86400, start, end)
    lower, upper = np.array([5, 0]) * 86400, np.array([99, 7]) * 86400
    found = clipped(spans, lower, upper, 28)
    assert (found.start // 86400).tolist() == [5, 30, 0]
    assert (found.end // 86400).tolist() == [20, 43, 7]
    assert len(clipped(spans, lower, upper, 0).start) == 0


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2025-10-15 23:59", "2025-10-16 03:59:00"),
        ("2025-10-16 00:00", "2025-10-16 02:00:00"),
    ],
)
def test_a_target_is_that_of_the_day_of_receipt_also_after_a_later_change(
    received: str, expected: str
) -> None:
    change = date(2025, 10, 16)
    terms = ((240, date(2017, 5, 1), change - timedelta(days=1)), (120, change, None))
    promise = [
        standard(Unit.MINUTES, amount, measure=Measure.FIRST_RESPONSE, valid=(first, last))
        for amount, first, last in terms
    ]
    *_, found = judged({1: [(RECEIVED, received), (ANSWERED, "2025-10-16 03:00")]}, promise)
    assert local(found["answer_due_at"][0]) == expected
    assert found["answer_met"][0] == (expected == "2025-10-16 03:59:00")
    assert found["standard"][0] == -1
    assert pd.isna(found["due_at"][0])


def test_permits_run_from_the_complete_file_and_complaints_from_receipt() -> None:
    events: tuple[Event, ...] = ((RECEIVED, "2026-01-05 09:00"), (COMPLETE, "2026-01-07 10:00"))
    complaint, permit = (standard(Unit.WORKING_DAYS, 5, start=one) for one in Start)
    assert due(complaint, *events)[0] == "2026-01-12 23:59:59"
    assert due(permit, *events)[0] == "2026-01-14 23:59:59"


def test_without_a_complete_file_the_clock_runs_from_receipt_and_says_so() -> None:
    permit = standard(Unit.WORKING_DAYS, 5, start=Start.COMPLETE)
    *_, found = judged({
        1: [MONDAY],
        2: [MONDAY, (COMPLETE, "2026-01-05 09:00")],
        3: [MONDAY, (RESOLVED, "2026-01-06 09:00"), (COMPLETE, "2026-01-07 09:00")],
    }, [permit])  # fmt: skip
    assert [local(one) for one in found["due_at"]] == ["2026-01-12 23:59:59"] * 3
    assert found["start_assumed"].tolist() == [True, False, True]
    *_, complaint = judged({1: [(RECEIVED, "2026-01-05 09:00")]}, [standard(Unit.MINUTES, 5)])
    assert complaint["start_assumed"].tolist() == [False]


def test_while_a_file_is_incomplete_its_clock_has_not_started() -> None:
    permit = standard(Unit.WORKING_DAYS, 5, start=Start.COMPLETE)
    incomplete: Event = (PAUSED, "2026-01-05 10:00", FILE)
    *_, found = judged({
        1: [MONDAY, incomplete],
        2: [MONDAY, incomplete, (COMPLETE, "2026-01-07 10:00")],
        3: [MONDAY, incomplete, (RESUMED, "2026-01-07 10:00")],
        4: [MONDAY, (PAUSED, "2026-01-05 10:00", WAITS)],
        5: [MONDAY, (RESOLVED, "2026-01-05 09:30"), incomplete],
    }, [permit])  # fmt: skip
    assert [pd.isna(one) for one in found["started_at"]] == [True, *[False] * 4]
    assert [pd.isna(one) for one in found["due_at"]] == [True, *[False] * 4]
    # From the complete file; from receipt less a full day; less the cap of 30 days; resolved.
    moments = [local(one)[:10] for one in found["due_at"][1:]]
    assert moments == ["2026-01-14", "2026-01-13", "2026-02-10", "2026-01-12"]
    assert found["start_assumed"].tolist() == [False, False, True, True, True]


requests = pd.DataFrame({
    "service": ["ktp", "ktp", "ktp", "kk", "pbg", None, "ktp"],
    "klass": ["", "berkadar", "normatif", "berkadar", "", "", None],
})  # fmt: skip
DAY = np.full(len(requests), (date(2026, 1, 5) - EPOCH).days)


def test_the_standard_of_a_class_goes_before_that_of_its_service() -> None:
    own, klass = (
        standard(Unit.MINUTES, 60, service="ktp"),
        standard(Unit.MINUTES, 90, service="ktp", klass="berkadar"),
    )
    other = standard(Unit.MINUTES, 30, service="kk", klass="normatif")
    for order in ([own, klass, other], [klass, other, own]):
        places = applicable(order, Measure.RESOLUTION, requests, DAY)
        found = [order[place].amount if place >= 0 else None for place in places]
        assert found == [60, 90, 60, None, None, None, 60]
        assert (applicable(order, Measure.FIRST_RESPONSE, requests, DAY) == -1).all()


def test_the_standard_of_a_class_holds_also_where_that_of_its_service_is_newer() -> None:
    klass = standard(Unit.MINUTES, 90, service="ktp", klass="berkadar")
    newer = standard(Unit.MINUTES, 60, service="ktp", valid=(date(2025, 1, 1), None))
    places = applicable([newer, klass], Measure.RESOLUTION, requests, DAY)
    assert places.tolist() == [0, 1, 0, -1, -1, -1, 0]


def test_of_several_valid_standards_the_one_that_began_last_holds() -> None:
    since = {2020: 60, 2026: 30, 2024: 45, 2027: 15}
    rows = [
        standard(Unit.MINUTES, amount, service="ktp", valid=(date(year, 1, 5), None))
        for year, amount in since.items()
    ]
    for order in (rows, rows[::-1]):
        place = applicable(order, Measure.RESOLUTION, requests, DAY)[0]
        assert order[place].amount == 30
    past = [standard(Unit.MINUTES, 60, service="ktp", valid=(date(2020, 1, 1), date(2026, 1, 4)))]
    assert (applicable(past, Measure.RESOLUTION, requests, DAY) == -1).all()


def test_a_permit_that_waited_on_the_reporter_before_its_file_was_complete_loses_no_days() -> None:
    permit = standard(Unit.MINUTES, 600, start=Start.COMPLETE)
    found = due(
        permit,
        (RECEIVED, "2026-01-01 09:00"), (PAUSED, "2026-01-02 09:00", WAITS),
        (COMPLETE, "2026-02-20 09:00"), (RESUMED, "2026-02-20 10:00"),
    )  # fmt: skip
    # What a pause took before the start is not on the clock and uses up nothing of the cap.
    assert found[0] == "2026-02-20 20:00:00"
