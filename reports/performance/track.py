"""One indicator over a year, or over the years where it is reported once a year: for its chart."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from babel.dates import format_date

from charts.track import ActualSpot, Edge, SpotKind, TargetStep, Track
from core.numbers import locale
from core.periods import ROMAN, Period, PeriodKind
from core.words import _
from metrics.performance.expected import expected, in_force
from metrics.performance.kinds import OPEN, Cadence, Pattern
from metrics.performance.model import Aim, Indicator, TargetRow
from metrics.performance.periods import LAST, number_of, periods_to, quarter, year_of
from reports.performance.words import amount, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from data.queries.performance.indicators import Aimed, Facts, Reported


def yearly(facts: Facts) -> bool:
    """Whether it is reported once a year, so that its years are drawn, not their parts."""
    return facts.pattern is Pattern.RELEASE or facts.cadence is Cadence.YEAR


def track_of(
    facts: Facts, aimed: Sequence[Aimed], reported: Sequence[Reported], now: Period
) -> Track:
    """What the chart is drawn from. now: the triwulan that the screen ends with."""
    slots = _slots(facts, aimed, reported, now)
    years = sorted({period.year for period in slots})
    targets = [step for year in years for step in _steps(facts, aimed, slots, year)]
    place = _place(slots, now)
    return Track(
        slots=tuple(_short(period) for period in slots),
        full=tuple(period.label() for period in slots),
        targets=tuple(targets),
        spots=tuple(_spots(facts, reported, slots)),
        year=_year_edge(facts, aimed, now.year),
        now=place,
        now_text=_now_text(facts, targets, place, now),
    )


def _slots(
    facts: Facts, aimed: Sequence[Aimed], reported: Sequence[Reported], now: Period
) -> tuple[Period, ...]:
    if not yearly(facts):
        return periods_to(facts.cadence, quarter(now.year, LAST))
    texts = [*(one.period for one in aimed), *(one.period for one in reported), now.text]
    known = {text[:4] for text in texts}
    return tuple(year_of(int(text)) for text in sorted(known))


def _short(period: Period) -> str:
    if period.kind is PeriodKind.MONTH:
        return format_date(period.start, format="LLL", locale=locale())
    if period.kind is PeriodKind.QUARTER:
        return _("Q{number}").format(number=ROMAN[number_of(period) - 1])
    return period.text


def _place(slots: Sequence[Period], now: Period) -> int | None:
    """The last slot that ends no later than the triwulan; of whole years, that of its year."""
    if slots and slots[0].kind is PeriodKind.YEAR:
        return next((at for at, one in enumerate(slots) if one.year == now.year), None)
    upto = [at for at, one in enumerate(slots) if one.end <= now.end]
    return upto[-1] if upto else None


def _steps(
    facts: Facts, aimed: Sequence[Aimed], slots: Sequence[Period], year: int
) -> Iterator[TargetStep]:
    rows = [
        TargetRow(one.period, one.revision, Aim(one.value, one.lower, one.upper)) for one in aimed
    ]
    aims, first = in_force(rows, year)
    for at, period in enumerate(slots):
        if period.year != year:
            continue
        aim = _aim(facts, aims, period)
        low = _low(aim)
        if aim is None or low is None:
            continue
        old = None if first is None else _low(_aim(facts, first, period))
        changed = old is not None and old != low
        yield TargetStep(
            at,
            low,
            span(low, aim.upper, facts.unit, facts.decimals),
            aim.upper if aim.upper != low else None,
            old if changed else None,
            amount(old, facts.unit, facts.decimals) if changed and old is not None else "",
        )


def _low(aim: Aim | None) -> float | None:
    if aim is None:
        return None
    return aim.lower if aim.value is None else aim.value


def _aim(facts: Facts, aims: Mapping[str, Aim], period: Period) -> Aim | None:
    """What is expected by the end of a slot, to date; of a stock on its last day."""
    if period.kind is PeriodKind.YEAR:
        return expected(_rules(facts), quarter(period.year, LAST), aims, (period,)).year
    if period.kind is PeriodKind.MONTH and period.text in aims:
        return (
            aims[period.text] if facts.pattern is Pattern.STOCK else _to_month(facts, aims, period)
        )
    triwulan = quarter(period.year, number_of(period))
    if period.end != triwulan.end:
        return None
    return expected(_rules(facts), triwulan, aims, periods_to(facts.cadence, triwulan)).aim


def _to_month(facts: Facts, aims: Mapping[str, Aim], month: Period) -> Aim | None:
    """The sum or mean of the monthly targets up to a month; none where one is missing."""
    end = quarter(month.year, number_of(month))
    own = [one for one in periods_to(Cadence.MONTH, end) if one.end <= month.end]
    values = [aims[one.text].value for one in own if one.text in aims]
    known = [value for value in values if value is not None]
    if len(known) < len(own):
        return aims[month.text] if facts.formula.is_range else None
    return Aim(fsum(known) / (len(known) if facts.pattern is Pattern.MEAN else 1))


def _rules(facts: Facts) -> Indicator:
    return Indicator(
        facts.code,
        facts.opd,
        facts.formula,
        facts.pattern,
        facts.cadence,
        facts.weight,
        baseline=facts.baseline,
        release_month=facts.release_month,
        decimals=facts.decimals,
    )


def _spots(
    facts: Facts, reported: Sequence[Reported], slots: Sequence[Period]
) -> Iterator[ActualSpot]:
    """Values to the end of each slot, as the figures count them.

    Of amounts the sum, which a hole leaves incomplete; of a mean that of the periods reported.
    """
    by_period = {one.period: one for one in reported}
    yearly_ones = slots[0].kind is PeriodKind.YEAR
    known: list[float] = []
    hole, worst = False, SpotKind.VERIFIED
    for at, period in enumerate(slots):
        one = by_period.get(period.text)
        if one is None or one.value is None:
            hole = True
            continue
        kind, value = _kind(one), one.value
        known.append(value)
        if facts.pattern is not Pattern.STOCK and not yearly_ones:
            worst = max(kind, worst, key=ORDER.index)
            adds = facts.pattern is Pattern.FLOW
            value = fsum(known) / (1 if adds else len(known))
            kind = SpotKind.INCOMPLETE if hole and adds else worst
        status = one.state.label
        if kind is SpotKind.INCOMPLETE:
            status = _("{state}; incomplete sum").format(state=status)
        yield ActualSpot(at, value, kind, amount(value, facts.unit, facts.decimals), status)


ORDER = (SpotKind.VERIFIED, SpotKind.WAITING, SpotKind.OPEN)


def _kind(one: Reported) -> SpotKind:
    if one.state.is_verified:
        return SpotKind.VERIFIED
    return SpotKind.OPEN if one.state in OPEN else SpotKind.WAITING


def _year_edge(facts: Facts, aimed: Sequence[Aimed], year: int) -> Edge | None:
    """The year's target as a level; none where the years themselves are drawn."""
    if yearly(facts):
        return None
    rows = [
        TargetRow(one.period, one.revision, Aim(one.value, one.lower, one.upper)) for one in aimed
    ]
    aims, _first = in_force(rows, year)
    aim = expected(_rules(facts), quarter(year, LAST), aims, ()).year
    low = _low(aim)
    if aim is None or low is None:
        return None
    said = _("Target {year}: {value}").format(
        year=year, value=span(low, aim.upper, facts.unit, facts.decimals)
    )
    return Edge(low, low if aim.upper is None else aim.upper, said)


def _now_text(facts: Facts, targets: Sequence[TargetStep], place: int | None, now: Period) -> str:
    if yearly(facts):
        return ""
    found = next((one for one in targets if one.place == place), None)
    if found is None:
        return ""
    return _("Target to {period}: {value}").format(period=now.label(), value=found.text)
