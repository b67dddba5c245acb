"""Which reports belong to a triwulan, and by which day they are due."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from core.periods import Period, PeriodKind
from metrics.performance.kinds import Cadence, Pattern

if TYPE_CHECKING:
    from metrics.performance.model import Indicator
    from metrics.workdays import Workdays

LAST: Final = 4
MONTHS: Final = 3
DECEMBER: Final = 12


@cache
def quarter(year: int, n: int) -> Period:
    """Triwulan n (1 to 4) of a year."""
    return Period.parse(f"{year}-Q{n}")


@cache
def month(year: int, n: int) -> Period:
    """Month n (1 to 12) of a year."""
    return Period.parse(f"{year}-{n:02}")


@cache
def year_of(year: int) -> Period:
    """The whole year."""
    return Period.parse(str(year))


def number_of(period: Period) -> int:
    """The triwulan, 1 to 4, in which a period ends."""
    return (period.end.month + MONTHS - 1) // MONTHS


def quarter_before(period: Period) -> Period:
    """The triwulan before the one in which a period ends."""
    n = number_of(period)
    return quarter(period.end.year, n - 1) if n > 1 else quarter(period.end.year - 1, LAST)


def periods_to(cadence: Cadence, quarter: Period) -> tuple[Period, ...]:
    """The periods of a cadence from the year's start to the end of a triwulan, in order.

    A year ends with its last triwulan only: before it there is none.
    """
    return _up_to(cadence, quarter.end.year, number_of(quarter))


def periods_of(cadence: Cadence, quarter: Period) -> tuple[Period, ...]:
    """The periods of a cadence that belong to a triwulan itself, in order."""
    return _within(cadence, quarter.end.year, number_of(quarter))


@cache
def _up_to(cadence: Cadence, year: int, n: int) -> tuple[Period, ...]:
    if cadence is Cadence.MONTH:
        return tuple(month(year, one) for one in range(1, MONTHS * n + 1))
    if cadence is Cadence.QUARTER:
        return tuple(quarter(year, one) for one in range(1, n + 1))
    return (year_of(year),) if n == LAST else ()


@cache
def _within(cadence: Cadence, year: int, n: int) -> tuple[Period, ...]:
    return tuple(one for one in _up_to(cadence, year, n) if number_of(one) == n)


def reports_of(indicator: Indicator, quarter: Period) -> tuple[Period, ...]:
    """The reports that an indicator owes for a triwulan: what compliance counts.

    A release owes the year's report once, in the triwulan where it comes to stand.
    """
    if not indicator.valid_in(quarter.end.year):
        return ()
    if indicator.pattern is Pattern.RELEASE:
        return (
            (year_of(quarter.end.year),) if release_quarter(indicator, quarter) == quarter else ()
        )
    return periods_of(indicator.cadence, quarter)


def stands_in(indicator: Indicator, period: Period) -> Period:
    """The triwulan in which the report of a period comes to stand."""
    if indicator.pattern is Pattern.RELEASE:
        return release_quarter(indicator, period)
    return quarter(period.end.year, number_of(period))


def release_quarter(indicator: Indicator, period: Period) -> Period:
    """The triwulan in which the released value of the period's year comes to stand.

    That of its publication where this is within the year, else the last.
    """
    year, n = _publication(indicator, period.end.year)
    measured = period.end.year
    return quarter(measured, (n + MONTHS - 1) // MONTHS if year == measured else LAST)


def publication_month(indicator: Indicator, year: int) -> Period | None:
    """The month in which the value of a year is published; None where no release is awaited."""
    if indicator.pattern is not Pattern.RELEASE:
        return None
    return month(*_publication(indicator, year))


def _publication(indicator: Indicator, year: int) -> tuple[int, int]:
    """Year and month of publication: release_month counts from December of the measured year."""
    months = year * DECEMBER + DECEMBER - 1 + (indicator.release_month or 0)
    return months // DECEMBER, months % DECEMBER + 1


def due_on(
    indicator: Indicator, period: Period, workdays: Workdays, report_days: int
) -> date | None:
    """The last day on which the report of a period is in time; None when it is not awaited.

    report_days working days after the end of the period, of a release after the month of its
    publication. Not awaited: a period of another cadence, or of a year outside the validity.
    """
    if not indicator.valid_in(period.end.year) or period.kind is not _kind(indicator):
        return None
    end = period.end
    if indicator.pattern is Pattern.RELEASE:
        year, n = _publication(indicator, period.end.year)
        end = date(year, n, monthrange(year, n)[1])
    return workdays.add(end, report_days)


def _kind(indicator: Indicator) -> PeriodKind:
    if indicator.pattern is Pattern.RELEASE:
        return PeriodKind.YEAR
    return KINDS[indicator.cadence]


KINDS: Final = {
    Cadence.MONTH: PeriodKind.MONTH,
    Cadence.QUARTER: PeriodKind.QUARTER,
    Cadence.YEAR: PeriodKind.YEAR,
}
