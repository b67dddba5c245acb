"""What may be chosen on Pembanding, and what was: both follow from the values of one metric."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from core.figure import Publication
from core.periods import Period, PeriodKind
from core.words import _
from metrics.definitions import Definition, Direction, Frequency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.pembanding.values import Book, Value, Values

NATION: Final = "ID"
AUTOMATIC: Final = "auto"
"""The best of the period, whoever that is."""
NOBODY: Final = ""
BY_MONTH: Final = (Frequency.MONTH, Frequency.WEEK)
GOVERNMENTS: Final = ("kabupaten", "kota")
RANKS: Final = {"negara": 0, "provinsi": 1}
"""The nation and the provinces stand first in a list of regions."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reader's choices, checked; part of each cache key.

    component: values.MAIN or a component's name. first, last: periods of `Coverage.kind`.
    period: the one compared, empty where the region has no value. best: AUTOMATIC, a code, or
    NOBODY.
    """

    metric: str
    component: str
    region: str
    peers: tuple[str, ...]
    first: str
    last: str
    period: str
    best: str


@dataclass(frozen=True, slots=True)
class Place:
    """A region that has values."""

    name: str
    level: str

    @property
    def label(self) -> str:
        """Its name in a list; the bare name of a province would be its land."""
        if self.level == "provinsi":
            return _("Province of {name}").format(name=self.name)
        return self.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kabupaten or kota with a final value in some period."""

    code: str
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where and when a component of a metric has values.

    places: by code, in the order of the list. periods: by region, newest first; the interim ones
    only where there is no final or derived one. candidates: by period, best first.
    """

    kind: PeriodKind
    first: Period
    last: Period
    places: Mapping[str, Place]
    periods: Mapping[str, tuple[Period, ...]]
    candidates: Mapping[str, tuple[Candidate, ...]]

    def periods_of(self, region: str, first: Period, last: Period) -> tuple[str, ...]:
        """Periods of a region that end between two others, newest first."""
        known = self.periods.get(region, ())
        return tuple(one.text for one in known if first.start <= one.end <= last.end)

    def best_of(self, chosen: Chosen) -> Candidate | None:
        """Whom the reader compares with: the one chosen, or the first of all."""
        rivals = self.candidates.get(chosen.period, ())
        if chosen.best == AUTOMATIC:
            return rivals[0] if rivals else None
        return next((one for one in rivals if one.code == chosen.best), None)


def coverage(book: Book, definition: Definition) -> Coverage:
    """What the values of a component allow to be chosen; the book holds at least one."""
    regions: dict[str, Values] = dict(book.own)
    for code, values in book.mean.items():
        regions[code] = (*regions.get(code, ()), *values)
    monthly = definition.frequency in BY_MONTH
    ends = sorted(one.period.end.isoformat() for one in chain(*regions.values()))
    size = len("2024-08") if monthly else len("2024")
    return Coverage(
        kind=PeriodKind.MONTH if monthly else PeriodKind.YEAR,
        first=Period.parse(ends[0][:size]),
        last=Period.parse(ends[-1][:size]),
        places=_places(regions),
        periods={code: _periods(values) for code, values in regions.items()},
        candidates=_candidates(book, definition),
    )


def _places(regions: Mapping[str, Values]) -> dict[str, Place]:
    found = {code: Place(some[0].region_name, some[0].level) for code, some in regions.items()}
    ranked = sorted(found.items(), key=lambda one: (RANKS.get(one[1].level, 2), one[1].name))
    return dict(ranked)


def _periods(values: Values) -> tuple[Period, ...]:
    settled = [one.period for one in values if not one.point.interim]
    return tuple(sorted(set(settled or [one.period for one in values]), reverse=True))


def _candidates(book: Book, definition: Definition) -> dict[str, tuple[Candidate, ...]]:
    """Only final values of governments are ranked, and only where one end is the good one."""
    if definition.direction not in (Direction.UP, Direction.DOWN):
        return {}
    sign = -1 if definition.direction is Direction.UP else 1
    found: dict[str, list[Candidate]] = {}
    for one in filter(_may_be_ranked, chain(*book.own.values())):
        candidate = Candidate(one.region, one.region_name, one.point.value)
        found.setdefault(one.period.text, []).append(candidate)
    return {
        period: tuple(sorted(some, key=lambda one: (sign * one.value, one.name)))
        for period, some in found.items()
    }


def _may_be_ranked(one: Value) -> bool:
    return one.point.publication is Publication.FINAL and one.level in GOVERNMENTS
