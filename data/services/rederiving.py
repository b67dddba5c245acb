"""Derived columns made anew from events: for some requests, or for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from data.services import stored
from data.services.basis import has_requests, is_current, note
from data.services.bulk import bulk_of, seconds
from data.services.deriving import COLUMNS, DERIVED, basis_of, derived
from data.services.tally import tally

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from core.settings import Settings
    from data.services.bulk import Bulk
    from data.services.deriving import Basis
    from metrics.services.hours import Ints

NOTHING: Final = -(2**62)


def rebuild(conn: Connection, settings: Settings) -> int:
    """Make derived columns, sums and histograms anew from all events; how many requests."""
    bulk, basis = bulk_of(conn), basis_of(conn, settings)
    gathered = tally(basis.hours.offset)
    numbers = stored.numbers(bulk, "SELECT id FROM request ORDER BY id")
    for some in chunks(numbers):
        _before, after = rederive(bulk, some, basis)
        gathered.add(after)
    gathered.write(bulk, anew=True)
    note(conn, settings)
    return len(numbers)


def standards_changed(conn: Connection, services: Collection[str], settings: Settings) -> None:
    """After a change of standards: the requests of these services, and what they add up to.

    Where other rules made the rest, all is made anew.
    """
    if not has_requests(conn):
        return  # The first import notes by which standards it judged.
    if not is_current(conn, settings, standards=False):
        rebuild(conn, settings)
        return
    bulk, basis = bulk_of(conn), basis_of(conn, settings)
    gathered = tally(basis.hours.offset)
    query = (
        f"SELECT r.id FROM request r JOIN {bulk.texts()} ON k.text = r.service_code ORDER BY r.id"  # noqa: S608 (names are ours)
    )
    for some in chunks(stored.numbers(bulk, query, (bulk.listed(sorted(services)),))):
        before, after = rederive(bulk, some, basis)
        gathered.add(before, -1)
        gathered.add(after)
    gathered.write(bulk)
    note(conn, settings)


def chunks(numbers: Ints) -> Iterator[Ints]:
    """Numbers of requests, some at a time."""
    for start in range(0, len(numbers), stored.CHUNK):
        yield numbers[start : start + stored.CHUNK]


def rederive(bulk: Bulk, numbers: Ints, basis: Basis) -> tuple[pa.Table, pa.Table]:
    """Make the derived columns of some requests anew, and write those that differ.

    numbers: ascending, of requests with events. Gives the rows before and after.
    """
    before = stored.requests(bulk, numbers)
    services = before["service_code"].to_numpy()
    classes = before["class_code"].fill_null("").to_numpy()
    columns = derived(stored.events(bulk, numbers), services, classes, basis)
    after = pa.table({name: columns[name] if name in DERIVED else before[name] for name in COLUMNS})
    changed = differing(before, after)
    if changed.any():
        stored.replace(bulk, after.filter(pa.array(changed)), numbers[changed])
    return before, after


def differing(before: pa.Table, after: pa.Table) -> NDArray[np.bool_]:
    """Which rows are not the same in their derived columns."""
    found = np.zeros(before.num_rows, dtype=np.bool_)
    for name in DERIVED:
        if name == "flaw":
            one, other = (rows[name].fill_null("").to_numpy() for rows in (before, after))
        else:
            one, other = (seconds(rows[name], NOTHING) for rows in (before, after))
        found |= one != other
    return found
