"""Where things stand on a trend: bounds and axes, found here because labels depend on them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import altair as alt

from charts.line import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from charts.line import Line, TargetSpan

HEIGHT: Final = 340
LINE_HEIGHT: Final = 18
MOST_TICKS: Final = 10
# The share of the time shown, at its end, from which a leader is short enough.
LED: Final = 0.16


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


def frame_of(lines: Sequence[Line], targets: Sequence[TargetSpan], *, yearly: bool) -> Frame:
    """The frame that holds every spot and target. yearly: the axis names the ends of years."""
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


def x_of(field: str, frame: Frame) -> alt.X:
    """A field of moments (ms) on the axis of time."""
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


def y_of(field: str, frame: Frame) -> alt.Y:
    """A field of values on the vertical axis."""
    # Thousands are grouped, and zeros after the mark dropped: 1.250 and 2,5.
    return alt.Y(
        f"{field}:Q",
        scale=alt.Scale(domain=[frame.low, frame.high], nice=False, zero=False),
        axis=alt.Axis(title=None, tickCount=5, format=",~f", domain=False, ticks=False),
    )
