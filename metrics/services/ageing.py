"""How old what is open is: by the share of its target used, by calendar days, by given bounds.

Convention of ticket systems; the bounds by share and by day are those of this product.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from core.numbers import number, percent
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHARES: Final = (50.0, 100.0, 200.0)
DAYS: Final = (3, 7, 14, 30)
PERCENT: Final = 100.0


@dataclass(frozen=True, slots=True)
class Slot:
    """Numbers between two bounds: above < value <= up_to; None where that side is open."""

    above: float | None
    up_to: float | None
    count: int

    @property
    def share_label(self) -> str:
        """The bounds as shares of the target: ≤50%, >50–100%, >200%."""
        if self.above is None:
            return f"≤{percent(self.up_to or 0, 0)}"
        if self.up_to is None:
            return f">{percent(self.above, 0)}"
        return f">{number(self.above)}–{percent(self.up_to, 0)}"

    @property
    def days_label(self) -> str:
        """The bounds as whole days: 0–3 hari, 4–7 hari, lebih dari 30 hari."""
        if self.up_to is None:
            return _("more than {days} days").format(days=number(self.above or 0))
        first = 0 if self.above is None else self.above + 1
        return _("{first}–{last} days").format(first=number(first), last=number(self.up_to))


@dataclass(frozen=True, slots=True)
class Ageing:
    """The slots in order; unknown: open ones without a running clock or a known age."""

    slots: tuple[Slot, ...]
    unknown: int = 0

    @property
    def counts(self) -> tuple[int, ...]:
        """The numbers alone, in order."""
        return tuple(slot.count for slot in self.slots)

    @property
    def total(self) -> int:
        """All of them, the unknown among them."""
        return sum(self.counts) + self.unknown


def by_bounds(values: NDArray[np.float64], bounds: Sequence[float]) -> Ageing:
    """Numbers by bounds of their own unit, upper bounds inclusive; NaN is unknown.

    values: shape (n,); bounds: rising, k of them make k + 1 slots.
    """
    known = values[~np.isnan(values)]
    place = np.searchsorted(np.asarray(bounds, dtype=np.float64), known, side="left")
    return _slots(place, bounds, unknown=len(values) - len(known))


def by_share(elapsed: NDArray[np.float64], target: NDArray[np.float64]) -> Ageing:
    """Open requests by elapsed / target: <=50, >50-100, >100-200, >200 %.

    elapsed, target: shape (n,), in one unit; NaN where no clock runs yet. With a target of 0
    (at once) whatever has waited at all stands in the last slot.
    """
    running = ~(np.isnan(elapsed) | np.isnan(target))
    used, whole = elapsed[running] * PERCENT, target[running]
    place = sum(
        ((used > whole * bound).astype(np.int64) for bound in SHARES),
        start=np.zeros(len(used), dtype=np.int64),
    )
    return _slots(place, SHARES, unknown=len(elapsed) - len(used))


def by_share_of_counts(
    open_requests: int, past_half: int, overdue: int, past_double: int, *, unknown: int = 0
) -> Ageing:
    """The same from stored numbers.

    open_requests: open ones with a clock; of these past_half, overdue and past_double: how many
    have used more than 50, 100 and 200 % of their target; unknown: open ones without a clock.
    """
    passed = (open_requests, past_half, overdue, past_double, 0)
    counts = [more - less for more, less in pairwise(passed)]
    return _with_edges(counts, SHARES, unknown=unknown)


def by_days(days: NDArray[np.float64]) -> Ageing:
    """Open requests by whole calendar days since receipt: 0-3, 4-7, 8-14, 15-30, >30.

    days: shape (n,); the day of receipt is day 0; a part of a day does not count; NaN is unknown.
    """
    return by_bounds(np.floor(days), DAYS)


def _slots(place: NDArray[np.int64], bounds: Sequence[float], *, unknown: int) -> Ageing:
    found = np.bincount(place, minlength=len(bounds) + 1)
    return _with_edges(found.tolist(), bounds, unknown=unknown)


def _with_edges(counts: Sequence[int], bounds: Sequence[float], *, unknown: int) -> Ageing:
    edges = pairwise((None, *bounds, None))
    return Ageing(
        tuple(
            Slot(above, up_to, count) for (above, up_to), count in zip(edges, counts, strict=True)
        ),
        unknown,
    )
