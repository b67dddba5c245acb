"""The way back of an import of requests: only the newest, so that nothing later rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import bindparam, delete, exists, func, select, update

from core.words import _
from data.schema import batch_change, import_batch, request, request_event, request_former
from data.services import stored
from data.services.basis import is_current
from data.services.bulk import bulk_of
from data.services.columns import TOPIC_ID
from data.services.deriving import basis_of
from data.services.rederiving import chunks, rebuild, rederive
from data.services.storing import FORMER
from data.services.tally import tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Select

    from core.settings import Settings
    from metrics.services.hours import Ints

ROWS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a batch back would do. removed, restored: numbers of requests."""

    removed: int
    restored: int
    obstacles: tuple[str, ...]


def plan(conn: Connection, batch: int) -> Plan:
    """Look at a batch of requests."""
    touched, created = _touched(conn, batch), _created(conn, batch)
    return Plan(len(created), len(touched) - len(created), tuple(_obstacles(conn, batch)))


def offices(conn: Connection, batch: int) -> set[str]:
    """The OPD whose requests the batch touched; '' for requests that name no service yet."""
    found: set[str] = set()
    for some in chunks(_touched(conn, batch)):
        rows = stored.requests(bulk_of(conn), some)
        found |= set(rows["opd_code"].unique().to_pylist())
    former = select(request_former.c.opd_code).where(request_former.c.replaced_by == batch)
    return found | set(conn.scalars(former.distinct()))


def _obstacles(conn: Connection, batch: int) -> Iterator[str]:
    newest = conn.scalar(
        select(func.max(import_batch.c.id)).where(
            import_batch.c.topic == TOPIC_ID, import_batch.c.undone_at.is_(None)
        )
    )
    if newest is not None and newest > batch:
        yield _(
            "Batch {batch} of requests came later; imports of requests go back in turn."
        ).format(batch=newest)


def take_back(conn: Connection, batch: int, settings: Settings) -> Plan:
    """Remove the events of a batch, bring former descriptions back, derive what it touched."""
    bulk = bulk_of(conn)
    found, created = plan(conn, batch), _created(conn, batch)
    touched = _touched(conn, batch)
    current, basis = is_current(conn, settings), basis_of(conn, settings)
    gathered = tally(basis.hours.offset)
    for some in chunks(touched):
        gathered.add(stored.requests(bulk, some), -1)
    _restore_reasons(conn, batch)
    conn.execute(delete(request_event).where(request_event.c.batch_id == batch))
    _restore_descriptions(conn, batch)
    for some in chunks(created):
        bulk.delete("request", "id", some)
    for some in chunks(np.setdiff1d(touched, created, assume_unique=True)):
        gathered.add(rederive(bulk, some, basis)[1])
    if current:
        gathered.write(bulk)
    else:
        rebuild(conn, settings)
    return found


def _touched(conn: Connection, batch: int) -> Ints:
    """The numbers of the requests that a batch added or changed, ascending."""
    changes = conn.scalars(select(batch_change.c.row_key).where(batch_change.c.batch_id == batch))
    return np.unique(
        np.concatenate([
            _numbers(conn, select(request_event.c.request_id).distinct(),
                     request_event.c.batch_id == batch),
            _numbers(conn, select(request.c.id), request.c.batch_id == batch),
            np.array([key["request_id"] for key in changes], dtype=np.int64),
        ])
    )  # fmt: skip


def _created(conn: Connection, batch: int) -> Ints:
    """Of these the ones that did not exist before: the batch describes them, and replaced none."""
    former = exists().where(
        request_former.c.request_id == request.c.id, request_former.c.replaced_by == batch
    )
    return np.sort(_numbers(conn, select(request.c.id), (request.c.batch_id == batch) & ~former))


def _numbers(conn: Connection, query: Select[Any], where: ColumnElement[bool]) -> Ints:
    return np.fromiter(conn.scalars(query.where(where)), dtype=np.int64)


def _restore_reasons(conn: Connection, batch: int) -> None:
    query = select(batch_change).where(batch_change.c.batch_id == batch)
    table = request_event
    rows = [
        {
            "of": row.row_key["request_id"],
            "moment": datetime.fromisoformat(row.row_key["at"]),
            "what": row.row_key["kind"],
            "why": row.before["reason"],
            "from": row.number,
        }
        for row in conn.execute(query)
    ]
    # An event may have been raised twice by one batch: the first note has the reason of before.
    rows.sort(key=lambda row: -row["from"])
    if rows:
        conn.execute(
            update(table)
            .where(table.c.request_id == bindparam("of"), table.c.at == bindparam("moment"))
            .where(table.c.kind == bindparam("what"))
            .values(reason=bindparam("why")),
            [{key: value for key, value in row.items() if key != "from"} for row in rows],
        )


def _restore_descriptions(conn: Connection, batch: int) -> None:
    query = select(request_former).where(request_former.c.replaced_by == batch)
    rows = conn.execute(query).mappings().all()
    statement = (
        update(request)
        .where(request.c.id == bindparam("of"))
        .values({name: bindparam(f"now_{name}") for name in FORMER})
    )
    for start in range(0, len(rows), ROWS):
        conn.execute(
            statement,
            [
                {"of": row["request_id"], **{f"now_{name}": row[name] for name in FORMER}}
                for row in rows[start : start + ROWS]
            ],
        )
    conn.execute(delete(request_former).where(request_former.c.replaced_by == batch))
