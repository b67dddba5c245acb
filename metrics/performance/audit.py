"""Follow-up of audit recommendations: four statuses, rupiah outstanding, age, the 60-day clock.

The recommendation is counted, not the finding. An answer is due within 60 days of the report:
UU 15/2004 article 20(3). Statuses: Peraturan BPK 2/2017.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

ANSWER_DAYS: Final = 60
PERCENT: Final = 100.0


class Status(StrEnum):
    """How far a recommendation is followed up."""

    SETTLED = "sesuai"
    IN_PROGRESS = "dalam_proses"
    NOT_STARTED = "belum"
    EXEMPT = "tidak_dapat"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in (Status.IN_PROGRESS, Status.NOT_STARTED)

    @property
    def label(self) -> str:
        """The status as the auditors word it, in this run's language."""
        return _(STATUS_LABELS[self])


class Age(StrEnum):
    """How long ago the report was, in calendar days."""

    ANSWERING = "60"
    HALF_YEAR = "180"
    YEAR = "365"
    OLDER = "older"

    @property
    def label(self) -> str:
        """The band in words of this run's language."""
        return _(AGE_LABELS[self])


STATUS_LABELS: Final = {
    Status.SETTLED: N_("in accordance with the recommendation"),
    Status.IN_PROGRESS: N_("not yet in accordance, in progress"),
    Status.NOT_STARTED: N_("not yet followed up"),
    Status.EXEMPT: N_("cannot be followed up, for a valid reason"),
}
AGE_LABELS: Final = {
    Age.ANSWERING: N_("up to 60 days"),
    Age.HALF_YEAR: N_("61 to 180 days"),
    Age.YEAR: N_("181 to 365 days"),
    Age.OLDER: N_("more than 365 days"),
}
AGE_ENDS: Final = ((60, Age.ANSWERING), (180, Age.HALF_YEAR), (365, Age.YEAR))


def due_day(report_date: date) -> date:
    """The last day of the answer: 60 calendar days after the report."""
    return report_date + timedelta(days=ANSWER_DAYS)


def age_band(days: int) -> Age:
    """The band of an age in calendar days since the report."""
    return next((band for end, band in AGE_ENDS if days <= end), Age.OLDER)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation. amount, settled: whole rupiah; None where no money is at stake."""

    code: str
    opd: str
    report_date: date
    status: Status
    amount: int | None = None
    settled: int | None = None

    @property
    def outstanding(self) -> int:
        """Rupiah still to be paid back or put right; 0 once the recommendation is closed."""
        if not self.status.is_open or self.amount is None:
            return 0
        return max(self.amount - (self.settled or 0), 0)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The recommendations of one OPD or of all on a day.

    numbers: by status; ages: open ones by age; outstanding: rupiah; overdue: open ones whose
    60 days are over; next_due: the nearest answer day still ahead.
    """

    numbers: Mapping[Status, int]
    ages: Mapping[Age, int]
    outstanding: int
    overdue: int
    next_due: date | None

    @property
    def total(self) -> int:
        """All recommendations."""
        return sum(self.numbers.values())

    def share(self, status: Status) -> float | None:
        """The share of a status in percent of all; None where there is no recommendation."""
        return self.numbers[status] / self.total * PERCENT if self.total else None

    @property
    def settled(self) -> float | None:
        """Penyelesaian in percent."""
        return settled(self.numbers)


def settled(numbers: Mapping[Status, int] | Mapping[str, int]) -> float | None:
    """Penyelesaian in percent: in accordance / all, those with a valid reason among all.

    numbers: by status or its text. None where there is no recommendation.
    """
    by_text = {str(status): number for status, number in numbers.items()}
    total = sum(by_text.values())
    return by_text.get(Status.SETTLED, 0) / total * PERCENT if total else None


def follow_up(rows: Iterable[Recommendation], as_of: date) -> FollowUp:
    """The summary of some recommendations on a day."""
    every = list(rows)
    pending = [row for row in every if row.status.is_open]
    numbers = Counter(row.status for row in every)
    ages = Counter(age_band((as_of - row.report_date).days) for row in pending)
    days = [due_day(row.report_date) for row in pending]
    return FollowUp(
        numbers={status: numbers[status] for status in Status},
        ages={age: ages[age] for age in Age},
        outstanding=sum(row.outstanding for row in pending),
        overdue=sum(day < as_of for day in days),
        next_due=min((day for day in days if day >= as_of), default=None),
    )
