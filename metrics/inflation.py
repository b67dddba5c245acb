"""Rates of the consumer price index, and the room left in the year's target.

All rates in percent. An index that is unknown gives no rate: gaps stay gaps, and rates are never
chained from rounded ones. Two base years never meet in one call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.errors import Invalid
from core.words import _

if TYPE_CHECKING:
    from metrics.targets import Target

DECEMBER: Final = 12


def rate(index: float | None, base: float | None) -> float | None:
    """(I / B − 1) · 100, in percent; None where an index is unknown. BPS."""
    if index is None or base is None:
        return None
    return (index / base - 1) * 100


def mtm(index: float | None, month_before: float | None) -> float | None:
    """Change against the month before: (I_t / I_{t−1} − 1) · 100. BPS."""
    return rate(index, month_before)


def ytd(index: float | None, last_december: float | None) -> float | None:
    """Change of the calendar year: (I_t / I_December of the year before − 1) · 100. BPS."""
    return rate(index, last_december)


def yoy(index: float | None, year_before: float | None) -> float | None:
    """Change against the same month a year before: (I_t / I_{t−12} − 1) · 100. BPS.

    For 2024 the published rate is kept instead: BPS re-based the indexes of 2023.
    """
    return rate(index, year_before)


@dataclass(frozen=True, slots=True)
class Room:
    """What the rest of the year may bring, in percent.

    lower, upper: mean monthly change that ends the year on the target's ends. total_lower,
    total_upper: the same for all months together. months: how many are left.
    """

    lower: float
    upper: float
    total_lower: float
    total_upper: float
    months: int


def room_left(
    december: float | None, index: float | None, month: int, target: Target
) -> Room | None:
    """Room in a two-sided target, from last December's index D and month m's index I.

    R = (1 + T) · D / I − 1 and g = ((1 + T) · D / I)^(1/n) − 1 with n = 12 − m months left. The
    December rate lies within the target exactly when the geometric mean of the remaining monthly
    changes lies within g. None when an index is unknown or no month is left. Both indexes must
    share a base. Algebra; a national target for a region is a convention.
    """
    if december is None or index is None:
        return None
    return _room(december / index, month, target)


def room_left_from_ytd(ytd_rate: float | None, month: int, target: Target) -> Room | None:
    """The same from a published calendar-year rate in percent: 1 / (1 + ytd) stands for D / I.

    A rate rounded to 0.005 points moves the result by about 0.005 / n points.
    """
    return None if ytd_rate is None else _room(1 / (1 + ytd_rate / 100), month, target)


def _room(ratio: float, month: int, target: Target) -> Room | None:
    if not 0 <= month <= DECEMBER:
        raise Invalid(_("The month must lie between 0 and 12."))
    months = DECEMBER - month
    if months == 0 or target.lower is None or target.upper is None:
        return None
    low, high = (1 + target.lower / 100) * ratio, (1 + target.upper / 100) * ratio
    return Room(
        lower=(low ** (1 / months) - 1) * 100,
        upper=(high ** (1 / months) - 1) * 100,
        total_lower=(low - 1) * 100,
        total_upper=(high - 1) * 100,
        months=months,
    )
