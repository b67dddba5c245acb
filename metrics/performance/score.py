"""The one score: the weighted mean of capped achievement, in points 0 to 100, with its coverage.

Convention of this product, after the idea of Boston's CityScore. An indicator counts from the day
after its report was due, however early it came: half a triwulan is no result. Only verified
figures enter the mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final

from metrics.performance.achievement import FULL, capped, plain, reached
from metrics.performance.parts import Part, due_parts, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from metrics.performance.kinds import Reason

__all__ = [
    "NO_SCORE",
    "Contribution",
    "Entry",
    "Part",
    "Score",
    "contributions",
    "counts",
    "due_parts",
    "parts_of",
    "score",
    "score_of_parts",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator in a score. value, year: achievement to date and of the year, percent, raw."""

    code: str
    weight: float
    value: float | None
    verified: bool
    reported: bool
    due_on: date | None
    reason: Reason | None = None
    year: float | None = None

    @property
    def enters(self) -> bool:
        """Whether it is part of the mean: verified, and a number."""
        return self.verified and self.value is not None


def counts(entry: Entry, as_of: date) -> bool:
    """Whether an indicator is in the denominator of the coverage on a day.

    What cannot be expected yet (not due, not published, no target for the period) never is.
    """
    if entry.reason is not None and not entry.reason.counts_in_coverage:
        return False
    return entry.due_on is not None and entry.due_on < as_of


@dataclass(frozen=True, slots=True)
class Score:
    """value: the mean, 0 to the cap, unrounded; shown: the coverage suffices to say it aloud.

    coverage, verified_share: 0 to 1, None where nothing is due or has a value. indicators: those
    due; verified: those in the mean. mean_capped: plain mean of M2 (capped at 100), reached: of
    M3 (PEMANDU 2012). year: the same mean as value, of the year's achievement.
    """

    value: float | None = None
    shown: bool = False
    coverage: float | None = None
    verified_share: float | None = None
    indicators: int = 0
    verified: int = 0
    mean_capped: float | None = None
    reached: float | None = None
    year: float | None = None


NO_SCORE: Final = Score()


def score(entries: Iterable[Entry], as_of: date, *, cap: float, min_coverage: float) -> Score:
    """The score of some indicators on a day. cap in percent, min_coverage as a share 0 to 1."""
    due = [entry for entry in entries if counts(entry, as_of)]
    inside = [(entry, entry.value) for entry in due if entry.verified and entry.value is not None]
    weight = fsum(entry.weight for entry, _value in inside)
    yearly = [(entry.weight, entry.year) for entry, _value in inside if entry.year is not None]
    return _score(
        points=fsum(entry.weight * capped(value, cap) for entry, value in inside),
        verified_weight=weight,
        valued_weight=fsum(entry.weight for entry in due if entry.value is not None),
        due_weight=fsum(entry.weight for entry in due),
        year=_ratio(
            fsum(weight * capped(value, cap) for weight, value in yearly),
            fsum(weight for weight, _value in yearly),
        ),
        means=(
            _ratio(fsum(capped(value, FULL) for _entry, value in inside), len(inside)),
            _ratio(fsum(reached(value) for _entry, value in inside), len(inside)),
        ),
        numbers=(len(due), len(inside)),
        min_coverage=min_coverage,
    )


def score_of_parts(parts: Iterable[Part], as_of: date, *, min_coverage: float) -> Score:
    """The same score from stored sums: those of OPD and days that belong together."""
    due = due_parts(parts, as_of)
    verified = sum(part.indicators_verified for part in due)
    return _score(
        points=fsum(part.points for part in due),
        verified_weight=fsum(part.weight_verified for part in due),
        valued_weight=fsum(part.weight_reported for part in due),
        due_weight=fsum(part.weight for part in due),
        year=_ratio(fsum(part.year_points for part in due), fsum(part.year_weight for part in due)),
        means=(
            _ratio(fsum(part.capped for part in due), verified),
            _ratio(fsum(part.reached for part in due), verified),
        ),
        numbers=(sum(part.indicators for part in due), verified),
        min_coverage=min_coverage,
    )


def _score(
    *,
    points: float,
    verified_weight: float,
    valued_weight: float,
    due_weight: float,
    year: float | None,
    means: tuple[float | None, float | None],
    numbers: tuple[int, int],
    min_coverage: float,
) -> Score:
    value = _ratio(points, verified_weight)
    coverage = _ratio(verified_weight, due_weight)
    return Score(
        value=value,
        shown=value is not None and coverage is not None and coverage >= min_coverage,
        coverage=coverage,
        verified_share=_ratio(verified_weight, valued_weight),
        indicators=numbers[0],
        verified=numbers[1],
        mean_capped=means[0],
        reached=means[1],
        year=year,
    )


def _ratio(part: float, whole: float) -> float | None:
    return plain(part / whole) if whole > 0 else None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one indicator added to the change of a score, in points.

    entered, left: it was not in the earlier mean, or is no longer in the later one.
    """

    code: str
    points: float
    entered: bool = False
    left: bool = False
    weight: float = 0.0


def contributions(
    before: Sequence[Entry], after: Sequence[Entry], *, cap: float
) -> tuple[Contribution, ...]:
    """What each indicator added to the change between two scores; the sum is the change exactly.

    k_i = [i in V1] w_i1 (x_i1 - S0) / W1 - [i in V0] w_i0 (x_i0 - S0) / W0, over what is in the
    means: hand in the entries that count on the day of looking. Worst first, ties by weight (the
    heavier first), then by code. Empty where one of the two has no score. Convention of this
    product.
    """
    old, new = _capped(before, cap), _capped(after, cap)
    if not old or not new:
        return ()
    start = _mean(old)
    gone, come = _shares(old, start), _shares(new, start)
    found = [
        Contribution(
            code,
            come.get(code, 0.0) - gone.get(code, 0.0),
            entered=code not in old,
            left=code not in new,
            weight=new[code][0] if code in new else old[code][0],
        )
        for code in old.keys() | new.keys()
    ]
    return tuple(sorted(found, key=lambda one: (round(one.points, 9), -one.weight, one.code)))


def _capped(entries: Iterable[Entry], cap: float) -> dict[str, tuple[float, float]]:
    """Weight and capped achievement of what enters the mean, by code."""
    return {
        entry.code: (entry.weight, capped(entry.value, cap))
        for entry in entries
        if entry.verified and entry.value is not None
    }


def _mean(values: dict[str, tuple[float, float]]) -> float:
    weights = fsum(weight for weight, _value in values.values())
    return fsum(weight * value for weight, value in values.values()) / weights


def _shares(values: dict[str, tuple[float, float]], start: float) -> dict[str, float]:
    whole = fsum(weight for weight, _value in values.values())
    return {code: weight * (value - start) / whole for code, (weight, value) in values.items()}
