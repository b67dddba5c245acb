"""The ladder: from the own value over the edges of the better bands up to the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import altair as alt

from charts.labels import wrapped
from charts.layer import Row, layered, of_rows
from charts.theme import by_width
from charts.title import array, chart_title
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW: Final = 46
NARROW_LETTERS: Final = 12
# Share of the scale left free on both sides, so that no mark touches the edge.
AIR: Final = 0.06


@dataclass(frozen=True, slots=True)
class Step:
    """One rung in words. text: its value; gap: how far it is from the own value, with its sign."""

    kind: Literal["own", "band", "best"]
    name: str
    value: float
    text: str
    gap: str = ""


def ladder_chart(steps: Sequence[Step], *, title: str, subtitle: str) -> alt.LayerChart:
    """Rungs on one scale, the highest on top, each with its value and its gap to the own one.

    steps: from worse to better, the own value among them. The scale does not start at zero;
    the bars are distances from the own value, so that their lengths compare.
    """
    own = next(step.value for step in steps if step.kind == "own")
    scale = _scale(steps)
    end = scale.domain[1]
    rows = [_row(step, own, end, len(steps) - index) for index, step in enumerate(steps)]
    base = of_rows(rows)
    x, y = _x(scale), _y(rows)
    layers = [
        of_rows([{"own": own}]).mark_rule(style="leader").encode(x=alt.X("own:Q", scale=scale)),
        base.mark_bar(style="bar", height=6).encode(x=x, x2="own:Q", y=y),
        *_marks(rows, x, y),
        *_texts(rows, scale, y),
    ]
    return layered(layers, height=ROW * len(rows), title=chart_title(title, subtitle))


def _row(step: Step, own: float, end: float, place: int) -> Row:
    value = step.text
    return {
        "place": place,
        "label": wrapped(step.name, 24),
        "label_narrow": wrapped(step.name, NARROW_LETTERS),
        "name": step.name,
        "kind": step.kind,
        "value": step.value,
        "own": own,
        "end": end,
        "text": value,
        "gap": step.gap,
        "long": f"{value} ({step.gap})" if step.gap else value,
        "short": f"{value} ({step.gap.split()[0]})" if step.gap else value,
    }


def _scale(steps: Sequence[Step]) -> alt.Scale:
    values = [step.value for step in steps]
    low, high = min(values), max(values)
    air = (high - low or abs(high) or 1.0) * AIR
    return alt.Scale(domain=[low - air, high + air], nice=False, zero=False)


def _x(scale: alt.Scale) -> alt.X:
    axis = alt.Axis(title=None, tickCount=4, format=",~f", grid=False)
    return alt.X("value:Q", scale=scale, axis=axis)


def _y(rows: Sequence[Row]) -> alt.Y:
    # The axis speaks by place: two rungs may carry the same name (a band and its own predicate).
    names = {row["place"]: row for row in rows}
    wide = _by_place({place: row["label"] for place, row in names.items()})
    narrow = _by_place({place: row["label_narrow"] for place, row in names.items()})
    axis = alt.Axis(
        title=None, domain=False, ticks=False, grid=True, labelLimit=220,
        labelExpr=by_width(narrow, wide), labelLineHeight=16,
    )  # fmt: skip
    return alt.Y("place:O", sort="ascending", axis=axis)


def _by_place(texts: dict[int, list[str]]) -> str:
    pairs = ", ".join(f"'{place}': {array(lines)}" for place, lines in texts.items())
    return f"({{{pairs}}})[datum.value]"


def _marks(rows: Sequence[Row], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    layers = []
    for kind in ("own", "band", "best"):
        some = [row for row in rows if row["kind"] == kind]
        if some:
            chart = of_rows(some)
            layers.append(_mark(chart, kind).encode(x=x, y=y, tooltip=_tooltip()))
    return layers


def _mark(chart: alt.Chart, kind: str) -> alt.Chart:
    marked: alt.Chart
    if kind == "band":
        marked = chart.mark_tick(style="rung", thickness=4, size=22, opacity=1)
    elif kind == "best":
        marked = chart.mark_point(style="rung", shape="diamond", size=160, filled=True, opacity=1)
    else:
        marked = chart.mark_point(
            style="ours-rung", shape="circle", size=180, filled=True, opacity=1
        )
    return marked


def _texts(rows: list[Row], scale: alt.Scale, y: alt.Y) -> list[alt.Chart]:
    """Values in a column of their own: beside the marks they would be cut at the right edge."""
    layers = []
    for kinds, style in ((("own",), "ours-text"), (("band", "best"), "strong-text")):
        some = [row for row in rows if row["kind"] in kinds]
        if some:
            layers.append(
                of_rows(some)
                .transform_calculate(shown=by_width("datum.short", "datum.long"))
                .mark_text(style=style, align="left", dx=8, baseline="middle")
                .encode(x=alt.X("end:Q", scale=scale), y=y, text="shown:N")
            )
    return layers


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=_("Rung")),
        alt.Tooltip("text:N", title=_("Value")),
        alt.Tooltip("gap:N", title=_("Gap")),
    ]
