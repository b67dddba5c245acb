"""Clocks on whole arrays: seconds worked or passed, when so much is used up, due days.

Moments are int64 seconds since 1970-01-01 in UTC, sums are int64 seconds on a clock. Office hours:
Perpres 21/2023. Counting of days: the day of receipt is day 0, due is the end of day n; a
convention that the screens print.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

import numpy as np

if TYPE_CHECKING:
    from metrics.services.hours import Ints, OfficeHours
    from metrics.services.kinds import Unit


class Clock(Protocol):
    """A sum that grows with time or stands still."""

    def sums(self, moments: Ints) -> Ints:
        """Seconds counted up to each moment, from a fixed day on."""

    def first(self, sums: Ints) -> Ints:
        """The first moment at which so much has been counted."""

    def last(self, sums: Ints) -> Ints:
        """The last moment at which no more than so much has been counted."""


class DayCount(Protocol):
    """Which days count, as numbers from a fixed day on."""

    def passed(self, days: Ints) -> Ints:
        """How many days that count have passed with the end of each day."""

    def nth(self, counts: Ints) -> Ints:
        """The day with which so many have passed."""


@dataclass(frozen=True, slots=True)
class WorkingClock:
    """Runs in office hours alone. Moments beyond the year 2100 count as its end."""

    hours: OfficeHours

    def sums(self, moments: Ints) -> Ints:
        """Seconds worked up to each moment."""
        table = self.hours.holding(moments)
        place = np.maximum(np.searchsorted(table.opens, moments, side="right") - 1, 0)
        opens, before = table.opens[place], table.before[place]
        return before + _within(moments - opens, table.after[place] - before)

    def first(self, sums: Ints) -> Ints:
        """The first moment at which so much has been worked: within or at the end of a window."""
        return self._moments(sums, "left")

    def last(self, sums: Ints) -> Ints:
        """The last moment at which so much has been worked: within or at the start of a window."""
        return self._moments(sums, "right")

    def _moments(self, sums: Ints, side: Literal["left", "right"]) -> Ints:
        table = self.hours.summing(sums)
        place = np.searchsorted(table.after, sums, side=side)
        place = np.minimum(place, len(table.after) - 1)
        opens, before = table.opens[place], table.before[place]
        return opens + _within(sums - before, table.after[place] - before)


class CalendarClock:
    """Runs day and night: moments are its sums."""

    def sums(self, moments: Ints) -> Ints:
        """The moments themselves."""
        return moments

    def first(self, sums: Ints) -> Ints:
        """The moments themselves."""
        return sums

    def last(self, sums: Ints) -> Ints:
        """The moments themselves."""
        return sums


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Counts working days alone."""

    hours: OfficeHours

    def passed(self, days: Ints) -> Ints:
        """How many working days have passed with the end of each day."""
        table = self.hours.holding(self.hours.start_of(days))
        place = days - table.day
        inside = table.passed[np.clip(place, 0, len(table.passed) - 1)]
        return np.where(place < 0, table.passed_before, inside)

    def nth(self, counts: Ints) -> Ints:
        """The working day with which so many have passed."""
        table = self.hours.counting(counts)
        place = counts - table.passed_before - 1
        found: Ints = table.days[np.clip(place, 0, len(table.days) - 1)]
        return found


class CalendarDays:
    """Counts every day: days are their own numbers."""

    def passed(self, days: Ints) -> Ints:
        """The days themselves."""
        return days

    def nth(self, counts: Ints) -> Ints:
        """The days themselves."""
        return counts


CALENDAR: Final = CalendarClock()
ALL_DAYS: Final = CalendarDays()


def clock_of(unit: Unit, hours: OfficeHours) -> Clock:
    """The clock on which a unit's elapsed time runs; days run on it as well, for their ageing."""
    return WorkingClock(hours) if unit.is_working else CALENDAR


def days_of(unit: Unit, hours: OfficeHours) -> DayCount:
    """The days that a unit counts."""
    return WorkingDays(hours) if unit.is_working else ALL_DAYS


def worked(hours: OfficeHours, start: Ints, end: Ints) -> Ints:
    """Seconds of office hours between moments; 0 where the end lies before the start."""
    clock = WorkingClock(hours)
    found: Ints = np.maximum(clock.sums(end) - clock.sums(start), 0)
    return found


def passed(start: Ints, end: Ints) -> Ints:
    """Seconds by day and night between moments; 0 where the end lies before the start."""
    found: Ints = np.maximum(end - start, 0)
    return found


def after(hours: OfficeHours, start: Ints, seconds: Ints) -> Ints:
    """The first moment at which so much has been worked since the start."""
    clock = WorkingClock(hours)
    return np.maximum(start, clock.first(clock.sums(start) + seconds))


def passed_after(start: Ints, seconds: Ints) -> Ints:
    """The moment at which so much time has passed since the start, by day and night."""
    return start + seconds


def last(hours: OfficeHours, moments: Ints) -> Ints:
    """The end of a standstill: the last moment with the same sum of worked seconds."""
    clock = WorkingClock(hours)
    return np.maximum(moments, clock.last(clock.sums(moments)))


def due_day(hours: OfficeHours, start: Ints, days: Ints, kind: Unit) -> Ints:
    """The local day, from 1970-01-01 on, at whose end so many days after receipt are over.

    kind: hari_kerja or hari_kalender. Day 1 is the next day that counts; with 0 days it is due on
    the day of receipt itself, worked or not.
    """
    counted = days_of(kind, hours)
    received = hours.day_of(start)
    return np.maximum(received, counted.nth(counted.passed(received) + days))


def _within(seconds: Ints, length: Ints) -> Ints:
    """Seconds since a window opened, as far as it is open."""
    found: Ints = np.clip(seconds, 0, length)
    return found
