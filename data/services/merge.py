"""A chunk of a file brought together with what is stored: which requests change, and to what.

The order of rows, of files and of chunks changes nothing: events are a set, of which the greatest
reason stands; the latest row describes a request, of one moment the greatest text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from data.services import stored
from data.services.bulk import seconds
from data.services.deriving import COLUMNS, TYPES, Events, derived
from data.services.describing import NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.services.bulk import Bulk
    from data.services.deriving import Basis
    from data.services.reading import Chunk
    from metrics.services.hours import Ints

DESCRIPTION: Final = (
    "service_code", "opd_code", "region_code", "channel", "class_code", "level",
)  # fmt: skip
NEEDED: Final = ("service_code", "opd_code")
NEW: Final = -1


@dataclass(frozen=True, slots=True)
class Merged:
    """What a chunk changes.

    after: the touched requests as they will be; before: those of them that are stored, as they are.
    fresh: events to add; raised: stored ones that get a greater reason, and was: that of before.
    numbers: of the requests that events speak of. former: stored descriptions that are replaced.
    seen: the numbers of all stored requests that the chunk speaks of. marks: of the new ones.
    """

    before: pa.Table
    after: pa.Table
    fresh: Events
    raised: Events
    was: Ints
    numbers: Ints
    former: pa.Table
    seen: Ints
    marks: NDArray[np.uint64]

    @property
    def nothing(self) -> bool:
        """Whether everything is stored exactly so."""
        return not self.after.num_rows

    def under(self, batch: int) -> Merged:
        """The same of a batch that got its number only now, in place of a number below 0."""
        by = seconds(self.after["batch_id"], 0)
        place = self.after.column_names.index("batch_id")
        return replace(
            self,
            after=self.after.set_column(place, "batch_id", pa.array(np.where(by < 0, batch, by))),
            fresh=replace(self.fresh, batch=np.full(len(self.fresh.at), batch, dtype=np.int64)),
        )


@dataclass(frozen=True, slots=True)
class Mine:
    """The batch that an import writes under, and the number of its next new request."""

    batch: int
    next_id: int


@dataclass(frozen=True, slots=True)
class _Who:
    """The touched requests of a chunk, of each its place there and its row in `known` or NEW.

    replaced: whether the chunk describes it.
    """

    chunk: Chunk
    known: pa.Table | None
    row: Ints
    numbers: Ints
    replaced: NDArray[np.bool_]
    places: Ints

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Which keep the description that is stored."""
        found: NDArray[np.bool_] = (self.row != NEW) & ~self.replaced
        return found


@dataclass(frozen=True, slots=True)
class _Log:
    """All events of the requests of a chunk, each once; reason: as stored before, of old ones."""

    events: Events
    fresh: NDArray[np.bool_]
    raised: NDArray[np.bool_]
    was: Ints


def merge(bulk: Bulk, chunk: Chunk, known: pa.Table | None, basis: Basis, mine: Mine) -> Merged:
    """Compare a chunk with what is stored; writes nothing.

    known: the stored requests of the chunk, n: their place in it.
    """
    count = len(chunk.ids)
    row = np.full(count, NEW, dtype=np.int64)
    numbers = np.full(count, NEW, dtype=np.int64)
    if known is not None:
        row[seconds(known["n"], 0)] = np.arange(known.num_rows)
        numbers[row != NEW] = seconds(known["id"], 0)[row[row != NEW]]
    seen = numbers[row != NEW]
    log = _log(bulk, chunk, row, numbers, mine.batch)
    replaced = _replaced(chunk, known, row)
    touched = (row == NEW) | replaced
    touched[log.events.request[log.fresh | log.raised]] = True
    fresh_requests = row == NEW
    numbers[fresh_requests] = np.arange(mine.next_id, mine.next_id + int(fresh_requests.sum()))
    before = former = _no_rows()
    if known is not None:
        former = known.take(row[replaced & ~fresh_requests])
        before = known.take(row[touched & ~fresh_requests])
    places = np.flatnonzero(touched)
    who = _Who(chunk, known, row[places], numbers[places], replaced[places], places)
    after = _after(who, _own(log.events, places, len(row)), basis, mine.batch)
    return Merged(
        before.drop_columns(["n"]), after, log.events.take(log.fresh), log.events.take(log.raised),
        log.was[log.raised], numbers, former.drop_columns(["n"]), seen,
        chunk.marks[fresh_requests],
    )  # fmt: skip


def _no_rows() -> pa.Table:
    return pa.schema([("n", pa.int64()), *TYPES.items()]).empty_table()


