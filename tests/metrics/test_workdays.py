"""Working days: weekends, national holidays, cuti bersama by setting, local days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SettingsError
from core.settings import Calendar, LocalDay
from core.words import speaking
from metrics.workdays import workdays

USUAL = workdays(Calendar(collective_leave_is_worked=False))
LEAVE_WORKED = workdays(Calendar(collective_leave_is_worked=True))
GALUNGAN = workdays(
    Calendar(
        collective_leave_is_worked=False, local_days=(LocalDay("2026-06-17", "Hari Raya Galungan"),)
    )
)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 3, 19), False),
        (date(2026, 3, 18), False),
        (date(2026, 6, 17), True),
    ],
)
def test_weekends_holidays_and_collective_leave_are_not_worked(day: date, worked: bool) -> None:
    assert USUAL.is_worked(day) is worked


def test_collective_leave_is_worked_where_the_setting_says_so() -> None:
    leave, holiday = date(2026, 3, 18), date(2026, 3, 19)
    assert LEAVE_WORKED.is_worked(leave)
    assert LEAVE_WORKED.name_of(leave) is None
    assert not LEAVE_WORKED.is_worked(holiday)


def test_a_local_day_is_off_and_has_its_name() -> None:
    day = date(2026, 6, 17)
    assert not GALUNGAN.is_worked(day)
    assert GALUNGAN.name_of(day) == "Hari Raya Galungan"
    assert GALUNGAN.add(date(2026, 6, 15), 1) == date(2026, 6, 18)


def test_a_holiday_has_its_name_in_the_language_of_the_reader() -> None:
    names = {}
    for language in ("id", "en"):
        with speaking(language):
            names[language] = USUAL.name_of(date(2026, 3, 19))
    assert names == {"id": "Hari Suci Nyepi", "en": "Day of Silence"}
    assert USUAL.name_of(date(2026, 11, 22)) is None


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        # 18 to 24 March 2026: Nyepi and Idul Fitri with their collective leave, and a weekend.
        (date(2026, 3, 17), 1, date(2026, 3, 25)),
        (date(2025, 12, 31), 1, date(2026, 1, 2)),
    ],
)
def test_the_nth_working_day_after_a_day(day: date, n: int, expected: date) -> None:
    assert USUAL.add(day, n) == expected


def test_working_days_between_two_days() -> None:
    assert USUAL.between(date(2026, 11, 20), date(2026, 11, 20)) == 0
    assert USUAL.between(date(2026, 11, 20), date(2026, 11, 19)) == 0
    assert USUAL.between(date(2026, 11, 20), date(2026, 11, 22)) == 0
    assert USUAL.between(date(2026, 11, 20), date(2026, 11, 24)) == 2
    assert USUAL.between(date(2025, 12, 31), date(2026, 1, 5)) == 2


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(day=days, n=st.integers(1, 400))
def test_adding_and_counting_agree(day: date, n: int) -> None:
    end = USUAL.add(day, n)
    assert USUAL.is_worked(end)
    assert USUAL.between(day, end) == n
    assert USUAL.between(day, end - timedelta(days=1)) == n - 1


@given(first=days, last=days)
def test_counting_is_counting_the_days_one_by_one(first: date, last: date) -> None:
    steps = (last - first).days
    one_by_one = sum(USUAL.is_worked(first + timedelta(days=n)) for n in range(1, steps + 1))
    assert USUAL.between(first, last) == one_by_one


def test_a_local_day_without_a_date_is_refused_with_words() -> None:
    calendar = Calendar(
        collective_leave_is_worked=False, local_days=(LocalDay("19 Maret", "Pengerupukan"),)
    )
    with pytest.raises(SettingsError) as caught:
        workdays(calendar)
    assert "Pengerupukan" in caught.value.message


def test_one_calendar_is_read_once() -> None:
    assert workdays(Calendar(collective_leave_is_worked=False)) is USUAL
