"""Change since an earlier value, gaps, and the ladder to the next band and to the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from metrics.exact import gap, printed_gap
from metrics.model import Definition, Direction
from metrics.scales import Band, bands, judge
from metrics.targets import Target, gap_to_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.periods import Period
    from metrics.series import Point

__all__ = ["Change", "Rung", "change", "gap", "ladder", "printed_gap", "trend"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change in the metric's unit. direction is the number's, better the reader's.

    better is None for no change, for a metric without a good side, and inside a target band.
    """

    amount: float
    direction: Literal["up", "down", "same"]
    better: bool | None
    since: Period


def change(
    definition: Definition,
    now: float,
    before: float,
    since: Period,
    target: Target | None = None,
) -> Change:
    """The change of a value since an earlier one, as the two print: equal in print is `same`.

    target: for a two-sided one, better means nearer to its band.
    """
    amount = printed_gap(before, now, definition.decimals)
    if amount == 0:
        return Change(0.0, "same", None, since)
    better = _better(definition, now, before, amount, target)
    return Change(amount, "up" if amount > 0 else "down", better, since)


def _better(
    definition: Definition, now: float, before: float, amount: float, target: Target | None
) -> bool | None:
    if definition.direction is Direction.UP:
        return amount > 0
    if definition.direction is Direction.DOWN:
        return amount < 0
    if definition.direction is Direction.NONE or target is None or not target.two_sided:
        return None
    away, was = (abs(gap_to_target(definition, target, value)) for value in (now, before))
    return None if away == was else away < was


def trend(
    definition: Definition, segment: Sequence[Point], target: Target | None = None
) -> Change | None:
    """The change over one unbroken line, from its first to its last point; None for a lone one."""
    if len(segment) <= 1:
        return None
    first, last = segment[0], segment[-1]
    return change(definition, last.value, first.value, first.period, target)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of a ladder. gap: how far above the own value it lies, in the unit of the values.

    label: the predicate (own, band) or the name of the best. inclusive is False for an edge that
    must be passed and not only reached (SAKIP).
    """

    kind: Literal["own", "band", "best"]
    label: str
    value: float
    gap: float
    inclusive: bool = True


def ladder(
    definition: Definition, value: float, period: Period, best: tuple[str, float] | None = None
) -> tuple[Rung, ...]:
    """From the own value up: the next band, the bands up to the best, the best.

    Without a best every better band is a rung. At the top band there is none. A best that is
    worse than the own value stands under it with a gap of the other sign. Rungs go from worse to
    better. The band of each is that of the value's own period.
    """
    rungs = [Rung("own", _own_label(definition, value, period), value, 0.0)]
    for band in _bands_above(definition, value, period, best):
        distance = max(gap(value, band.lower), 0.0)
        rungs.append(Rung("band", band.label, band.lower, distance, band.lower_inclusive))
    if best is not None:
        rungs.append(Rung("best", best[0], best[1], gap(value, best[1])))
    sign = -1 if definition.direction is Direction.DOWN else 1
    return tuple(sorted(rungs, key=lambda rung: sign * rung.value))


def _own_label(definition: Definition, value: float, period: Period) -> str:
    return judge(definition.scale, value, period).band.label if definition.scale else ""


def _bands_above(
    definition: Definition, value: float, period: Period, best: tuple[str, float] | None
) -> list[Band]:
    """Better bands, the nearest first: always the next one, beyond it only up to the best."""
    if definition.scale is None:
        return []
    own = judge(definition.scale, value, period).band
    better = [one for one in bands(definition.scale, period) if one.order < own.order]
    better.reverse()
    if best is None:
        return better
    return better[:1] + [one for one in better[1:] if one.holds(best[1])]
