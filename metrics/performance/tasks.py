"""Apa yang harus saya kerjakan: what an OPD can do before which day, and what it wins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from typing import TYPE_CHECKING, Final

from core.numbers import number, rounded
from core.words import N_, _
from metrics.performance.achievement import FULL, capped, plain
from metrics.performance.kinds import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from metrics.performance.score import Entry

DECIMALS: Final = 2
MISSING: Final = frozenset({Reason.NOT_REPORTED, Reason.NOT_DUE})


class TaskKind(StrEnum):
    """What kind of work it is."""

    REPORT = "report"
    MEND = "mend"
    RAISE = "raise"
    TARGET = "target"
    FOLLOW_UP = "follow_up"
    UNBLOCK = "unblock"
    ANSWER = "answer"


TEXTS: Final = {
    TaskKind.REPORT: N_("Report {subject}."),
    TaskKind.MEND: N_("Correct and submit again: {subject}."),
    TaskKind.RAISE: N_("Bring {subject} to its target."),
    TaskKind.TARGET: N_("Have the target of {subject} set."),
    TaskKind.FOLLOW_UP: N_("Follow up the audit recommendation {subject}."),
    TaskKind.UNBLOCK: N_("Clear what holds up {subject}."),
    TaskKind.ANSWER: N_("Answer the question about {subject}."),
}
WIDENS: Final = frozenset({TaskKind.REPORT, TaskKind.MEND, TaskKind.TARGET})


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. code: of the indicator, recommendation or question it is about.

    points: what it can win for the score; 0 where it wins none or no number can be said.
    """

    kind: TaskKind
    code: str
    deadline: date | None = None
    points: float = 0.0

    @property
    def widens(self) -> bool:
        """Whether it raises the coverage, where it wins no points."""
        return self.kind in WIDENS and rounded(self.points, DECIMALS) <= 0


def task_text(task: Task, subject: str) -> str:
    """What to do, as a sentence. subject: the name of what it is about."""
    return _(TEXTS[task.kind]).format(subject=subject)


def gain_text(task: Task) -> str:
    """What it wins: up to so many points, or a wider coverage; empty where nothing can be said."""
    if rounded(task.points, DECIMALS) > 0:
        return _("up to {points} points").format(points=number(task.points, DECIMALS, signed=True))
    return _("raises the coverage") if task.widens else ""


def tasks(
    entries: Iterable[Entry],
    as_of: date,
    *,
    cap: float,
    next_due: date | None = None,
    returned: Collection[str] = (),
    others: Iterable[Task] = (),
) -> tuple[Task, ...]:
    """What one OPD can do: the nearest deadline first, within one day what wins most.

    What is overdue stands together at the top, what has no deadline at the end. entries: its
    indicators of one triwulan, reasons as stored. returned: codes whose report was sent back.
    next_due: the deadline of bringing a figure to its target. others: recommendations, questions
    and the like, put into the same order.
    """
    rows = list(entries)
    inside = [(row, row.value) for row in rows if row.verified and row.value is not None]
    weight = fsum(row.weight for row, _value in inside)
    points = fsum(row.weight * capped(value, cap) for row, value in inside)
    found = [*others]
    for row in rows:
        task = _of_entry(row, weight, points, next_due, returned)
        if task is not None:
            found.append(task)
    return tuple(sorted(found, key=lambda one: _place(one, as_of)))


def _of_entry(
    row: Entry, weight: float, points: float, next_due: date | None, returned: Collection[str]
) -> Task | None:
    if row.value is None:
        if row.reason is Reason.NO_TARGET:
            return Task(TaskKind.TARGET, row.code)
        if row.reason not in MISSING or row.due_on is None:
            return None
        kind = TaskKind.MEND if row.code in returned else TaskKind.REPORT
        return Task(kind, row.code, row.due_on, _reported(row.weight, weight, points))
    if not row.verified or row.value >= FULL:
        return None
    # A figure brought to its target counts 100, whatever the cap allows beyond it.
    gain = row.weight * (FULL - capped(row.value, FULL)) / weight
    return Task(TaskKind.RAISE, row.code, next_due, plain(gain))


def _reported(own: float, weight: float, points: float) -> float:
    """The rise of the score if the report came in exactly on target and were verified.

    own (100 - S) / (W + own); without a score yet there is no rise to tell, and it is never
    negative: then reporting raises the coverage alone.
    """
    if weight <= 0:
        return 0.0
    return max(plain(own * (FULL - points / weight) / (weight + own)), 0.0)


def _place(task: Task, as_of: date) -> tuple[int, str, float, str, str]:
    if task.deadline is None:
        group, day = 2, ""
    elif task.deadline < as_of:
        group, day = 0, ""
    else:
        group, day = 1, task.deadline.isoformat()
    return group, day, -task.points, task.kind.value, task.code


def total_gain(found: Sequence[Task]) -> float:
    """The sum of the points of some tasks: an upper bound, for each is reckoned by itself."""
    return plain(fsum(task.points for task in found))
