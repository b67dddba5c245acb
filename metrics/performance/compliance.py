"""Kepatuhan lapor: who reports in time, who late, who not at all. Convention of this product.

Expected are the reports whose due day has passed; one that is not due yet is out of every count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from metrics.performance.parts import due_parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from metrics.performance.parts import Part
    from metrics.workdays import Workdays

PERCENT: Final = 100.0


@dataclass(frozen=True, slots=True)
class Report:
    """One report that is owed. submitted_on: first day of submission in the regency's own zone.

    days_late: working days from the due day to the submission, 0 in time or without submission.
    """

    due_on: date
    submitted_on: date | None = None
    days_late: int = 0

    @property
    def on_time(self) -> bool:
        """Submitted by the due day."""
        return self.submitted_on is not None and self.submitted_on <= self.due_on

    @property
    def late(self) -> bool:
        """Submitted after the due day."""
        return self.submitted_on is not None and self.submitted_on > self.due_on


def report(due_on: date, submitted_on: date | None, workdays: Workdays) -> Report:
    """A report with its lateness counted in working days."""
    late = 0 if submitted_on is None else workdays.between(due_on, submitted_on)
    return Report(due_on, submitted_on, late)


@dataclass(frozen=True, slots=True)
class Compliance:
    """Numbers of reports that are due; days_late: working days of all late ones together."""

    on_time: int = 0
    late: int = 0
    missing: int = 0
    days_late: int = 0

    @property
    def expected(self) -> int:
        """All reports that are due."""
        return self.on_time + self.late + self.missing

    @property
    def rate(self) -> float | None:
        """Kepatuhan in percent: in time of all that are due; None where none is."""
        return self.on_time / self.expected * PERCENT if self.expected else None

    @property
    def completeness(self) -> float | None:
        """Kelengkapan in percent: submitted, in time or late, of all that are due."""
        return (self.on_time + self.late) / self.expected * PERCENT if self.expected else None


def of_parts(parts: Iterable[Part], as_of: date) -> Compliance:
    """The compliance on a day from stored counts (rows of table score_part)."""
    due = due_parts(parts, as_of)
    on_time = sum(part.reports_on_time for part in due)
    late = sum(part.reports_late for part in due)
    return Compliance(
        on_time,
        late,
        sum(part.reports for part in due) - on_time - late,
        sum(part.days_late for part in due),
    )


def of_reports(reports: Iterable[Report], as_of: date) -> Compliance:
    """The same from the reports themselves."""
    due = [one for one in reports if one.due_on < as_of]
    on_time, late = sum(one.on_time for one in due), sum(one.late for one in due)
    return Compliance(on_time, late, len(due) - on_time - late, sum(one.days_late for one in due))


def days_silent(oldest_due: date, as_of: date, workdays: Workdays) -> int:
    """Working days since the oldest report fell due: "Belum lapor n hari"."""
    return workdays.between(oldest_due, as_of)
