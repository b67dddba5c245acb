"""The map of a choice: one that moves, or a flat one, over the same data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from charts.map.altair_map import ready_map
from charts.map.classes import MapKind, classify
from charts.map.deck import ready_deck
from charts.map.frame import MapData
from charts.map.legend import legend_notes, legend_rows
from charts.map.view import bounds_of, view_of
from core.words import language
from metrics.definitions import Style, definition, unit
from metrics.display import value_in_sentence
from pages.peta.choices import Form
from pages.shared.map import Screen, legend_html

if TYPE_CHECKING:
    import pandas as pd

    from charts.map.deck import ReadyDeck
    from metrics.targets import Target
    from pages.peta.choices import Chosen
    from pages.peta.view import Material

WIDTHS: Final = {Screen.NARROW: 328, Screen.MIDDLE: 700, Screen.WIDE: 1110}
"""Pixels of the map beside its table, on a phone below it."""
LOWEST, TALLEST = 380, 620
AIR: Final = 90
"""Room for names above and below, in pixels."""
PAPER: Final = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Either a deck or a Vega-Lite spec; data is what both are made from.

    legend: HTML; empty for the flat map, which has its own inside.
    """

    data: MapData
    legend: str
    height: int
    deck: ReadyDeck | None
    spec: dict[str, Any] | None


def draw(data: MapData, chosen: Chosen, *, dark: bool) -> Drawing | None:
    """The map in the form that was chosen; None where no boundary is loaded."""
    if not data.outlines:
        return None
    width = WIDTHS[chosen.screen]
    if chosen.form is Form.MOVING:
        height = _height(data, width)
        legend = legend_html(legend_rows(data, dark=dark), legend_notes(data), data.credit)
        deck = ready_deck(data, dark=dark, view=view_of(data.outlines, width, height))
        return Drawing(data, legend, height, deck, None)
    # The finding is the answer at the top of the screen; it is not said twice.
    plain = replace(data, title=data.subtitle, subtitle="")
    spec = ready_map(plain, dark=dark, language=language(), width=width, fluid=True)
    return Drawing(data, "", 0, None, spec)


def _height(data: MapData, width: int) -> int:
    """As high as the shapes are wide and high, within what a screen holds."""
    box = bounds_of(data.outlines)
    if box is None or box.east <= box.west:
        return LOWEST
    wanted = width * (box.north - box.south) / (box.east - box.west) + AIR
    return round(min(max(wanted, LOWEST), TALLEST))


def paper(data: MapData, language: str) -> dict[str, Any]:
    """The flat map for a sheet of paper: light, as wide as a page."""
    return ready_map(data, dark=False, language=language, width=PAPER)


def map_data(
    given: Material,
    chosen: Chosen,
    rows: pd.DataFrame,
    target: Target | None,
    points: pd.DataFrame,
    *,
    words: tuple[str, str],
) -> MapData:
    """What both drawings are made from."""
    subject = definition(chosen.metric)
    kind = unit(subject.unit)
    bound = None
    if target is not None:
        bound = target.lower if target.lower is not None else target.upper
    drawn = points[points["latitude"].notna()]
    return MapData(
        outlines=given.outlines,
        frame=rows,
        classes=classify(
            rows["value"],
            kind=MapKind.COUNT if kind.adds_up else MapKind.RATE,
            words=partial(value_in_sentence, subject),
            target=bound,
            percent=kind.style is Style.PERCENT,
        ),
        kind=MapKind.COUNT if kind.adds_up else MapKind.RATE,
        title=words[0],
        subtitle=words[1],
        selected=chosen.marked,
        points=drawn,
        credit=_credit(given, drawn),
        around=given.around,
    )


def _credit(given: Material, drawn: pd.DataFrame) -> tuple[str, ...]:
    """What the sources of the lines and of the points ask to be shown."""
    lines = () if given.credit is None else given.credit.lines
    return lines if drawn.empty else (*lines, *given.points_credit)
