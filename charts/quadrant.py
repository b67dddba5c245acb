"""Two measures of the same subjects against each other, the outliers by name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from charts.labels import spread, wrapped
from charts.layer import Row, layered, of_rows
from charts.theme import by_width
from charts.title import chart_title

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT: Final = 400
LINE: Final = 18
CORNER: Final = 16
"""Letters of a line of a corner on a phone."""
LOW: Final = 32
"""Pixels from the lower edge at which the lower corners begin."""
STEP: Final = 10.0
WHOLE: Final = 100
AIR: Final = 3.0
# From this share of the width on a name stands at the left of its dot.
TURN: Final = 0.62
# The share of the width that a name takes on a phone.
NAME: Final = 0.3


@dataclass(frozen=True, slots=True)
class QuadrantDot:
    """One subject in words. x, y: percent. named: it is an outlier and carries its name."""

    name: str
    full: str
    x: float
    y: float
    x_text: str
    y_text: str
    status: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Measures:
    """What the two axes are called, and where the lines between the quadrants lie.

    corners: words of the quadrants: upper left, upper right, lower left, lower right.
    """

    x: str
    y: str
    middle: tuple[float, float]
    corners: tuple[str, str, str, str]
    subject: str
    status: str


def quadrant(
    dots: Sequence[QuadrantDot], measures: Measures, *, title: str, subtitle: str
) -> alt.LayerChart:
    """Dots between four corners; at least one dot. Only outliers are named, in the accent."""
    low_x, high_x = _bounds([*(dot.x for dot in dots), measures.middle[0]])
    low_y, high_y = _bounds([*(dot.y for dot in dots), measures.middle[1]])
    x = alt.X("x:Q", **_axis(measures.x, low_x, high_x))
    y = alt.Y("y:Q", **_axis(measures.y, low_y, high_y))
    layers = [
        *_middle(measures, x, y),
        *_corners(measures, (low_x, high_x), x),
        *_dots(dots, measures, x, y),
        *_names(dots, (low_x, high_x), (low_y, high_y), x, y),
    ]
    return layered(layers, height=HEIGHT, title=chart_title(title, subtitle))


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values) - AIR, max(values) + AIR
    lower = math.floor(low / STEP) * STEP
    return (max(lower, 0.0) if min(values) >= 0 else lower), math.ceil(high / STEP) * STEP


def _axis(title: str, low: float, high: float) -> dict[str, Any]:
    # A share has no tick above the whole; the room there is for the words of the corners.
    ends = range(round(low), round(high) + 1, round(STEP))
    ticks = [end for end in ends if end <= WHOLE or high > WHOLE + STEP]
    return {
        "scale": alt.Scale(domain=[low, high], nice=False, zero=False),
        "axis": alt.Axis(title=title, values=ticks, format=",~f", grid=False),
    }


def _middle(measures: Measures, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    row: list[Row] = [{"x": measures.middle[0], "y": measures.middle[1]}]
    return [
        of_rows(row).mark_rule(style="leader").encode(x=x),
        of_rows(row).mark_rule(style="leader").encode(y=y),
    ]


def _corners(measures: Measures, xs: tuple[float, float], x: alt.X) -> list[alt.Chart]:
    """The words of each quadrant, in two lines where the plot is narrow."""
    layers = []
    for place, words in enumerate(measures.corners):
        left, top = place % 2 == 0, place < len(measures.corners) // 2
        row: Row = {
            "x": xs[0] if left else xs[1], "wide": [words], "narrow": wrapped(words, CORNER),
        }  # fmt: skip
        layers.append(
            of_rows([row])
            .transform_calculate(shown=by_width("datum.narrow", "datum.wide"))
            .mark_text(
                style="quiet-text", fontSize=12, align="left" if left else "right",
                baseline="top", dx=6 if left else -6, lineHeight=14,
            )
            .encode(x=x, y=alt.value(4 if top else HEIGHT - LOW), text="shown:N")
        )  # fmt: skip
    return layers


def _dots(dots: Sequence[QuadrantDot], measures: Measures, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for named, style in ((False, "rung"), (True, "ours-rung")):
        rows = [_row(dot) for dot in dots if dot.named is named]
        if rows:
            layers.append(
                of_rows(rows)
                .mark_point(style=style, filled=True, size=90, opacity=0.9)
                .encode(x=x, y=y, tooltip=_tooltip(measures))
            )
    return layers


def _row(dot: QuadrantDot) -> Row:
    return {
        "name": dot.full, "x": dot.x, "y": dot.y, "x_text": dot.x_text, "y_text": dot.y_text,
        "status": dot.status,
    }  # fmt: skip


def _tooltip(measures: Measures) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=measures.subject),
        alt.Tooltip("x_text:N", title=measures.x),
        alt.Tooltip("y_text:N", title=measures.y),
        alt.Tooltip("status:N", title=measures.status),
    ]


def _names(
    dots: Sequence[QuadrantDot],
    xs: tuple[float, float],
    ys: tuple[float, float],
    x: alt.X,
    y: alt.Y,
) -> list[alt.Chart]:
    """Names beside their dots; of those on one side none lies over another."""
    turn = xs[0] + TURN * (xs[1] - xs[0])
    scale = HEIGHT / (ys[1] - ys[0])
    layers = []
    for right in (False, True):
        some = [dot for dot in dots if dot.named and (dot.x > turn) is right]
        if not some:
            continue
        rows = [row for near in _near(some, xs) for row in _placed(near, ys[1], scale)]
        layers.append(
            of_rows(rows)
            .mark_text(
                style="ours-text", fontSize=13, baseline="middle",
                align="right" if right else "left", dx=-9 if right else 9,
            )
            .encode(x=x, y=y, text="text:N")
        )  # fmt: skip
    return layers


def _near(dots: Sequence[QuadrantDot], xs: tuple[float, float]) -> list[list[QuadrantDot]]:
    """Dots whose names could lie over each other, by where they stand across."""
    room = NAME * (xs[1] - xs[0])
    groups: list[list[QuadrantDot]] = []
    for dot in sorted(dots, key=lambda one: one.x):
        if groups and dot.x - groups[-1][-1].x < room:
            groups[-1].append(dot)
        else:
            groups.append([dot])
    return groups


def _placed(dots: Sequence[QuadrantDot], top: float, scale: float) -> list[Row]:
    """Names of neighbours, each as near to its dot as the others let it be."""
    wanted = [(top - dot.y) * scale for dot in dots]
    middles = spread(wanted, [float(LINE)] * len(dots), 0, HEIGHT)
    return [
        {"x": dot.x, "y": top - middle / scale, "text": dot.name}
        for dot, middle in zip(dots, middles, strict=True)
    ]
