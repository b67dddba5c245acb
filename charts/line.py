"""What a trend is drawn from: lines of spots, breaks and targets, already in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Role(StrEnum):
    """What a line is to the reader; the theme gives each its look."""

    OURS = "ours"
    NATIONAL = "national"
    PROVINCE = "province"
    BEST = "best"
    PEER = "peer"


@dataclass(frozen=True, slots=True)
class Spot:
    """One value on the chart, in words ready to read.

    day: where it stands in time. where: what exactly was measured. text: the value alone, full:
    with its unit. target: empty where there is none.
    """

    day: date
    value: float
    where: str
    period: str
    text: str
    full: str
    status: str
    source: str
    target: str = ""
    derived: bool = False

    @property
    def x(self) -> int:
        """Milliseconds since 1970, as Vega counts time."""
        return moment(self.day)


@dataclass(frozen=True, slots=True)
class Line:
    """One region's values of one component.

    name, short: for a desk and for a phone. runs: spots joined by a line, oldest first; between
    two runs lies a gap or a break. loose: interim spots, joined to nothing.
    """

    role: Role
    name: str
    short: str
    runs: tuple[tuple[Spot, ...], ...]
    loose: tuple[Spot, ...] = ()

    @property
    def spots(self) -> Iterator[Spot]:
        """Every spot, those of the runs first."""
        for run in self.runs:
            yield from run
        yield from self.loose

    @property
    def last(self) -> Spot | None:
        """The newest spot on a line, or the newest loose one where there is no line."""
        if self.runs:
            return self.runs[-1][-1]
        return max(self.loose, key=lambda spot: spot.day, default=None)


@dataclass(frozen=True, slots=True)
class Rupture:
    """A break of method, with its name. day: where it is drawn."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """A target over some time: one bound, or both of a band."""

    first: date
    last: date
    lower: float | None
    upper: float | None
    text: str


def moment(day: date) -> int:
    """Milliseconds since 1970 at the start of a day in UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000
