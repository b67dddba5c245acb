"""Everything that Pembanding shows, made from the rows of one metric; no Streamlit, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from charts.ladder import ladder_chart
from charts.line import Line, Role, TargetSpan
from charts.theme import ready
from charts.trend import comparison_trend
from charts.trend_frame import value_bounds
from core.figure import Figure, Publication
from core.periods import Period, PeriodKind
from core.words import _, language
from metrics.definitions import component_label, definition, unit_label
from pages.pembanding.answer import (
    Standing,
    answer,
    finding,
    ladder_notes,
    ladder_title,
    standing,
    steps,
)
from pages.pembanding.choices import Chosen, Coverage, coverage
from pages.pembanding.lines import Series, lines, ruptures, series, target_spans
from pages.pembanding.tables import source_table, value_table
from pages.pembanding.values import MAIN, Book, book
from pages.shared.provenance import provenance
from reports.figures import from_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from core.settings import Settings
    from metrics.definitions import Definition


@dataclass(frozen=True, slots=True)
class Material:
    """The rows of one metric, and what one of its components holds."""

    frame: pd.DataFrame
    book: Book
    coverage: Coverage


def material(frame: pd.DataFrame, metric: str, component: str) -> Material:
    """From the rows of a metric, as data.queries.published gives them."""
    subject = definition(metric)
    values = book(frame, subject, component)
    return Material(frame, values, coverage(values, subject))


@dataclass(frozen=True, slots=True)
class Picture:
    """A Vega-Lite spec, what it says to who cannot see it, and the notes under it."""

    spec: dict[str, Any]
    alt: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The screen; values, sources and foot are HTML.

    trend is None without any value, ladder without a scale or a figure.
    """

    answer: str
    trend: Picture | None
    ladder: Picture | None
    values: str
    sources: str
    foot: str
    figures: tuple[Figure, ...]


def build_view(given: Material, chosen: Chosen, settings: Settings, *, dark: bool) -> View:
    """The screen for these choices, in the language of this run."""
    subject, known = definition(chosen.metric), given.coverage
    best = known.best_of(chosen)
    found = series(given.book, chosen, best)
    by_role = {one.role: one for one in reversed(found)}
    now = standing(
        subject,
        chosen,
        settings,
        ours=by_role.get(Role.OURS),
        nation=by_role.get(Role.NATIONAL),
        best=best,
        ranked=len(known.candidates.get(chosen.period, ())),
    )
    place = known.places.get(chosen.region)
    region = place.label if place else settings.regency.name
    measure = _measure(subject, chosen, found)
    figures = tuple(_figures(found, given.frame, settings))
    counted = now is not None and not now.point.interim
    coverage_words = _coverage(found, chosen) if counted else ""
    scene = Scene(subject, chosen, settings, tuple(found), dark)
    return View(
        answer=answer(now, subject, chosen, region),
        trend=_trend(scene, finding(now, subject, region), measure),
        ladder=_ladder(now, scene),
        values=value_table(found, subject, measure) if found else "",
        sources=source_table(found, subject) if found else "",
        foot=_foot(coverage_words, figures),
        figures=figures,
    )


@dataclass(frozen=True, slots=True)
class Scene:
    """What the pictures of one screen are made from."""

    definition: Definition
    chosen: Chosen
    settings: Settings
    found: tuple[Series, ...]
    dark: bool


def _measure(subject: Definition, chosen: Chosen, found: list[Series]) -> str:
    """Measure, unit, period: Skor MCP · indeks 0–100 · 2018–2024."""
    name = subject.label
    if chosen.component != MAIN:
        name = _("{metric}, {component}").format(
            metric=name, component=component_label(chosen.component)
        )
    unit = found[0].rows[-1].unit if found else subject.unit
    first, last = Period.parse(chosen.first), Period.parse(chosen.last)
    span = first.label() if first == last else f"{first.label()}–{last.label()}"
    return " · ".join((name, unit_label(unit), span))


def _trend(scene: Scene, title: str, measure: str) -> Picture | None:
    if not scene.found:
        return None
    subject, chosen = scene.definition, scene.chosen
    drawn = lines(scene.found, subject, scene.settings)
    spans, note = target_spans(subject, chosen, scene.settings)
    chart = comparison_trend(
        drawn,
        title=title,
        subtitle=measure,
        yearly=Period.parse(chosen.first).kind is PeriodKind.YEAR,
        ruptures=ruptures(subject),
        targets=spans,
    )
    spec = ready(chart, dark=scene.dark, language=language())
    notes = (*_reading_notes(drawn, spans, subject), *([note] if note else []))
    return Picture(spec, f"{title}. {measure}", notes)


def _reading_notes(
    drawn: Sequence[Line], spans: Sequence[TargetSpan], subject: Definition
) -> list[str]:
    """How to read what is drawn; only of what is there."""
    spots = [spot for line in drawn for spot in line.spots]
    notes = []
    if any(line.loose for line in drawn):
        notes.append(_("Hollow dots: interim figures on their day, neither joined nor ranked."))
    if any(spot.derived for spot in spots):
        notes.append(_("Diamonds: derived from published figures."))
    if any(len(line.runs) > 1 for line in drawn):
        notes.append(_("Lines end where a period has no figure or the method changes."))
    bounds = [edge for one in spans for edge in (one.lower, one.upper) if edge is not None]
    if value_bounds([*(spot.value for spot in spots), *bounds])[0] > 0:
        notes.append(_("The vertical axis does not start at zero."))
    if subject.frequency == "once":
        notes.append(_("A figure published once; it makes no series."))
    return notes


def _ladder(now: Standing | None, scene: Scene) -> Picture | None:
    rungs = steps(now) if now is not None else ()
    if now is None or len(rungs) < 2:  # noqa: PLR2004 (one rung is no ladder)
        return None
    title = ladder_title(now)
    measure = " · ".join((scene.definition.label, unit_label(now.unit), now.period.label()))
    chart = ladder_chart(rungs, title=title, subtitle=measure)
    spec = ready(chart, dark=scene.dark, language=language())
    return Picture(spec, f"{title}. {measure}", tuple(ladder_notes(now)))


def _foot(coverage_words: str, figures: tuple[Figure, ...]) -> str:
    said = f'<p class="dk-provenance">{escape(coverage_words)}</p>' if coverage_words else ""
    return said + provenance(figures)


def _coverage(found: list[Series], chosen: Chosen) -> str:
    """3 dari 7 wilayah punya angka final 2024: how much of the comparison stands on figures."""
    regions = {chosen.region, *chosen.peers}
    final = {
        one.region for one in found if one.region in regions and _has_final(one, chosen.period)
    }
    return _("{count} of {total} regions have a final figure of {period}.").format(
        count=len(final), total=len(regions), period=Period.parse(chosen.period).label()
    )


def _has_final(one: Series, period: str) -> bool:
    return any(
        value.period.text == period and value.point.publication is Publication.FINAL
        for value in one.rows
    )


def _figures(found: list[Series], frame: pd.DataFrame, settings: Settings) -> list[Figure]:
    rows = [value.row for one in found for value in one.rows]
    return from_frame(frame.loc[rows], settings)
