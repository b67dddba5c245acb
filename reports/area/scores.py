"""The score of each kecamatan's own office, triwulan by triwulan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core import clock
from core.figure import State
from data.queries.performance.offices import offices
from data.queries.performance.scores import score_parts
from reports.area.model import AreaMetric, Level
from reports.opd_figures import COMPLIANCE, SCORE, Asked, scored

if TYPE_CHECKING:
    from core.figure import Figure
    from reports.area.model import ByPlace, Context


WAITING: Final = (State.NOT_DUE, State.NO_DATA)


def scores_by_kecamatan(context: Context) -> tuple[AreaMetric, ...]:
    """Score and reporting compliance of the kecamatan offices (Liga B), newest triwulan first."""
    places = {one.code: one.region_code for one in offices(context.conn) if one.region_code}
    asked = Asked(context.settings, clock.today(context.settings.regency))
    found: dict[str, dict[str, dict[str, Figure]]] = {SCORE: {}, COMPLIANCE: {}}
    for (office, period), parts in score_parts(context.conn).items():
        place = places.get(office)
        if place is None:
            continue
        for figure in scored(parts, asked, office, period):
            if figure.metric in found:
                found[figure.metric].setdefault(period, {})[place] = figure
    due = {metric: _due(by_period) for metric, by_period in found.items()}
    return tuple(_metric(metric, by_period) for metric, by_period in due.items() if by_period)


def _due(by_period: dict[str, dict[str, Figure]]) -> dict[str, dict[str, Figure]]:
    """Without the triwulan that still run: a map on which nothing is due says nothing."""
    return {
        period: by_place
        for period, by_place in by_period.items()
        if any(one.state not in WAITING for one in by_place.values())
    }


def _metric(metric: str, by_period: dict[str, dict[str, Figure]]) -> AreaMetric:
    def figures(level: Level, period: str) -> ByPlace:
        return by_period.get(period, {}) if level is Level.KECAMATAN else {}

    return AreaMetric(metric, {Level.KECAMATAN: tuple(sorted(by_period, reverse=True))}, figures)
