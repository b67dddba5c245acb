"""The card of a place: its figure, all its other figures, and what stands there; as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from core.figure import publication_label, state_label
from core.periods import Period
from core.words import _
from metrics.definitions import definition
from metrics.display import value_with_unit
from metrics.source_words import source_text
from metrics.targets import own_targets, status_label, target_of
from pages.shared.table import Column, html_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from core.figure import Figure
    from core.settings import Settings
    from reports.area.model import AreaMetric, Level


@dataclass(frozen=True, slots=True)
class Place:
    """What a card speaks of. level: of its figures; None for the regency as a whole."""

    code: str
    name: str
    level: Level | None


def card(place: Place, figures: Sequence[Figure], points: pd.DataFrame, settings: Settings) -> str:
    """Heading, every figure of the place by metric, and the points of interest in it."""
    title = f'<h2 class="dk-heading">{escape(place.name)} · {escape(place.code)}</h2>'
    return (
        f'<section class="dk-card">{title}{_figures(figures, settings)}{_points(points)}</section>'
    )


def newest(place: Place, metrics: Mapping[str, AreaMetric]) -> list[Figure]:
    """The newest figure of each metric that has one for this place."""
    found = []
    if place.level is None:
        return []
    for metric in metrics.values():
        for period in metric.periods.get(place.level, ()):
            figure = metric.figures(place.level, period).get(place.code)
            if figure is not None:
                found.append(figure)
                break
    return found


def _figures(figures: Sequence[Figure], settings: Settings) -> str:
    if not figures:
        return f'<p class="dk-line">{escape(_("No figure of this place is loaded yet."))}</p>'
    columns = [
        Column("metric", _("Metric")),
        Column("value", _("Value"), numeric=True),
        Column("status", _("Status")),
        Column("period", _("Period"), short=True),
        Column("source", _("Source"), link="url"),
    ]
    rows = [_row(one, settings) for one in figures]
    return html_table(columns, rows, caption=_("All its figures"))


def _row(figure: Figure, settings: Settings) -> dict[str, str]:
    subject, period = definition(figure.metric), Period.parse(figure.period)
    value = figure.value
    status = [state_label(figure.state) if value is None else status_of(figure, settings)]
    if figure.publication is not None:
        status.append(publication_label(figure.publication))
    if figure.sample:
        status.append(_("SAMPLE DATA"))
    return {
        "metric": subject.label,
        "value": "" if value is None else value_with_unit(subject, value, figure.unit),
        "status": " · ".join(one for one in status if one),
        "period": period.label(),
        "source": source_text(figure.source or ""),
        "url": figure.source_url or "",
    }


def status_of(figure: Figure, settings: Settings) -> str:
    """The band, else how it stands to the target of its time, else nothing."""
    if figure.value is None:
        return state_label(figure.state)
    if figure.band_label is not None:
        return figure.band_label
    subject = definition(figure.metric)
    own = own_targets(settings, figure.region)
    target = target_of(figure.metric, figure.region, Period.parse(figure.period), own)
    return "" if target is None else status_label(subject, target, figure.value)


def _points(points: pd.DataFrame) -> str:
    if points.empty:
        return ""
    columns = [
        Column("name", _("Point")),
        Column("kind", _("Kind"), short=True),
        Column("precision", _("Place known by")),
        Column("source", _("Source")),
    ]
    rows = [
        {
            "name": str(one["name"]),
            "kind": str(one["kind_label"]),
            "precision": str(one["precision_label"]),
            "source": source_text(str(one["source"])),
        }
        for one in points.sort_values(["kind_label", "name"]).to_dict("records")
    ]
    return html_table(columns, rows, caption=_("Points of interest in it"))
