"""Writing what merged chunks change, in the transaction of the command."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
from sqlalchemy import bindparam, func, insert, select, update

from data.schema import batch_change, request, request_event
from data.services import stored
from data.services.bulk import seconds
from data.services.different import Different
from data.services.finding import Finder
from data.services.merge import DESCRIPTION, Mine, merge

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.services.bulk import Bulk
    from data.services.deriving import Basis
    from data.services.merge import Merged
    from data.services.reading import Chunk
    from data.services.tally import Tally

# Before there is a batch: what a chunk would write stands under it.
UNOPENED: Final = -1
FORMER: Final = ("described_at", *DESCRIPTION, "batch_id")


@dataclass(slots=True)
class Counts:
    """What an import did. seen, changed: of requests that were stored before it. To be closed."""

    rows: int = 0
    added: int = 0
    events: int = 0
    undescribed: int = 0
    seen: Different = field(default_factory=Different)
    changed: Different = field(default_factory=Different)

    def close(self) -> None:
        """Let go what the numbers are kept in."""
        self.seen.close()
        self.changed.close()


@dataclass(slots=True)
class Storing:
    """An import under way. open_batch: makes the batch, once there is something to write.

    batch: its number, UNOPENED before. touches: told the OPD whose requests change.
    """

    bulk: Bulk
    basis: Basis
    tally: Tally
    open_batch: Callable[[], int]
    touches: Callable[[set[str]], None]
    imported_at: int
    batch: int = UNOPENED
    counts: Counts = field(default_factory=Counts)
    finder: Finder = field(default_factory=Finder)
    first_id: int = 0
    next_id: int = 0
    changes: int = 0

    @property
    def is_open(self) -> bool:
        """Whether anything was written."""
        return self.batch != UNOPENED

    def __post_init__(self) -> None:
        self.basis = replace(
            self.basis, imported={**self.basis.imported, UNOPENED: self.imported_at}
        )
        largest = self.bulk.conn.scalar(select(func.max(request.c.id))) or 0
        self.first_id = self.next_id = int(largest) + 1

    def take(self, chunk: Chunk) -> None:
        """Merge a chunk and write what it changes."""
        self.counts.rows += chunk.rows
        known = self.finder.find(self.bulk, chunk)
        found = merge(self.bulk, chunk, known, self.basis, Mine(self.batch, self.next_id))
        self.counts.seen.add(found.seen[found.seen < self.first_id])
        if found.nothing:
            return
        self.touches({
            *found.before["opd_code"].unique().to_pylist(),
            *found.after["opd_code"].unique().to_pylist(),
        })  # fmt: skip
        if not self.is_open:
            self.batch = self.open_batch()
            self.basis = replace(
                self.basis, imported={**self.basis.imported, self.batch: self.imported_at}
            )
            found = found.under(self.batch)
        self._write(found)
        self.finder.note(found.marks)
        self.tally.add(found.before, -1)
        self.tally.add(found.after)

    def _write(self, found: Merged) -> None:
        before = seconds(found.before["id"], 0)
        stored.replace(self.bulk, found.after, before)
        self.bulk.insert("request_event", stored.event_rows(found.fresh, found.numbers))
        self._raise(found)
        self._keep_former(found)
        new = found.after.num_rows - found.before.num_rows
        self.next_id += new
        self.counts.added += new
        self.counts.events += len(found.fresh.at)
        self.counts.changed.add(before[before < self.first_id])

    def _raise(self, found: Merged) -> None:
        """Give stored events a greater reason, and note the one of before."""
        if not len(found.raised.at):
            return
        table = request_event
        rows, notes = [], []
        some = found.raised
        for place, at in enumerate(some.at.view("datetime64[s]").tolist()):
            number, kind = int(found.numbers[some.request[place]]), int(some.kind[place])
            reason = int(some.reason[place])
            rows.append({"of": number, "moment": at, "what": kind, "why": reason})
            if some.batch[place] != self.batch:
                key = {"request_id": number, "at": at.isoformat(), "kind": kind}
                was = int(found.was[place]) or None
                notes.append(self._note(key, {"reason": was}, {"reason": reason}))
        statement = (
            update(table)
            .where(table.c.request_id == bindparam("of"), table.c.at == bindparam("moment"))
            .where(table.c.kind == bindparam("what"))
            .values(reason=bindparam("why"))
        )
        self.bulk.conn.execute(statement, rows)
        if notes:
            self.bulk.conn.execute(insert(batch_change), notes)

    def _note(
        self, key: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
    ) -> dict[str, Any]:
        self.changes += 1
        return {
            "batch_id": self.batch, "number": self.changes, "row_key": key, "before": before,
            "after": after,
        }  # fmt: skip

    def _keep_former(self, found: Merged) -> None:
        """Keep descriptions that are replaced, unless this batch itself had brought them."""
        mine = seconds(found.former["batch_id"], 0) == self.batch
        kept = found.former.filter(pa.array(~mine))
        if kept.num_rows:
            rows = pa.table({
                "request_id": kept["id"],
                "replaced_by": pa.array(np.full(kept.num_rows, self.batch)),
                **{name: kept[name] for name in FORMER},
            })  # fmt: skip
            self.bulk.insert("request_former", rows)
