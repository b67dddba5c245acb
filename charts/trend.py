"""A measure over time: our line in the accent, the others grey, each with its name beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from charts.labels import spread, wrapped
from charts.layer import Row, layered, of_rows
from charts.line import Role, moment
from charts.theme import LABEL_SIZE, by_width
from charts.title import chart_title
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from charts.line import Line, Rupture, Spot, TargetSpan

HEIGHT: Final = 340
LINE_HEIGHT: Final = 18
NARROW_LETTERS: Final = 13
# Pixels between the plot and the name of a break above it.
BREAK_GAP: Final = 6
MOST_TICKS: Final = 10
LED: Final = 0.16
ROLES: Final = [role.value for role in Role]
WIDTHS: Final = [3.5, 2, 1.75, 1.75, 1.5]
DASHES: Final = [[1, 0], [6, 4], [1, 0], [1, 0], [1, 0]]
SIZES: Final = [110, 60, 60, 60, 50]


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle that everything is drawn in: bounds of time (ms) and value, height in px.

    ticks: days that the axis of time names; with yearly it names their years alone.
    """

    start: int
    end: int
    low: float
    high: float
    height: float
    yearly: bool
    ticks: tuple[date, ...]

    @property
    def led_from(self) -> float:
        """From here on (ms) a spot is near enough to the labels for a leader."""
        return self.end - LED * (self.end - self.start)

    def down(self, value: float) -> float:
        """Pixels from the upper edge."""
        return (self.high - value) / (self.high - self.low) * self.height

    def value(self, pixels: float) -> float:
        """The value at so many pixels from the upper edge."""
        return self.high - pixels / self.height * (self.high - self.low)


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
    frame = _frame(drawn, targets, yearly=yearly)
    layers = [
        *_target_layers(targets, frame),
        *_zero(frame),
        *_rupture_layers(ruptures, frame),
        *_spot_layers(drawn, frame),
        *_label_layers(drawn, targets, frame),
    ]
    return layered(layers, height=frame.height, title=chart_title(title, subtitle))


def _frame(lines: Sequence[Line], targets: Sequence[TargetSpan], *, yearly: bool) -> Frame:
    spots = [spot for line in lines for spot in line.spots]
    days = [spot.day for spot in spots]
    bounds = [edge for one in targets for edge in (one.lower, one.upper) if edge is not None]
    low, high = value_bounds([*(spot.value for spot in spots), *bounds])
    span = max((max(days) - min(days)).days, 60)
    pad = timedelta(days=math.ceil(span * 0.04) + 1)
    first, last = min(days), max(days)
    if yearly:  # The axis names the ends of years: each spot stands between two of them.
        first = first if _ends_year(first) else date(first.year - 1, 12, 31)
        last = date(last.year, 12, 31)
    # Room for each label in two lines, as a phone needs it.
    room = 2 * (LINE_HEIGHT - 2) * (len(lines) + bool(targets))
    return Frame(
        start=moment(first - pad),
        end=moment(last + pad),
        low=low,
        high=high,
        height=float(max(HEIGHT, room)),
        yearly=yearly,
        ticks=tuple(_year_ends(first, last) if yearly else month_ticks(first - pad, last + pad)),
    )


def _year_ends(first: date, last: date) -> list[date]:
    """A yearly value stands on the last day of its year, and so does the year's label."""
    return [date(year, 12, 31) for year in range(first.year, last.year + 1)]


def _ends_year(day: date) -> bool:
    return (day.month, day.day) == (12, 31)


def value_bounds(values: Iterable[float]) -> tuple[float, float]:
    """Round bounds a little outside the values; a measure that is never negative stays so."""
    known = list(values)
    low, high = min(known), max(known)
    step = _step((high - low) or abs(high) or 1.0)
    lower = math.floor((low - step * 0.2) / step) * step
    upper = math.ceil((high + step * 0.2) / step) * step
    return (max(lower, 0.0) if low >= 0 else lower), upper


