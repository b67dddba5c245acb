"""Periods as text that sorts, compares and reads aloud.

Text forms: 2024, 2024-H1, 2024-Q3, 2024-08, 2024-W33 (ISO week), 2024-08-11.
A coarse period is a fact of its own: 2024 is not January 2024.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from core import numbers
from core.errors import Invalid
from core.words import _, language


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


ROMAN: Final = ("I", "II", "III", "IV")
FORM: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|W(?P<week>\d{2})"
    r"|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """One period: its text form, its kind, its first and its last day."""

    text: str
    kind: PeriodKind
    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a text form; anything else, 2024-13 and 2023-02-29 among it, is Invalid."""
        return _parsed(text)

    @property
    def year(self) -> int:
        """The calendar year in which the period ends (an ISO week may begin in another)."""
        return self.end.year

    def label(self) -> str:
        """The period as people say it: TW III 2024, Agustus 2024, minggu ke-3 Agustus 2024."""
        if self.kind is PeriodKind.YEAR:
            return self.text
        if self.kind is PeriodKind.HALF:
            return _("Semester {number} {year}").format(
                number=ROMAN[int(self.text[-1]) - 1], year=self.text[:4]
            )
        if self.kind is PeriodKind.QUARTER:
            return _("Q{number} {year}").format(
                number=_quarter(int(self.text[-1])), year=self.text[:4]
            )
        if self.kind is PeriodKind.MONTH:
            return numbers.month(self.start)
        if self.kind is PeriodKind.WEEK:
            friday = self.start + timedelta(days=4)
            return _("week {number} of {month}").format(
                number=(friday.day + 6) // 7, month=numbers.month(friday)
            )
        return numbers.day(self.start)

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: Period) -> bool:
        return (self.end, self.start) < (other.end, other.start)


# The same few hundred periods are read over and over; what is no period is not kept.
@lru_cache(maxsize=4096)
def _parsed(text: str) -> Period:
    match = FORM.fullmatch(text)
    if match is None:
        raise _not_a_period(text)
    parts = {name: int(part) for name, part in match.groupdict().items() if part}
    try:
        kind, start, end = _bounds(parts)
    except (ValueError, OverflowError) as error:
        raise _not_a_period(text) from error
    return Period(text, kind, start, end)


def _quarter(number: int) -> str:
    return ROMAN[number - 1] if language() == "id" else str(number)


def _bounds(parts: dict[str, int]) -> tuple[PeriodKind, date, date]:
    year = parts["year"]
    if "half" in parts:
        return PeriodKind.HALF, *_months(year, 6 * parts["half"] - 5, 6)
    if "quarter" in parts:
        return PeriodKind.QUARTER, *_months(year, 3 * parts["quarter"] - 2, 3)
    if "week" in parts:
        monday = date.fromisocalendar(year, parts["week"], 1)
        return PeriodKind.WEEK, monday, monday + timedelta(days=6)
    if "day" in parts:
        exact = date(year, parts["month"], parts["day"])
        return PeriodKind.DAY, exact, exact
    if "month" in parts:
        return PeriodKind.MONTH, *_months(year, parts["month"], 1)
    return PeriodKind.YEAR, date(year, 1, 1), date(year, 12, 31)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _not_a_period(text: str) -> Invalid:
    return Invalid(
        _("'{text}' is not a period.").format(text=text),
        hint=_("Write 2024, 2024-H1, 2024-Q3, 2024-08, 2024-W33 or 2024-08-11."),
    )
