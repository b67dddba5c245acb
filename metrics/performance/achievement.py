"""Capaian: what was reached of a target, in percent, raw; and the ways averages bound it.

Formulas: LKjIP Kabupaten Maluku Tengah 2021 (naik, turun), Permenpan RB 8/2021 (turun, both
ranges); turun_rasio, tepat and ya_tidak are practice. Edge cases by convention of this product.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from metrics.performance.kinds import Formula, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from metrics.performance.model import Aim

FULL: Final = 100.0
RATIO_LIMIT: Final = 200.0
HALF_WAY: Final = 50.0
LOWER_IS_GOOD: Final = frozenset({Formula.DOWN, Formula.DOWN_RATIO})


@dataclass(frozen=True, slots=True)
class Achievement:
    """value: raw achievement in percent (may be negative or above 100). reason: why there is none.

    A target of zero that was met or missed has both a value (100 or 0) and the reason target_nol.
    """

    value: float | None = None
    reason: Reason | None = None


def plain(value: float) -> float:
    """A sum or quotient without its binary noise: 0.1 + 0.2 is 0.3, a target met is 100."""
    return float(f"{value:.15g}")


def achievement(  # noqa: PLR0911 (one line for each edge case, in the order they are judged)
    formula: Formula,
    aim: Aim | None,
    actual: float | str | None,
    *,
    due: bool = True,
    released: bool = True,
    pending: bool = False,
) -> Achievement:
    """Achievement in percent of an actual against its target, or the reason why there is none.

    due: the report is due; released: the outside body's day of publication has come; pending: an
    amount of which nothing is expected yet. An empty cell or NaN is missing, any other text and
    infinity are faulty. A missing actual is never a value.
    """
    if _faulty(actual) or _faulty_aim(aim):
        return Achievement(reason=Reason.BAD_DATA)
    if _absent(actual):
        return Achievement(reason=_why_missing(due=due, released=released))
    ends = _ends(formula, aim)
    if ends is None:
        return Achievement(reason=Reason.NO_TARGET)
    if pending:
        return Achievement(reason=Reason.NOTHING_EXPECTED)
    found = FORMULAS[formula](*ends, float(actual))  # type: ignore[arg-type] # absent ones are gone
    if found.value is None:
        return found
    if not math.isfinite(found.value):
        return Achievement(reason=Reason.BAD_DATA)
    return Achievement(plain(found.value), found.reason)


def capped(value: float, cap: float) -> float:
    """The part of an achievement that averages count: within 0 and the cap, in percent."""
    return min(max(value, 0.0), cap)


def reached(value: float) -> float:
    """M3 of the PEMANDU scorecard 2012: 1 from 100 on, 0.5 from 50 on, else 0.

    Judged on the raw achievement. The source says both "over half" and "50 or more": 50 counts.
    """
    return 1.0 if value >= FULL else 0.5 if value >= HALF_WAY else 0.0


def easier(formula: Formula, aim: Aim, than: Aim) -> bool:
    """Whether a target asks for less than another one; never said of an exact value."""
    if formula is Formula.RANGE_UP:
        return _less(aim.lower, than.lower)
    if formula is Formula.RANGE_DOWN:
        return _less(than.upper, aim.upper)
    if formula is Formula.EXACT:
        return False
    if formula in LOWER_IS_GOOD:
        return _less(than.value, aim.value)
    return _less(aim.value, than.value)


def _less(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and a < b


def _absent(value: float | str | None) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or math.isnan(value)


def _faulty(value: float | str | None) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and math.isinf(value)


def _faulty_aim(aim: Aim | None) -> bool:
    if aim is None:
        return False
    if _faulty(aim.value) or _faulty(aim.lower) or _faulty(aim.upper):
        return True
    return aim.lower is not None and aim.upper is not None and aim.lower > aim.upper


def _why_missing(*, due: bool, released: bool) -> Reason:
    if not released:
        return Reason.NOT_RELEASED
    return Reason.NOT_REPORTED if due else Reason.NOT_DUE


def _ends(formula: Formula, aim: Aim | None) -> tuple[float, ...] | None:
    """The numbers of the target that this formula needs, or None when one of them is missing."""
    if aim is None:
        return None
    asked = (aim.lower, aim.upper) if formula.is_range else (aim.value,)
    found = tuple(float(end) for end in asked if end is not None and not math.isnan(end))
    return found if len(found) == len(asked) else None


def _at_zero(*, met: bool) -> Achievement:
    """A target of zero ("0 kasus rabies") cannot divide: it is met or it is not."""
    return Achievement(FULL if met else 0.0, Reason.ZERO_TARGET)


def _up(target: float, actual: float) -> Achievement:
    if target == 0:
        return Achievement(reason=Reason.ZERO_TARGET)
    if target < 0:
        return Achievement(reason=Reason.NEGATIVE_TARGET)
    return Achievement(actual / target * FULL)


def _down(target: float, actual: float) -> Achievement:
    """(2T - R) / T; beyond 2T it is negative and stays so in the raw value."""
    if target == 0:
        return _at_zero(met=actual <= 0)
    if target < 0:
        return Achievement(reason=Reason.NEGATIVE_TARGET)
    return Achievement((2 * target - actual) / target * FULL)


def _down_ratio(target: float, actual: float) -> Achievement:
    if target == 0:
        return _at_zero(met=actual <= 0)
    if target < 0:
        return Achievement(reason=Reason.NEGATIVE_TARGET)
    if actual <= 0:
        return Achievement(RATIO_LIMIT)
    return Achievement(min(target / actual * FULL, RATIO_LIMIT))


def _exact(target: float, actual: float) -> Achievement:
    if target == 0:
        return _at_zero(met=actual == 0)
    # An indicator whose target is negative is sent to this formula: the distance has no sign.
    return Achievement(FULL - abs(actual - target) / abs(target) * FULL)


def _yes_no(target: float, actual: float) -> Achievement:
    if target < 0:
        return Achievement(reason=Reason.NEGATIVE_TARGET)
    return Achievement(FULL if actual >= target else 0.0)


def _range_up(lower: float, upper: float, actual: float) -> Achievement:
    bound = upper if actual > upper else lower if actual < lower else None
    return _of_range(lower, bound, lambda end: actual / end)


def _range_down(lower: float, upper: float, actual: float) -> Achievement:
    bound = lower if actual < lower else upper if actual > upper else None
    return _of_range(lower, bound, lambda end: 2 - actual / end)


def _of_range(lower: float, bound: float | None, share: Callable[[float], float]) -> Achievement:
    if bound == 0:
        return Achievement(reason=Reason.ZERO_TARGET)
    if lower < 0:
        return Achievement(reason=Reason.NEGATIVE_TARGET)
    return Achievement(FULL if bound is None else share(bound) * FULL)


FORMULAS: Final[dict[Formula, Callable[..., Achievement]]] = {
    Formula.UP: _up,
    Formula.DOWN: _down,
    Formula.DOWN_RATIO: _down_ratio,
    Formula.RANGE_UP: _range_up,
    Formula.RANGE_DOWN: _range_down,
    Formula.EXACT: _exact,
    Formula.YES_NO: _yes_no,
}
