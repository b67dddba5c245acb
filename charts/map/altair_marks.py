"""Circles, names and places of interest on the Vega-Lite map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import altair as alt

from charts.layer import of_rows
from charts.map.circles import SMALLEST, highest
from charts.map.colours import ramp
from charts.map.layout import MARKER
from charts.map.points import ROUND
from charts.theme import FONT, colours
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.layer import Row
    from charts.map.frame import MapData, Region
    from charts.map.layout import Name
    from charts.map.points import Spot
    from charts.map.sheet import Sheet


def circles(data: MapData, regions: Sequence[Region], *, largest: float, dark: bool) -> alt.Chart:
    """A circle for each count, its area in proportion; the smallest can still be seen."""
    top = highest(data)
    least = top * (SMALLEST / largest) ** 2
    rows: list[Row] = [
        {
            "code": region.code,
            "name": region.name,
            "said": region.said,
            "state": region.state,
            "source": region.source,
            "lon": region.outline.longitude,
            "lat": region.outline.latitude,
            "value": region.value,
            "shown": max(region.value, least),
        }
        for region in regions
        if region.value is not None
    ]
    chart: alt.Chart = (
        of_rows(sorted(rows, key=lambda row: -row["shown"]))
        .mark_circle(
            color=ramp(dark=dark)[3],
            stroke=colours(dark=dark)["text"],
            strokeWidth=1.25,
            opacity=0.85,
        )
        .encode(
            longitude=alt.Longitude("lon:Q"),
            latitude=alt.Latitude("lat:Q"),
            size=_size(data, top, largest, dark=dark),
            tooltip=[
                alt.Tooltip("name:N", title=_("Area")),
                alt.Tooltip("said:N", title=_("Value")),
                alt.Tooltip("state:N", title=_("Status")),
                alt.Tooltip("source:N", title=_("Source")),
            ],
        )
    )
    return chart


def _size(data: MapData, top: float, largest: float, *, dark: bool) -> alt.Size:
    words = dict(zip(data.classes.sizes, data.classes.size_labels, strict=True))
    return alt.Size(
        "shown:Q",
        scale=alt.Scale(domain=[0, top], range=[0, math.pi * largest**2]),
        legend=alt.Legend(
            orient="top",
            title=None,
            values=list(words),
            labelExpr=_by_value(words),
            direction="horizontal",
            labelFontSize=13,
            labelFont=FONT,
            labelColor=colours(dark=dark)["text"],
            symbolType="circle",
            symbolFillColor=ramp(dark=dark)[3],
            symbolStrokeColor=colours(dark=dark)["text"],
        ),
    )


def _by_value(words: dict[float, str]) -> str:
    """A Vega expression that gives a legend's values their words."""
    text = "''"
    for value, label in words.items():
        quoted = label.replace("\\", "\\\\").replace("'", "\\'")
        text = f"datum.value == {value!r} ? '{quoted}' : {text}"
    return text


def labels(named: Sequence[Name], size: int, *, dark: bool) -> list[alt.Chart]:
    """Names with a halo of the ground: the halo below, the letters above."""
    tone = colours(dark=dark)
    rows: list[Row] = [
        {"text": list(name.lines), "lon": name.at[0], "lat": name.at[1], "code": name.code}
        for name in named
    ]
    if not rows:
        return []
    line = round(size * 1.2)
    # Vega sets the first of several lines on the place: half of the rest goes above it.
    up = -line * (max(len(name.lines) for name in named) - 1) / 2
    base = of_rows(rows)
    common: dict[str, Any] = {
        "fontSize": size,
        "fontWeight": 600,
        "lineHeight": line,
        "baseline": "middle",
        "dy": up,
        "font": FONT,
    }
    below = base.mark_text(
        **common, stroke=tone["ground"], strokeWidth=4, strokeJoin="round", color=tone["ground"]
    )
    above = base.mark_text(**common, color=tone["text"])
    return [
        layer.encode(
            longitude=alt.Longitude("lon:Q"),
            latitude=alt.Latitude("lat:Q"),
            text=alt.Text(field="text", type="nominal"),
        )
        for layer in (below, above)
    ]


def leads(named: Sequence[Name], *, dark: bool) -> list[alt.Chart]:
    """Thin lines from names that had to leave their region."""
    rows: list[Row] = [
        {"lon": lead[0][0], "lat": lead[0][1], "lon2": lead[1][0], "lat2": lead[1][1]}
        for lead in (name.lead for name in named)
        if lead is not None
    ]
    if not rows:
        return []
    return [
        of_rows(rows)
        .mark_rule(color=colours(dark=dark)["text"], strokeWidth=1)
        .encode(
            longitude=alt.Longitude("lon:Q"),
            latitude=alt.Latitude("lat:Q"),
            longitude2=alt.Longitude2("lon2:Q"),
            latitude2=alt.Latitude2("lat2:Q"),
        )
    ]


def _beside(one: Spot, sheet: Sheet) -> float:
    """Longitude of a marker, moved to the right where others stand at its point."""
    x, y = sheet.pixel(one.longitude, one.latitude)
    return round(sheet.place(x + one.beside * MARKER, y)[0], 5)


def places(found: Sequence[Spot], sheet: Sheet, *, dark: bool, size: int) -> list[alt.Chart]:
    """Places of interest: a letter on its ground, hollow where only the desa is known."""
    ground = colours(dark=dark)["ground"]
    rows: list[Row] = [
        {
            "name": one.name,
            "kind": one.marker.label,
            "precision": one.precision,
            "lon": _beside(one, sheet),
            "lat": one.latitude,
            "letter": one.marker.letter,
            "shape": "circle" if one.marker.shape == ROUND else "square",
            "fill": one.marker.colour if one.exact else ground,
            "edge": one.marker.colour,
            "ink": ground if one.exact else one.marker.colour,
        }
        for one in found
    ]
    if not rows:
        return []
    base = of_rows(rows).encode(longitude=alt.Longitude("lon:Q"), latitude=alt.Latitude("lat:Q"))
    shapes = base.mark_point(size=(size * 1.6) ** 2, opacity=1, strokeWidth=2, filled=True).encode(
        shape=alt.Shape("shape:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("edge:N", scale=None),
        tooltip=[
            alt.Tooltip("name:N", title=_("Place")),
            alt.Tooltip("kind:N", title=_("Kind")),
            alt.Tooltip("precision:N", title=_("Location")),
        ],
    )
    letters = base.mark_text(fontSize=size, fontWeight=700, baseline="middle", dy=1).encode(
        text=alt.Text(field="letter", type="nominal"), color=alt.Color("ink:N", scale=None)
    )
    return [shapes, letters]
