"""Requests and events as they are stored, read by number, and written back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
from sqlalchemy import select

from data import schema
from data.services.bulk import seconds
from data.services.column_types import types_of
from data.services.deriving import COLUMNS, TYPES, Events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from data.services.bulk import Bulk
    from metrics.services.hours import Ints

CHUNK: Final = 50_000
EVENT_TYPES: Final = types_of(schema.request_event)
LISTED: Final = ", ".join(f'request."{name}"' for name in COLUMNS)


def has_source(conn: Connection, source: str) -> bool:
    """Whether a request of this system is stored."""
    query = select(schema.request.c.id).where(schema.request.c.source == source).limit(1)
    return conn.execute(query).first() is not None


def find(bulk: Bulk, source: str, ids: list[str]) -> pa.Table:
    """The requests of a source with these numbers there; n: the place in `ids`."""
    query = f"SELECT k.n, {LISTED} FROM {by_source(bulk)}"  # noqa: S608 (names are ours)
    return bulk.read(query, {"n": pa.int64(), **TYPES}, (bulk.listed(ids), source))


def by_source(bulk: Bulk) -> str:
    """SQL that joins k(n, text) with the requests; arguments: the texts, and the source."""
    fits = f"request.source = {bulk.mark} AND request.source_id = k.text"
    return bulk.each(bulk.texts(), "request", fits)


def numbers(bulk: Bulk, query: str, arguments: Sequence[Any] = ()) -> Ints:
    """The numbers that a query of one column gives."""
    return seconds(bulk.read(query, {"id": pa.int64()}, arguments)["id"], 0)


def requests(bulk: Bulk, wanted: Ints) -> pa.Table:
    """The requests with these numbers, in their order; they ascend."""
    rows = _among(bulk, "request", "id", wanted)
    return bulk.read(f"SELECT {LISTED} FROM {rows} ORDER BY request.id", TYPES)  # noqa: S608


def events(bulk: Bulk, numbers: Ints) -> Events:
    """The events of these requests, which are counted from 0 in the order of their numbers."""
    if not len(numbers):
        return no_events()
    own = ", ".join(f"request_event.{name}" for name in EVENT_TYPES)
    rows = _among(bulk, "request_event", "request_id", numbers)
    found = bulk.read(f"SELECT {own} FROM {rows}", EVENT_TYPES)  # noqa: S608 (names are ours)
    order = np.argsort(numbers, kind="stable")
    place = order[np.searchsorted(numbers[order], seconds(found["request_id"], 0))]
    return Events(
        place,
        seconds(found["at"], 0),
        seconds(found["kind"], 0),
        seconds(found["reason"], 0),
        seconds(found["batch_id"], 0),
    )


def no_events() -> Events:
    """Not one event."""
    none = np.empty(0, dtype=np.int64)
    return Events(none, none, none, none, none)


def event_rows(some: Events, numbers: Ints) -> pa.Table:
    """Events as rows of their table; numbers: of each request."""
    return pa.table({
        "request_id": pa.array(numbers[some.request]),
        "at": pa.array(some.at.view("datetime64[s]")),
        "kind": pa.array(some.kind),
        "reason": pa.array(some.reason, mask=some.reason == 0),
        "batch_id": pa.array(some.batch),
    })  # fmt: skip


def replace(bulk: Bulk, rows: pa.Table, stored: Ints) -> None:
    """Write requests; stored: the numbers of those of them that are there already.

    Gone and written anew costs less than an update: every index changes anyway.
    """
    bulk.delete("request", "id", stored)
    bulk.insert("request", rows)


def _among(bulk: Bulk, table: str, column: str, wanted: Ints) -> str:
    """SQL of the rows of a table that carry one of these numbers."""
    first, last = int(wanted.min()), int(wanted.max())
    if last - first + 1 == len(wanted):
        return f"{table} WHERE {table}.{column} BETWEEN {first} AND {last}"
    return bulk.each(bulk.ids(wanted), table, f"{table}.{column} = k.id")
