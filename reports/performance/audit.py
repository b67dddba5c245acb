"""Recommendations of the auditors: counts for everyone, rows for who may read them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from core.numbers import number, percent
from core.words import _
from metrics.performance.audit import FollowUp, Status, due_day, follow_up
from metrics.performance.audit import Recommendation as Counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data.queries.performance.recommendations import Recommendation, StatusCount

AHEAD: Final = 60
"""Days ahead within which an answer counts as coming up."""


@dataclass(frozen=True, slots=True, eq=False)
class Audits:
    """counts: of every OPD. rows: those that the reader may read, the oldest report first."""

    counts: tuple[StatusCount, ...]
    rows: tuple[Recommendation, ...]

    @property
    def sample(self) -> bool:
        """Whether any of it is sample data."""
        return any(one.sample for one in self.counts)


def counted(counts: Iterable[StatusCount]) -> dict[str, Counter[Status]]:
    """Numbers by OPD and status."""
    found: dict[str, Counter[Status]] = {}
    for one in counts:
        found.setdefault(one.opd, Counter())[Status(one.status)] += one.count
    return found


def whole(counts: Mapping[str, Counter[Status]]) -> Counter[Status]:
    """Numbers by status over all OPD."""
    total: Counter[Status] = Counter()
    for one in counts.values():
        total.update(one)
    return total


def summary(rows: Iterable[Recommendation], as_of: date) -> FollowUp:
    """Shares, rupiah outstanding, ages and next due day of some rows."""
    return follow_up((as_counted(one) for one in rows), as_of)


def as_counted(one: Recommendation) -> Counted:
    """A row as the formulas take it."""
    return Counted(
        one.code,
        one.opd,
        date.fromisoformat(one.report_date),
        Status(one.status),
        one.amount,
        one.settled,
    )


def pending(rows: Iterable[Recommendation], as_of: date) -> list[tuple[date, Recommendation]]:
    """Open rows whose answer is due within the next days or is overdue, with the last day.

    Those still ahead first, the nearest first; then the overdue ones, the longest first.
    """
    found = [
        (due_day(date.fromisoformat(one.report_date)), one)
        for one in rows
        if Status(one.status).is_open
    ]
    ahead = [pair for pair in found if as_of <= pair[0] <= as_of + timedelta(days=AHEAD)]
    late = [pair for pair in found if pair[0] < as_of]
    return sorted(ahead, key=_order) + sorted(late, key=_order)


def _order(pair: tuple[date, Recommendation]) -> tuple[date, str]:
    return pair[0], pair[1].code


def formula(numbers: Counter[Status]) -> str:
    """The share settled with its formula and numbers: 42 sesuai ÷ 58 rekomendasi × 100 = 72,41%."""
    total = sum(numbers.values())
    if not total:
        return _("No audit recommendation is loaded yet.")
    settled = numbers[Status.SETTLED]
    return _(
        "Settled = {settled} in accordance ÷ {total} recommendations × 100 = {share}; those that"
        " cannot be followed up for a valid reason stay in the denominator."
    ).format(settled=number(settled), total=number(total), share=percent(100 * settled / total))


def share_text(numbers: Counter[Status], status: Status) -> str:
    """How many, and what share of all: 12 (41,38%)."""
    total = sum(numbers.values())
    if not total:
        return ""
    return f"{number(numbers[status])} ({percent(100 * numbers[status] / total)})"
