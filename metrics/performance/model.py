"""What the formulas work on: an indicator with its targets and actuals, and how it stands.

Values count in the indicator's own unit, achievement in percent, weights in any one unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from metrics.performance.kinds import Cadence, Formula, Pattern, Reason, ReportState


@dataclass(frozen=True, slots=True)
class Aim:
    """A target: one value, or a range with a lower and an upper end (both inclusive)."""

    value: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, and by which rules.

    release_month: months from December of the measured year to the month of publication, for the
    pattern `rilis` alone. valid_from, valid_to: first and last year, open where None.
    lowest, highest: the plausible range of an actual.
    """

    code: str
    opd: str
    formula: Formula
    pattern: Pattern
    cadence: Cadence
    weight: float
    baseline: float | None = None
    release_month: int | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    decimals: int = 2
    lowest: float | None = None
    highest: float | None = None

    def valid_in(self, year: int) -> bool:
        """Whether the indicator is measured in this year."""
        return (self.valid_from is None or self.valid_from <= year) and (
            self.valid_to is None or year <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of one period. revision 0 is the original; the highest one is in force."""

    period: str
    revision: int
    aim: Aim


@dataclass(frozen=True, slots=True)
class ActualRow:
    """What was reported for one period of the indicator's cadence, and how far it has come."""

    period: str
    value: float | None
    state: ReportState


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stands at the end of a triwulan, whatever the day of looking.

    due_on: last day on which its report is in time; None where it is not due in this triwulan.
    reported: the triwulan's own reports are there. verified: and all that it rests on is verified.
    verification: the least firm state of that. realised, expected: r(p) and e(p); the expected of
    a range is its lower end, expected_upper its upper one. to_date, year: achievement in percent,
    raw. original: to_date against the original target, where a later revision is easier.
    reason: why there is no to_date, or on which rule of its own it rests. missing: periods up to
    this triwulan without a value. linear: no targets per period are stored, e(p) is a share of the
    year's. as_of: last day of the newest period that realised rests on, as text 2026-09-30.
    """

    weight: float
    due_on: date | None = None
    reported: bool = False
    verified: bool = False
    verification: ReportState | None = None
    realised: float | None = None
    expected: float | None = None
    expected_upper: float | None = None
    year_target: float | None = None
    year_target_upper: float | None = None
    to_date: float | None = None
    year: float | None = None
    original: float | None = None
    reason: Reason | None = None
    missing: tuple[str, ...] = ()
    linear: bool = False
    as_of: str | None = None