def _step(span: float) -> float:
    """A round step of which four to ten make the span."""
    exponent = 10.0 ** math.floor(math.log10(span / 4))
    return next(factor * exponent for factor in (1, 2, 5, 10) if span / 4 < factor * 2 * exponent)


def _x(field: str, frame: Frame) -> alt.X:
    # Milliseconds on a plain scale: Vega's interpreter loses the bounds of a temporal one.
    scale = alt.Scale(domain=[frame.start, frame.end], nice=False, zero=False)
    axis = alt.Axis(
        title=None,
        grid=False,
        values=[moment(day) for day in frame.ticks],
        labelExpr=f"utcFormat(datum.value, '{'%Y' if frame.yearly else '%b %Y'}')",
        labelOverlap="parity",
        labelSeparation=8,
    )
    return alt.X(f"{field}:Q", scale=scale, axis=axis)


def month_ticks(first: date, last: date) -> list[date]:
    """The first days of months between two days, as many as a desk has room for."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months]
    starts = [day for day in starts if first <= day <= last]
    step = next((step for step in (1, 3, 6) if len(starts) / step <= MOST_TICKS), 12)
    return [day for day in starts if (day.month - 1) % step == 0]


def _y(field: str, frame: Frame) -> alt.Y:
    # Thousands are grouped, and zeros after the mark dropped: 1.250 and 2,5.
    return alt.Y(
        f"{field}:Q",
        scale=alt.Scale(domain=[frame.low, frame.high], nice=False, zero=False),
        axis=alt.Axis(title=None, tickCount=5, format=",~f", domain=False, ticks=False),
    )


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
            x=_x("x", frame),
            y=_y("y", frame),
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
            x=_x("x", frame),
            y=_y("y", frame),
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
            x=_x("x", frame),
            y=_y("y", frame),
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
            .encode(x=_x("x", frame), x2="x2:Q", y=_y("y", frame), y2="y2:Q")
        )
    if edges:
        layers.append(
            of_rows(edges)
            .mark_rule(style="target")
            .encode(x=_x("x", frame), x2="x2:Q", y=_y("y", frame))
        )
    return layers


def _zero(frame: Frame) -> list[alt.Chart]:
    if not frame.low < 0 < frame.high:
        return []
    return [of_rows([{"y": 0}]).mark_rule(style="zero").encode(y=_y("y", frame))]


def _rupture_layers(ruptures: Sequence[Rupture], frame: Frame) -> list[alt.Chart]:
    rows: list[Row] = [
        {"x": moment(one.day), "name": wrapped(one.name, 30)}
        for one in ruptures
        if frame.start < moment(one.day) < frame.end
    ]
    layers: list[alt.Chart] = []
    above = BREAK_GAP
    for row in rows:
        chart = of_rows([row]).encode(x=_x("x", frame))
        right = row["x"] - frame.start > (frame.end - frame.start) / 2
        text = chart.mark_text(
            style="strong-text", align="right" if right else "left", baseline="line-bottom",
            y=-above - (len(row["name"]) - 1) * LINE_HEIGHT, dx=4 if right else -4,
            lineHeight=LINE_HEIGHT, fontSize=LABEL_SIZE,
        ).encode(text="name:N")  # fmt: skip
        layers += [chart.mark_rule(style="break"), text]
        above += len(row["name"]) * LINE_HEIGHT
    return layers


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at the right edge, for a desk and for a phone, and the place it speaks of."""

    x: int
    y: float
    wide: str
    narrow: list[str]
    ours: bool = False


def _label_layers(
    lines: Sequence[Line], targets: Sequence[TargetSpan], frame: Frame
) -> list[alt.Chart]:
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
            .encode(x=_x("x", frame), x2="end:Q", y=_y("y", frame), y2="to:Q")
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
                .encode(x=_x("end", frame), y=_y("to", frame), text="shown:N")
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
