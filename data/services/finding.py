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

# So many sorted lists are looked through one by one before they become one.
LISTS: Final = 8


@dataclass(slots=True)
class Finder:
    """Finds stored requests.

    Of a system that had none before the import, only what the import itself has written is asked
    for: it is known by its marks.
    """

    new_sources: dict[str, bool] = field(default_factory=dict)
    marks: list[NDArray[np.uint64]] = field(default_factory=list)

    def find(self, bulk: Bulk, chunk: Chunk) -> pa.Table | None:
        """The stored requests of a chunk; n: their place in it. None without any."""
        sources = chunk.source
        parts = []
        for source in np.unique(sources.astype(str)).tolist():
            places = np.flatnonzero(sources == source)
            if self._is_new(bulk, source):
                places = places[self._written(chunk.marks[places])]
            if len(places):
                found = stored.find(bulk, source, chunk.ids[places].tolist())
                n = pa.array(places[seconds(found["n"], 0)])
                parts.append(found.set_column(0, "n", n))
        rows = pa.concat_tables(parts).combine_chunks() if parts else None
        return rows if rows is not None and rows.num_rows else None

    def note(self, marks: NDArray[np.uint64]) -> None:
        """Remember requests that were written."""
        self.marks.append(np.sort(marks))
        if len(self.marks) > LISTS:
            self.marks = [np.sort(np.concatenate(self.marks))]

    def _is_new(self, bulk: Bulk, source: str) -> bool:
        if source not in self.new_sources:
            self.new_sources[source] = not stored.has_source(bulk.conn, source)
        return self.new_sources[source]

    def _written(self, marks: NDArray[np.uint64]) -> NDArray[np.bool_]:
        found = np.zeros(len(marks), dtype=np.bool_)
        for own in self.marks:
            place = np.minimum(np.searchsorted(own, marks), len(own) - 1)
            found |= own[place] == marks
        return found