def _log(bulk: Bulk, chunk: Chunk, row: Ints, numbers: Ints, batch: int) -> _Log:
    """Stored and new events together."""
    here = np.flatnonzero(row != NEW)
    old = stored.events(bulk, numbers[here])
    old = Events(here[old.request] if len(here) else old.request, old.at, old.kind, old.reason,
                 old.batch)  # fmt: skip
    new = Events(
        chunk.request, chunk.at, chunk.kind, chunk.reason,
        np.full(len(chunk.at), batch, dtype=np.int64),
    )  # fmt: skip
    both = old + new
    added = np.arange(len(both.at)) >= len(old.at)
    order = np.lexsort((added, both.kind, both.at, both.request))
    both, added = both.take(order), added[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (
        (both.request[1:] != both.request[:-1])
        | (both.at[1:] != both.at[:-1])
        | (both.kind[1:] != both.kind[:-1])
    )
    starts = np.flatnonzero(first)
    reason = np.maximum.reduceat(both.reason, starts) if len(starts) else both.reason
    one = both.take(starts)
    fresh = added[starts]
    events = Events(one.request, one.at, one.kind, reason, one.batch)
    return _Log(events, fresh, ~fresh & (reason > one.reason), one.reason)


def _replaced(chunk: Chunk, known: pa.Table | None, row: Ints) -> NDArray[np.bool_]:
    """Which requests get the description of the chunk; new ones with one among them."""
    offered = chunk.description >= 0
    if known is None:
        return offered
    here = np.flatnonzero(offered & (row != NEW))
    moment = seconds(known["described_at"], 0)[row[here]]
    later = chunk.described_at[here] > moment
    undescribed = (known["service_code"].to_numpy() == "")[row[here]]
    same = np.flatnonzero(chunk.described_at[here] == moment)
    if len(same):
        later[same] = _greater(chunk, known, here[same], row[here[same]])
    result = offered.copy()
    result[here] = later | undescribed
    return result


def _greater(chunk: Chunk, known: pa.Table, places: Ints, rows: Ints) -> NDArray[np.bool_]:
    """Whether the text of the chunk comes after the stored one, the first part first."""
    result = np.zeros(len(places), dtype=np.bool_)
    equal = ~result
    for at, name in enumerate(DESCRIPTION):
        offered = chunk.descriptions.part(at, chunk.description[places])
        stands = known[name].fill_null("").to_numpy()[rows]
        result |= equal & (offered > stands)
        equal &= offered == stands
    return result


def _own(events: Events, places: Ints, count: int) -> Events:
    """The events of some requests, which are then counted from 0 on."""
    place_of = np.full(count, NEW, dtype=np.int64)
    place_of[places] = np.arange(len(places))
    own = events.take(place_of[events.request] != NEW)
    return replace(own, request=place_of[own.request])


def _after(who: _Who, events: Events, basis: Basis, batch: int) -> pa.Table:
    """The touched requests, whole."""
    count = len(who.places)
    if not count:
        return _no_rows().drop_columns(["n"])
    chunk, kept = who.chunk, who.kept
    described = _described(who)
    at = np.where(who.replaced, chunk.described_at[who.places], 0)
    by = np.full(count, batch, dtype=np.int64)
    if who.known is not None:
        at[kept] = seconds(who.known["described_at"], 0)[who.row[kept]]
        by[kept] = seconds(who.known["batch_id"], 0)[who.row[kept]]
    columns = {
        "id": pa.array(who.numbers),
        "source": pa.array(chunk.source[who.places], pa.string()),
        "source_id": pa.array(chunk.ids[who.places], pa.string()),
        **{
            name: pa.array(values, pa.string(), mask=None if name in NEEDED else values == "")
            for name, values in described.items()
        },
        "described_at": pa.array(at.view("datetime64[s]")),
        "batch_id": pa.array(by),
        **derived(events, described["service_code"], described["class_code"], basis),
    }
    return pa.table({name: columns[name] for name in COLUMNS})


def _described(who: _Who) -> dict[str, NDArray[np.object_]]:
    """The descriptions of the touched requests, a column each; nothing is ''."""
    which = np.where(who.replaced, who.chunk.description[who.places], NONE)
    kept = who.kept
    found = {}
    for place, name in enumerate(DESCRIPTION):
        values = who.chunk.descriptions.part(place, which)
        if who.known is not None:
            values[kept] = who.known[name].fill_null("").to_numpy()[who.row[kept]]
        found[name] = values
    return found
