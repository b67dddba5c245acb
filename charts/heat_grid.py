"""The heat grid: rows by periods, each value printed on the step of one hue that it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from charts.layer import Row, layered, of_rows
from charts.map.colours import ramp
from charts.theme import FONT, by_width, colours
from charts.title import array, chart_title
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROW: Final = 28
CENTURY: Final = "\u2019"
SIDE: Final = 140
"""Pixels for the name of a row."""
LIGHT: Final = 0.03928
BOX: Final = ("x", "y", "name", "period", "text", "band")
TEXT: Final = ("x", "y", "text", "short")
"""What of a cell each layer needs: every key is copied several times on its way."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One value in words. step: of the hue, 0 the lowest; None where there is no value.

    text: for a desk (a state's words where there is no value), short: for a phone. band: the
    words of the step, or of the state; tip: period and name in full.
    """

    text: str
    short: str
    band: str
    period: str
    step: int | None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row. name: short, full: in the tooltip. cells: one a column, None: not there then."""

    name: str
    full: str
    cells: tuple[HeatCell | None, ...]


def heat_grid(
    rows: Sequence[HeatRow],
    columns: Sequence[tuple[str, str]],
    bands: Mapping[int, str],
    *,
    title: str,
    subtitle: str,
    dark: bool,
) -> alt.LayerChart:
    """The grid in the order given. columns: two lines of a heading each, such as III and 2026.

    bands: the words of each step. Rows may have the same name: they are told apart by place.
    """
    cells = [
        _row(one, cell, number, place, dark=dark)
        for place, one in enumerate(rows)
        for number, cell in enumerate(one.cells)
        if cell is not None
    ]
    x, y = _x(columns), _y(rows)
    layers = [*_boxes(cells, bands, x, y, dark=dark), *_texts(cells, x, y)]
    return layered(layers, height=ROW * len(rows), title=chart_title(title, subtitle))


def _row(one: HeatRow, cell: HeatCell, number: int, place: int, *, dark: bool) -> Row:
    fill = _fill(cell, dark=dark)
    return {
        "x": number,
        "y": place,
        "name": one.full,
        "period": cell.period,
        "text": cell.text,
        "short": cell.short,
        "band": cell.band,
        "ink": ink(fill, dark=dark),
        "missing": cell.step is None,
    }


def _fill(cell: HeatCell, *, dark: bool) -> str:
    return colours(dark=dark)["ground"] if cell.step is None else ramp(dark=dark)[cell.step]


def ink(fill: str, *, dark: bool) -> str:
    """The colour of text that can be read best on a fill."""
    tone = colours(dark=dark)
    return max((tone["text"], tone["ground"]), key=lambda one: contrast(one, fill))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, by WCAG 2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= LIGHT else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _x(columns: Sequence[tuple[str, str]]) -> alt.X:
    wide = ", ".join(f"'{at}': {array(list(pair))}" for at, pair in enumerate(columns))
    narrow = ", ".join(
        f"'{at}': {array([first, CENTURY + second[-2:]])}"
        for at, (first, second) in enumerate(columns)
    )
    # The padding makes room for the second line, which Vega puts below the first.
    axis = alt.Axis(
        title=None, orient="top", domain=False, ticks=False, labelAngle=0, labelLineHeight=16,
        labelExpr=by_width(f"({{{narrow}}})[datum.value]", f"({{{wide}}})[datum.value]"),
        labelOverlap=False, labelPadding=22,
    )  # fmt: skip
    places = list(range(len(columns)))
    return alt.X("x:O", axis=axis, scale=alt.Scale(domain=places, paddingInner=0.03))


def _y(rows: Sequence[HeatRow]) -> alt.Y:
    pairs = ", ".join(f"'{place}': {array([one.name])}" for place, one in enumerate(rows))
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelLimit=SIDE,
        labelExpr=f"({{{pairs}}})[datum.value]", labelOverlap=False,
    )  # fmt: skip
    places = list(range(len(rows)))
    return alt.Y("y:O", axis=axis, scale=alt.Scale(domain=places, paddingInner=0.08))


def _boxes(
    cells: list[Row], bands: Mapping[int, str], x: alt.X, y: alt.Y, *, dark: bool
) -> list[alt.Chart]:
    """What has a value is filled by its band; what has none is an empty dashed box."""
    tone = colours(dark=dark)
    present = {str(row["band"]) for row in cells}
    steps = [(words, ramp(dark=dark)[step]) for step, words in sorted(bands.items())]
    keys = [pair for pair in steps if pair[0] in present]
    known = {words for words, _fill in keys}
    keys += [(words, tone["ground"]) for words in sorted(present - known)]
    fill = alt.Fill(
        "band:N",
        scale=alt.Scale(
            domain=[words for words, _fill in keys], range=[fill for _words, fill in keys]
        ),
        legend=_legend(tone),
    )
    layers = []
    for missing in (False, True):
        some = [row for row in cells if row["missing"] is missing]
        if some:
            edge: dict[str, Any] = {}
            if missing:
                edge = {"stroke": tone["none"], "strokeDash": [3, 3]}
            mark = of_rows([{key: row[key] for key in BOX} for row in some]).mark_rect(**edge)
            layers.append(mark.encode(x=x, y=y, fill=fill, tooltip=_tooltip()))
    return layers


def _legend(tone: Mapping[str, str]) -> alt.Legend:
    return alt.Legend(
        orient="top", title=None, direction="horizontal", columns=alt.ExprRef(by_width("1", "0")),
        symbolType="square", symbolSize=200, symbolStrokeWidth=1, symbolStrokeColor=tone["none"],
        labelColor=tone["text"], labelFont=FONT, labelFontSize=12, labelLimit=260, offset=6,
    )  # fmt: skip


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=_("OPD")),
        alt.Tooltip("period:N", title=_("Period")),
        alt.Tooltip("text:N", title=_("Value")),
        alt.Tooltip("band:N", title=_("Status")),
    ]


def _texts(cells: list[Row], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """By colour of the text: Vega-Lite would want a legend for a scale of inks."""
    layers = []
    for tone in sorted({str(row["ink"]) for row in cells}):
        some = [{key: row[key] for key in TEXT} for row in cells if row["ink"] == tone]
        layers.append(
            of_rows(some)
            .transform_calculate(shown=by_width("datum.short", "datum.text"))
            .mark_text(color=tone, fontSize=13, baseline="middle", tooltip=None)
            .encode(x=x, y=y, text="shown:N")
        )
    return layers
