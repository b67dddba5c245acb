"""The same map in Vega-Lite: for paper, for phones and for machines without WebGL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from charts.labels import wrapped
from charts.layer import of_rows
from charts.map.altair_marks import circles, labels, leads, places
from charts.map.circles import circle_size, has_circles, wishes
from charts.map.colours import BARE_BORDER, BORDER, ramp, theme_of
from charts.map.frame import regions_of
from charts.map.layout import Wish
from charts.map.legend import legend_notes
from charts.map.points import markers, spots
from charts.map.shapes import FEATURE, of_shapes
from charts.map.sheet import arranged
from charts.map.view import bounds_of
from charts.theme import FONT, colours, ready
from charts.title import chart_title
from core.words import _, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.layer import Row
    from charts.map.frame import MapData, Outline, Region
    from charts.map.sheet import Sheet

PLACE: Final = "place"
"""Name of the selection that a click makes; it holds the region's code."""
PHONE: Final = 480
FOOT_LINE: Final = 18
PHONE_LETTERS: Final = 20
FEW: Final = 9
"""So many regions are named on a phone too."""


def ready_map(
    data: MapData, *, dark: bool, language: str, width: int, fluid: bool = False
) -> dict[str, Any]:
    """The map as a Vega-Lite spec with theme and locale inside, to be kept and shown as it is."""
    chart = altair_map(data, dark=dark, language=language, width=width, fluid=fluid)
    return ready(chart, dark=dark, language=language)


def altair_map(
    data: MapData, *, dark: bool, language: str, width: int, fluid: bool = False
) -> alt.LayerChart:
    """The map, so many pixels wide; fluid: as wide as its place, laid out for that width.

    A click selects a region: the selection `place` holds its code. Hatching is not in Vega-Lite:
    no data is light grey with a dashed outline, and the legend says so.
    """
    with speaking(language):
        return _chart(data, dark=dark, width=width, fluid=fluid)


def _chart(data: MapData, *, dark: bool, width: int, fluid: bool) -> alt.LayerChart:
    regions = regions_of(data)
    found = spots(data.points, bounds_of(data.outlines), dark=dark)
    size = 11 if width < PHONE else 14 if width < 2 * PHONE else 16
    sheet, named = arranged(_wanted(data, regions, width), data.outlines, width, size, found)
    layers = [_regions(data, regions, dark=dark, narrow=width < PHONE)]
    layers += _outlines(data, regions, dark=dark)
    if has_circles(data.classes, data.kind):
        layers.append(circles(data, regions, largest=_largest(width), dark=dark))
    layers += places(found, sheet, dark=dark, size=10 if width < PHONE else 12)
    layers += [*leads(named, dark=dark), *labels(named, size, dark=dark)]
    layers.append(_foot(data, sheet, dark=dark))
    chart = alt.LayerChart(
        layer=layers,
        width="container" if fluid else width,
        height=sheet.height,
        title=chart_title(data.title, data.subtitle),
    )
    # Vega's own mercator would read the outer rings as holes and fill the whole chart.
    return chart.project(type="identity", reflectY=True, **sheet.projection())


def _largest(width: int) -> float:
    """Radius of the largest circle."""
    return circle_size(width, width)


