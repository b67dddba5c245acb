"""Histograms of durations: what requests add to them, and the rows they are kept in."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import delete, select, text

from core.errors import Invalid
from core.words import _
from data.schema import duration_histogram
from data.services.bulk import seconds
from data.services.gathering import Gathering
from metrics.services.events import NAT
from metrics.services.histogram import BUCKETS, bucket, cells, pack_cells
from metrics.services.hours import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from data.services.bulk import Bulk
    from metrics.services.hours import Ints

SERVICE, PLACE = "service", "place"
KEY: Final = ("subject", "code", "period", "measure")
MEASURES: Final[Mapping[str, str]] = {
    "elapsed": "elapsed", "lasted": "lasted", "answer": "answer_elapsed",
}  # fmt: skip
DISTRICT: Final = 8
MOST: Final = 300_000
ROWS: Final = 1_000
# subject, code, period, measure.
Key = tuple[str, str, str, str]


@dataclass(slots=True)
class Durations:
    """Durations gathered from requests. offset: local time ahead of UTC, in seconds."""

    offset: int
    names: dict[Key, int] = field(default_factory=dict)
    cells: Gathering = field(default_factory=lambda: Gathering(MOST))

    def add(self, rows: pa.Table, sign: int) -> None:
        """Count the resolved requests among these in (sign 1), or out again (sign -1)."""
        known = pc.and_(rows["flaw"].is_null(), rows["resolved_at"].is_valid())
        some = rows.filter(known)
        if not some.num_rows:
            return
        day = (seconds(some["resolved_at"], 0) + self.offset) // DAY
        service = some["service_code"]
        region = some["region_code"].fill_null("")
        district = pc.if_else(
            pc.greater_equal(pc.utf8_length(region), DISTRICT),
            pc.utf8_slice_codeunits(region, 0, DISTRICT),
            "",
        )
        for subject, code, period, written in (
            (SERVICE, service, _week(day), _week_text),
            (PLACE, district, _month(day), _month_text),
        ):
            coded = code.combine_chunks().dictionary_encode()
            pairs = coded.indices.to_numpy().astype(np.int64) * PERIODS + period
            groups, which = np.unique(pairs, return_inverse=True)
            names = [
                (subject, coded.dictionary[group // PERIODS].as_py(),
                 written(group % PERIODS))
                for group in groups.tolist()
            ]  # fmt: skip
            for measure, column in MEASURES.items():
                self._count(seconds(some[column], NAT), which, names, measure, sign)

    def _count(
        self, lengths: Ints, which: Ints, names: list[tuple[str, str, str]], measure: str, sign: int
    ) -> None:
        here = np.flatnonzero(lengths != NAT)
        if not len(here):
            return
        known = self.names
        number = np.array(
            [known.setdefault((*name, measure), len(known)) for name in names], dtype=np.int64
        )
        cells, counts = np.unique(
            number[which[here]] * BUCKETS + bucket(lengths[here]), return_counts=True
        )
        self.cells.add(cells, sign * counts)

    def changes(self) -> Iterator[tuple[list[Key], tuple[Ints, Ints, Ints]]]:
        """Histograms that change, some at a time; to be asked for once.

        With them cell by cell which of these histograms it is in, its bucket, and by how much it
        changes. All cells at once, taken apart like that, would be several times as large.
        """
        found, counts = self.cells.sums()
        self.cells = Gathering(MOST)  # Not to be held beside what is made of them.
        names = list(self.names)
        firsts = np.flatnonzero(np.diff(found // BUCKETS, prepend=-1))
        edges = [*firsts[::ROWS].tolist(), len(found)]
        for start, end in pairwise(edges):
            number, place = np.divmod(found[start:end], BUCKETS)
            used, owner = np.unique(number, return_inverse=True)
            keys = [names[one] for one in used.tolist()]
            yield keys, (owner, place, counts[start:end].astype(np.int64))


def store_durations(bulk: Bulk, gathered: Durations, *, anew: bool = False) -> None:
    """Bring the stored histograms up to date; anew: in place of all that are stored."""
    table = duration_histogram
    if anew:
        bulk.conn.execute(delete(table))
    anew = anew or bulk.conn.execute(select(table.c.subject).limit(1)).first() is None
    for keys, change in gathered.changes():
        _store(bulk, keys, change, anew=anew)


def _store(bulk: Bulk, keys: list[Key], change: tuple[Ints, Ints, Ints], *, anew: bool) -> None:
    stored, which = ([], []) if anew else _taken_out(bulk, keys)
    owner, place, count = _added_up(cells(stored), np.array(which, dtype=np.int64), change)
    totals = np.bincount(owner, weights=count, minlength=len(keys)).astype(np.int64)
    packed = pack_cells(owner, place, count, len(keys))
    bulk.insert(duration_histogram.name, _rows(keys, totals, packed).filter(pa.array(totals > 0)))


def _taken_out(bulk: Bulk, keys: list[Key]) -> tuple[list[bytes], list[int]]:
    """The stored histograms of some keys, and of each the place of its key; they are gone."""
    zeros = np.zeros(len(keys), dtype=np.int64)
    waiting = bulk.aside(duration_histogram, _rows(keys, zeros, [b""] * len(keys)))
    names = ", ".join(KEY)
    rows = bulk.conn.execute(
        text(f"SELECT {names}, d.packed FROM duration_histogram d JOIN {waiting} USING ({names})")  # noqa: S608 (names are ours)
    ).all()
    bulk.conn.execute(
        text(f"DELETE FROM duration_histogram WHERE ({names}) IN (SELECT {names} FROM {waiting})")  # noqa: S608 (names are ours)
    )
    place_of = {key: place for place, key in enumerate(keys)}
    return [bytes(packed) for *_key, packed in rows], [
        place_of[tuple(key)] for *key, _packed in rows
    ]


def _rows(keys: list[Key], totals: Ints, packed: list[bytes]) -> pa.Table:
    columns: dict[str, Any] = {
        name: pa.array([key[place] for key in keys], pa.string()) for place, name in enumerate(KEY)
    }
    return pa.table(columns | {"count": pa.array(totals), "packed": pa.array(packed, pa.binary())})


def _added_up(
    stored: tuple[Ints, Ints, Ints], which: Ints, change: tuple[Ints, Ints, Ints]
) -> tuple[Ints, Ints, Ints]:
    """Stored cells and changes together, in order; those that come to nothing are gone."""
    own, places, counts = stored
    cell = np.concatenate([which[own] * BUCKETS + places, change[0] * BUCKETS + change[1]])
    found, group = np.unique(cell, return_inverse=True)
    sums = np.bincount(group, weights=np.concatenate([counts, change[2]]))
    total = sums.astype(np.int64)
    if (total < 0).any():
        raise Invalid(
            _("More durations were taken out of a histogram than are in it."),
            hint=_("Rebuild the summaries: {command}.").format(
                command="python manage.py rollup --rebuild"
            ),
        )
    kept = total > 0
    return (*np.divmod(found[kept], BUCKETS), total[kept])


# Weeks and months of the years 0 to 9999 lie below it.
PERIODS: Final = 1 << 20


def _week(day: Ints) -> Ints:
    """The ISO week of each day, as 100 times its year and its number."""
    thursday = day - (day + 3) % 7 + 3
    dates = thursday.astype("datetime64[D]")
    years = dates.astype("datetime64[Y]")
    passed = (dates - years.astype("datetime64[D]")).astype(np.int64)
    found: Ints = (years.astype(np.int64) + 1970) * 100 + passed // 7 + 1
    return found


def _month(day: Ints) -> Ints:
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    found: Ints = (months // 12 + 1970) * 100 + months % 12 + 1
    return found


def _week_text(week: int) -> str:
    return f"{week // 100:04d}-W{week % 100:02d}"


def _month_text(month: int) -> str:
    return f"{month // 100:04d}-{month % 100:02d}"
