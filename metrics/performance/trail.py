"""Checks of what was done to figures: G7 (changed after locking) and G8 (many at once)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from metrics.performance.kinds import ReportState
from metrics.performance.questions import Question, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to a reported figure, by whom; new_value in the indicator's unit, if any."""

    indicator: str
    period: str
    at: datetime
    actor: str
    to_state: ReportState
    new_value: float | None = None


def unlocked_edits(steps: Iterable[Step]) -> tuple[Question, ...]:
    """G7: the value is another than the one that was locked first; one question a figure."""
    locked: dict[tuple[str, str], float | None] = {}
    now: dict[tuple[str, str], float | None] = {}
    for step in sorted(steps, key=lambda one: one.at):
        key = (step.indicator, step.period)
        now[key] = now.get(key) if step.new_value is None else step.new_value
        if step.to_state is ReportState.LOCKED:
            locked.setdefault(key, now[key])
    return tuple(
        Question(Rule.UNLOCKED, *key, now=now[key], before=value)
        for key, value in sorted(locked.items())
        if now[key] != value
    )


def stamped(steps: Iterable[Step], *, count: int, minutes: int) -> tuple[Question, ...]:
    """G8: more than so many verifications by one person within so many minutes.

    One question for each such spell, at the last figure of its fullest stretch of that length,
    with the number of verifications in it.
    """
    by_person: dict[str, list[Step]] = {}
    for step in sorted(steps, key=lambda one: (one.at, one.indicator, one.period)):
        if step.to_state is ReportState.VERIFIED:
            by_person.setdefault(step.actor, []).append(step)
    return tuple(
        Question(
            Rule.STAMPED,
            last.indicator,
            last.period,
            count=most,
            minutes=minutes,
            person=person,
        )
        for person, done in sorted(by_person.items())
        for last, most in _spells(done, count, timedelta(minutes=minutes))
    )


def _spells(done: Sequence[Step], count: int, within: timedelta) -> Iterator[tuple[Step, int]]:
    """Where more than `count` steps fall into one window: the fullest one of each such spell."""
    first, most = 0, 0
    last: Step | None = None
    for place, step in enumerate(done):
        while step.at - done[first].at > within:
            first += 1
        number = place - first + 1
        if number > count and number >= most:
            last, most = step, number
        elif number <= count and last is not None:
            yield last, most
            last, most = None, 0
    if last is not None:
        yield last, most