def _wanted(data: MapData, regions: Sequence[Region], width: int) -> list[Wish]:
    """Names of the kecamatan; with desa on the map, of the kecamatan around them alone."""
    if not data.labels:
        return []
    if data.around:
        # Names of what lies beyond the drawn regions would stand outside the map.
        box = bounds_of(data.outlines)
        return [Wish(one, (one.name,)) for one in data.around if box and box.holds(one)]
    if len(regions) > max(FEW, width // 25):
        return []
    return wishes(data, regions, width, width)


def _regions(data: MapData, regions: Sequence[Region], *, dark: bool, narrow: bool) -> alt.Chart:
    theme = theme_of(dark=dark)
    edge = (BORDER if data.classes.labels else BARE_BORDER)[theme]
    rows = [_feature(region, data) for region in regions]
    keys = list(dict.fromkeys(_keys(data, regions)))
    click = alt.selection_point(name=PLACE, fields=["code"], on="click", clear=False)
    chart: alt.Chart = (
        of_shapes("regions", rows)
        .mark_geoshape(strokeWidth=1.25, strokeJoin="round")
        .encode(
            fill=alt.Fill(
                "key:N",
                scale=alt.Scale(domain=keys, range=_fills(keys, data, regions, dark=dark)),
                legend=_legend(data, keys, dark=dark, narrow=narrow),
            ),
            stroke=alt.Stroke(
                "missing:N",
                scale=alt.Scale(domain=[False, True], range=[edge, BARE_BORDER[theme]]),
                legend=None,
            ),
            strokeDash=alt.StrokeDash(
                "missing:N",
                scale=alt.Scale(domain=[False, True], range=[[1, 0], [3, 3]]),
                legend=None,
            ),
            tooltip=_tooltip(),
        )
        .add_params(click)
    )
    return chart


def _feature(region: Region, data: MapData) -> Row:
    return {
        "type": FEATURE,
        "geometry": region.outline.geometry,
        "code": region.code,
        "name": region.name,
        "said": region.said,
        "state": region.state,
        "source": region.source,
        "as_of": region.as_of,
        "key": _key(region, data),
        "missing": region.missing,
    }


def _key(region: Region, data: MapData) -> str:
    """The row of the legend that a region belongs to, in words."""
    if region.missing:
        return _("{state} (dashed)").format(state=region.state)
    if region.number is None:
        return _("with data")
    return data.classes.labels[region.number]


def _keys(data: MapData, regions: Sequence[Region]) -> list[str]:
    missing = [_key(region, data) for region in regions if region.missing]
    known = [] if data.classes.labels else [_key(one, data) for one in regions if not one.missing]
    return [*data.classes.labels, *known, *missing]


def _fills(
    keys: Sequence[str], data: MapData, regions: Sequence[Region], *, dark: bool
) -> list[str]:
    tone = colours(dark=dark)
    by_key = dict(zip(data.classes.labels, data.classes.tones, strict=True))
    empty = {_key(region, data) for region in regions if region.missing}
    return [
        ramp(dark=dark)[by_key[key]]
        if key in by_key
        else tone["rule" if key in empty else "second"]
        for key in keys
    ]


def _legend(data: MapData, keys: Sequence[str], *, dark: bool, narrow: bool) -> alt.Legend | None:
    if not data.classes.labels and len(keys) < 2:  # noqa: PLR2004 (nothing to tell apart)
        return None
    return alt.Legend(
        orient="top",
        title=None,
        direction="horizontal",
        columns=_columns(keys) if narrow else 0,
        labelColor=colours(dark=dark)["text"],
        labelFont=FONT,
        symbolType="square",
        symbolSize=220,
        symbolStrokeWidth=1,
        labelFontSize=13,
        labelLimit=260,
        offset=4,
    )


def _columns(keys: Sequence[str]) -> int:
    """Columns of the legend on a phone, where a long label needs the whole width."""
    return 1 if max(map(len, keys)) > PHONE_LETTERS else 2


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=_("Area")),
        alt.Tooltip("said:N", title=_("Value")),
        alt.Tooltip("state:N", title=_("Status")),
        alt.Tooltip("source:N", title=_("Source")),
        alt.Tooltip("as_of:N", title=_("As of")),
    ]


def _outlines(data: MapData, regions: Sequence[Region], *, dark: bool) -> list[alt.Chart]:
    tone = colours(dark=dark)
    layers = []
    if data.around:
        layers.append(_lines("around", data.around, tone["text"], 2))
    chosen = [region.outline for region in regions if region.code == data.selected]
    if chosen:
        layers.append(_lines("selected", chosen, tone["accent"], 4))
    return layers


def _lines(name: str, outlines: Sequence[Outline], colour: str, width: float) -> alt.Chart:
    rows: list[Row] = [{"type": FEATURE, "geometry": one.geometry} for one in outlines]
    chart: alt.Chart = of_shapes(name, rows).mark_geoshape(
        filled=False, stroke=colour, strokeWidth=width, strokeJoin="round", tooltip=None
    )
    return chart


def _foot(data: MapData, sheet: Sheet, *, dark: bool) -> alt.Chart:
    letters = max(30, int(sheet.width / 6.6))
    lines = [
        line
        for text in (*_marked(data, dark=dark), *legend_notes(data), *data.credit)
        for line in wrapped(text, letters)
    ]
    chart: alt.Chart = (
        of_rows([{"text": lines}])
        .mark_text(
            align="left",
            baseline="top",
            fontSize=12,
            lineHeight=FOOT_LINE,
            color=colours(dark=dark)["quiet"],
        )
        .encode(
            x=alt.value(0),
            y=alt.value(sheet.height + 8),
            text=alt.Text(field="text", type="nominal"),
        )
    )
    return chart


def _marked(data: MapData, *, dark: bool) -> list[str]:
    """What the letters on the markers stand for."""
    found = markers(data.points, dark=dark)
    return [" · ".join(f"{one.letter}: {one.label}" for one in found)] if found else []
