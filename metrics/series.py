"""A series as lines that may be drawn: no gap bridged, no break of method crossed.

Interim values stand apart: they rise within a year and never share a line with final ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from core.figure import Publication
from core.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from metrics.model import Break, Definition

# A final value takes the place of one that was only computed.
RANK: Final = {Publication.DERIVED: 0, Publication.FINAL: 1}


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series, in the metric's unit.

    gap_before: periods are missing since the point before it. break_before: the method changed
    since then. Both are set by `line_points` only.
    """

    period: Period
    value: float
    publication: Publication
    gap_before: bool = False
    break_before: Break | None = None

    @property
    def interim(self) -> bool:
        """Whether it is a position inside its period."""
        return self.publication is Publication.INTERIM


Segment = tuple[Point, ...]


def headline(frame: pd.DataFrame, definition: Definition, *, mean: bool = False) -> pd.DataFrame:
    """The rows of the headline component, one per region, period and status.

    Where several components of the definition's list are there, the first one listed stays.
    mean: the rows that are a mean over governments instead.
    """
    wanted = definition.mean if mean else definition.main
    rows = frame[frame["component"].isin(wanted)]
    ranks = rows["component"].map({name: rank for rank, name in enumerate(wanted)})
    best = rows.assign(_rank=ranks).sort_values("_rank", kind="stable")
    one = best.drop_duplicates(["region_code", "period", "status"]).drop(columns="_rank")
    return one.sort_values(["region_code", "period_end", "status"], kind="stable")


def points(frame: pd.DataFrame) -> Segment:
    """The points of one region and component, in the order of time; missing values are left out.

    frame: columns period, value, status. Interim points are among them.
    """
    rows = zip(frame["period"], frame["value"], frame["status"], strict=True)
    found = [
        Point(Period.parse(str(period)), float(value), Publication(str(status)))
        for period, value, status in rows
        if value is not None and math.isfinite(value)
    ]
    return _in_time(found)


def interim_points(series: pd.DataFrame | Sequence[Point]) -> Segment:
    """The interim points alone, to be drawn apart and never joined."""
    return tuple(one for one in _points(series) if one.interim)


def line_points(series: pd.DataFrame | Sequence[Point], definition: Definition) -> Segment:
    """Final and derived points, one a period, each with what lies between it and the one before.

    A final value replaces a derived one of the same period.
    """
    chosen: dict[str, Point] = {}
    for one in _points(series):
        if not one.interim:
            other = chosen.get(one.period.text)
            if other is None or RANK[one.publication] > RANK[other.publication]:
                chosen[one.period.text] = one
    line: list[Point] = []
    for one in chosen.values():
        before = line[-1].period if line else None
        line.append(
            Point(
                one.period,
                one.value,
                one.publication,
                gap_before=before is not None and not _adjoin(before, one.period, definition),
                break_before=definition.break_between(before, one.period) if before else None,
            )
        )
    return tuple(line)


def segments(series: pd.DataFrame | Sequence[Point], definition: Definition) -> list[Segment]:
    """Lines of consecutive periods of the definition's frequency, over no gap and no break.

    series: the frame of one region and component, or its points. Every final or derived point is
    in exactly one segment; a lone point is a segment of its own. Interim points are in none.
    """
    lines: list[list[Point]] = []
    for one in line_points(series, definition):
        if not lines or one.gap_before or one.break_before is not None:
            lines.append([])
        lines[-1].append(one)
    return [tuple(line) for line in lines]


def comparable_before(
    series: pd.DataFrame | Sequence[Point], point: Point, definition: Definition
) -> Point | None:
    """The latest earlier point that a change may be counted from, or None.

    Of the same length of period, with no break of method between. A final value is compared with
    a final or derived one; an interim one only with an interim one of the same day of another
    year, since such values climb within the year.
    """
    for one in reversed(_points(series)):
        earlier = one.period.kind is point.period.kind and one.period.end < point.period.end
        if not earlier or one.interim is not point.interim:
            continue
        if point.interim and one.period.text[4:] != point.period.text[4:]:
            continue
        return None if definition.break_between(one.period, point.period) else one
    return None


def _points(series: pd.DataFrame | Sequence[Point]) -> Segment:
    # A frame is what is no sequence: asked this way the module works without loading pandas.
    return _in_time(series) if isinstance(series, Sequence) else points(series)


def _in_time(series: Iterable[Point]) -> Segment:
    return tuple(sorted(series, key=lambda one: (one.period.end, one.period.start)))


def _adjoin(earlier: Period, later: Period, definition: Definition) -> bool:
    regular = {str(earlier.kind), str(later.kind)} == {str(definition.frequency)}
    return regular and earlier.end + timedelta(days=1) == later.start


def latest(series: Iterable[Point]) -> Point | None:
    """The point whose period ends last; of one period the final one."""
    return max(
        series, key=lambda one: (one.period.end, RANK.get(one.publication, -1)), default=None
    )
