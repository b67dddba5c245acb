"""Working days of the regional government: Monday to Friday but holidays and local days off.

Hari kerja: Perpres 21/2023. National holidays and cuti bersama: the yearly decrees of three
ministers (SKB), by way of the library `holidays`; dates of years without a decree are estimates.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from core.errors import SettingsError
from core.words import _, language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.settings import Calendar

SATURDAY: Final = 5
LIBRARY_LANGUAGES: Final = {"id": "id", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked, and how to count them. Make one with `workdays`."""

    collective_leave_is_worked: bool
    local_days: Mapping[date, str]
    _years: dict[int, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def is_worked(self, day: date) -> bool:
        """Whether the offices work on this day."""
        return day.weekday() < SATURDAY and self.name_of(day) is None

    def name_of(self, day: date) -> str | None:
        """The holiday's name in the language of this run; None on a weekend that is not one."""
        named = self.local_days.get(day)
        if named is not None:
            return named
        return _holidays(day.year, self.collective_leave_is_worked, language()).get(day)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after a day; the day itself is day 0, worked or not."""
        if n <= 0:
            return day
        year, after = day.year, self._worked(day.year)
        left = n + bisect_right(after, day.toordinal())
        while left > len(after):
            left -= len(after)
            year += 1
            after = self._worked(year)
        return date.fromordinal(after[left - 1])

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`; 0 if last is not after first."""
        if last <= first:
            return 0
        whole = sum(len(self._worked(year)) for year in range(first.year, last.year))
        return whole + self._passed(last) - self._passed(first)

    def _passed(self, day: date) -> int:
        return bisect_right(self._worked(day.year), day.toordinal())

    def _worked(self, year: int) -> tuple[int, ...]:
        """Ordinals of the year's working days in order."""
        found = self._years.get(year)
        if found is None:
            first = date(year, 1, 1)
            days = (first + timedelta(n) for n in range((date(year, 12, 31) - first).days + 1))
            found = tuple(day.toordinal() for day in days if self.is_worked(day))
            self._years[year] = found
        return found


@cache
def workdays(calendar: Calendar) -> Workdays:
    """The working days of a regency's calendar. SettingsError for a local day without a date."""
    local = {}
    for one in calendar.local_days:
        try:
            local[date.fromisoformat(one.date)] = one.name
        except ValueError as error:
            raise SettingsError(
                _("The local day '{name}' has no date: {date}.").format(
                    name=one.name, date=one.date
                ),
                hint=_("Write the date as {example}.").format(example="2026-03-19"),
            ) from error
    return Workdays(calendar.collective_leave_is_worked, local)


@cache
def _holidays(year: int, leave_is_worked: bool, tongue: str) -> dict[date, str]:  # noqa: FBT001 (the cache's key)
    # Loading the library takes a tenth of a second: only who counts days pays for it.
    from holidays import country_holidays  # noqa: PLC0415

    categories = ("public",) if leave_is_worked else ("public", "government")
    found = country_holidays(
        "ID", years=year, categories=categories, language=LIBRARY_LANGUAGES[tongue]
    )
    return dict(found.items())
