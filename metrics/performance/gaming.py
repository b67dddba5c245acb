"""Checks G1 to G8 of the review meetings: each asks a question, none accuses.

The limits are settings ([performance] of config.toml). Convention of this product.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from statistics import median
from typing import TYPE_CHECKING, Final

from core.periods import Period
from metrics.performance.achievement import easier, plain
from metrics.performance.kinds import Cadence, Formula, Pattern
from metrics.performance.periods import DECEMBER, LAST, month, quarter, year_of
from metrics.performance.questions import Question, Rule, question_text
from metrics.performance.trail import Step, stamped, unlocked_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from core.settings import Performance
    from metrics.performance.model import ActualRow, Aim, Indicator

__all__ = [
    "Question",
    "Revision",
    "Rule",
    "Step",
    "copied_values",
    "exact_hits",
    "late_jumps",
    "lowered_targets",
    "outliers",
    "question_text",
    "questions",
    "stamped",
    "sum_mismatch",
    "unlocked_edits",
]

PERCENT: Final = 100.0
ENOUGH_CHANGES: Final = 3


@dataclass(frozen=True, slots=True)
class Revision:
    """A target of one period with its number and the day of its decision, where that is known."""

    period: str
    revision: int
    aim: Aim
    decided_on: date | None = None


def questions(
    indicator: Indicator,
    targets: Sequence[Revision],
    actuals: Mapping[str, ActualRow],
    rules: Performance,
) -> tuple[Question, ...]:
    """What G1 to G5 ask about one indicator, by rule and period."""
    aims: dict[str, Aim] = {}
    for row in sorted(targets, key=lambda one: one.revision):
        aims[row.period] = row.aim
    return (
        *lowered_targets(indicator, targets),
        *exact_hits(indicator, aims, actuals, rules.same_in_a_row),
        *copied_values(indicator, actuals, rules.same_in_a_row),
        *late_jumps(indicator, actuals, rules.late_share),
        *outliers(indicator, actuals, rules.jump_times),
    )


def lowered_targets(indicator: Indicator, targets: Iterable[Revision]) -> tuple[Question, ...]:
    """G1: a revision asks for less than the one before it, decided after the period had begun.

    A revision without a day of decision is asked about too.
    """
    found = []
    before: dict[str, Revision] = {}
    for row in sorted(targets, key=lambda one: (one.period, one.revision)):
        last = before.get(row.period)
        begun = row.decided_on is None or row.decided_on >= Period.parse(row.period).start
        if last is not None and begun and easier(indicator.formula, row.aim, last.aim):
            found.append(
                Question(
                    Rule.LOWERED,
                    indicator.code,
                    row.period,
                    now=row.aim.value,
                    before=last.aim.value,
                )
            )
        before[row.period] = row
    return tuple(found)


def exact_hits(
    indicator: Indicator,
    aims: Mapping[str, Aim],
    actuals: Mapping[str, ActualRow],
    in_a_row: int,
) -> tuple[Question, ...]:
    """G2: the actual equals its period's target to all stored digits, so many periods in a row.

    Asked at each period from the in_a_row-th on. Yes or no and ranges have no exact hit.
    """
    if indicator.formula is Formula.YES_NO or indicator.formula.is_range:
        return ()
    found, count = [], 0
    for period, value in _values(indicator, actuals):
        aim = aims.get(period.text)
        count = count + 1 if value is not None and aim is not None and value == aim.value else 0
        if count >= in_a_row:
            found.append(
                Question(Rule.EXACT_HIT, indicator.code, period.text, now=value, count=count)
            )
    return tuple(found)


def copied_values(
    indicator: Indicator, actuals: Mapping[str, ActualRow], in_a_row: int
) -> tuple[Question, ...]:
    """G3: the same value, not zero, so many periods in a row of an amount that adds up."""
    if indicator.pattern is not Pattern.FLOW:
        return ()
    found = []
    last, count = None, 0
    for period, value in _values(indicator, actuals):
        count = count + 1 if value is not None and value == last else 1
        last = value
        if value and count >= in_a_row:
            found.append(Question(Rule.COPIED, indicator.code, period.text, now=value, count=count))
    return tuple(found)


def late_jumps(
    indicator: Indicator, actuals: Mapping[str, ActualRow], late_share: float
) -> tuple[Question, ...]:
    """G4: so large a share (0 to 1) of a year's amount falls into December.

    Only of amounts reported by month, and only where no month is missing.
    """
    if indicator.pattern is not Pattern.FLOW or indicator.cadence is not Cadence.MONTH:
        return ()
    years: dict[int, list[float]] = {}
    for period, value in _values(indicator, actuals):
        if value is not None:
            years.setdefault(period.year, []).append(value)
    found = []
    for year, values in years.items():
        whole = fsum(values)
        if len(values) < DECEMBER or whole <= 0:
            continue
        share = plain(values[-1] / whole)
        if share >= late_share:
            found.append(
                Question(
                    Rule.LATE_JUMP,
                    indicator.code,
                    month(year, DECEMBER).text,
                    now=values[-1],
                    share=share * PERCENT,
                )
            )
    return tuple(found)


def outliers(
    indicator: Indicator, actuals: Mapping[str, ActualRow], jump_times: float
) -> tuple[Question, ...]:
    """G5: outside the stored range, or changed by more than so many times the usual change.

    The usual change is the median size of the earlier ones: at least three, and not zero.
    """
    found = []
    changes: list[float] = []
    last: float | None = None
    for period, value in _values(indicator, actuals):
        change = None if value is None or last is None else abs(plain(value - last))
        if value is not None and _implausible(indicator, value):
            found.append(
                Question(
                    Rule.OUTLIER,
                    indicator.code,
                    period.text,
                    now=value,
                    low=indicator.lowest,
                    high=indicator.highest,
                )
            )
        elif change is not None and len(changes) >= ENOUGH_CHANGES:
            usual = median(changes)
            if usual > 0 and change > jump_times * usual:
                found.append(
                    Question(
                        Rule.OUTLIER,
                        indicator.code,
                        period.text,
                        now=value,
                        before=last,
                        count=int(change / usual),
                    )
                )
        if change is not None:
            changes.append(change)
        last = value
    return tuple(found)


def sum_mismatch(
    indicator: str, period: str, parts: Iterable[float], total: float, *, percent: float
) -> tuple[Question, ...]:
    """G6: the parts differ from their total by more than so many percent of it."""
    added = plain(fsum(parts))
    apart = abs(added - total)
    share = apart / abs(total) * PERCENT if total else PERCENT if apart else 0.0
    if plain(share) <= percent:
        return ()
    return (Question(Rule.SUM, indicator, period, now=added, before=total, share=share),)


def _implausible(indicator: Indicator, value: float) -> bool:
    return (indicator.lowest is not None and value < indicator.lowest) or (
        indicator.highest is not None and value > indicator.highest
    )


def _values(
    indicator: Indicator, actuals: Mapping[str, ActualRow]
) -> Iterator[tuple[Period, float | None]]:
    """Every period from the first actual to the last, None where there is no value."""
    if not actuals:
        return
    periods = sorted(Period.parse(text) for text in actuals)
    for year in range(periods[0].year, periods[-1].year + 1):
        for period in _of_year(indicator, year):
            if periods[0].start <= period.start and period.end <= periods[-1].end:
                row = actuals.get(period.text)
                yield period, None if row is None else row.value


def _of_year(indicator: Indicator, year: int) -> list[Period]:
    if indicator.cadence is Cadence.YEAR or indicator.pattern is Pattern.RELEASE:
        return [year_of(year)]
    if indicator.cadence is Cadence.QUARTER:
        return [quarter(year, n) for n in range(1, LAST + 1)]
    return [month(year, n) for n in range(1, DECEMBER + 1)]
