"""From a table of text to events and descriptions of requests, a chunk at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.words import _
from data.imports.headers import plain_cell
from data.imports.model import Fault
from data.services.columns import (
    AT,
    ID_LENGTH,
    KINDS,
    MOMENTS,
    NUMBER,
    REASONS,
    SOURCE_LENGTH,
)
from data.services.describing import NONE, NOTHING, coded
from data.services.moments import read_moments
from data.services.persons import looks_personal, personal
from metrics.services.events import NAT
from metrics.services.kinds import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from data.services.describing import Describer, Descriptions
    from data.services.faults import Faults
    from data.services.layout import Columns
    from metrics.services.hours import Ints

SYSTEM: Final = "source"
KIND_OF: Final = {
    plain_cell(name): kind.code for kind, names in KINDS.items() for name in (kind.value, *names)
}
REASON_OF: Final = {
    plain_cell(name): reason.code
    for reason, names in REASONS.items()
    for name in (reason.value, *names)
}


@dataclass(frozen=True)
class Chunk:
    """Events of some requests. source, ids: of each request, texts, shape (n,).

    request: position among these; at: seconds in UTC; kind, reason: codes, shape (events,).
    described_at: of the latest row that describes the request, NAT without one; description: its
    number in `descriptions`, below 0 without one, shape (n,).
    """

    rows: int
    source: NDArray[np.object_]
    ids: NDArray[np.object_]
    request: Ints
    at: Ints
    kind: Ints
    reason: Ints
    described_at: Ints
    description: Ints
    descriptions: Descriptions

    @cached_property
    def marks(self) -> NDArray[np.uint64]:
        """A number for each request: the same for the same one, another for nearly any other."""
        marks = pd.util.hash_array(self.ids, categorize=False)
        found: NDArray[np.uint64] = marks ^ (pd.util.hash_array(self.source) << np.uint64(1))
        return found


@dataclass(slots=True)
class Reader:
    """Reads the tables of one file. offset: local time ahead of UTC, in seconds.

    source: of rows that name no system; next_row: number of the next row of the file.
    """

    columns: Columns
    describer: Describer
    faults: Faults
    offset: int
    source: str
    next_row: int = 1

    def chunk(self, table: pa.Table) -> Chunk:
        """The events and descriptions of a table; what is wrong goes to the faults."""
        first, self.next_row = self.next_row, self.next_row + table.num_rows
        texts = {
            key: pc.utf8_trim_whitespace(table[str(place)].combine_chunks())
            for key, place in self.columns.places.items()
        }
        request, source, ids = self._requests(texts, first)
        rows, at, kind, reason = (
            self._log(texts, first) if self.columns.is_log else self._plain(texts, first)
        )
        latest = np.full(table.num_rows, NAT, dtype=np.int64)
        np.maximum.at(latest, rows, at)
        described, made = self.describer.descriptions(texts, first, table.num_rows)
        self.faults.settle()
        described_at, description = _latest(request, latest, described, len(ids))
        return Chunk(
            table.num_rows, source, ids, request[rows], at, kind, reason, described_at,
            description, made,
        )  # fmt: skip

    def uneven(self, row: int, cells: int) -> None:
        """A row with another number of cells than there are headers."""
        self.faults.add(row, "", "", _uneven(cells, len(self.columns.headers)))

    def _requests(
        self, texts: dict[str, pa.Array], first: int
    ) -> tuple[Ints, NDArray[np.object_], NDArray[np.object_]]:
        """Of each row which request it speaks of; the systems and the numbers of these."""
        coded_ids = texts["source_id"].dictionary_encode()
        place = coded_ids.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        ids = coded_ids.dictionary.to_numpy(zero_copy_only=False)
        self._check_numbers(coded_ids.dictionary, place, first)
        if "source" not in texts:
            return place, np.full(len(ids), self.source, dtype=object), ids
        which, names = coded(texts["source"])
        for at, name in enumerate(names):
            if len(name) > SOURCE_LENGTH or looks_personal(name):
                values = np.full(len(which), "", dtype=object)
                header = self.columns.heading_of(SYSTEM)
                self.faults.add_rows(which == at, first, header, values, _source())
        systems = np.array([name or self.source for name in names], dtype=object)
        if len(names) == 1:
            return place, systems[np.zeros(len(ids), dtype=np.int64)], ids
        pairs, request = np.unique(place * len(names) + which, return_inverse=True)
        return request, systems[pairs % len(names)], ids[pairs // len(names)]

    def _check_numbers(self, ids: pa.Array, place: Ints, first: int) -> None:
        values = ids.to_numpy(zero_copy_only=False)
        for bad, fault in (
            (pc.equal(ids, ""), _no_number),
            (pc.greater(pc.utf8_length(ids), ID_LENGTH), _long_number),
            (pa.array(personal(ids)), _personal_number),
        ):
            if pc.any(bad).as_py():
                marked = bad.to_numpy(zero_copy_only=False)
                header = self.columns.heading_of(NUMBER.key)
                self.faults.add_rows(marked[place], first, header, values[place], fault())

    def _log(self, texts: dict[str, pa.Array], first: int) -> tuple[Ints, Ints, Ints, Ints]:
        """Of each event its row, moment, kind and reason; a row an event."""
        rows = len(texts[AT])
        at = self._moments(texts[AT], AT, first)
        blank = pc.equal(texts[AT], "").to_numpy(zero_copy_only=False)
        self._refuse(blank, first, AT, texts[AT], _no_time)
        kinds, names = coded(texts["kind"])
        meaning = np.array([KIND_OF.get(plain_cell(name), 0) for name in names], dtype=np.int64)
        kind = meaning[kinds]
        self._refuse(kind == 0, first, "kind", texts["kind"], _unknown_kind)
        reason = self._reasons(texts, rows)
        return np.arange(rows), at, kind, np.where(kind == EventKind.PAUSED.code, reason, 0)

    def _plain(self, texts: dict[str, pa.Array], first: int) -> tuple[Ints, Ints, Ints, Ints]:
        """The same of a table of moments: a cell an event."""
        rows = len(texts["source_id"])
        reason = self._reasons(texts, rows)
        places, moments, kinds, reasons = [], [], [], []
        for kind, column in MOMENTS.items():
            if column.key not in texts:
                continue
            at = self._moments(texts[column.key], column.key, first)
            found = np.flatnonzero(at != NAT)
            places.append(found)
            moments.append(at[found])
            kinds.append(np.full(len(found), kind.code, dtype=np.int64))
            reasons.append(reason[found] if kind is EventKind.PAUSED else kinds[-1] * 0)
        place = np.concatenate(places)
        seen = np.zeros(rows, dtype=np.bool_)
        seen[place] = True
        if not seen.all():
            seen |= self._tried(texts, rows)
        self._refuse(~seen, first, "source_id", texts["source_id"], _no_moment)
        return place, np.concatenate(moments), np.concatenate(kinds), np.concatenate(reasons)

    def _tried(self, texts: dict[str, pa.Array], rows: int) -> NDArray[np.bool_]:
        """Rows that say some time, though perhaps none that can be read."""
        found = np.zeros(rows, dtype=np.bool_)
        nothing = pa.array(sorted(NOTHING))
        for column in MOMENTS.values():
            if column.key in texts:
                empty = pc.is_in(pc.utf8_lower(texts[column.key]), value_set=nothing)
                found |= ~empty.to_numpy(zero_copy_only=False)
        return found

    def _moments(self, texts: pa.Array, key: str, first: int) -> Ints:
        if pc.any(pc.is_in(texts, value_set=pa.array(["-", "--", "null", "NULL"]))).as_py():
            texts = pc.if_else(pc.is_in(pc.utf8_lower(texts), pa.array(sorted(NOTHING))), "", texts)
        found = read_moments(texts, self.offset)
        self._refuse(found.bad, first, key, texts, _no_moment_text)
        return found.seconds

    def _reasons(self, texts: dict[str, pa.Array], rows: int) -> Ints:
        if "reason" not in texts:
            return np.zeros(rows, dtype=np.int64)
        places, names = coded(texts["reason"])
        codes = np.array([REASON_OF.get(plain_cell(name), 0) for name in names], dtype=np.int64)
        return codes[places]

    def _refuse(
        self,
        bad: NDArray[np.bool_],
        first: int,
        key: str,
        texts: pa.Array,
        fault: Callable[[], Fault],
    ) -> None:
        if bad.any():
            values = texts.to_numpy(zero_copy_only=False)
            self.faults.add_rows(bad, first, self.columns.heading_of(key), values, fault())


def _latest(request: Ints, at: Ints, described: Ints, count: int) -> tuple[Ints, Ints]:
    """Of each request its latest description: of one moment the greatest text."""
    moment = np.full(count, NAT, dtype=np.int64)
    number = np.full(count, NONE, dtype=np.int64)
    rows = np.flatnonzero((described >= 0) & (at != NAT))
    np.maximum.at(moment, request[rows], at[rows])
    last = rows[at[rows] == moment[request[rows]]]
    np.maximum.at(number, request[last], described[last])
    return moment, number


def _no_number() -> Fault:
    return Fault(_("The number of the request is missing."), _("Fill in the cell."))


def _long_number() -> Fault:
    return Fault(
        _("The number of the request is too long."),
        _("At most {count} characters.").format(count=ID_LENGTH),
    )


def _personal_number() -> Fault:
    return Fault(
        _("This is a NIK, an e-mail address or a telephone number, not a number of a request."),
        _("Choose the column with the number that the system itself has given."),
    )


def _source() -> Fault:
    return Fault(
        _("This is no name of a system."),
        _("At most {count} characters.").format(count=SOURCE_LENGTH),
    )


def _no_time() -> Fault:
    return Fault(_("The time of the event is missing."), _("Write 2026-01-14 08:30."))


def _no_moment_text() -> Fault:
    return Fault(_("This is no day with a time."), _("Write 2026-01-14 08:30 or 14/01/2026 08.30."))


def _no_moment() -> Fault:
    return Fault(_("The row has no time at all."), _("Fill in when the request was received."))


def _unknown_kind() -> Fault:
    return Fault(
        _("This event is unknown."),
        _("Choices: {choices}.").format(choices=", ".join(names[0] for names in KINDS.values())),
    )


def _uneven(cells: int, headers: int) -> Fault:
    return Fault(
        _("The row has {cells} cells, the header row has {headers}.").format(
            cells=cells, headers=headers
        ),
        _("Put a cell that holds the delimiter in quotation marks."),
    )
