"""Everything that Peta shows for one choice; no Streamlit, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from charts.map.classes import class_of
from core.figure import Publication, State, publication_label, state_label
from core.periods import Period
from core.words import _
from metrics.definitions import Definition, definition, unit_label
from metrics.display import value_in_sentence
from metrics.source_words import source_text
from metrics.targets import Target, own_targets, target_of
from pages.peta.answer import Scene, Spot, answer, mover
from pages.peta.card import Place, card, newest, status_of
from pages.peta.choices import ALL_POINTS, NO_POINTS
from pages.peta.drawing import Drawing, draw, map_data
from pages.shared.place_table import PlaceRow
from reports.area.model import Level

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from charts.map.frame import MapData
    from core.figure import Figure
    from core.settings import Settings
    from data.queries.boundaries import Credit, Outline
    from data.queries.regions import Part
    from pages.peta.choices import Chosen
    from reports.area.model import AreaMetric


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a screen is made from.

    parts: every kecamatan and desa by code. outlines: the shapes to draw. around: the kecamatan
    beside the one looked into. own: the regency's own newest figure of each metric.
    """

    settings: Settings
    parts: Mapping[str, Part]
    metrics: Mapping[str, AreaMetric]
    outlines: tuple[Outline, ...]
    around: tuple[Outline, ...]
    points: pd.DataFrame
    credit: Credit | None
    points_credit: tuple[str, ...]
    own: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The screen; card is HTML. rows: the table beside the map, the highest value first."""

    answer: str
    mover: str
    drawing: Drawing | None
    rows: tuple[PlaceRow, ...]
    caption: str
    heading: str
    card: str
    unplaced: tuple[str, ...]
    figures: tuple[Figure, ...]


def build_view(given: Material, chosen: Chosen, *, dark: bool) -> View:
    """The screen for these choices, in the language of this run."""
    subject = definition(chosen.metric)
    figures = _figures(given, chosen)
    target = _target(given, chosen, subject)
    rows = _rows(given, figures)
    name = _where(given, chosen)
    known = rows[rows["state"] == State.OK.value]
    scene = Scene(
        subject=subject,
        period=chosen.period,
        level=chosen.level,
        spots=[Spot(*pair) for pair in zip(known["name"], known["value"], strict=True)],
        missing=len(rows) - len(known),
        target=target,
        where=name,
    )
    points = _points(given, chosen)
    measure = _measure(subject, chosen)
    said = answer(scene)
    data = map_data(given, chosen, rows, target, points, words=(said, measure))
    drawing = draw(data, chosen, dark=dark)
    return View(
        answer=said,
        mover=mover(scene),
        drawing=drawing,
        rows=tuple(_listed_row(one, data) for one in rows.to_dict("records")),
        heading=_("Kecamatan") if chosen.level is Level.KECAMATAN else _("Desa and kelurahan"),
        caption=_("{measure}, {where}").format(measure=measure, where=name),
        card=_card(given, chosen),
        unplaced=tuple(_unplaced(given, points)),
        figures=tuple(figure for figure in figures.values() if figure is not None),
    )


def _unplaced(given: Material, points: pd.DataFrame) -> Iterator[str]:
    """Points without a position, with the kecamatan they are in."""
    unknown = points[points["latitude"].isna()]
    for name, code in zip(unknown["name"], unknown["kecamatan_code"], strict=True):
        if code in given.parts:
            yield f"{name} ({given.parts[code].label})"


def _figures(given: Material, chosen: Chosen) -> dict[str, Figure | None]:
    """By code of each place that is listed; None where nothing is known."""
    metric = given.metrics[chosen.metric]
    found = metric.figures(chosen.level, chosen.period) if chosen.period else {}
    return {code: found.get(code) for code, part in given.parts.items() if _listed(part, chosen)}


def _listed(part: Part, chosen: Chosen) -> bool:
    return _level_of(part) is chosen.level and part.code.startswith(f"{chosen.within}.")


def _level_of(part: Part) -> Level:
    return Level.KECAMATAN if part.level == Level.KECAMATAN.value else Level.DESA


def _rows(given: Material, figures: Mapping[str, Figure | None]) -> pd.DataFrame:
    """One row a place, the highest value first, what is unknown last."""
    rows = [_row(given.parts[code], figure, given.settings) for code, figure in figures.items()]
    frame = pd.DataFrame(rows, columns=list(_EMPTY))
    order = frame.sort_values(["value", "name"], ascending=[False, True], na_position="last")
    return order.reset_index(drop=True)


def _listed_row(row: Mapping[Hashable, Any], data: MapData) -> PlaceRow:
    number = class_of(data.classes, row["value"])
    missing = row["state"] != State.OK.value
    return PlaceRow(
        code=row["code"],
        name=row["name"],
        value=row["state_label"] if missing else row["text"],
        state=row["status"],
        tone=None if number is None else data.classes.tones[number],
        hatched=missing,
        sample=row["sample"],
    )


_EMPTY = {
    "code": "", "name": "", "parent_code": "", "value": float("nan"), "text": "", "state": "",
    "state_label": "", "status": "", "source": "", "as_of": "", "sample": False,
}  # fmt: skip


def _row(part: Part, figure: Figure | None, settings: Settings) -> dict[str, object]:
    row: dict[str, object] = {"code": part.code, "name": part.name, "parent_code": part.parent}
    if figure is None or figure.value is None:
        state = State.NO_DATA if figure is None else figure.state
        return {**_EMPTY, **row, "state": state.value, "state_label": state_label(state)}
    status = status_of(figure, settings)
    if figure.publication is Publication.INTERIM:
        status = " · ".join(filter(None, (status, publication_label(figure.publication))))
    return {
        **row,
        "value": figure.value,
        "text": value_in_sentence(definition(figure.metric), figure.value, figure.unit),
        "state": figure.state.value,
        # Under the pointer the judgement says more than that there is a value.
        "state_label": status or figure.state_label,
        "status": status,
        "source": source_text(figure.source or ""),
        "as_of": "" if figure.as_of is None else Period.parse(figure.as_of).label(),
        "sample": figure.sample,
    }


def _target(given: Material, chosen: Chosen, subject: Definition) -> Target | None:
    """The yardstick that holds for the parts of the regency."""
    if not chosen.period or not given.parts:
        return None
    part = next(iter(given.parts))
    own = own_targets(given.settings, part)
    return target_of(subject.id, part, Period.parse(chosen.period), own)


def _measure(subject: Definition, chosen: Chosen) -> str:
    """Measure, unit, period: Cakupan vaksinasi rabies · persen · Oktober 2026."""
    parts = [subject.label, unit_label(subject.unit)]
    if chosen.period:
        parts.append(Period.parse(chosen.period).label())
    return " · ".join(parts)


def _where(given: Material, chosen: Chosen) -> str:
    part = given.parts.get(chosen.within)
    return given.settings.regency.name if part is None else part.label


def _points(given: Material, chosen: Chosen) -> pd.DataFrame:
    """The points asked for, within what is drawn."""
    frame = given.points
    if chosen.points == NO_POINTS:
        return frame.iloc[:0]
    if chosen.points != ALL_POINTS:
        frame = frame[frame["kind"] == chosen.points]
    if chosen.within != chosen.regency:
        frame = frame[frame["kecamatan_code"] == chosen.within]
    return frame


def _card(given: Material, chosen: Chosen) -> str:
    part = given.parts.get(chosen.place)
    if part is None:
        place = Place(chosen.place, given.settings.regency.name, None)
        return card(place, given.own, given.points.iloc[:0], given.settings)
    level = _level_of(part)
    place = Place(part.code, part.label, level)
    column = "kecamatan_code" if level is Level.KECAMATAN else "village_code"
    inside = given.points[given.points[column] == part.code]
    return card(place, newest(place, given.metrics), inside, given.settings)
