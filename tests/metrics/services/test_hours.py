"""Office hours as data: seasons, versions, settings of a regency, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from core.errors import SettingsError
from core.settings import CONFIG_FILE, Calendar, OfficeWindow, RamadanPeriod
from metrics.services import clock
from metrics.services.hours import office_hours
from metrics.services.kinds import Unit
from metrics.services.openings import Season, openings
from tests.metrics.services.making import HOURS, USUAL, ZONE, seconds

THURSDAY, FRIDAY = date(2026, 1, 8), date(2026, 1, 9)
MORNING, AFTERNOON = (27000, 43200), (46800, 57600)


def own(*windows: OfficeWindow, ramadan: tuple[RamadanPeriod, ...] = ()) -> Calendar:
    return replace(USUAL, office_hours=windows, ramadan=ramadan)


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2024, 3, 11), Season.USUAL), (date(2024, 3, 12), Season.RAMADAN),
        (date(2024, 4, 9), Season.RAMADAN), (date(2024, 4, 10), Season.USUAL),
        (date(2025, 2, 28), Season.USUAL), (date(2025, 3, 1), Season.RAMADAN),
        (date(2025, 3, 30), Season.RAMADAN), (date(2025, 3, 31), Season.USUAL),
        (date(2026, 2, 18), Season.USUAL), (date(2026, 2, 19), Season.RAMADAN),
        (date(2026, 3, 20), Season.RAMADAN), (date(2026, 3, 21), Season.USUAL),
    ],
)  # fmt: skip
def test_ramadan_hours_hold_on_its_days_alone(day: date, season: Season) -> None:
    assert openings(USUAL).season(day) is season


def test_the_hours_of_a_day_by_weekday_and_season() -> None:
    shipped = openings(USUAL)
    assert shipped.on(THURSDAY) == (MORNING, AFTERNOON)
    assert shipped.on(FRIDAY) == ((27000, 41400), (46800, 59400))
    assert shipped.on(date(2026, 2, 26)) == ((28800, 43200), (45000, 54000))
    assert shipped.on(date(2026, 2, 27)) == ((28800, 41400), (45000, 55800))


def test_a_day_before_the_first_version_is_timed_by_that_version() -> None:
    assert openings(USUAL).on(date(2019, 6, 13)) == (MORNING, AFTERNOON)


def test_hours_by_decree_hold_from_their_day_on_and_for_their_weekdays() -> None:
    later = openings(own(OfficeWindow("1-4", "08:00", "15:30", "2026-01-08")))
    assert later.on(date(2026, 1, 7)) == (MORNING, AFTERNOON)
    assert later.on(THURSDAY) == ((28800, 55800),)
    assert later.on(FRIDAY) == openings(USUAL).on(FRIDAY)
    assert later.on(date(2026, 2, 26)) == openings(USUAL).on(date(2026, 2, 26))


def test_hours_by_decree_from_before_the_shipped_ones_stand_in_their_place() -> None:
    long_since = openings(own(OfficeWindow("4", "08:00", "15:30", "2020-01-01")))
    assert long_since.on(THURSDAY) == ((28800, 55800),)
    assert long_since.on(date(2026, 1, 7)) == (MORNING, AFTERNOON)


def test_a_ramadan_of_the_settings_is_added_or_stands_for_the_one_it_overlaps() -> None:
    periods = (RamadanPeriod("2027-02-08", "2027-03-09"), RamadanPeriod("2026-02-18", "2026-03-19"))
    found = openings(own(ramadan=periods))
    ramadan = {day: found.season(day) is Season.RAMADAN for day in (
        date(2027, 2, 8), date(2026, 2, 18), date(2026, 3, 20), date(2025, 3, 1),
    )}  # fmt: skip
    assert list(ramadan.values()) == [True, True, False, True]


@pytest.mark.parametrize(
    ("window", "word"),
    [
        (OfficeWindow("Senin", "07:30", "12:00", "2026-01-01"), "Senin"),
        (OfficeWindow("4-1", "07:30", "12:00", "2026-01-01"), "4-1"),
        (OfficeWindow("1-4", "7.30", "12:00", "2026-01-01"), "7.30"),
        (OfficeWindow("1-4", "07:30", "24:30", "2026-01-01"), "24:30"),
        (OfficeWindow("1-4", "12:00", "07:30", "2026-01-01"), "12:00"),
        (OfficeWindow("1-4", "07:30", "12:00", "1 Januari"), "1 Januari"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_with_words(window: OfficeWindow, word: str) -> None:
    with pytest.raises(SettingsError) as caught:
        openings(own(window))
    assert word in caught.value.message
    assert "[calendar]" in caught.value.message


def test_hours_that_overlap_are_refused() -> None:
    pair = [
        OfficeWindow("1-4", *times, "2026-01-01")
        for times in (("07:30", "12:00"), ("11:00", "16:00"))
    ]
    with pytest.raises(SettingsError, match="2026-01-01"):
        openings(own(*pair))


@pytest.mark.parametrize(
    ("first", "last"), [("2027-03-09", "2027-02-08"), ("8 Februari", "2027-03-09")]
)
def test_a_ramadan_that_cannot_be_read_is_refused(first: str, last: str) -> None:
    with pytest.raises(SettingsError, match=first):
        openings(own(ramadan=(RamadanPeriod(first, last),)))


def test_a_zone_that_changes_its_clocks_is_refused() -> None:
    with pytest.raises(SettingsError, match="Europe/Amsterdam"):
        office_hours(USUAL, "Europe/Amsterdam")


def test_windows_and_days_are_local() -> None:
    java = office_hours(USUAL, "Asia/Jakarta")
    assert (HOURS.offset, java.offset) == (8 * 3600, 7 * 3600)
    # 15.30 to 16.00 in Bali is 14.30 to 15.00 in Jawa; past 16.00 only Jawa still works.
    start, end = seconds("2026-01-08 15:30"), seconds("2026-01-08 16:40")
    assert clock.worked(HOURS, start, end) == 30 * 60
    assert clock.worked(java, start, end) == 70 * 60
    late = seconds("2026-01-08 00:30")
    days = clock.due_day(HOURS, late, np.array([0]), Unit.CALENDAR_DAYS)
    assert days - clock.due_day(java, late, np.array([0]), Unit.CALENDAR_DAYS) == 1


def test_one_calendar_is_made_once() -> None:
    assert office_hours(Calendar(collective_leave_is_worked=False), ZONE) is HOURS


def test_the_shipped_settings_leave_the_shipped_hours_alone() -> None:
    text = CONFIG_FILE.read_text(encoding="utf-8")
    assert "\nramadan = []\n" in text
    assert "\noffice_hours = []\n" in text
