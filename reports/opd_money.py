"""Figures of the OPD's budget and of its audit recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.figure import Figure, Publication, State, state_label
from core.periods import Period
from core.words import _
from data.queries.performance.budgets import budget_lines
from data.queries.performance.recommendations import status_counts
from metrics.definitions import definition
from metrics.performance.audit import settled
from metrics.performance.budget import absorption, deviation, physical
from reports.opd_figures import TOTAL, band_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from data.queries.performance.budgets import BudgetLine
    from data.queries.performance.recommendations import StatusCount
    from reports.opd_figures import Asked

ABSORPTION: Final = "opd_budget_absorption"
PHYSICAL: Final = "opd_budget_physical"
DEVIATION: Final = "opd_budget_deviation"
SETTLED: Final = "audit_settled"
LAST_MONTH: Final = "{year}-12"


def budget_figures(conn: Connection, asked: Asked) -> list[Figure]:
    """Absorption, physical progress and deviation of each OPD at its newest month asked for."""
    if not asked.wants(ABSORPTION, PHYSICAL, DEVIATION):
        return []
    until = LAST_MONTH.format(year=asked.as_of.year)
    if asked.last is not None:
        until = f"{Period.parse(asked.last).end:%Y-%m}"
    lines = budget_lines(conn, until=until, opd=asked.opd)
    by_office: dict[str, list[BudgetLine]] = {}
    for line in lines:
        by_office.setdefault(line.opd, []).append(line)
    return [one for office, rows in by_office.items() for one in _budget(office, rows, asked)]


def _budget(office: str, lines: list[BudgetLine], asked: Asked) -> Iterator[Figure]:
    """An OPD's sums over its programmes; as old as the oldest of them."""
    period = min(line.period for line in lines)
    if not asked.holds(period):
        return
    ceiling = sum(line.ceiling for line in lines)
    realised, planned = (
        _sum(line.realised for line in lines),
        _sum(line.planned for line in lines),
    )
    values = {
        ABSORPTION: absorption(realised, ceiling),
        PHYSICAL: physical((line.weight, line.physical) for line in lines),
        DEVIATION: deviation(realised, planned, ceiling),
    }
    for metric, value in values.items():
        if asked.wants(metric):
            yield _figure(metric, asked, office, period, value, sample=any(x.sample for x in lines))


def _sum(values: Iterable[int | None]) -> int | None:
    """The sum; None as soon as one is unknown, since a gap is no zero."""
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def audit_figures(conn: Connection, asked: Asked) -> list[Figure]:
    """Share of the recommendations that are settled, by OPD, as of today: counts alone."""
    today = Period.parse(f"{asked.as_of:%Y-%m}").text
    if not asked.wants(SETTLED) or not asked.holds(today):
        return []
    by_office: dict[str, list[StatusCount]] = {}
    for row in status_counts(conn, opd=asked.opd):
        by_office.setdefault(row.opd, []).append(row)
    return [
        _figure(
            SETTLED,
            asked,
            office,
            today,
            settled({row.status: row.count for row in rows}),
            sample=any(row.sample for row in rows),
        )
        for office, rows in by_office.items()
    ]


def _figure(
    metric: str, asked: Asked, office: str, period: str, value: float | None, *, sample: bool
) -> Figure:
    state = State.OK if value is not None else State.NO_DATA
    band, label = band_of(metric, value, period)
    return Figure(
        metric=metric,
        region=asked.settings.regency.code,
        opd=office,
        component=TOTAL,
        period=period,
        value=value,
        unit=definition(metric).unit,
        state=state,
        state_label=state_label(state),
        band=band,
        band_label=label,
        publication=Publication.DERIVED,
        source=_("Reports of the OPD in this dashboard"),
        as_of=period,
        sample=sample,
    )
