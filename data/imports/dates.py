"""Periods and days as people write them: TW III 2024, Agustus 2024, 31/12/2024, an Excel date.

Everything ends in `core.periods`; what it does not know (31 Februari) is a fault here.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.errors import Invalid
from core.numbers import day as day_in_words
from core.periods import Period, PeriodKind
from core.words import _
from data.imports.decimals import tidy
from data.imports.model import Broken, Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.imports.model import Cell

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2099
# Excel counts days from here; its day 60 (29 February 1900) never was.
EXCEL_ZERO: Final = date(1899, 12, 30)
MONTHS: Final = (
    ("januari", "january", "jan"),
    ("februari", "february", "pebruari", "feb", "peb"),
    ("maret", "march", "mar", "mrt"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agu", "agt", "ags", "agust", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)
MONTH_OF: Final = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
Y: Final = r"(?:tahun |thn |th |of )?(?P<y>[0-9]{4})"
N: Final = r"(?P<n>[0-9]|iv|v|i{1,3})"
M: Final = r"(?P<m>[a-z]+)"
SHORT_YEAR: Final = re.compile(
    r"(?:[a-z]+|[0-9]{1,2}[-/. ][0-9]{1,2}|tw [ivx0-9]+)[-/. ']+[0-9]{2}"
)
PARTIAL: Final = (PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.DAY)


def _iso(year: str, month: str | int, day: str | None = None) -> str:
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def _half(year: str, number: int) -> str:
    return f"{year}-H{number}"


def _week(year: str, month: int, number: int) -> str:
    """The ISO week whose Friday is that Friday of the month; `Period.label` counts so."""
    first = date(int(year), month, 1)
    friday = first + timedelta(days=(4 - first.weekday()) % 7 + 7 * (number - 1))
    if friday.month != month:
        message = "no such week"
        raise ValueError(message)
    iso = friday.isocalendar()
    return f"{iso.year}-W{iso.week:02d}"


def _number(text: str) -> int:
    return ROMAN.get(text) or int(text)


FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (Y, lambda f: f["y"]),
        (r"(?P<y>[0-9]{4})[- ]?(?P<k>[hqw])(?P<v>[0-9]{1,2})",
         lambda f: f"{f['y']}-{f['k'].upper()}" + (f["v"].zfill(2) if f["k"] == "w" else f["v"])),
        (r"(?P<y>[0-9]{4})[-/](?P<m>[0-9]{1,2})(?:[-/](?P<d>[0-9]{1,2}))?(?:[ t]00:00(?::00)?)?",
         lambda f: _iso(f["y"], f["m"], f["d"])),
        (r"(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<y>[0-9]{4})",
         lambda f: _iso(f["y"], f["m"], f["d"])),
        (r"(?P<m>[0-9]{1,2})[-/](?P<y>[0-9]{4})", lambda f: _iso(f["y"], f["m"])),
        (rf"(?:tw|triwulan|kuartal|quarter|q)[- .]?(?:ke-)?{N}[- /,]{{0,2}}{Y}",
         lambda f: f"{f['y']}-Q{_number(f['n'])}"),
        (rf"(?:semester|sem|smt|half|h)[- .]?(?:ke-)?{N}[- /,]{{0,2}}{Y}",
         lambda f: _half(f["y"], _number(f["n"]))),
        (rf"(?:minggu|week)[- ]?(?:ke-)?{N} (?:of )?{M} {Y}",
         lambda f: _week(f["y"], MONTH_OF[f["m"]], _number(f["n"]))),
        (rf"{M}[- ./,]{{1,2}}{Y}", lambda f: _iso(f["y"], MONTH_OF[f["m"]])),
        (rf"(?P<y>[0-9]{{4}})[- /]{M}", lambda f: _iso(f["y"], MONTH_OF[f["m"]])),
        (rf"(?P<d>[0-9]{{1,2}})[- ./]{M}[- ./,]{{1,2}}{Y}",
         lambda f: _iso(f["y"], MONTH_OF[f["m"]], f["d"])),
        (rf"{M} (?P<d>[0-9]{{1,2}}),? {Y}", lambda f: _iso(f["y"], MONTH_OF[f["m"]], f["d"])),
    )
)  # fmt: skip


def read_period(cell: Cell) -> str | Fault:
    """The period text of a cell that is not empty."""
    if isinstance(cell, datetime | date) and cell.day == 1 and cell.year >= FIRST_YEAR:
        return _month_or_day(cell)
    return _read(cell)


def read_date(cell: Cell) -> str | Fault:
    """As `read_period`, for a day that may be known to the month or the year only."""
    found = _read(cell)
    if isinstance(found, Fault) or Period.parse(found).kind in PARTIAL:
        return found
    return Fault(_("This is a period, not a day."), _("Write a day, a month or a year."))


def _read(cell: Cell) -> str | Fault:
    if isinstance(cell, datetime):
        if (cell.hour, cell.minute, cell.second) != (0, 0, 0):
            return Fault(_("The date has a time of day."), _("Write the date only."))
        return _bounded(cell.date().isoformat())
    if isinstance(cell, date):
        return _bounded(cell.isoformat())
    if isinstance(cell, str):
        return read_text(" ".join(tidy(cell).casefold().split()))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(float(cell))
    return _not_understood(cell.text if isinstance(cell, Broken) else str(cell))


@lru_cache(maxsize=4096)
def _forms_of(text: str) -> str | None:
    for pattern, build in FORMS:
        match = pattern.fullmatch(text)
        if match is not None:
            try:
                return Period.parse(build(match)).text
            except (KeyError, ValueError, Invalid):
                continue
    return None


def read_text(text: str) -> str | Fault:
    """The period text of a text in lower case with single blanks."""
    found = _forms_of(text) if len(text) < 60 else None  # noqa: PLR2004 (longer than any period)
    if found is not None:
        return _bounded(found)
    if text.isdecimal() and text.isascii() and len(text) != 4:  # noqa: PLR2004 (a year)
        return _from_number(float(text[:20]))
    if SHORT_YEAR.fullmatch(text):
        return Fault(
            _("The year has two digits only."), _("Write the year with four digits: 2024.")
        )
    return _not_understood(text)


def _bounded(text: str) -> str | Fault:
    year = int(text[:4])
    if FIRST_YEAR <= year <= LAST_YEAR:
        return text
    return Fault(
        _("The year {year} lies outside {first} to {last}.").format(
            year=year, first=FIRST_YEAR, last=LAST_YEAR
        ),
        _("A date of 1900 is often an empty or damaged date cell: type the period anew."),
    )


def _from_number(number: float) -> str | Fault:
    if number.is_integer() and FIRST_YEAR <= number <= LAST_YEAR:
        return str(int(number))
    try:
        meant = EXCEL_ZERO + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return _not_understood(f"{number:g}")
    if number.is_integer() and FIRST_YEAR <= meant.year <= LAST_YEAR:
        return Fault(
            _("This is a day as the spreadsheet counts it, not a period."),
            _("Write it as text: {day}.").format(day=day_in_words(meant)),
        )
    return Fault(
        _("A number is not a period."), _("Format the cell as text and write 2024 or 2024-08.")
    )


def _month_or_day(day: date) -> Fault:
    return Fault(
        _("The spreadsheet holds the day {day}; was the month meant?").format(
            day=day_in_words(day)
        ),
        _("Format the cell as text and write {month} for the month or {day} for the day.").format(
            month=f"{day:%Y-%m}", day=f"{day:%Y-%m-%d}"
        ),
    )


def _not_understood(text: str) -> Fault:
    if re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}", text):
        return Fault(
            _("There is no such day in the calendar."), _("Write day/month/year: 31/12/2024.")
        )
    if re.search(r"[0-9]", text) and any(name in text for name in MONTH_OF):
        return Fault(
            _("There is no such day in the calendar."), _("Write the day as 28 Februari 2023.")
        )
    return Fault(
        _("This is not a period."),
        _("Write 2024, Semester I 2024, TW III 2024, Agustus 2024, 2024-08 or 11/08/2024."),
    )
