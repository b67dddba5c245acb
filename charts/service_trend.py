"""A share over time with what happened meanwhile: a line, gaps, thin marks with a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import altair as alt

from charts.layer import Row, layered, of_rows
from charts.line import moment
from charts.theme import by_width
from charts.title import chart_title
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

HEIGHT: Final = 220
ROWS: Final = 3
"""Lines of words above the plot, which share its width."""
ROW: Final = 17
LETTERS: Final = 22
LETTER_DAYS: Final = 1.15
"""Days of half a year that a letter covers on a desk."""
STEP: Final = 10
TOP: Final = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """A share (or minutes) of one period, in words. value: None for none; whole: it has ended.

    text: with its number of requests, short: without.
    """

    day: date
    period: str
    value: float | None
    text: str
    more: str
    whole: bool
    short: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Something on the time axis. number: its place in the list that stands below."""

    day: date
    number: int
    name: str
    full: str


def service_trend(
    spots: Sequence[Spot],
    notes: Sequence[Happened],
    *,
    title: str,
    subtitle: str,
    minutes: bool = False,
) -> alt.LayerChart:
    """The line of ended periods; a running one is a ring, one without a share is left out.

    The axis begins at the last ten below the lowest share: the subtitle says so. minutes: the
    values are minutes and no shares, from 0.
    """
    top = ROWS * ROW + 6 if notes else 0
    ends = [0, _most(spots)] if minutes else [lowest(spots), TOP]
    x = _x(spots, notes)
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=ends, nice=False, range=[HEIGHT, top]),
        axis=alt.Axis(
            title=None, tickCount=5, labelExpr="datum.label" if minutes else "datum.label + '%'"
        ),
    )
    what = _("Half there within") if minutes else _("In time")
    layers = [*_marks(notes, x), *_lines(spots, x, y), *_dots(spots, x, y, what)]
    return layered(layers, height=HEIGHT, title=chart_title(title, subtitle))


def _most(spots: Sequence[Spot]) -> int:
    """Where an axis of minutes ends."""
    known = [one.value for one in spots if one.value is not None]
    return (int(max(known, default=0)) // STEP + 1) * STEP


def lowest(spots: Sequence[Spot]) -> int:
    """Where the axis begins."""
    known = [one.value for one in spots if one.value is not None]
    return max(int(min(known, default=0) // STEP) * STEP - STEP, 0)


def _x(spots: Sequence[Spot], notes: Sequence[Happened]) -> alt.X:
    days = [one.day for one in spots] + [one.day for one in notes]
    first, last = min(days) - timedelta(days=2), max(days) + timedelta(days=4)
    months = [day for day in _month_starts(first, last) if day >= first]
    axis = alt.Axis(
        title=None, values=[moment(day) for day in months], labelOverlap=True, labelAngle=0,
        grid=False, labelExpr="utcFormat(datum.value, datum.index == 0 ||"
        " utcmonth(datum.value) == 0 ? '%b %y' : '%b')",
    )  # fmt: skip
    # Milliseconds on a plain scale: Vega's interpreter loses the bounds of a temporal one.
    scale = alt.Scale(domain=[moment(first), moment(last)], nice=False, zero=False)
    return alt.X("at:Q", scale=scale, axis=axis)


def _month_starts(first: date, last: date) -> list[date]:
    found = [first.replace(day=1)]
    while found[-1] <= last:
        found.append((found[-1] + timedelta(days=32)).replace(day=1))
    return found[:-1]


def _row(one: Spot) -> Row:
    return {
        "at": moment(one.day), "value": one.value, "period": one.period, "text": one.text,
        "more": one.more,
    }  # fmt: skip


def _runs(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Ended periods that follow each other with a share each."""
    runs: list[list[Spot]] = [[]]
    for one in spots:
        if one.value is None or not one.whole:
            runs.append([])
        else:
            runs[-1].append(one)
    return [run for run in runs if run]


def _lines(spots: Sequence[Spot], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    rows = [{**_row(one), "run": place} for place, run in enumerate(_runs(spots)) for one in run]
    if not rows:
        return []
    return [
        of_rows(rows)
        .mark_line(style="ours-rung", strokeWidth=2)
        .encode(x=x, y=y, detail=alt.Detail("run:N"))
    ]


def _dots(spots: Sequence[Spot], x: alt.X, y: alt.Y, what: str) -> list[alt.Chart]:
    tooltip = [
        alt.Tooltip("period:N", title=_("Period")),
        alt.Tooltip("text:N", title=what),
        alt.Tooltip("more:N", title=_("Of this")),
    ]
    layers = []
    for whole, style in ((True, ["ours-rung", "dot"]), (False, ["ours-rung", "ring"])):
        rows = [_row(one) for one in spots if one.whole is whole and one.value is not None]
        if rows:
            mark = of_rows(rows).mark_point(style=style, filled=whole, size=60, opacity=1)
            layers.append(mark.encode(x=x, y=y, tooltip=tooltip))
    return layers


def _marks(notes: Sequence[Happened], x: alt.X) -> list[alt.Chart]:
    """Thin rules; above them the word on a desk, on a phone the number of the list below."""
    if not notes:
        return []
    rows: list[Row] = [
        {"at": moment(one.day), "name": _cut(one.name), "number": str(one.number),
         "full": one.full, "line": line}
        for one, line in zip(notes, _rows_of(notes), strict=True)
    ]  # fmt: skip
    rules = (
        of_rows(rows)
        .mark_rule(style="break", y=ROWS * ROW + 2, y2=HEIGHT)
        .encode(x=x, tooltip=alt.Tooltip("full:N", title=_("Event")))
    )
    words = [
        of_rows([row for row in rows if row["line"] == line])
        .transform_calculate(shown=by_width("datum.number", "datum.name"))
        .mark_text(style="quiet-text", align="left", baseline="top", fontSize=12, dx=3,
                   y=2 + ROW * line, tooltip=None)
        .encode(x=x, text=alt.Text(field="shown", type="nominal"))
        for line in sorted({row["line"] for row in rows})
    ]  # fmt: skip
    return [rules, *words]


def _cut(name: str) -> str:
    return name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"


def _rows_of(notes: Sequence[Happened]) -> list[int]:
    """The line of each word: the first that is free there, else the one that is free soonest."""
    free: list[float] = [float("-inf")] * ROWS
    found = []
    for one in notes:
        day = one.day.toordinal()
        line = next((place for place in range(ROWS) if free[place] <= day), free.index(min(free)))
        free[line] = day + 4 + LETTER_DAYS * len(_cut(one.name))
        found.append(line)
    return found
