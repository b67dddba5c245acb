"""One indicator against its targets of a year: steps of targets, what was reported, the year's end.

The target of a period is a step as wide as the period; a revised one leaves the original as a
dashed step behind it. What nobody has verified is hollow; what is incomplete is a triangle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import altair as alt

from charts.labels import spread, wrapped
from charts.layer import Row, layered, of_rows
from charts.theme import by_width
from charts.title import array, chart_title
from charts.track import SpotKind
from charts.trend_frame import value_bounds
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.track import Track

HEIGHT: Final = 320
LINE: Final = 17
HALF: Final = 0.44
"""Half the width of a step, in periods."""
ROOM: Final = 0.24
"""Share of the width for the words at the right edge."""
LETTERS: Final = (13, 24)


SHAPES: Final = {
    SpotKind.VERIFIED: ("circle", True),
    SpotKind.WAITING: ("circle", False),
    SpotKind.OPEN: ("diamond", False),
    SpotKind.INCOMPLETE: ("triangle-up", False),
}


@dataclass(frozen=True, slots=True)
class _Axes:
    x: alt.X
    y: alt.Y
    low: float
    high: float
    end: float

    def down(self, value: float) -> float:
        return (self.high - value) / (self.high - self.low) * HEIGHT

    def value(self, pixels: float) -> float:
        return self.high - pixels / HEIGHT * (self.high - self.low)


def trajectory(track: Track, *, title: str, subtitle: str) -> alt.LayerChart | None:
    """The chart; None where there is neither a target nor a value to draw."""
    levels = list(_levels(track))
    if not levels:
        return None
    axes = _axes(track, levels)
    layers = [
        *_now(track, axes),
        *_ranges(track, axes),
        *_steps(track, axes),
        *_year(track, axes),
        *_line(track, axes),
        *_spots(track, axes),
        *_labels(track, axes),
    ]
    return layered(layers, height=HEIGHT, title=chart_title(title, subtitle))


def _levels(track: Track) -> list[float]:
    found = [spot.value for spot in track.spots]
    for one in track.targets:
        found += [value for value in (one.value, one.upper, one.original) if value is not None]
    return found + ([track.year.lower, track.year.upper] if track.year else [])


def _axes(track: Track, levels: Sequence[float]) -> _Axes:
    low, high = value_bounds(levels)
    last = len(track.slots) - 0.5
    end = last + (last + 0.5) * ROOM / (1 - ROOM)
    names = {str(place): name for place, name in enumerate(track.slots)}
    pairs = ", ".join(f"'{place}': {array([name])[1:-1]}" for place, name in names.items())
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[-0.5, end], nice=False, zero=False),
        axis=alt.Axis(
            title=None, grid=False, values=list(range(len(track.slots))), labelOverlap="parity",
            labelExpr=f"({{{pairs}}})[datum.value]", labelSeparation=4,
        ),
    )  # fmt: skip
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[low, high], nice=False, zero=False),
        axis=alt.Axis(title=None, tickCount=5, format=",~f", domain=False, ticks=False),
    )
    return _Axes(x, y, low, high, last)


def _now(track: Track, axes: _Axes) -> list[alt.Chart]:
    if track.now is None:
        return []
    row: list[Row] = [{"x": track.now + 0.5}]
    return [of_rows(row).mark_rule(style="leader").encode(x=axes.x)]


def _ranges(track: Track, axes: _Axes) -> list[alt.Chart]:
    rows: list[Row] = [
        {"x": one.place - HALF, "x2": one.place + HALF, "y": one.value, "y2": one.upper}
        for one in track.targets
        if one.upper is not None
    ]
    if not rows:
        return []
    return [
        of_rows(rows)
        .mark_rect(style="band")
        .encode(x=axes.x, x2=alt.X2("x2:Q"), y=axes.y, y2=alt.Y2("y2:Q"))
    ]


def _steps(track: Track, axes: _Axes) -> list[alt.Chart]:
    layers = []
    first: list[Row] = [
        _step(track, one.place, one.original, one.original_text)
        for one in track.targets
        if one.original is not None
    ]
    if first:
        layers.append(
            of_rows(first)
            .mark_rule(style="break")
            .encode(x=axes.x, x2=alt.X2("x2:Q"), y=axes.y, tooltip=_tooltip(_("Original target")))
        )
    rows = [
        _step(track, one.place, level, one.text)
        for one in track.targets
        for level in (one.value, one.upper)
        if level is not None
    ]
    if rows:
        layers.append(
            of_rows(rows)
            .mark_rule(style="target", strokeWidth=2.5)
            .encode(x=axes.x, x2=alt.X2("x2:Q"), y=axes.y, tooltip=_tooltip(_("Target")))
        )
    return layers


def _step(track: Track, place: int, level: float | None, text: str) -> Row:
    return {
        "x": place - HALF, "x2": place + HALF, "y": level, "period": track.full[place],
        "text": text, "status": "",
    }  # fmt: skip


def _tooltip(value: str) -> list[alt.Tooltip]:
    return [alt.Tooltip("period:N", title=_("Period")), alt.Tooltip("text:N", title=value)]


def _year(track: Track, axes: _Axes) -> list[alt.Chart]:
    if track.year is None:
        return []
    levels = sorted({track.year.lower, track.year.upper})
    rows: list[Row] = [{"x": -0.5, "x2": axes.end, "y": level} for level in levels]
    return [of_rows(rows).mark_rule(style="zero").encode(x=axes.x, x2=alt.X2("x2:Q"), y=axes.y)]


def _line(track: Track, axes: _Axes) -> list[alt.Chart]:
    """Verified values of periods that follow each other; nothing is bridged."""
    run, rows = 0, []
    before: int | None = None
    for spot in track.spots:
        if spot.kind is not SpotKind.VERIFIED:
            before = None
            continue
        run += before != spot.place - 1
        rows.append({"x": spot.place, "y": spot.value, "run": run})
        before = spot.place
    if not rows:
        return []
    line = of_rows(rows).mark_line(style="ours-rung", strokeWidth=2.5)
    return [line.encode(x=axes.x, y=axes.y, detail=alt.Detail("run:N"))]


def _spots(track: Track, axes: _Axes) -> list[alt.Chart]:
    layers = []
    for kind, (shape, filled) in SHAPES.items():
        rows: list[Row] = [
            {"x": one.place, "y": one.value, "period": track.full[one.place], "text": one.text,
             "status": one.status}
            for one in track.spots
            if one.kind is kind
        ]  # fmt: skip
        if rows:
            tips = [*_tooltip(_("Realised")), alt.Tooltip("status:N", title=_("Status"))]
            style = "ours-rung" if filled else ["ours-rung", "ring"]
            mark = of_rows(rows).mark_point(
                style=style, shape=shape, filled=filled, size=110, opacity=1
            )
            layers.append(mark.encode(x=axes.x, y=axes.y, tooltip=tips))
    return layers


def _labels(track: Track, axes: _Axes) -> list[alt.Chart]:
    """The year's target, what is expected by now, and the last value, in a column at the right."""
    wanted: list[tuple[float, str, str]] = []
    if track.year is not None:
        middle = (track.year.lower + track.year.upper) / 2
        wanted.append((middle, track.year.text, "quiet-text"))
    aim = next((one for one in track.targets if one.place == track.now), None)
    if aim is not None and track.now_text:
        wanted.append((aim.value, track.now_text, "strong-text"))
    if track.spots:
        last = track.spots[-1]
        wanted.append((last.value, last.text, "ours-text"))
    narrow, wide = ([wrapped(text, size) for _level, text, _style in wanted] for size in LETTERS)
    rows: list[Row] = [
        {"x": axes.end, "narrow": a, "wide": b, "style": style}
        for a, b, (_level, _text, style) in zip(narrow, wide, wanted, strict=True)
    ]
    downs = [axes.down(level) for level, _text, _style in wanted]
    for name, lines in (("narrow", narrow), ("wide", wide)):
        heights = [len(one) * LINE + 3.0 for one in lines]
        middles = spread(downs, heights, 0, HEIGHT)
        for row, middle, height in zip(rows, middles, heights, strict=True):
            row[f"y_{name}"] = axes.value(middle - height / 2)
    return [_text_layer(rows, style, axes) for style in dict.fromkeys(row["style"] for row in rows)]


def _text_layer(rows: Sequence[Row], style: str, axes: _Axes) -> alt.Chart:
    chart: alt.Chart = (
        of_rows([row for row in rows if row["style"] == style])
        .transform_calculate(
            y=by_width("datum.y_narrow", "datum.y_wide"),
            shown=by_width("datum.narrow", "datum.wide"),
        )
        .mark_text(style=style, align="left", baseline="top", dx=8, dy=1, lineHeight=LINE)
        .encode(x=axes.x, y=axes.y, text="shown:N")
    )
    return chart
