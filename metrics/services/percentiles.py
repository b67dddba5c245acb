"""Percentiles of durations, from the values themselves or from a packed histogram.

Linear between ranks (type 7 of Hyndman and Fan 1996), as PostgreSQL's percentile_cont and a
spreadsheet do it; computed here because SQLite has none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from core.figure import State
from core.numbers import number
from core.words import _, ngettext
from metrics.services.histogram import quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from metrics.services.histogram import Histogram

MIN_PERCENTILE: Final = 10
USUAL_WEEKS: Final = 13
USUAL_PERCENT: Final = 80.0
MEDIAN: Final = 50.0
SLOW: Final = 90.0
PERCENT: Final = 100.0
# A worked day of 7.5 hours is no binary fraction: 3.0000000001 days are 3.
NOISE: Final = 6


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the slow end of n resolved requests, in the unit of the values.

    p50 is None without a value; p90 also under the minimum number, then p90_state says so.
    """

    n: int
    p50: float | None
    p90: float | None

    @property
    def p90_state(self) -> State:
        """Whether there is a p90, and if not, why."""
        if self.n == 0:
            return State.NO_DATA
        return State.INSUFFICIENT if self.p90 is None else State.OK


@dataclass(frozen=True, slots=True)
class Usual:
    """P80 of the days that the n requests resolved of late took; None with its state."""

    p80: float | None
    n: int
    state: State

    @property
    def days(self) -> int | None:
        """Whole days within which four of five were done."""
        return None if self.p80 is None else math.ceil(round(self.p80, NOISE))

    def sentence(self, *, working: bool, weeks: int = USUAL_WEEKS) -> str:
        """`biasanya selesai 4 hari kerja (P80, 13 minggu terakhir, n = 45)`, or why not."""
        if self.days is None:
            if self.state is State.NO_DATA:
                return _("none finished in the last {weeks} weeks").format(weeks=number(weeks))
            return _("too few finished in the last {weeks} weeks (n = {count})").format(
                weeks=number(weeks), count=number(self.n)
            )
        return _("usually done in {days} (P80, last {weeks} weeks, n = {count})").format(
            days=_days(self.days, working=working), weeks=number(weeks), count=number(self.n)
        )


def _days(days: int, *, working: bool) -> str:
    if working:
        return ngettext("{days} working day", "{days} working days", days).format(days=number(days))
    return ngettext("{days} day", "{days} days", days).format(days=number(days))


def linear(values: NDArray[np.float64], percent: float) -> float | None:
    """The value at so many percent of the ranks, linear between two; None without a value.

    values: shape (n,), in any order; NaN is left out.
    """
    known = values[~np.isnan(values)]
    return float(np.percentile(known, percent, method="linear")) if len(known) else None


def nearest_rank(values: NDArray[np.float64], percent: float) -> float | None:
    """The smallest value that at least so many percent do not pass: a value that occurred."""
    known = np.sort(values[~np.isnan(values)])
    if not len(known):
        return None
    place = math.ceil(round(percent * len(known) / PERCENT, NOISE)) - 1
    return float(known[max(place, 0)])


def spread(values: NDArray[np.float64], minimum: int = MIN_PERCENTILE) -> Spread:
    """p50 and p90 of durations of resolved requests; p90 from the minimum number on."""
    n = int(np.count_nonzero(~np.isnan(values)))
    return Spread(n, linear(values, MEDIAN), linear(values, SLOW) if n >= minimum else None)


def spread_of(histogram: Histogram, minimum: int = MIN_PERCENTILE) -> Spread:
    """The same from a histogram, in seconds and within 1 %."""
    n = histogram.total
    slow = quantile(histogram, SLOW / PERCENT) if n >= minimum else None
    return Spread(n, quantile(histogram, MEDIAN / PERCENT), slow)


def usual(days: NDArray[np.float64], minimum: int = MIN_PERCENTILE) -> Usual:
    """How long it usually takes: P80, linear, of the days each request took.

    days: shape (n,), working or calendar days as the standard counts, of those resolved in the
    last 13 weeks (`recent`). Convention of this product.
    """
    n = int(np.count_nonzero(~np.isnan(days)))
    return _usual(linear(days, USUAL_PERCENT), n, minimum)


def usual_of(histogram: Histogram, seconds_a_day: float, minimum: int = MIN_PERCENTILE) -> Usual:
    """The same from a histogram of seconds; seconds_a_day: 86,400, or those of a working day."""
    seconds = quantile(histogram, USUAL_PERCENT / PERCENT)
    days = None if seconds is None else seconds / seconds_a_day
    return _usual(days, histogram.total, minimum)


def recent(
    resolved_at: NDArray[np.datetime64], now: np.datetime64, weeks: int = USUAL_WEEKS
) -> NDArray[np.bool_]:
    """Which were resolved in the weeks up to now; shape (n,). NaT (open) was not."""
    found: NDArray[np.bool_] = (resolved_at > now - np.timedelta64(7 * weeks, "D")) & (
        resolved_at <= now
    )
    return found


def _usual(p80: float | None, n: int, minimum: int) -> Usual:
    if n == 0:
        return Usual(None, n, State.NO_DATA)
    return Usual(None, n, State.INSUFFICIENT) if n < minimum else Usual(p80, n, State.OK)
