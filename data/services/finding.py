"""Which requests of a chunk are stored already, with as few questions as can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from data.services import stored
from data.services.bulk import seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.services.bulk import Bulk
    from data.services.reading import Chunk
    from metrics.services.hours import Ints

# A filter of 32 megabytes, however many requests: of ten million, one in a thousand is asked for
# although it is new.
BITS: Final = 28
LOOKS: Final = 3
BYTE: Final = 8


@dataclass(slots=True)
class Written:
    """Which marks may have been noted: none that was is ever missed (Bloom 1970)."""

    # Zeros cost no memory until they are written over.
    bits: NDArray[np.uint8] = field(
        default_factory=lambda: np.zeros((1 << BITS) // BYTE, dtype=np.uint8)
    )

    def note(self, marks: NDArray[np.uint64]) -> None:
        """Remember marks."""
        for place, bit in _looks(marks):
            np.bitwise_or.at(self.bits, place, bit)

    def may_hold(self, marks: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Which of these were noted, and now and then another one."""
        found = np.ones(len(marks), dtype=np.bool_)
        for place, bit in _looks(marks):
            found &= (self.bits[place] & bit) != 0
        return found


def _looks(marks: NDArray[np.uint64]) -> list[tuple[NDArray[np.int64], NDArray[np.uint8]]]:
    """Of each mark the bytes and bits that stand for it: two halves, and both together."""
    low, high = marks & np.uint64((1 << 32) - 1), marks >> np.uint64(32)
    found = []
    for look in range(LOOKS):
        number = (low + np.uint64(look) * (high | np.uint64(1))) & np.uint64((1 << BITS) - 1)
        place = (number >> np.uint64(3)).astype(np.int64)
        found.append((place, np.uint8(1) << (number & np.uint64(7)).astype(np.uint8)))
    return found


@dataclass(slots=True)
class Finder:
    """Finds stored requests.

    Of a system that had none before the import, only what the import itself has written is asked
    for: it is known by its marks.
    """

    new_sources: dict[str, bool] = field(default_factory=dict)
    written: Written = field(default_factory=Written)

    def find(self, bulk: Bulk, chunk: Chunk) -> pa.Table | None:
        """The stored requests of a chunk; n: their place in it. None without any."""
        sources = chunk.source
        parts = []
        for source in np.unique(sources.astype(str)).tolist():
            places = np.flatnonzero(sources == source)
            if self._is_new(bulk, source):
                places = places[self.written.may_hold(chunk.marks[places])]
            if len(places):
                found = stored.find(bulk, source, chunk.ids[places].tolist())
                n = pa.array(places[seconds(found["n"], 0)])
                parts.append(found.set_column(0, "n", n))
        rows = pa.concat_tables(parts).combine_chunks() if parts else None
        return rows if rows is not None and rows.num_rows else None

    def known(self, bulk: Bulk, chunk: Chunk) -> Ints:
        """The numbers of the stored requests that a chunk speaks of; nothing is written yet."""
        found = [np.empty(0, dtype=np.int64)]
        for source in np.unique(chunk.source.astype(str)).tolist():
            if not self._is_new(bulk, source):
                ids = chunk.ids[chunk.source == source].tolist()
                query = f"SELECT request.id FROM {stored.by_source(bulk)}"  # noqa: S608 (names are ours)
                found.append(stored.numbers(bulk, query, (bulk.listed(ids), source)))
        return np.concatenate(found)

    def note(self, marks: NDArray[np.uint64]) -> None:
        """Remember requests that were written."""
        self.written.note(marks)

    def _is_new(self, bulk: Bulk, source: str) -> bool:
        if source not in self.new_sources:
            self.new_sources[source] = not stored.has_source(bulk.conn, source)
        return self.new_sources[source]
