"""What storing a file would do to the stored requests: merged chunk by chunk, nothing written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from core import clock
from data.services.bulk import seconds
from data.services.deriving import epoch
from data.services.different import Different
from data.services.finding import Finder
from data.services.merge import Mine, merge
from data.services.storing import UNOPENED

if TYPE_CHECKING:
    from data.services.bulk import Bulk
    from data.services.deriving import Basis
    from data.services.merge import Merged
    from data.services.reading import Chunk

SHOWN: Final = 20
NUMBERED: Final = 1 << 60
"""Above every number of a stored request."""
ODD: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Change:
    """What would be stored: numbers of requests, and of events that are not stored yet.

    rows: the first new requests; pairs: the first changed ones, as they are and as they will be.
    offices: the OPD whose requests would be touched, '' for those that name no service.
    """

    added: int
    changed: int
    same: int
    events: int
    rows: tuple[dict[str, Any], ...]
    pairs: tuple[tuple[dict[str, Any], dict[str, Any]], ...]
    offices: frozenset[str]


@dataclass(slots=True)
class Rehearsal:
    """Gathers the change. Events are a set, descriptions the latest: each chunk speaks for itself.

    A request that comes in several chunks is counted once. To be closed.
    """

    bulk: Bulk
    basis: Basis
    finder: Finder = field(default_factory=Finder)
    _new: Different = field(default_factory=Different)
    _seen: Different = field(default_factory=Different)
    _changed: Different = field(default_factory=Different)
    _events: Different = field(default_factory=Different)
    _rows: list[dict[str, Any]] = field(default_factory=list)
    _pairs: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    _offices: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        now = epoch(clock.now().replace(tzinfo=None))
        self.basis = replace(self.basis, imported={**self.basis.imported, UNOPENED: now})

    def take(self, chunk: Chunk) -> None:
        """Look at a chunk."""
        known = self.finder.find(self.bulk, chunk)
        found = merge(self.bulk, chunk, known, self.basis, Mine(UNOPENED, NUMBERED))
        self._seen.add(found.seen)
        if found.nothing:
            return
        self._new.add(found.marks)
        self._changed.add(seconds(found.before["id"], 0))
        fresh = found.fresh
        self._events.add(
            chunk.marks[fresh.request]
            ^ (fresh.at.astype(np.uint64) * ODD)
            ^ fresh.kind.astype(np.uint64)
        )
        for table in (found.before, found.after):
            self._offices |= set(table["opd_code"].unique().to_pylist())
        self._show(found)

    def _show(self, found: Merged) -> None:
        new = np.flatnonzero(seconds(found.after["id"], 0) >= NUMBERED)
        old = np.flatnonzero(seconds(found.after["id"], 0) < NUMBERED)
        rows = new[: SHOWN - len(self._rows)]
        self._rows += found.after.take(rows).to_pylist()
        pairs = old[: SHOWN - len(self._pairs)]
        after = found.after.take(pairs).to_pylist()
        self._pairs += zip(found.before.slice(0, len(pairs)).to_pylist(), after, strict=True)

    def change(self) -> Change:
        """What was gathered."""
        changed = self._changed.count()
        return Change(
            self._new.count(), changed, self._seen.count() - changed, self._events.count(),
            tuple(self._rows), tuple(self._pairs), frozenset(self._offices),
        )  # fmt: skip

    def close(self) -> None:
        """Let go what the numbers are kept in."""
        for one in (self._new, self._seen, self._changed, self._events):
            one.close()
