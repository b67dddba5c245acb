"""In which hours offices work: windows by season and weekday, each valid from a day on.

Perpres 21/2023: 37 h 30 min a week from 07.30, in Ramadan 32 h 30 min from 08.00, net of breaks;
how the hours are split over the days is a convention. A day before the first version of a window
is timed by that first version.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import SettingsError
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.settings import Calendar

HOURS_FILE: Final = Path(__file__).with_name("office_hours.csv")
RAMADAN_FILE: Final = Path(__file__).with_name("ramadan.csv")
DAYS: Final = re.compile(r"([1-7])(?:-([1-7]))?")
TIME: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|(24):(00)")
Span = tuple[int, int]


class Season(StrEnum):
    """Which of the two tables of hours holds on a day."""

    USUAL = "biasa"
    RAMADAN = "ramadan"


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of one stretch of work: seconds since local midnight, for ISO weekdays."""

    season: Season
    weekdays: tuple[int, ...]
    opens: int
    closes: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class Openings:
    """All windows and the periods (first and last day) of Ramadan hours."""

    windows: tuple[Window, ...]
    ramadan: tuple[tuple[date, date], ...]

    def season(self, day: date) -> Season:
        """The season of a day."""
        inside = any(first <= day <= last for first, last in self.ramadan)
        return Season.RAMADAN if inside else Season.USUAL

    def on(self, day: date) -> tuple[Span, ...]:
        """Opening and closing seconds since local midnight of a working day, in order."""
        season, weekday = self.season(day), day.isoweekday()
        found = [one for one in self.windows if one.season is season and weekday in one.weekdays]
        begun = [one.valid_from for one in found if one.valid_from <= day]
        version = max(begun) if begun else min((one.valid_from for one in found), default=day)
        return tuple(sorted((one.opens, one.closes) for one in found if one.valid_from == version))


@cache
def openings(calendar: Calendar) -> Openings:
    """The hours of a regency: the shipped ones and what its settings lay over them.

    From its first day on a window of the settings stands for its season and weekdays in place of
    the shipped ones, a period of Ramadan in place of a shipped one that it overlaps. Raises
    SettingsError for what cannot be read.
    """
    own = tuple(
        _window(
            Season.RAMADAN if one.ramadan else Season.USUAL,
            one.days, one.opens, one.closes, one.valid_from,
        )
        for one in calendar.office_hours
    )  # fmt: skip
    windows = (*(_left(one, own) for one in _shipped_windows()), *own)
    _check_apart(windows)
    own_periods = tuple(_period(one.first, one.last) for one in calendar.ramadan)
    periods = [
        (first, last)
        for first, last in _shipped_ramadan()
        if not any(begin <= last and first <= end for begin, end in own_periods)
    ]
    return Openings(windows, tuple(sorted((*periods, *own_periods))))


@cache
def _shipped_windows() -> tuple[Window, ...]:
    return tuple(
        _window(Season(row["season"]), row["days"], row["opens"], row["closes"], row["valid_from"])
        for row in _rows(HOURS_FILE)
    )


@cache
def _shipped_ramadan() -> tuple[tuple[date, date], ...]:
    return tuple(_period(row["first"], row["last"]) for row in _rows(RAMADAN_FILE))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _left(shipped: Window, own: Iterable[Window]) -> Window:
    """A shipped window without the weekdays for which the settings speak from its start on."""
    spoken = {
        weekday
        for one in own
        if one.season is shipped.season and one.valid_from <= shipped.valid_from
        for weekday in one.weekdays
    }
    return replace(shipped, weekdays=tuple(day for day in shipped.weekdays if day not in spoken))


def _window(season: Season, days: str, opens: str, closes: str, valid_from: str) -> Window:
    found = DAYS.fullmatch(days)
    if found is None:
        raise _unreadable(days, "1-4")
    first, last = int(found[1]), int(found[2] or found[1])
    begin, end = _seconds(opens), _seconds(closes)
    if last < first or end <= begin:
        raise _unreadable(f"{days} {opens} {closes}", "1-4 07:30 12:00")
    return Window(season, tuple(range(first, last + 1)), begin, end, _day(valid_from))


def _check_apart(windows: Iterable[Window]) -> None:
    """Two windows of one version may not share hours: they would count twice."""
    held: dict[tuple[Season, date, int], list[Span]] = {}
    for one in windows:
        for weekday in one.weekdays:
            spans = held.setdefault((one.season, one.valid_from, weekday), [])
            if any(one.opens < end and begin < one.closes for begin, end in spans):
                raise SettingsError(
                    _("Two office hours of {day} overlap (weekday {number}).").format(
                        day=one.valid_from.isoformat(), number=weekday
                    ),
                    hint=_("Give each stretch of work its own hours in [calendar]."),
                )
            spans.append((one.opens, one.closes))


def _period(first: str, last: str) -> tuple[date, date]:
    begin, end = _day(first), _day(last)
    if end < begin:
        raise _unreadable(f"{first} - {last}", "2026-02-19 - 2026-03-20")
    return begin, end


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _unreadable(text, "2026-03-19") from error


def _seconds(text: str) -> int:
    found = TIME.fullmatch(text)
    if found is None:
        raise _unreadable(text, "07:30")
    hours, minutes = (int(part) for part in found.groups() if part is not None)
    return 3600 * hours + 60 * minutes


def _unreadable(text: str, example: str) -> SettingsError:
    return SettingsError(
        _("The office hours of [calendar] cannot be read: '{text}'.").format(text=text),
        hint=_("Write it as {example}.").format(example=example),
    )
