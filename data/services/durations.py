"""Histograms of durations: what requests add to them, and the rows they are kept in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import delete, insert, select, tuple_

from core.errors import Invalid
from core.words import _
from data.schema import duration_histogram
from data.services.bulk import seconds
from metrics.services.events import NAT
from metrics.services.histogram import BUCKETS, bucket, cells, pack_cells
from metrics.services.hours import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from metrics.services.hours import Ints

SERVICE, PLACE = "service", "place"
KEY: Final = ("subject", "code", "period", "measure")
MEASURES: Final[Mapping[str, str]] = {
    "elapsed": "elapsed", "lasted": "lasted", "answer": "answer_elapsed",
}  # fmt: skip
DISTRICT: Final = 8
MOST: Final = 1_000_000
ROWS: Final = 500
# subject, code, period, measure.
Key = tuple[str, str, str, str]


@dataclass(slots=True)
class Durations:
    """Durations gathered from requests. offset: local time ahead of UTC, in seconds."""

    offset: int
    names: dict[Key, int] = field(default_factory=dict)
    cells: list[Ints] = field(default_factory=list)
    counts: list[Ints] = field(default_factory=list)
    waiting: int = 0

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
        self.cells.append(cells)
        self.counts.append(sign * counts)
        self.waiting += len(cells)
        if self.waiting > MOST:
            self._settle()
            self.waiting = 0

    def _settle(self) -> None:
        if not self.cells:
            return
        cells, which = np.unique(np.concatenate(self.cells), return_inverse=True)
        counts = np.bincount(which, weights=np.concatenate(self.counts)).astype(np.int64)
        kept = counts != 0
        self.cells, self.counts = [cells[kept]], [counts[kept]]

    def changes(self) -> tuple[list[Key], Ints, Ints, Ints]:
        """The histograms that change; and cell by cell which of them, its bucket, by how much."""
        self._settle()
        if not self.cells or not len(self.cells[0]):
            none = np.empty(0, dtype=np.int64)
            return [], none, none, none
        number, place = np.divmod(self.cells[0], BUCKETS)
        used, owner = np.unique(number, return_inverse=True)
        names = list(self.names)
        return [names[one] for one in used.tolist()], owner, place, self.counts[0]


def store_durations(conn: Connection, gathered: Durations, *, anew: bool = False) -> None:
    """Bring the stored histograms up to date; anew: in place of all that are stored."""
    table = duration_histogram
    if anew:
        conn.execute(delete(table))
    anew = anew or conn.execute(select(table.c.subject).limit(1)).first() is None
    keys, owner, place, count = gathered.changes()
    for start in range(0, len(keys), ROWS):
        some = slice(*np.searchsorted(owner, [start, start + ROWS]))
        change = (owner[some] - start, place[some], count[some])
        _store(conn, keys[start : start + ROWS], change, anew=anew)


def _store(
    conn: Connection, keys: list[Key], change: tuple[Ints, Ints, Ints], *, anew: bool
) -> None:
    table = duration_histogram
    chosen = tuple_(*(table.c[name] for name in KEY)).in_(keys)
    place_of = {key: place for place, key in enumerate(keys)}
    stored, which = [], []
    if not anew:
        for row in conn.execute(select(table).where(chosen)):
            stored.append(bytes(row.packed))
            which.append(place_of[row.subject, row.code, row.period, row.measure])
        conn.execute(delete(table).where(chosen))
    owner, place, count = _added_up(cells(stored), np.array(which, dtype=np.int64), change)
    totals = np.bincount(owner, weights=count, minlength=len(keys)).astype(np.int64).tolist()
    rows = [
        {**dict(zip(KEY, key, strict=True)), "count": total, "packed": packed}
        for key, total, packed in zip(
            keys, totals, pack_cells(owner, place, count, len(keys)), strict=True
        )
        if total
    ]
    if rows:
        conn.execute(insert(table), rows)


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
