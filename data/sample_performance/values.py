"""What the offices of the sample reached, period by period."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from data.sample_performance.catalogue import YEARS
from data.sample_performance.draw import noise, share, swing
from data.sample_performance.targets import path, periods, revised_path
from metrics.performance.kinds import Cadence, Formula, Pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.sample_performance.catalogue import Measure

# How much a figure jumps from period to period, by pattern.
UNREST: Final = {
    Pattern.FLOW: 0.06,
    Pattern.MEAN: 0.03,
    Pattern.STOCK: 0.012,
    Pattern.RELEASE: 0.03,
}
TILT, DRIFT = 0.05, 0.012
LEAST, MOST = 0.05, 1.18
INSIDE: Final = 0.88
YES: Final = 0.7
SMALL: Final = 40
RARE: Final = 0.04
MISSED: Final = 0.2
# Offices that did better or worse since a period, by so much.
TURNS: Final[Mapping[str, tuple[tuple[str, float], ...]]] = {
    "OPD-15": (("2026-07", 0.10),),
    "OPD-29": (("2026-07", -0.14),),
    "OPD-27": (("2026-07", -0.09),),
    "OPD-06": (("2025-01", -0.06),),
    "OPD-21": (("2026-07", -0.05),),
    "OPD-04": (("2025-07", 0.03),),
}
# Single indicators: share of the target from a period on, until the next entry.
FIXED: Final[Mapping[str, tuple[tuple[str, float], ...]]] = {
    "OPD-18-01": (("2026-01", 0.42),),
    "OPD-05-02": (("2026-01", 0.70),),
    "OPD-05-06": (("2026-01", 0.79),),
    "OPD-21-03": (("2026-07", 0.68),),
    "OPD-21-07": (("2026-01", 0.76),),
    "OPD-26-06": (("2025-10", -0.35), ("2026-01", 0.9)),
    "OPD-10-01": (("2026-07", 0.64),),
    "OPD-24-05": (("2025-01", -0.6), ("2026-01", 0.9)),
}
# Still: only amounts move in this year, so that what is named stands out in the score.
STILL: Final = {("OPD-18", 2026)}
# Reported exactly as targeted, and the same amount again and again.
EXACT: Final = {"OPD-10-02": "2026-01"}
COPIED: Final = {"OPD-10-05": ("2026-05", "2026-10", 118.0)}
# One value far from the rest of its indicator: 10 times too much, a slip of a digit.
SLIPS: Final = {("OPD-22-02", "2026-09"): 1.9}
# Share of the year that arrives in December.
LATE_JUMP: Final = {"OPD-25-06": 0.68}


def value_of(measure: Measure, year: int, period: str) -> float:
    """The value of a period, inside the indicator's plausible range."""
    return bounded(measure, _exactly(measure, year, period))


def bounded(measure: Measure, value: float) -> float:
    """A value within the plausible range, in the digits that are reported."""
    return round(min(max(value, measure.lowest), measure.highest), measure.decimals)


def ratio_of(measure: Measure, period: str, value: float) -> tuple[float, float, float] | None:
    """Numerator, denominator and the value that they make, where an indicator has them."""
    if measure.denominator is None:
        return None
    below = round(measure.denominator * (0.94 + 0.12 * share(measure.code, period, "below")))
    above = min(round(below * value / 100), below)
    return float(above), float(below), above / below * 100


def _exactly(measure: Measure, year: int, period: str) -> float:
    expected = path(measure, year)[period]
    if measure.code in COPIED:
        first, last, same = COPIED[measure.code]
        if first <= period <= last:
            return same
    if measure.code in EXACT and period >= EXACT[measure.code]:
        return revised_path(measure, year)[period]
    if measure.code in LATE_JUMP:
        return _late(measure, year, period)
    reached = _reached(measure, year, period)
    found = _from_share(measure, expected, reached, period)
    found *= SLIPS.get((measure.code, period), 1.0)
    if measure.decimals or measure.formula in (Formula.EXACT, Formula.YES_NO):
        return found
    return _counted(measure, found, period)


def _counted(measure: Measure, value: float, period: str) -> float:
    """A count: few cases vary more than many, and not always round to the same."""
    if not 0 < value < SMALL:
        return value
    usual = math.sqrt(value) if measure.pattern is Pattern.FLOW else 1.0
    moved = value + 0.7 * usual * swing(measure.code, period, "few")
    return float(math.floor(max(moved, 0.0) + share(measure.code, period, "round")))


def _reached(measure: Measure, year: int, period: str) -> float:
    """About the share of the target that is reached: 1 is all of it."""
    at = _as_month(period)
    office = measure.office
    for since, amount in reversed(FIXED.get(measure.code, ())):
        if at >= since:
            return amount
    made = office.quality + TILT * noise(measure.code, "tilt") + DRIFT * (year - YEARS[0] - 1)
    made += sum(amount for since, amount in TURNS.get(office.code, ()) if at >= since)
    if (office.code, year) not in STILL or measure.pattern is Pattern.FLOW:
        unrest = UNREST[measure.pattern] / (1.0 if measure.cadence is Cadence.MONTH else 1.3)
        made += unrest * swing(measure.code, period)
    return min(max(made, LEAST), MOST)


def _as_month(period: str) -> str:
    """2026-Q3 as its first month; a year as its first."""
    if "Q" in period:
        return f"{period[:4]}-{3 * int(period[-1]) - 2:02}"
    return period if "-" in period else f"{period}-01"


def _from_share(measure: Measure, expected: float, reached: float, period: str) -> float:
    """The value that reaches this share of what is expected, by the indicator's own sense."""
    kind = measure.formula
    if kind in (Formula.DOWN, Formula.DOWN_RATIO):
        if expected == 0:
            return float(share(measure.code, period, "case") < RARE)
        return expected * (2 - reached) if kind is Formula.DOWN else expected / reached
    if kind in (Formula.EXACT, Formula.YES_NO):
        met = reached >= (YES if kind is Formula.YES_NO else INSIDE)
        missed = kind is Formula.EXACT and share(measure.code, period, "missed") < MISSED
        return expected if met and not missed else max(expected - 1, 0.0)
    if kind is Formula.UP or measure.upper is None:
        return expected * reached
    if reached >= INSIDE:
        return expected + (measure.upper - expected) * share(measure.code, period, "inside")
    return expected * reached if kind is Formula.RANGE_UP else measure.upper * (2 - reached)


def _late(measure: Measure, year: int, period: str) -> float:
    whole = measure.target(year)
    names = periods(measure.cadence, year)
    if period == names[-1]:
        return whole * LATE_JUMP[measure.code]
    usual = whole * (1 - LATE_JUMP[measure.code]) / (len(names) - 1)
    return _counted(measure, usual, period)
