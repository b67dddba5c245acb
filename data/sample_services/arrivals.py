"""Requests as they come in: when, for what, from where, by which channel, to which office."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from data.sample_services.season import HOUR
from data.sample_services.tables import HERE, picked, rows
from data.sample_services.town import COMPLAINTS

if TYPE_CHECKING:
    from numpy.random import Generator

    from data.sample_services.tables import Flags, Floats, Ints
    from data.sample_services.town import Town

NOWHERE: Final = -1
# Classes of SP4N-LAPOR!, and whether a fire lies inside the wilayah manajemen kebakaran.
CLASSES: Final = ("normatif", "tdk_berkadar", "berkadar", "dalam_wmk", "luar_wmk")
LAPOR_CLASSES: Final = np.array([0.55, 0.39, 0.06])
INSIDE, OUTSIDE = CLASSES.index("dalam_wmk"), CLASSES.index("luar_wmk")
# Of desk group: how many requests name a kecamatan alone, and how many no place at all.
VAGUE: Final = {"aduan": (0.07, 0.06), "darurat": (0.16, 0.03), "rujukan": (0.10, 0.04)}
LEVELS: Final = ("desa", "kecamatan", "kabupaten")
# Where papers are finished, at the beginning and at the end of the three years.
FINISHED: Final = {
    "desa": ((0.62, 0.26, 0.12), (0.84, 0.11, 0.05)),
    "adminduk": ((0.08, 0.30, 0.62), (0.26, 0.30, 0.44)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """Requests in the order in which they came, (n,) each. at: seconds, UTC.

    desk, region, channel, klass, level, office: places in their tables, NOWHERE for none. level
    is where it will be finished. village, district: where it is, told or not. progress: 0 at the
    beginning of the three years, 1 at their end.
    """

    at: Ints
    desk: Ints
    village: Ints
    district: Ints
    region: Ints
    channel: Ints
    klass: Ints
    level: Ints
    office: Ints
    progress: Floats
    is_open: Flags

    def __len__(self) -> int:
        return len(self.at)


def arrive(town: Town, first: int, last: int, count: int, lot: Generator) -> Arrivals:
    """So many requests of the days first to before last (places among the town's days)."""
    at, desk = _moments(town, first, last, count, lot)
    is_open = town.is_open(at)
    progress = (town.hours.day_of(at) - town.days.first) / town.days.count
    village, region = _places(town, desk, lot)
    district = village
    if town.places.villages:
        district = town.places.kecamatan[village]
    klass = _classes(town, desk, village, lot)
    return Arrivals(
        at,
        desk,
        village,
        district,
        region,
        _channels(town, desk, is_open, progress, lot),
        klass,
        _levels(town, desk, progress, lot),
        _offices(town, desk, district, lot),
        progress,
        is_open,
    )


def _moments(town: Town, first: int, last: int, count: int, lot: Generator) -> tuple[Ints, Ints]:
    """Moments in order, and the desk of each."""
    weights = town.days.weights[first:last]
    cells = lot.multinomial(count, (weights / weights.sum()).ravel())
    cell = np.repeat(np.arange(weights.size), cells)
    day, desk = np.divmod(cell, weights.shape[1])
    share = lot.random(count)
    profile = town.days.profile[first + day, desk]
    share *= np.where(first + day == town.days.count - 1, town.days.limit[profile], 1.0)
    hour = np.empty(count)
    for place, passed in enumerate(town.days.profiles):
        mine = profile == place
        hour[mine] = np.interp(share[mine], passed, np.arange(25.0))
    at = town.hours.start_of(town.days.first + first + day) + (hour * HOUR).astype(np.int64)
    at = np.minimum(at, town.until)
    order = np.argsort(at, kind="stable")
    return at[order], desk[order]


def _places(town: Town, desk: Ints, lot: Generator) -> tuple[Ints, Ints]:
    """Of each request its desa, and the place that is told: it, its kecamatan or none."""
    count, places = len(desk), town.places
    told = lot.random(count)
    if not places.villages:
        return np.full(count, NOWHERE), np.full(count, NOWHERE)
    village = picked(places.shares, lot.random(count))
    vague = np.array([VAGUE.get(flow, (0.0, 0.0)) for flow in town.desks.words["flow"]])
    alone, none = vague[desk, 0], vague[desk, 1]
    region = np.where(told < alone + none, places.villages + places.kecamatan[village], village)
    region[told < none] = NOWHERE
    return village, region


@cache
def channels() -> tuple[str, ...]:
    """Codes of all channels."""
    return tuple(dict.fromkeys(row["channel"] for row in rows(HERE / "channels.csv")))


@cache
def _edges(groups: tuple[str, ...]) -> Floats:
    """Edges of the channels' shares by column (first, last, shut), desk and channel."""
    shares = np.zeros((3, len(groups), len(channels())))
    for row in rows(HERE / "channels.csv"):
        place = channels().index(row["channel"])
        for desk, group in enumerate(groups):
            if group == row["group"]:
                shares[:, desk, place] = [float(row[key]) for key in ("first", "last", "shut")]
    edges = np.cumsum(shares, axis=2)
    return np.asarray(edges / edges[:, :, -1:])


def _channels(town: Town, desk: Ints, is_open: Flags, progress: Floats, lot: Generator) -> Ints:
    # At the share p of the way, p of the requests choose as they do at the end.
    column = np.where(is_open, (lot.random(len(desk)) < progress).astype(np.int64), 2)
    edges = _edges(town.desks.words["channels"]).astype(np.float32)
    share = lot.random(len(desk), dtype=np.float32)
    found = np.zeros(len(desk), dtype=np.int64)
    for place in range(edges.shape[2] - 1):
        found += share >= edges[column, desk, place]
    return found


def _classes(town: Town, desk: Ints, village: Ints, lot: Generator) -> Ints:
    found = np.full(len(desk), NOWHERE)
    lapor = np.flatnonzero(desk == town.desks.place("pengaduan-lapor"))
    found[lapor] = picked(LAPOR_CLASSES, lot.random(len(lapor)))
    fires = np.flatnonzero(desk == town.desks.place("damkar"))
    if town.places.villages:
        found[fires] = np.where(town.places.inside[village[fires]], INSIDE, OUTSIDE)
    return found


def _levels(town: Town, desk: Ints, progress: Floats, lot: Generator) -> Ints:
    found = np.full(len(desk), NOWHERE)
    for group, (before, after) in FINISHED.items():
        mine = np.flatnonzero(town.desks.is_word("channels", group)[desk])
        late = lot.random(len(mine)) < progress[mine]
        share = lot.random(len(mine))
        found[mine] = np.where(
            late, picked(np.array(after), share), picked(np.array(before), share)
        )
    return found


def _offices(town: Town, desk: Ints, district: Ints, lot: Generator) -> Ints:
    """The owner of the service; for letters the kecamatan's office; for LAPOR by its subject."""
    found = np.array([town.office(code) for code in town.desks.owners])[desk]
    lapor = np.flatnonzero(desk == town.desks.place("pengaduan-lapor"))
    shares = np.array([share for _code, share, _pace in COMPLAINTS])
    subjects = np.array([town.office(code) for code, _share, _pace in COMPLAINTS])
    found[lapor] = subjects[picked(shares, lot.random(len(lapor)))]
    if town.places.villages:
        near = town.desks.is_word("channels", "desa", "kecamatan")[desk]
        first = len(town.offices) - len(town.places.districts)
        found = np.where(near, first + district, found)
    return found
