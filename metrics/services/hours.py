"""Office hours and working days of a regency as arrays: what every clock reads.

Moments are seconds since 1970-01-01 in UTC, days are local and count from that day on. Sums of
worked seconds and of working days count from one fixed day, so that they stay the same when the
table grows by further years.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from core.errors import SettingsError
from core.words import _
from metrics.services.openings import Openings, openings
from metrics.workdays import Workdays, workdays

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.settings import Calendar

Ints = npt.NDArray[np.int64]

DAY: Final = 86_400
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
ANCHOR: Final = 2020
EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Table:
    """The years first to last, both whole.

    opens, closes: moments of each stretch of work; before, after: worked seconds up to either.
    day: the first day; passed: working days up to and including each day; days: the working days;
    passed_before: working days before the table. All sums count from ANCHOR and may be negative.
    """

    first: int
    last: int
    opens: Ints
    closes: Ints
    before: Ints
    after: Ints
    day: int
    passed: Ints
    days: Ints
    passed_before: int


@dataclass(frozen=True, slots=True)
class _Year:
    opens: Ints
    closes: Ints
    days: Ints

    @property
    def seconds(self) -> int:
        return int((self.closes - self.opens).sum())


@dataclass(frozen=True, slots=True, eq=False)
class OfficeHours:
    """When the offices of a regency work. Make one with `office_hours`.

    offset: seconds by which local time is ahead of UTC, the same all year.
    """

    workdays: Workdays
    openings: Openings
    offset: int
    _years: dict[int, _Year] = field(default_factory=dict, repr=False)
    _tables: dict[str, Table] = field(default_factory=dict, repr=False)

    def day_of(self, moments: Ints) -> Ints:
        """The local day of each moment, counted from 1970-01-01."""
        return (moments + self.offset) // DAY

    def start_of(self, days: Ints) -> Ints:
        """The moment at which each local day begins."""
        return days * DAY - self.offset

    def end_of(self, days: Ints) -> Ints:
        """The last second of each local day."""
        return days * DAY + (DAY - 1 - self.offset)

    def table(self, first: int, last: int) -> Table:
        """A table that holds at least these years; years beyond 1990 to 2100 are cut off."""
        first, last = (min(max(year, FIRST_YEAR), LAST_YEAR) for year in (first, last))
        held = self._tables.get("table")
        if held is not None:
            if held.first <= first and last <= held.last:
                return held
            first, last = min(first, held.first), max(last, held.last)
        # Replaced in one step: another thread sees the old table or the new one, both right.
        made = self._tables["table"] = self._make(first, last)
        return made

    def holding(self, moments: Ints) -> Table:
        """A table that holds all moments, and a year more on either side."""
        if not len(moments):
            return self.table(ANCHOR, ANCHOR)
        return self.table(_year_of(int(moments.min())) - 1, _year_of(int(moments.max())) + 1)

    def summing(self, sums: Ints) -> Table:
        """A table in which so much is worked, and a little more; else one that ends for good."""
        low, high = _range(sums)
        return self._grown(
            lambda table: bool(table.before[0] < low), lambda table: bool(table.after[-1] > high)
        )

    def counting(self, counts: Ints) -> Table:
        """A table with the working days of these numbers; else one that ends for good."""
        low, high = _range(counts)
        return self._grown(
            lambda table: table.passed_before < low, lambda table: bool(table.passed[-1] >= high)
        )

    def _grown(self, begins: Callable[[Table], bool], ends: Callable[[Table], bool]) -> Table:
        table = self.table(ANCHOR, ANCHOR)
        while not begins(table) and table.first > FIRST_YEAR:
            table = self.table(table.first - 1, table.last)
        while not ends(table) and table.last < LAST_YEAR:
            table = self.table(table.first, table.last + 1)
        return table

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            ordinals = range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
            worked = [
                day for day in map(date.fromordinal, ordinals) if self.workdays.is_worked(day)
            ]
            starts = [DAY * (day.toordinal() - EPOCH) - self.offset for day in worked]
            spans = [
                (start + opens, start + closes)
                for start, day in zip(starts, worked, strict=True)
                for opens, closes in self.openings.on(day)
            ]
            pairs = np.array(spans, dtype=np.int64).reshape(-1, 2)
            days = np.array([day.toordinal() - EPOCH for day in worked], dtype=np.int64)
            found = self._years[year] = _Year(pairs[:, 0].copy(), pairs[:, 1].copy(), days)
        return found

    def _make(self, first: int, last: int) -> Table:
        years = [self._year(year) for year in range(first, last + 1)]
        opens, closes, days = (
            np.concatenate([getattr(year, name) for year in years])
            for name in ("opens", "closes", "days")
        )
        seconds, count = self._before(first)
        after = np.cumsum(closes - opens) + seconds
        day = date(first, 1, 1).toordinal() - EPOCH
        worked = np.zeros(date(last + 1, 1, 1).toordinal() - EPOCH - day, dtype=np.int64)
        worked[days - day] = 1
        before = after - (closes - opens)
        passed = np.cumsum(worked) + count
        return Table(first, last, opens, closes, before, after, day, passed, days, count)

    def _before(self, first: int) -> tuple[int, int]:
        """Worked seconds and working days from ANCHOR to the start of a year."""
        sign = 1 if first >= ANCHOR else -1
        years = range(min(first, ANCHOR), max(first, ANCHOR))
        between = [self._year(year) for year in years]
        seconds = sum(year.seconds for year in between)
        return sign * seconds, sign * sum(len(year.days) for year in between)


@cache
def office_hours(calendar: Calendar, time_zone: str) -> OfficeHours:
    """The office hours of a regency, made once. SettingsError where a setting cannot be used."""
    return OfficeHours(workdays(calendar), openings(calendar), _offset(time_zone))


def _offset(time_zone: str) -> int:
    """Seconds ahead of UTC. Indonesia keeps one time all year; another zone is refused."""
    zone = ZoneInfo(time_zone)
    found = {
        int(moment.astimezone(zone).utcoffset().total_seconds())  # type: ignore[union-attr]
        for moment in (
            datetime(year, month, 1, tzinfo=UTC) for year in (1995, ANCHOR) for month in (1, 7)
        )
    }
    if len(found) > 1:
        raise SettingsError(
            _("The clocks of {zone} are changed during the year.").format(zone=time_zone),
            hint=_("Choose Asia/Jakarta, Asia/Makassar or Asia/Jayapura."),
        )
    return found.pop()


def _range(values: Ints) -> tuple[int, int]:
    return (int(values.min()), int(values.max())) if len(values) else (1, 0)


def _year_of(moment: int) -> int:
    clipped = min(max(moment, -DAY * 365 * 400), DAY * 365 * 400)
    return 1970 + int(
        np.int64(clipped).astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64)
    )
