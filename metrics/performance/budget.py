"""Budget absorption (serapan): money, work done, and the distance from the plan at the same date.

The status goes by the deviation, never by the absolute percentage: in mid-year a sound OPD has
spent a third. Permendagri 86/2017 asks for both money and work done; the bands (scale
`deviasi_serapan`) are a convention of this product.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, Final

from core.words import N_, _
from metrics.performance.achievement import plain
from metrics.scales import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.periods import Period
    from metrics.scales import Judgement

PERCENT: Final = 100.0
SCALE: Final = "deviasi_serapan"
# Spread below which an axis of the quadrant chart is not stretched, in percentage points.
LEAST_SPREAD: Final = 1.0


def absorption(realised: float | None, ceiling: float | None) -> float | None:
    """Serapan keuangan: spent of the ceiling (pagu), in percent; None without either or at zero."""
    if realised is None or ceiling is None or ceiling <= 0:
        return None
    return plain(realised / ceiling * PERCENT)


def physical(rows: Iterable[tuple[float | None, float | None]]) -> float | None:
    """Work done (fisik) in percent: sum(weight x progress) / sum(weight).

    rows: weight and progress in percent. A row without progress is left out, never taken as 0;
    where no row has a weight all count alike, else one without a weight is left out.
    """
    known = [(weight, progress) for weight, progress in rows if progress is not None]
    if all(weight is None for weight, _progress in known):
        known = [(1.0, progress) for _weight, progress in known]
    counted = [(weight, progress) for weight, progress in known if weight]
    whole = sum(weight for weight, _progress in counted)
    if whole <= 0:
        return None
    return plain(sum(weight * progress for weight, progress in counted) / whole)


def deviation(realised: float | None, planned: float | None, ceiling: float | None) -> float | None:
    """Spent minus planned to the same date, in percentage points of the ceiling."""
    if realised is None or planned is None:
        return None
    return absorption(realised - planned, ceiling)


def deviation_band(points: float, period: Period) -> Judgement:
    """Sesuai rencana, Tertinggal, Jauh tertinggal: the band of a deviation."""
    return judge(SCALE, points, period)


class Quadrant(StrEnum):
    """Absorption against achievement, each above or below the middle of those compared."""

    BOTH = "both"
    ACHIEVED = "achieved"
    SPENT = "spent"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        """The class in words of this run's language; a place to ask, not a verdict."""
        return _(QUADRANT_LABELS[self])


QUADRANT_LABELS: Final = {
    Quadrant.BOTH: N_("high absorption, high achievement"),
    Quadrant.ACHIEVED: N_("low absorption, high achievement"),
    Quadrant.SPENT: N_("high absorption, low achievement"),
    Quadrant.NEITHER: N_("low absorption, low achievement"),
}


@dataclass(frozen=True, slots=True)
class Spending:
    """One OPD on the quadrant chart; both in percent."""

    code: str
    absorption: float
    achievement: float


def middle(points: Sequence[Spending]) -> tuple[float, float] | None:
    """Median absorption and median achievement, where the quadrants meet; None without points."""
    if not points:
        return None
    return (
        median(one.absorption for one in points),
        median(one.achievement for one in points),
    )


def quadrant(point: Spending, centre: tuple[float, float]) -> Quadrant:
    """The quadrant of a point; one that lies on the middle belongs to the high side."""
    spent, achieved = point.absorption >= centre[0], point.achievement >= centre[1]
    if spent:
        return Quadrant.BOTH if achieved else Quadrant.SPENT
    return Quadrant.ACHIEVED if achieved else Quadrant.NEITHER


def outliers(points: Sequence[Spending], n: int) -> tuple[Spending, ...]:
    """The n points farthest from the middle, to be named on the chart; farthest first.

    Distance in units of each axis's median absolute deviation, at least one percentage point;
    ties by code. Convention.
    """
    centre = middle(points)
    if centre is None:
        return ()
    spread = (
        max(median(abs(one.absorption - centre[0]) for one in points), LEAST_SPREAD),
        max(median(abs(one.achievement - centre[1]) for one in points), LEAST_SPREAD),
    )

    def distance(one: Spending) -> float:
        across = (one.absorption - centre[0]) / spread[0]
        up = (one.achievement - centre[1]) / spread[1]
        return across * across + up * up

    far = (one for one in points if distance(one) > 0)
    return tuple(sorted(far, key=lambda one: (-distance(one), one.code))[:n])
