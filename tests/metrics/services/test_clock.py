"""The clocks: worked examples, and the fast one against a clock of single minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.services import clock
from metrics.services.hours import ANCHOR, Ints, OfficeHours
from metrics.services.kinds import Unit
from metrics.services.openings import openings
from metrics.workdays import workdays
from tests.metrics.services import minutes
from tests.metrics.services.making import (
    EPOCH,
    HOURS,
    LEAVE_WORKED,
    LOCAL,
    TURNS,
    USUAL,
    golden,
    local_day,
    seconds,
)

SPANS = 1000
SECOND_OF_FIRST = int(datetime(2023, 6, 1, tzinfo=UTC).timestamp()) - 8 * 3600


def test_the_golden_file_is_whole() -> None:
    kinds = ("due_date", "business_minutes", "ticket", "aggregate")
    assert [len(golden(kind)) for kind in kinds] == [4, 5, 5, 6]


@pytest.mark.parametrize("case", golden("due_date"), ids=lambda case: case["name"])
def test_the_due_day_of_the_golden_rows(case: dict[str, str]) -> None:
    hours = LEAVE_WORKED if "counted as working" in case["name"] else HOURS
    start, days = seconds(f"{case['input']} 09:30"), np.array([int(case["n"])])
    found = clock.due_day(hours, start, days, Unit.WORKING_DAYS)
    assert local_day(found) == case["expected"]


@pytest.mark.parametrize("case", golden("business_minutes"), ids=lambda case: case["name"])
def test_the_worked_minutes_of_the_golden_rows(case: dict[str, str]) -> None:
    start, end = case["input"].split(" -> ")
    assert clock.worked(HOURS, seconds(start), seconds(end)) == 60 * int(case["expected"])


def test_five_working_days_from_a_wednesday_before_isra_mikraj() -> None:
    found = clock.due_day(HOURS, seconds("2026-01-14 23:59"), np.array([5]), Unit.WORKING_DAYS)
    assert local_day(found) == "2026-01-22"


def test_friday_to_monday_is_45_and_90_minutes() -> None:
    start, end = seconds("2026-01-09 15:45"), seconds("2026-01-12 09:00")
    assert clock.worked(HOURS, start, end) == 60 * (45 + 90)
    assert clock.passed(start, end) == 60 * (8 * 60 + 15 + 2 * 1440 + 9 * 60)


@pytest.mark.parametrize(
    ("monday", "week"),
    [("2026-01-05", 37.5), ("2026-02-23", 32.5), ("2025-03-03", 32.5), ("2024-03-18", 32.5)],
)
def test_a_week_has_37_and_a_half_hours_and_in_ramadan_32_and_a_half(
    monday: str, week: float
) -> None:
    start = seconds(f"{monday} 00:00")
    assert clock.worked(HOURS, start, start + 7 * 86400) == 3600 * week


@pytest.mark.parametrize(("year", "days"), [(2024, 238), (2025, 237), (2026, 240)])
def test_the_working_days_of_a_year(year: int, days: int) -> None:
    table = HOURS.table(year, year)
    first, last = (date(*one) - EPOCH for one in ((year, 1, 1), (year, 12, 31)))
    counted = table.passed[last.days - table.day] - table.passed[first.days - 1 - table.day]
    assert counted == days


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_year_has_248_working_days_where_collective_leave_is_worked(year: int) -> None:
    table = LEAVE_WORKED.table(year - 1, year)
    first, last = (date(*one) - EPOCH for one in ((year - 1, 12, 31), (year, 12, 31)))
    assert table.passed[last.days - table.day] - table.passed[first.days - table.day] == 248


seeds = st.integers(0, 2**32 - 1)
turns = st.sampled_from(TURNS)


def moments(generator: np.random.Generator, turn: str, n: int = SPANS) -> Ints:
    """Random moments of 2024 to 2026, most of them near a turn, some at an edge of a window."""
    low, high = seconds("2024-01-01 00:00", "2026-12-31 00:00")
    found = generator.integers(low, high, n)
    if turn:
        near = seconds(f"{turn} 00:00") + generator.integers(-4 * 86400, 8 * 86400, n)
        found = np.where(generator.random(n) < 0.8, near, found)
    edges = np.array([minutes.minute(one) for one in ("07:30", "11:30", "12:00", "13:00", "16:00")])
    at_edge = LOCAL.start_of(LOCAL.day_of(found)) + 60 * generator.choice(edges, n)
    return np.where(generator.random(n) < 0.2, at_edge + generator.integers(-1, 2, n), found)


def slow_worked(start: Ints, end: Ints) -> Ints:
    """Worked seconds, from whole minutes of the mask and what is over of the last one."""
    passed = np.concatenate([[0], np.cumsum(minutes.WORKED)])

    def until(moment: Ints) -> Ints:
        whole, over = np.divmod(moment - SECOND_OF_FIRST, 60)
        sums: Ints = 60 * passed[whole] + over * minutes.WORKED[whole]
        return sums

    return until(end) - until(start)


@given(seed=seeds, turn=turns)
@settings(max_examples=20)
def test_the_fast_clock_agrees_with_a_clock_of_minutes(seed: int, turn: str) -> None:
    generator = np.random.default_rng(seed)
    start = moments(generator, turn)
    lengths = np.exp(generator.uniform(0, np.log(120 * 86400), SPANS)).astype(np.int64)
    end = start + lengths
    assert np.array_equal(clock.worked(LOCAL, start, end), slow_worked(start, end))


@given(seed=seeds, turn=turns)
@settings(max_examples=20)
def test_worked_time_adds_up_and_never_falls(seed: int, turn: str) -> None:
    generator = np.random.default_rng(seed)
    a, b, c = np.sort([moments(generator, turn) for _ in range(3)], axis=0)
    whole = clock.worked(LOCAL, a, c)
    assert np.array_equal(clock.worked(LOCAL, a, b) + clock.worked(LOCAL, b, c), whole)
    assert (clock.worked(LOCAL, a, b) <= whole).all()
    assert (clock.worked(LOCAL, c, a) == 0).all()


@given(seed=seeds, turn=turns)
@settings(max_examples=20)
def test_a_moment_after_so_much_work_is_the_first_with_so_much(seed: int, turn: str) -> None:
    generator = np.random.default_rng(seed)
    start = moments(generator, turn)
    amount = generator.integers(1, 400 * 3600, SPANS)
    end = clock.after(LOCAL, start, amount)
    assert np.array_equal(clock.worked(LOCAL, start, end), amount)
    assert np.array_equal(clock.worked(LOCAL, start, end - 1), amount - 1)
    stands = clock.last(LOCAL, end)
    assert (stands >= end).all()
    assert np.array_equal(clock.worked(LOCAL, start, stands), amount)
    assert np.array_equal(clock.worked(LOCAL, start, stands + 1), amount + 1)


@given(seed=seeds, turn=turns, n=st.integers(0, 70))
@settings(max_examples=20)
def test_due_days_are_those_of_counting_one_by_one(seed: int, turn: str, n: int) -> None:
    start = moments(np.random.default_rng(seed), turn, 20)
    days = np.full(20, n)
    received = LOCAL.day_of(start)
    calendar = clock.due_day(LOCAL, start, days, Unit.CALENDAR_DAYS)
    assert np.array_equal(calendar, received + n)
    found = clock.due_day(LOCAL, start, days, Unit.WORKING_DAYS)
    for day, due in zip(received, found, strict=True):
        begin = EPOCH + timedelta(days=int(day))
        assert EPOCH + timedelta(days=int(due)) == LOCAL.workdays.add(begin, n)


def test_nothing_is_worked_where_the_end_lies_before_the_start() -> None:
    start, end = seconds("2026-01-06 09:00"), seconds("2026-01-06 08:00")
    assert clock.worked(HOURS, start, end) == 0
    assert clock.passed(start, end) == 0


def test_no_work_and_no_time_end_where_they_start() -> None:
    saturday = seconds("2026-01-10 10:00")
    assert np.array_equal(clock.after(HOURS, saturday, np.array([0])), saturday)
    assert np.array_equal(clock.passed_after(saturday, np.array([60])), saturday + 60)


def test_at_the_end_of_a_window_the_clock_stands_until_the_next() -> None:
    friday = seconds("2026-01-09 15:30")
    due = clock.after(HOURS, friday, np.array([3600]))
    assert np.array_equal(due, seconds("2026-01-09 16:30"))
    assert np.array_equal(clock.last(HOURS, due), seconds("2026-01-12 07:30"))


def test_the_years_that_were_asked_for_before_change_no_sum() -> None:
    start, end = (
        seconds("2025-12-30 10:00", "1999-05-03 10:00"),
        seconds("2026-02-03 10:00", "2034-05-03 10:00"),
    )
    fresh = OfficeHours(workdays(USUAL), openings(USUAL), HOURS.offset)
    one_by_one = [int(clock.worked(fresh, start[n : n + 1], end[n : n + 1])[0]) for n in (0, 1)]
    assert clock.worked(HOURS, start, end).tolist() == one_by_one
    sums = clock.WorkingClock(fresh).sums(end)
    fresh.table(1995, 2040)
    assert np.array_equal(clock.WorkingClock(fresh).sums(end), sums)
    counts = clock.WorkingDays(fresh).passed(fresh.day_of(start))
    assert np.array_equal(clock.WorkingDays(HOURS).passed(HOURS.day_of(start)), counts)
    assert counts[1] < 0 < counts[0]
    assert fresh.table(ANCHOR, ANCHOR).first == 1995


def test_amounts_beyond_every_calendar_end_with_the_last_year() -> None:
    start, much = seconds("2026-01-05 08:00"), np.array([10**12])
    assert EPOCH.year + int(clock.after(HOURS, start, much)[0]) // (365.2425 * 86400) == 2100
    due = clock.due_day(HOURS, start, np.array([10**6]), Unit.WORKING_DAYS)
    assert local_day(due).startswith("2100-12")


def test_no_requests_are_no_trouble() -> None:
    none = np.empty(0, dtype=np.int64)
    assert len(clock.worked(HOURS, none, none)) == 0
    assert len(clock.after(HOURS, none, none)) == 0
    assert len(clock.due_day(HOURS, none, none, Unit.WORKING_DAYS)) == 0
