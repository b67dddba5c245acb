"""The target side of a triwulan: what is expected by its end, in force and at first."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from metrics.performance.achievement import plain
from metrics.performance.kinds import Cadence, Formula, Pattern, Reason
from metrics.performance.model import Aim
from metrics.performance.periods import LAST, number_of, periods_to, quarter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.periods import Period
    from metrics.performance.model import Indicator, TargetRow

Aims = dict[str, Aim]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected by the end of a triwulan, in the indicator's unit.

    aim: e(p); year: the target of the year; reason: why there is no aim where a target is stored.
    linear: the aim is a share of the year's target, for no targets per period are stored.
    """

    aim: Aim | None
    year: Aim | None
    reason: Reason | None = None
    linear: bool = False


def in_force(targets: Iterable[TargetRow], year: int) -> tuple[Aims, Aims | None]:
    """The year's targets by period: those in force, and the original ones where any was revised.

    In force is the highest revision, the original the lowest (0).
    """
    text = str(year)
    rows = [row for row in targets if row.period.startswith(text)]
    if not any(row.revision for row in rows):
        return {row.period: row.aim for row in rows}, None
    rows.sort(key=lambda row: row.revision)
    now = {row.period: row.aim for row in rows}
    return now, {row.period: row.aim for row in reversed(rows)}


def expected(
    indicator: Indicator, triwulan: Period, aims: Mapping[str, Aim], counted: Sequence[Period]
) -> Expected:
    """What is expected by the end of a triwulan. counted: the periods whose values make r(p).

    Flow: the sum of the period targets. Stock: the target at the triwulan's end. Mean: the mean
    of the targets of the periods counted. Without targets per period: flow T x p/4, stock
    b + (T - b) x p/4 with the baseline b, mean T; a release, a range and a value reported once a
    year are held against the year's target. Convention.
    """
    year = _year(indicator, aims, triwulan.end.year)
    if indicator.formula.is_range or _once(indicator):
        at = year or _at(indicator, aims, triwulan)
        return Expected(at, year)
    if not _by_period(aims, triwulan.end.year):
        return _linear(indicator, year, number_of(triwulan))
    return Expected(_stored(indicator, aims, triwulan, counted), year)


def _once(indicator: Indicator) -> bool:
    return indicator.pattern is Pattern.RELEASE or indicator.cadence is Cadence.YEAR


def _by_period(aims: Mapping[str, Aim], year: int) -> bool:
    """Whether any target stands for a part of the year."""
    return len(aims) > (str(year) in aims)


def _stored(
    indicator: Indicator, aims: Mapping[str, Aim], triwulan: Period, counted: Sequence[Period]
) -> Aim | None:
    if indicator.pattern is Pattern.STOCK:
        return _at(indicator, aims, triwulan)
    if indicator.pattern is Pattern.MEAN:
        return _mean([_near(aims, one) for one in counted])
    return _whole(indicator, aims, triwulan)


def _whole(indicator: Indicator, aims: Mapping[str, Aim], triwulan: Period) -> Aim | None:
    """The sum up to the triwulan over the first cadence that has a target for every period."""
    for cadence in _cadences(indicator):
        values = _values([aims.get(one.text) for one in periods_to(cadence, triwulan)])
        if values:
            return Aim(plain(fsum(values)))
    return None


def _at(indicator: Indicator, aims: Mapping[str, Aim], triwulan: Period) -> Aim | None:
    """The target of the period that ends with the triwulan."""
    for cadence in _cadences(indicator):
        periods = periods_to(cadence, triwulan)
        if periods and periods[-1].text in aims:
            return aims[periods[-1].text]
    return None


def _cadences(indicator: Indicator) -> tuple[Cadence, ...]:
    """Where to look for targets: at the indicator's own cadence first."""
    if indicator.cadence is Cadence.MONTH:
        return (Cadence.MONTH, Cadence.QUARTER)
    return (Cadence.QUARTER, Cadence.MONTH)


def _near(aims: Mapping[str, Aim], period: Period) -> Aim | None:
    """The target of a period, else that of its triwulan."""
    return aims.get(period.text) or aims.get(quarter(period.end.year, number_of(period)).text)


def _values(aims: Sequence[Aim | None]) -> list[float]:
    """The values of all, or none at all where one is missing."""
    values = [aim.value for aim in aims if aim is not None and aim.value is not None]
    return values if len(values) == len(aims) else []


def _mean(aims: Sequence[Aim | None]) -> Aim | None:
    values = _values(aims)
    return Aim(plain(fsum(values) / len(values))) if values else None


def _year(indicator: Indicator, aims: Mapping[str, Aim], year: int) -> Aim | None:
    """The year's target; where none is stored, what the targets of all its periods make."""
    stored = aims.get(str(year))
    if stored is not None or not aims:
        return stored
    end = quarter(year, LAST)
    if indicator.formula.is_range or indicator.pattern is Pattern.STOCK or _once(indicator):
        return _at(indicator, aims, end)
    if indicator.pattern is Pattern.FLOW:
        return _whole(indicator, aims, end)
    means = (_mean([aims.get(one.text) for one in periods_to(cadence, end)])
             for cadence in _cadences(indicator))  # fmt: skip
    return next((mean for mean in means if mean), None)


def _linear(indicator: Indicator, year: Aim | None, n: int) -> Expected:
    """The year's target cut into four by the pattern. Marked, for no one has set it so."""
    target = year.value if year else None
    if year is None or target is None:
        return Expected(None, year)
    if n == LAST or indicator.pattern is Pattern.MEAN:
        return Expected(Aim(target), year, linear=True)
    if indicator.formula is Formula.YES_NO:
        # Half a yes does not exist: it is expected by the end of the year.
        return Expected(None, year, Reason.NOTHING_EXPECTED)
    if indicator.pattern is Pattern.FLOW:
        return Expected(Aim(plain(target * n / LAST)), year, linear=True)
    base = indicator.baseline
    if base is None:
        return Expected(None, year, Reason.NO_BASELINE)
    return Expected(Aim(plain(base + (target - base) * n / LAST)), year, linear=True)
