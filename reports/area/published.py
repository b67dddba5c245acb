"""Published figures of the kecamatan and desa of the regency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.figure import Publication
from core.periods import Period
from data.queries.published import published_values
from metrics.definitions import component_regions, definition
from reports.area.model import AreaMetric, Level
from reports.figures import from_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.figure import Figure
    from reports.area.model import Context

# Of two figures of one place and period the firmer one is shown.
FIRMNESS: Final = (Publication.FINAL, Publication.DERIVED, Publication.INTERIM, None)
DEPTH: Final = {2: Level.KECAMATAN, 3: Level.DESA}

Found = dict[str, dict[Level, dict[str, dict[str, "Figure"]]]]


def published_by_place(context: Context) -> tuple[AreaMetric, ...]:
    """Each published metric with values for parts of the regency, as its own component or row."""
    code = context.settings.regency.code
    frame = published_values(context.conn, within=code)
    by_metric: Found = {}
    for figure in _firmest_last(from_frame(frame, context.settings)):
        place = _place(figure, code)
        if place is None:
            continue
        levels = by_metric.setdefault(figure.metric, {})
        periods = levels.setdefault(DEPTH[place.count(".")], {})
        periods.setdefault(figure.period, {})[place] = figure
    return tuple(_metric(metric, levels) for metric, levels in by_metric.items())


def _place(figure: Figure, regency: str) -> str | None:
    """The part of the regency that a figure speaks of; None when it speaks of the whole."""
    if figure.region == regency:
        return component_regions().get(figure.component or "")
    return figure.region if figure.component in definition(figure.metric).main else None


def _metric(metric: str, levels: dict[Level, dict[str, dict[str, Figure]]]) -> AreaMetric:
    def figures(level: Level, period: str) -> dict[str, Figure]:
        return levels.get(level, {}).get(period, {})

    periods = {
        level: tuple(sorted(found, key=lambda text: Period.parse(text).end, reverse=True))
        for level, found in levels.items()
    }
    return AreaMetric(metric, periods, figures)


def _firmest_last(figures: Iterable[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda one: -FIRMNESS.index(one.publication))
