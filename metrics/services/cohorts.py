"""How mature a month of receipts is: its compliance moves until its longest target is over.

Convention of this product. The period that is published goes by the month in which targets fall
due instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.numbers import number
from core.periods import Period
from core.words import _
from metrics.services.counts import Rate, rate

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Cohort:
    """The requests received in one period.

    received: those that an outcome awaits (not faulty, not archived); judged: met, breached, or
    open and late; waiting: of the others, those whose file is not complete; last_target: the
    last moment (UTC) at which one of them can still be in time, None where no clock has started.
    """

    period: str
    received: int
    judged: int
    waiting: int
    last_target: np.datetime64 | None
    final: bool

    @property
    def share(self) -> Rate:
        """The judged ones of all, in percent."""
        return rate(self.judged, self.received)

    @property
    def label(self) -> str:
        """`belum final (123 dari 200 dinilai)`; empty once it is final."""
        if self.final:
            return ""
        return _("not final yet ({judged} of {count} judged)").format(
            judged=number(self.judged), count=number(self.received)
        )


def cohort(
    period: str,
    received: int,
    judged: int,
    last_target: np.datetime64 | None,
    *,
    now: np.datetime64,
    today: date,
    waiting: int = 0,
) -> Cohort:
    """A cohort from its counts. now: UTC; today: the local day.

    Final once the period has ended and the longest target in it has passed; requests that are
    never completed keep no month open, they stay visible in the share.
    """
    ended = Period.parse(period).end < today
    passed = last_target is None or bool(now > last_target)
    return Cohort(period, received, judged, waiting, last_target, final=ended and passed)


def cohorts(
    periods: NDArray[Any],
    late_after: NDArray[np.datetime64],
    resolved: NDArray[np.bool_],
    *,
    now: np.datetime64,
    today: date,
) -> tuple[Cohort, ...]:
    """The cohorts of some requests in order of the period.

    periods: shape (n,), texts (month of receipt, local); late_after: shape (n,), UTC, the last
    moment in time, NaT while the clock has not started; resolved: shape (n,).
    """
    names, group = np.unique(periods, return_inverse=True)
    judged = resolved | (late_after < now)
    waiting = np.isnat(late_after) & ~resolved
    found = []
    for place, name in enumerate(names.tolist()):
        mine = group == place
        targets = late_after[mine & ~np.isnat(late_after)]
        found.append(
            cohort(
                name,
                int(np.count_nonzero(mine)),
                int(np.count_nonzero(judged & mine)),
                targets.max() if len(targets) else None,
                now=now,
                today=today,
                waiting=int(np.count_nonzero(waiting & mine)),
            )
        )
    return tuple(found)
