"""Day sums and histograms of one command together: gathered in chunks, written once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete

from data import schema
from data.services.durations import Durations, store_durations
from data.services.sums import TABLES, DaySums

if TYPE_CHECKING:
    import pyarrow as pa

    from data.services.bulk import Bulk


@dataclass(slots=True)
class Tally:
    """What requests contribute. Make one with `tally`."""

    days: DaySums
    durations: Durations

    def add(self, rows: pa.Table, sign: int = 1) -> None:
        """Count requests in, or out again as they were (sign -1)."""
        if rows.num_rows:
            self.days.add(rows, sign)
            self.durations.add(rows, sign)

    def write(self, bulk: Bulk, *, anew: bool = False) -> None:
        """Add everything to what is stored; anew: in place of it. To be called once."""
        for name in TABLES:
            table = schema.metadata.tables[name]
            if anew:
                bulk.conn.execute(delete(table))
                bulk.insert(name, self.days.frame(name))
            else:
                bulk.add_up(table, self.days.frame(name))
            self.days.forget(name)
        store_durations(bulk, self.durations, anew=anew)


def tally(offset: int) -> Tally:
    """An empty one. offset: local time ahead of UTC, in seconds."""
    return Tally(DaySums(offset), Durations(offset))
