"""Indicators, targets and actuals in one line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.periods import Period
from core.settings import Calendar
from metrics.performance.kinds import Cadence, Formula, Pattern, ReportState
from metrics.performance.model import ActualRow, Aim, Indicator, Standing, TargetRow
from metrics.performance.score import Entry
from metrics.performance.standing import standing
from metrics.workdays import workdays

DAYS = workdays(Calendar(collective_leave_is_worked=False))
TODAY = date(2026, 11, 22)


def indicator(
    pattern: Pattern = Pattern.FLOW,
    formula: Formula = Formula.UP,
    cadence: Cadence = Cadence.QUARTER,
    **other: Any,
) -> Indicator:
    return Indicator("I-1", "OPD-05", formula, pattern, cadence, **{"weight": 1.0, **other})


def aim(value: float | tuple[float, float] | None) -> Aim | None:
    if value is None:
        return None
    return Aim(lower=value[0], upper=value[1]) if isinstance(value, tuple) else Aim(value)


def targets(
    values: dict[str, float | tuple[float, float]], revision: int = 0
) -> tuple[TargetRow, ...]:
    return tuple(
        TargetRow(period, revision, found)
        for period, value in values.items()
        if (found := aim(value)) is not None
    )


def actuals(
    values: dict[str, float | None], state: ReportState = ReportState.VERIFIED
) -> dict[str, ActualRow]:
    return {period: ActualRow(period, value, state) for period, value in values.items()}


def stands(
    one: Indicator,
    period: str,
    goals: tuple[TargetRow, ...],
    reported: dict[str, ActualRow],
) -> Standing:
    found = standing(one, Period.parse(period), goals, reported, workdays=DAYS, report_days=10)
    assert found is not None
    return found


def entry(code: str, weight: float, value: float | None, **other: Any) -> Entry:
    usual: dict[str, Any] = {
        "verified": value is not None,
        "reported": value is not None,
        "due_on": date(2026, 10, 14),
    }
    return Entry(code, weight, value, **{**usual, **other})
