"""Papers finished in the village: share, coverage, and the journeys that nobody had to make."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from core.periods import Period
from data.queries.services.keys import DISTRICT
from data.queries.services.keys import VILLAGE as VILLAGE_LENGTH
from data.queries.services.village import (
    DISTRICT as IN_DISTRICT,
)
from data.queries.services.village import (
    REGENCY as IN_REGENCY,
)
from data.queries.services.village import (
    VILLAGE as IN_VILLAGE,
)
from data.queries.services.village import (
    district_offices,
    finished,
    finished_by_month,
    finished_of_service,
    points_within,
)
from metrics.services.travel import estimated_leg
from metrics.services.village import coverage, saved, village_share
from reports.services.basis import TOTAL, figure_of
from reports.services.board import months_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from core.figure import Figure
    from data.queries.services.village import Done
    from metrics.services.counts import Rate
    from metrics.services.village import Leg, Saved
    from reports.services.basis import Basis

SHARE: Final = "village_share"
JOURNEYS: Final = "village_journeys"
FAMILIES: Final = ("desa", "adminduk")
"""Kinds of services whose papers a village may finish."""
BEFORE: Final = 12


@dataclass(frozen=True, slots=True)
class Finished:
    """Papers finished in one place or of one service.

    served, villages: desa and kelurahan in which at least one was finished, of all of them; the
    coverage is made of the two. saved: what those spared.
    """

    code: str
    village: int
    district: int
    regency: int
    share: Rate
    served: int
    villages: int
    saved: Saved

    @property
    def n(self) -> int:
        """All papers, wherever they were finished."""
        return self.village + self.district + self.regency

    @property
    def coverage(self) -> Rate:
        """Villages served / all villages."""
        return coverage(self.served, self.villages)


@dataclass(frozen=True, slots=True, eq=False)
class Villages:
    """The papers of one month.

    whole: of the regency, or of the chosen kecamatan or desa; places: the kecamatan, or the desa
    of the chosen one; services: of the whole. months: the regency's share of the 13 months up to
    it, oldest first. unmapped: villages whose way is not known; offices: kecamatan whose office is
    mapped, of `districts`: of the others the way leads to a point inside the kecamatan.
    """

    month: str
    whole: Finished
    places: tuple[Finished, ...]
    services: tuple[Finished, ...]
    months: tuple[tuple[str, Rate], ...]
    unmapped: int
    offices: int
    districts: int


def villages(
    conn: Connection, held: Basis, month: str, *, service: str = "", place: str = ""
) -> Villages:
    """Papers by the month of their resolution. service, place: codes, empty for all."""
    period = Period.parse(month)
    start = held.look.start_of(period.start)
    end = held.look.start_of(period.end + timedelta(days=1))
    codes = [service] if service else list(held.services)
    rows = [one for one in finished(conn, codes, start, end) if _inside(one.region, place)]
    offices = district_offices(conn)
    legs = legs_of(conn, held, offices)
    every = [one for one in held.places if len(one) == VILLAGE_LENGTH]
    made = _Maker(held, legs, every)
    depth = VILLAGE_LENGTH if place else DISTRICT
    district = place[:DISTRICT]
    parts = [one for one in held.places if len(one) == depth and _inside(one, district)]
    by_place = _grouped(rows, lambda one: _cut(one.region, depth))
    return Villages(
        month=month,
        whole=made.finished(place, rows, place),
        places=tuple(made.finished(one, by_place.get(one, ()), one) for one in parts),
        services=tuple(
            made.finished(code, some, place)
            for code, some in sorted(_grouped(rows, lambda one: one.service).items())
        ),
        months=_months(conn, held, month, service),
        unmapped=sum(one not in legs for one in made.villages_of(place)),
        offices=len(offices),
        districts=sum(len(one) == DISTRICT for one in held.places),
    )


def _months(
    conn: Connection, held: Basis, month: str, service: str
) -> tuple[tuple[str, Rate], ...]:
    """Sums are kept by level for all services together; of one service the rows are counted."""
    names = months_to(month, BEFORE + 1)
    end = Period.parse(month).end
    if service:
        starts = [Period.parse(one).start for one in names]
        found = finished_of_service(conn, held.look, service, [*starts, end + timedelta(days=1)])
    else:
        found = finished_by_month(conn, Period.parse(names[0]).start, end)
    return tuple((one, share_of(held, found.get(one, {}))) for one in names)


def share_of(held: Basis, levels: Mapping[str, int]) -> Rate:
    """The share of numbers by level."""
    return village_share(
        levels.get(IN_VILLAGE, 0), levels.get(IN_DISTRICT, 0), levels.get(IN_REGENCY, 0),
        held.minimum,
    )  # fmt: skip


def legs_of(
    conn: Connection, held: Basis, offices: Mapping[str, tuple[float, float]]
) -> dict[str, Leg]:
    """The way of each desa to its kecamatan office; an estimate from points.

    Where the office is not mapped the way leads to a point inside the kecamatan.
    """
    points = points_within(conn, held.settings.regency.code)
    found = {}
    for code, point in points.items():
        district = code[:DISTRICT]
        target = offices.get(district) or points.get(district)
        if len(code) == VILLAGE_LENGTH and target is not None:
            found[code] = estimated_leg(point, target)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Maker:
    held: Basis
    legs: Mapping[str, Leg]
    every: Sequence[str]

    def finished(self, code: str, rows: Iterable[Done], place: str) -> Finished:
        """The papers in these rows; its villages are those of a place."""
        levels: Counter[str] = Counter()
        letters: Counter[str] = Counter()
        for one in rows:
            levels[one.level] += one.number
            if one.level == IN_VILLAGE:
                letters[one.region] += one.number
        known = self.villages_of(place)
        return Finished(
            code=code,
            village=levels[IN_VILLAGE],
            district=levels[IN_DISTRICT],
            regency=levels[IN_REGENCY],
            share=share_of(self.held, levels),
            served=sum(1 for one in known if letters.get(one)),
            villages=len(known),
            saved=saved(letters, self.legs),
        )

    def villages_of(self, place: str) -> Sequence[str]:
        """Desa and kelurahan at or in a place; all of them for ''."""
        return [one for one in self.every if _inside(one, place)]


def _grouped(rows: Iterable[Done], key: Callable[[Done], str]) -> dict[str, list[Done]]:
    found: dict[str, list[Done]] = {}
    for one in rows:
        found.setdefault(key(one), []).append(one)
    return found


def _inside(code: str, place: str) -> bool:
    return not place or code == place or code.startswith(f"{place}.")


def _cut(code: str, length: int) -> str:
    return code[:length] if len(code) >= length else ""


def lowest(found: Iterable[Finished]) -> Finished | None:
    """The one with the lowest share; None where none has one."""
    known = [one for one in found if one.share.value is not None]
    return min(known, key=lambda one: (one.share.value or 0.0, one.code), default=None)


def village_figures(
    held: Basis, found: Villages, place: str = "", service: str = ""
) -> tuple[Figure, ...]:
    """Share and journeys of the whole, and the share of each place that has papers."""
    component = service or TOTAL

    def share(one: Finished, region: str | None) -> Figure:
        return figure_of(held, SHARE, found.month, one.share, region=region, component=component)

    journeys = float(found.whole.saved.journeys) if found.whole.n else None
    whole = place or None
    return (
        share(found.whole, whole),
        figure_of(held, JOURNEYS, found.month, journeys, region=whole, component=component),
        *(share(one, one.code) for one in found.places if one.n and one.code != place),
    )
