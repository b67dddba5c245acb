"""A measure over time: our line in the accent, the others grey, each with its name beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from charts.labels import wrapped
from charts.layer import Row, layered, of_rows
from charts.line import Role, moment
from charts.theme import LABEL_SIZE
from charts.title import chart_title
from charts.trend_frame import LINE_HEIGHT, frame_of, x_of, y_of
from charts.trend_labels import label_layers
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.line import Line, Rupture, Spot, TargetSpan
    from charts.trend_frame import Frame

# Pixels between the plot and the name of a break above it.
BREAK_GAP: Final = 6
ROLES: Final = [role.value for role in Role]
WIDTHS: Final = [3.5, 2, 1.75, 1.75, 1.5]
DASHES: Final = [[1, 0], [6, 4], [1, 0], [1, 0], [1, 0]]
SIZES: Final = [110, 60, 60, 60, 50]


def comparison_trend(
    lines: Sequence[Line],
    *,
    title: str,
    subtitle: str,
    yearly: bool,
    ruptures: Sequence[Rupture] = (),
    targets: Sequence[TargetSpan] = (),
) -> alt.LayerChart:
    """Lines of comparison; at least one of them must hold a spot.

    title: the finding. subtitle: measure, unit, period. yearly: ticks at the ends of years,
    where yearly values stand. Runs are joined, loose spots are hollow, nothing crosses a rupture.
    """
    drawn = [line for line in lines if line.last is not None]
    frame = frame_of(drawn, targets, yearly=yearly)
    layers = [
        *_target_layers(targets, frame),
        *_zero(frame),
        *_rupture_layers(ruptures, frame),
        *_spot_layers(drawn, frame),
        *label_layers(drawn, targets, frame),
    ]
    return layered(layers, height=frame.height, title=chart_title(title, subtitle))


def _by_role(channel: Any, values: Any) -> Any:  # noqa: ANN401 (any of Altair's channels)
    scale = alt.Scale(domain=ROLES, range=values)
    return channel("role:O", sort=ROLES, scale=scale, legend=None)


def _spot_layers(lines: Sequence[Line], frame: Frame) -> list[alt.Chart]:
    # What is drawn last lies on top: peers first, ours last.
    ordered = sorted(lines, key=lambda line: -ROLES.index(line.role))
    joined = [
        _spot_row(line, spot) | {"run": f"{index}.{number}"}
        for index, line in enumerate(ordered)
        for number, run in enumerate(line.runs)
        for spot in run
    ]
    loose = [_spot_row(line, spot) for line in ordered for spot in line.loose]
    layers = []
    if joined:
        layers += [_joined(joined, frame), _dots(joined, frame)]
    if loose:
        layers.append(_rings(loose, frame))
    return layers


def _spot_row(line: Line, spot: Spot) -> Row:
    return {
        "x": spot.x,
        "y": spot.value,
        "role": line.role.value,
        "name": spot.where,
        "period": spot.period,
        "full": spot.full,
        "status": spot.status,
        "target": spot.target,
        "source": spot.source,
        "kind": "derived" if spot.derived else "final",
    }


def _tooltip(rows: Sequence[Row]) -> list[alt.Tooltip]:
    titles = {
        "name": _("Region"),
        "period": _("Period"),
        "full": _("Value"),
        "status": _("Status"),
        "target": _("Target"),
        "source": _("Source"),
    }
    # A field that is empty throughout would be a line of nothing in each tooltip.
    return [
        alt.Tooltip(f"{field}:N", title=title)
        for field, title in titles.items()
        if any(row[field] for row in rows)
    ]


def _joined(rows: list[Row], frame: Frame) -> alt.Chart:
    chart: alt.Chart = (
        of_rows([{key: row[key] for key in ("x", "y", "role", "run")} for row in rows])
        .mark_line(strokeCap="round", strokeJoin="round")
        .encode(
            x=x_of("x", frame),
            y=y_of("y", frame),
            detail="run:N",
            stroke=_by_role(alt.Stroke, "category"),
            strokeWidth=_by_role(alt.StrokeWidth, WIDTHS),
            strokeDash=_by_role(alt.StrokeDash, DASHES),
        )
    )
    return chart


def _dots(rows: list[Row], frame: Frame) -> alt.Chart:
    chart: alt.Chart = (
        of_rows(rows)
        .mark_point(style="dot", filled=True, opacity=1)
        .encode(
            x=x_of("x", frame),
            y=y_of("y", frame),
            fill=_by_role(alt.Fill, "category"),
            size=_by_role(alt.Size, SIZES),
            shape=alt.Shape(
                "kind:N",
                scale=alt.Scale(domain=["final", "derived"], range=["circle", "diamond"]),
                legend=None,
            ),
            tooltip=_tooltip(rows),
        )
    )
    return chart


def _rings(rows: list[Row], frame: Frame) -> alt.Chart:
    chart: alt.Chart = (
        of_rows(rows)
        .mark_point(style="ring", opacity=1)
        .encode(
            x=x_of("x", frame),
            y=y_of("y", frame),
            stroke=_by_role(alt.Stroke, "category"),
            size=_by_role(alt.Size, SIZES),
            tooltip=_tooltip(rows),
        )
    )
    return chart


def _target_layers(targets: Sequence[TargetSpan], frame: Frame) -> list[alt.Chart]:
    bands, edges = [], []
    for one in targets:
        x = {"x": max(moment(one.first), frame.start), "x2": min(moment(one.last), frame.end)}
        if one.lower is not None and one.upper is not None:
            bands.append(x | {"y": one.lower, "y2": one.upper})
        else:
            edges.append(x | {"y": one.lower if one.lower is not None else one.upper})
    layers = []
    if bands:
        layers.append(
            of_rows(bands)
            .mark_rect(style="band")
            .encode(x=x_of("x", frame), x2="x2:Q", y=y_of("y", frame), y2="y2:Q")
        )
    if edges:
        layers.append(
            of_rows(edges)
            .mark_rule(style="target")
            .encode(x=x_of("x", frame), x2="x2:Q", y=y_of("y", frame))
        )
    return layers


def _zero(frame: Frame) -> list[alt.Chart]:
    if not frame.low < 0 < frame.high:
        return []
    return [of_rows([{"y": 0}]).mark_rule(style="zero").encode(y=y_of("y", frame))]


def _rupture_layers(ruptures: Sequence[Rupture], frame: Frame) -> list[alt.Chart]:
    rows: list[Row] = [
        {"x": moment(one.day), "name": wrapped(one.name, 30)}
        for one in ruptures
        if frame.start < moment(one.day) < frame.end
    ]
    layers: list[alt.Chart] = []
    above = BREAK_GAP
    for row in rows:
        chart = of_rows([row]).encode(x=x_of("x", frame))
        right = row["x"] - frame.start > (frame.end - frame.start) / 2
        text = chart.mark_text(
            style="strong-text", align="right" if right else "left", baseline="line-bottom",
            y=-above - (len(row["name"]) - 1) * LINE_HEIGHT, dx=4 if right else -4,
            lineHeight=LINE_HEIGHT, fontSize=LABEL_SIZE,
        ).encode(text="name:N")  # fmt: skip
        layers += [chart.mark_rule(style="break"), text]
        above += len(row["name"]) * LINE_HEIGHT
    return layers
