"""The names beside the lines of a trend, in a column at its right edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from charts.labels import spread, wrapped
from charts.layer import Row, of_rows
from charts.line import Role, moment
from charts.theme import by_width
from charts.trend_frame import LINE_HEIGHT, x_of, y_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from charts.line import Line, Spot, TargetSpan
    from charts.trend_frame import Frame

NARROW_LETTERS: Final = 13


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at the right edge, for a desk and for a phone, and the place it speaks of."""

    x: int
    y: float
    wide: str
    narrow: list[str]
    ours: bool = False


def label_layers(
    lines: Sequence[Line], targets: Sequence[TargetSpan], frame: Frame
) -> list[alt.Chart]:
    """Texts that do not overlap, with a leader to each line that comes near the edge."""
    labels = [_line_label(line, frame) for line in lines]
    labels += [_target_label(one) for one in targets if moment(one.last) >= frame.end]
    rows = _placed(labels, frame)
    led = [row for row in rows if row["x"] >= frame.led_from]
    layers = []
    if led:
        layers.append(
            of_rows(led)
            .transform_calculate(to=by_width("datum.y_narrow", "datum.y_wide"))
            .mark_rule(style="leader")
            .encode(x=x_of("x", frame), x2="end:Q", y=y_of("y", frame), y2="to:Q")
        )
    for ours, style in ((False, "quiet-text"), (True, "ours-text")):
        some = [row for row in rows if row["ours"] is ours]
        if some:
            layers.append(
                of_rows(some)
                .transform_calculate(
                    to=by_width("datum.top_narrow", "datum.top_wide"),
                    shown=by_width("datum.narrow", "datum.wide"),
                )
                # From the top: Vega centres a text of several lines on its first one.
                .mark_text(
                    style=style,
                    align="left",
                    baseline="top",
                    dx=6,
                    dy=2,
                    lineHeight=LINE_HEIGHT - 2,
                )
                .encode(x=x_of("end", frame), y=y_of("to", frame), text="shown:N")
            )
    return layers


def _line_label(line: Line, frame: Frame) -> Label:
    last = _last(line)
    ours = line.role is Role.OURS
    # A line that ends early is too far from its label for a leader: its last period is said.
    since = "" if last.x >= frame.led_from else f" ({last.period})"
    short = f"{line.short} {last.text}" if ours else line.short
    return Label(
        last.x, last.value, f"{line.name} {last.text}{since}",
        wrapped(short + since, NARROW_LETTERS), ours,
    )  # fmt: skip


def _last(line: Line) -> Spot:
    if line.last is None:  # comparison_trend leaves lines without a spot out.
        raise ValueError(line.name)
    return line.last


def _target_label(one: TargetSpan) -> Label:
    edges = [edge for edge in (one.lower, one.upper) if edge is not None]
    return Label(0, sum(edges) / len(edges), one.text, wrapped(one.text, NARROW_LETTERS))


def _placed(labels: Sequence[Label], frame: Frame) -> list[Row]:
    """Rows of the labels with their middles and tops, as values on the vertical axis."""
    wanted = [frame.down(label.y) for label in labels]
    wide = [float(LINE_HEIGHT)] * len(labels)
    narrow = [len(label.narrow) * (LINE_HEIGHT - 2) + 2.0 for label in labels]
    rows: list[Row] = [
        {
            "x": label.x,
            "end": frame.end,
            "y": label.y,
            "wide": label.wide,
            "narrow": label.narrow,
            "ours": label.ours,
        }
        for label in labels
    ]
    for name, heights in (("wide", wide), ("narrow", narrow)):
        for row, middle, height in zip(
            rows, spread(wanted, heights, 0, frame.height), heights, strict=True
        ):
            row[f"y_{name}"] = frame.value(middle)
            row[f"top_{name}"] = frame.value(middle - height / 2)
    return rows
