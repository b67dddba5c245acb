"""How one indicator stands at the end of a triwulan: realised against expected.

Actuals that their OPD may still change (draft, sent back, rejected) never enter: what is not
handed in cannot be read off a standing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from metrics.performance.achievement import achievement, easier, plain
from metrics.performance.expected import expected, in_force
from metrics.performance.kinds import FIRMNESS, OPEN, VERIFIED, Pattern, Reason
from metrics.performance.model import Aim, Standing
from metrics.performance.periods import (
    due_on,
    periods_of,
    periods_to,
    release_quarter,
    year_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.periods import Period
    from metrics.performance.achievement import Achievement
    from metrics.performance.expected import Expected
    from metrics.performance.kinds import ReportState
    from metrics.performance.model import ActualRow, Indicator, TargetRow
    from metrics.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Realised:
    """The actual side. value: r(p), where current is False only what is known so far.

    current: it may be held against the target. reported: the triwulan's own reports are there.
    used: the periods whose values it rests on, in order; states: of those values.
    """

    value: float | None
    current: bool
    reported: bool
    used: tuple[Period, ...]
    states: tuple[ReportState, ...]
    missing: tuple[str, ...]


def standing(
    indicator: Indicator,
    quarter: Period,
    targets: Sequence[TargetRow],
    actuals: Mapping[str, ActualRow],
    *,
    workdays: Workdays,
    report_days: int,
) -> Standing | None:
    """How an indicator stands at the end of a triwulan; None in a year in which it is not valid.

    targets may hold other years; actuals is by period text. The result does not depend on the day
    of looking: until due_on a missing report is `belum_lapor` here and not yet due to a reader
    (see `reason_on`).
    """
    if not indicator.valid_in(quarter.end.year):
        return None
    own, upto = _reports(indicator, quarter)
    aims, original = in_force(targets, quarter.end.year)
    if not own:
        return _not_yet(indicator, expected(indicator, quarter, aims, ()).year)
    seen = _realised(indicator.pattern, own, upto, actuals)
    goal = expected(indicator, quarter, aims, seen.used)
    first = None if original is None else expected(indicator, quarter, original, seen.used)
    due = _due(indicator, quarter, own[-1], workdays, report_days)
    return _standing(indicator, seen, goal, first=first, due=due)


def reason_on(
    reason: Reason | None, due_on: date | None, as_of: date, pattern: Pattern
) -> Reason | None:
    """The reason as it reads on a day: what is missing is not yet due up to its due day."""
    if reason is Reason.NOT_REPORTED and (due_on is None or due_on >= as_of):
        return Reason.NOT_RELEASED if pattern is Pattern.RELEASE else Reason.NOT_DUE
    return reason


def _reports(
    indicator: Indicator, quarter: Period
) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The triwulan's own reports, and all of the year up to it. A release stays once it stands."""
    if indicator.pattern is not Pattern.RELEASE:
        return periods_of(indicator.cadence, quarter), periods_to(indicator.cadence, quarter)
    stands = release_quarter(indicator, quarter).end <= quarter.end
    own = (year_of(quarter.end.year),) if stands else ()
    return own, own


def _due(
    indicator: Indicator, quarter: Period, report: Period, workdays: Workdays, report_days: int
) -> date | None:
    if indicator.pattern is Pattern.RELEASE and release_quarter(indicator, quarter) != quarter:
        # Published in an earlier triwulan: it counts in this one together with all the others.
        return workdays.add(quarter.end, report_days)
    return due_on(indicator, report, workdays, report_days)


def _not_yet(indicator: Indicator, year: Aim | None) -> Standing:
    awaited = indicator.pattern is Pattern.RELEASE
    return Standing(
        indicator.weight,
        year_target=_low(year),
        year_target_upper=_high(year),
        reason=Reason.NOT_RELEASED if awaited else Reason.NOT_DUE,
    )


def _realised(
    pattern: Pattern,
    own: tuple[Period, ...],
    upto: tuple[Period, ...],
    actuals: Mapping[str, ActualRow],
) -> Realised:
    there: list[tuple[Period, float, ReportState]] = []
    missing = []
    for period in upto:
        row = actuals.get(period.text)
        value = None if row is None or row.state in OPEN else row.value
        if row is None or value is None or math.isnan(value):
            missing.append(period.text)
        else:
            there.append((period, value, row.state))
    if pattern is Pattern.STOCK:
        there = there[-1:]
        current = bool(there) and there[0][0].end >= own[0].start
        missing = [text for text in missing if any(one.text == text for one in own)]
    else:
        current = not any(one.text in missing for one in own)
    return Realised(
        _value(pattern, [value for _period, value, _state in there]),
        current=current and (pattern is not Pattern.FLOW or not missing),
        reported=current,
        used=tuple(period for period, _value, _state in there),
        states=tuple(state for _period, _value, state in there),
        missing=tuple(missing),
    )


def _value(pattern: Pattern, values: list[float]) -> float | None:
    if not values:
        return None
    if not math.isfinite(sum(values)):
        return math.inf
    total = fsum(values)
    return plain(total / len(values) if pattern is Pattern.MEAN else total)


def _standing(
    indicator: Indicator,
    seen: Realised,
    goal: Expected,
    *,
    first: Expected | None,
    due: date | None,
) -> Standing:
    actual = seen.value if seen.current else None
    found = _to_date(indicator, goal, actual)
    return Standing(
        weight=indicator.weight,
        due_on=due,
        reported=seen.reported,
        verified=seen.reported and VERIFIED.issuperset(seen.states),
        verification=min(set(seen.states), key=FIRMNESS.index, default=None),
        realised=None if seen.value == math.inf else seen.value,
        expected=_low(goal.aim),
        expected_upper=_high(goal.aim),
        year_target=_low(goal.year),
        year_target_upper=_high(goal.year),
        to_date=found.value,
        year=achievement(indicator.formula, goal.year, actual).value,
        original=_original(indicator, seen, goal, first),
        reason=found.reason,
        missing=seen.missing,
        linear=goal.linear,
        as_of=seen.used[-1].end.isoformat() if seen.used else None,
    )


def _to_date(indicator: Indicator, goal: Expected, actual: float | None) -> Achievement:
    aim, year = goal.aim, goal.year
    # The formulas see a pending target as one that is there: missing is another reason.
    pending = goal.reason is Reason.NOTHING_EXPECTED or (
        indicator.pattern is Pattern.FLOW
        and aim is not None
        and aim.value == 0
        and year is not None
        and (year.value or 0) > 0
    )
    found = achievement(indicator.formula, year if pending else aim, actual, pending=pending)
    if found.reason is Reason.NO_TARGET and goal.reason is not None:
        return type(found)(reason=goal.reason)
    return found


def _original(
    indicator: Indicator, seen: Realised, goal: Expected, first: Expected | None
) -> float | None:
    """Achievement against the targets as first set, only where those in force ask for less."""
    if first is None or first.aim is None or goal.aim is None or not seen.current:
        return None
    if not easier(indicator.formula, goal.aim, first.aim):
        return None
    return achievement(indicator.formula, first.aim, seen.value).value


def _low(aim: Aim | None) -> float | None:
    if aim is None:
        return None
    return aim.lower if aim.value is None else aim.value


def _high(aim: Aim | None) -> float | None:
    return None if aim is None else aim.upper
