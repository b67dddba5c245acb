"""The cascade of goals with what measures each, and the holes where nothing does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.queries.performance.goals import Goal, ProgrammeSum
    from data.queries.performance.standings import Held

PROGRAMME: Final = "program"
MEASURED: Final = ("misi", "tujuan", "sasaran")
"""Goals that a measure is expected of, their own or below them."""


@dataclass(frozen=True, slots=True, eq=False)
class Cascade:
    """The goals of a year, the IKU as they stand, and the sums of each programme."""

    goals: tuple[Goal, ...]
    measures: tuple[Held, ...]
    sums: tuple[ProgrammeSum, ...]


@dataclass(slots=True, eq=False)
class Branch:
    """A goal with its own measures and the goals below it.

    sum: of a programme. hole: nothing measures it: a sasaran without an IKU, a programme without
    an indicator, a mission or tujuan below which no IKU stands.
    """

    goal: Goal
    measures: list[Held] = field(default_factory=list)
    below: list[Branch] = field(default_factory=list)
    sum: ProgrammeSum | None = None

    @property
    def measured(self) -> bool:
        """Whether anything above the programmes measures it or a goal below it."""
        return bool(self.measures) or any(
            one.measured for one in self.below if one.goal.kind != PROGRAMME
        )

    @property
    def hole(self) -> bool:
        """Whether a measure is expected of it and there is none."""
        if self.goal.kind == PROGRAMME:
            return self.sum is None
        return self.goal.kind in MEASURED and not self.measured


def branches(found: Cascade) -> tuple[Branch, ...]:
    """The cascade from its roots; a goal whose parent is not of the year is a root."""
    known = {goal.code: Branch(goal) for goal in found.goals}
    for one in found.measures:
        if one.goal in known:
            known[one.goal].measures.append(one)
    for total in found.sums:
        if total.goal in known:
            known[total.goal].sum = total
    roots: list[Branch] = []
    for branch in known.values():
        parent = known.get(branch.goal.parent or "")
        (roots if parent is None else parent.below).append(branch)
    return tuple(roots)


def every(roots: tuple[Branch, ...] | list[Branch]) -> Iterator[Branch]:
    """Every branch, each before those below it."""
    for one in roots:
        yield one
        yield from every(one.below)


def holes(roots: tuple[Branch, ...]) -> tuple[Branch, ...]:
    """The highest goals without a measure: those below a hole are part of it."""
    found: list[Branch] = []
    for one in roots:
        found += [one] if one.hole else holes(tuple(one.below))
    return tuple(found)
