"""The events of emergency services with their times: the report, the departure, the arrival."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import func, select, union_all

from data.schema.services import request, request_event
from metrics.services.kinds import EventKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, ScalarSelect

R: Final = request.c
E: Final = request_event.c
COLUMNS: Final = (
    R.id, R.source_id, R.service_code, R.opd_code, R.region_code, R.class_code, R.received_at,
    R.closed_at, R.flaw,
)  # fmt: skip
NAMES: Final = (
    "id", "number", "service", "opd", "region", "klass", "received_at", "closed_at", "flaw",
    "departed_at", "arrived_at",
)  # fmt: skip
TYPES: Final = {
    "id": "int64", "received_at": "datetime64[s]", "closed_at": "datetime64[s]",
    "departed_at": "datetime64[s]", "arrived_at": "datetime64[s]",
}  # fmt: skip


def emergencies(
    conn: Connection, services: Collection[str], start: datetime, end: datetime
) -> pd.DataFrame:
    """The events of these services received from one moment to before another (UTC), by id.

    Columns: id, number (in its source), service, opd, region, klass, flaw (text, None without);
    received_at, closed_at, departed_at, arrived_at (datetime64[s], UTC; NaT where missing; of
    several departures and arrivals the first). One whose resolution lies before `start` is faulty
    and not found.
    """
    if not services:
        return _frame([])
    inside = (R.received_at >= start, R.received_at < end)
    # Two halves, so that each is a range of the index over service and resolution.
    found = union_all(
        *(
            select(*COLUMNS).where(R.service_code.in_(sorted(services)), *inside, half)
            for half in (R.resolved_at >= start, R.resolved_at.is_(None))
        )
    ).subquery()
    first = (_first_of(found.c.id, kind) for kind in (EventKind.DEPARTED, EventKind.ARRIVED))
    query = select(*found.c, *first).order_by(found.c.id)
    return _frame(conn.execute(query).all())


def _first_of(number: ColumnElement[int], kind: EventKind) -> ScalarSelect[datetime]:
    """The first event of a kind of a request."""
    same = (E.request_id == number, E.kind == kind.code)
    return select(func.min(E.at)).where(*same).scalar_subquery()


def _frame(rows: Sequence[Any]) -> pd.DataFrame:
    columns = zip(*rows, strict=True) if rows else ([] for _name in NAMES)
    made = {}
    for name, values in zip(NAMES, columns, strict=True):
        kind = TYPES.get(name, object)
        # The type is named twice: of objects pandas makes texts, with NaN for what is missing.
        made[name] = pd.Series(np.array(values, dtype=kind), dtype=kind)
    return pd.DataFrame(made)
