"""Counts of requests that add up over any split, and the shares that are made from them alone.

Sources: conventions of ticket systems (2024-2026) and Perpres 76/2013 for the complete file. Shares
are never averaged: the counts are added and the share is taken of the sums.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from core.figure import State, state_label
from core.numbers import number, percent
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

PERCENT: Final = 100.0
RISK_PERCENT: Final = 80.0
MIN_RATE: Final = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in percent with the two counts it is made of.

    value is None where the state says why: NO_DATA for nothing at all, INSUFFICIENT under the
    minimum, NO_TARGET where nothing was promised. part and whole stay for the reader.
    """

    part: int
    whole: int
    value: float | None
    state: State

    @property
    def reason(self) -> str:
        """Why there is no value, in words of this run's language; empty where there is one."""
        if self.state is State.INSUFFICIENT:
            return _("too few (n = {count})").format(count=number(self.whole))
        if self.state is State.NO_DATA:
            return _("no data")
        return "" if self.state is State.OK else state_label(self.state)

    def text(self, decimals: int = 2) -> str:
        """The share as it is shown: 60,00%, terlalu sedikit (n = 7), tidak ada data."""
        return self.reason if self.value is None else percent(self.value, decimals)


def rate(part: int, whole: int, minimum: int = 0) -> Rate:
    """100 × part / whole; without a value where whole is 0 or under the minimum."""
    if whole == 0:
        return Rate(part, whole, None, State.NO_DATA)
    if whole < minimum:
        return Rate(part, whole, None, State.INSUFFICIENT)
    return Rate(part, whole, PERCENT * part / whole, State.OK)


class Share(StrEnum):
    """The shares that counts answer."""

    COMPLIANCE = "compliance"
    CLOSED_ONLY = "closed_only"
    FIRST_RESPONSE = "first_response"
    AT_RISK = "at_risk"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of requests of one set: an OPD, a service, a place, a month. Additive: a + b.

    Of a period, nothing here depends on "now":
    received, and of these reopened: opened again at least once; resolved (the last resolution);
    due: judged by their target (met + breached + breached and open); met and closed: of those
    due, in time and resolved at all; answer_due, answered and answered_in_time: the same for the
    first response; archived: closed without an outcome; flawed: faulty times, in no other count.

    At the moment of looking:
    late_open: open and past the target; running: open and in time, at_risk of these; waiting:
    open without a clock, for the file is not complete or no standard holds. In one plain set
    late_open equals due - closed.
    """

    received: int = 0
    resolved: int = 0
    due: int = 0
    met: int = 0
    closed: int = 0
    answer_due: int = 0
    answered_in_time: int = 0
    answered: int = 0
    reopened: int = 0
    archived: int = 0
    flawed: int = 0
    late_open: int = 0
    running: int = 0
    waiting: int = 0
    at_risk: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in NAMES))

    @property
    def breached(self) -> int:
        """Resolved after the target."""
        return self.closed - self.met

    @property
    def breached_open(self) -> int:
        """Of those due, still open."""
        return self.due - self.closed

    @property
    def unanswered(self) -> int:
        """Without a first response although its time is up."""
        return self.answer_due - self.answered

    @property
    def backlog(self) -> int:
        """Open at the moment of looking, whether a clock runs or not."""
        return self.late_open + self.running + self.waiting

    @property
    def overdue(self) -> int:
        """Open and past the target at the moment of looking."""
        return self.late_open

    @property
    def compliance(self) -> float | None:
        """100 × met / (met + breached + breached and open); None where nothing is due."""
        return self.share(Share.COMPLIANCE).value

    @property
    def closed_only(self) -> float | None:
        """100 × met / (met + breached): leaves out what is still late, so never shown alone."""
        return self.share(Share.CLOSED_ONLY).value

    @property
    def first_response(self) -> float | None:
        """100 × answered in time / (answered + unanswered and late)."""
        return self.share(Share.FIRST_RESPONSE).value

    @property
    def at_risk_share(self) -> float | None:
        """Of the open requests still in time, those that have used most of it, in percent."""
        return self.share(Share.AT_RISK).value

    @property
    def reopened_share(self) -> float | None:
        """Of the requests received, those opened again after a resolution, in percent."""
        return self.share(Share.REOPENED).value

    def share(self, which: Share, minimum: int = 0) -> Rate:
        """One of the shares with its counts; without a value under the minimum number."""
        part, whole = self._parts(which)
        return rate(part, whole, minimum)

    def without_running(self, requests: int, answers: int = 0) -> Counts:
        """The counts of a period that has not ended: less what falls due in it, yet is in time.

        requests, answers: open (unanswered) ones whose target lies in the period and after now.
        """
        return replace(self, due=self.due - requests, answer_due=self.answer_due - answers)

    def _parts(self, which: Share) -> tuple[int, int]:
        if which is Share.COMPLIANCE:
            return self.met, self.due
        if which is Share.CLOSED_ONLY:
            return self.met, self.closed
        if which is Share.FIRST_RESPONSE:
            return self.answered_in_time, self.answer_due
        if which is Share.AT_RISK:
            return self.at_risk, self.running
        return self.reopened, self.received


NAMES: Final = tuple(one.name for one in fields(Counts))


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of some counts; nothing at all gives zeros, whose shares are "tidak ada data"."""
    return sum(counts, start=Counts())


def counts_of(
    elapsed: NDArray[np.int64],
    target: NDArray[np.int64],
    resolved: NDArray[np.bool_],
    *,
    risk_percent: float = RISK_PERCENT,
) -> Counts:
    """The counts of a plain set as of a moment.

    elapsed, target: shape (n,), in one unit and on one clock (calendar or working) each, pauses
    counted off; resolved: shape (n,). Equality is met. At risk: running with elapsed at least
    risk_percent of the target (convention of this product).
    """
    inside = elapsed <= target
    late_open = int(np.count_nonzero(~resolved & ~inside))
    closed = int(np.count_nonzero(resolved))
    return Counts(
        received=len(elapsed),
        resolved=closed,
        due=closed + late_open,
        met=int(np.count_nonzero(resolved & inside)),
        closed=closed,
        late_open=late_open,
        running=int(np.count_nonzero(~resolved & inside)),
        at_risk=int(np.count_nonzero(~resolved & at_risk(elapsed, target, risk_percent))),
    )


def at_risk(
    elapsed: NDArray[np.int64], target: NDArray[np.int64], percent_used: float = RISK_PERCENT
) -> NDArray[np.bool_]:
    """Which are in time, yet have used so many percent of their target; shape (n,)."""
    # Multiplied rather than divided: a target may be 0, and the edge must be exact.
    return (elapsed <= target) & (elapsed * PERCENT >= target * percent_used)
