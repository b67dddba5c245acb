"""The late map: where requests of the last 30 days are overdue, by kecamatan or desa.

Convention of this product: of the requests that fell due in those days, the open ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from metrics.services.counts import MIN_RATE, Counts, Rate, rate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from numpy.typing import NDArray

WINDOW_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Place:
    """One place. overdue: open ones of those that fell due; late: those and the ones done late.

    Both keep their counts where n is too small for a rate; their whole is n.
    """

    code: str
    overdue: Rate
    late: Rate

    @property
    def n(self) -> int:
        """Requests that fell due in the window."""
        return self.overdue.whole


def late_map(
    counts: Mapping[str, Counts], places: Collection[str] = (), minimum: int = MIN_RATE
) -> tuple[Place, ...]:
    """The places in order of the code; one of `places` without counts has no data, never 0 %.

    counts: by code, of the requests that fell due within the window (due, met, closed).
    """
    nothing = Counts()
    return tuple(
        _place(code, counts.get(code, nothing), minimum) for code in sorted({*counts, *places})
    )


def window_counts(
    places: NDArray[Any],
    late_after: NDArray[np.datetime64],
    resolved_at: NDArray[np.datetime64],
    now: np.datetime64,
    days: int = WINDOW_DAYS,
) -> dict[str, Counts]:
    """The counts by place of the requests that fell due in the days up to now.

    places: shape (n,), codes; late_after, resolved_at: shape (n,), UTC, NaT where there is none.
    The last moment in time must have passed: one that is still running is not due.
    """
    inside = (late_after < now) & (late_after >= now - np.timedelta64(days, "D"))
    closed = inside & (resolved_at <= now)
    met = closed & (resolved_at <= late_after)
    names, group = np.unique(places[inside], return_inverse=True)
    sums = [
        np.bincount(group, weights=which[inside], minlength=len(names)).astype(int)
        for which in (inside, met, closed)
    ]
    return {
        str(name): Counts(due=int(due), met=int(kept), closed=int(done), late_open=int(due - done))
        for name, due, kept, done in zip(names.tolist(), *sums, strict=True)
    }


def _place(code: str, counts: Counts, minimum: int) -> Place:
    return Place(
        code,
        rate(counts.breached_open, counts.due, minimum),
        rate(counts.due - counts.met, counts.due, minimum),
    )
