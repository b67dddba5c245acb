"""Single open requests, for those who may see them: who waits, and what falls due soon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from sqlalchemy import func, or_, select, true

from data.schema.services import request, request_event

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from core.scope import Scope

R: Final = request.c
IS_OPEN: Final = (R.closed_at.is_(None), R.flaw.is_(None))
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """Which requests; None: all. place: a kecamatan with its desa, or a desa."""

    opd: str | None = None
    service: str | None = None
    place: str | None = None
    channel: str | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """The same in SQL."""
        found = [
            column == value
            for column, value in (
                (R.opd_code, self.opd),
                (R.service_code, self.service),
                (R.channel, self.channel),
            )
            if value is not None
        ]
        if self.place is not None:
            inside = R.region_code.startswith(f"{self.place}.", autoescape=True)
            found.append(or_(R.region_code == self.place, inside))
        return found


NO_FILTERS: Final = Filters()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open request with a clock. Moments: UTC without zone."""

    id: int
    source: str
    source_id: str
    service: str
    opd: str
    region: str | None
    channel: str | None
    klass: str | None
    received_at: datetime
    answered_at: datetime | None
    paused_at: datetime | None
    due_at: datetime
    late_after: datetime


COLUMNS: Final = (
    R.id, R.source, R.source_id, R.service_code, R.opd_code, R.region_code, R.channel,
    R.class_code, R.received_at, R.answered_at, R.paused_at, R.due_at, R.late_after,
)  # fmt: skip


def sees_rows(scope: Scope) -> bool:
    """Whether the reader sees single requests at all, be it of the own OPD alone."""
    return scope.sees_requests or bool(scope.full)


def visible(scope: Scope) -> ColumnElement[bool]:
    """Whether the reader sees a row of `request`: those of the own OPD, or every one."""
    return true() if scope.sees_requests else R.opd_code.in_(sorted(scope.full))


def waiting(
    conn: Connection, scope: Scope, *, filters: Filters = NO_FILTERS, limit: int = MOST
) -> tuple[Waiting, ...]:
    """Open requests with a clock, the longest past their target first, then the next to be.

    Nothing for a reader who sees no single request.
    """
    if not sees_rows(scope):
        return ()
    query = _rows(scope, filters, limit).where(R.late_after.is_not(None))
    return tuple(Waiting(*row) for row in conn.execute(query))


def falling_due(
    conn: Connection,
    scope: Scope,
    now: datetime,
    until: datetime,
    *,
    filters: Filters = NO_FILTERS,
    limit: int = MOST,
) -> tuple[Waiting, ...]:
    """Open requests in time whose last moment in time lies between two (UTC), soonest first."""
    if not sees_rows(scope):
        return ()
    query = _rows(scope, filters, limit).where(*_between(now, until))
    return tuple(Waiting(*row) for row in conn.execute(query))


def falling_due_numbers(
    conn: Connection, now: datetime, until: datetime, filters: Filters = NO_FILTERS
) -> tuple[tuple[str, str, int], ...]:
    """How many they are by OPD and service, most first: for every reader."""
    number = func.count()
    query = (
        select(R.opd_code, R.service_code, number)
        .where(*IS_OPEN, *_between(now, until), *filters.conditions)
        .group_by(R.opd_code, R.service_code)
        .order_by(number.desc(), R.opd_code, R.service_code)
    )
    return tuple((opd, service, count) for opd, service, count in conn.execute(query))


def events_of(conn: Connection, ids: Collection[int]) -> pd.DataFrame:
    """The events of requests: request, kind, at, reason, as metrics.services.events reads them."""
    held = request_event.c
    query = select(held.request_id, held.kind, held.at, func.coalesce(held.reason, 0)).where(
        held.request_id.in_(sorted(ids))
    )
    return event_frame(conn.execute(query).all())


def event_frame(rows: Sequence[Any]) -> pd.DataFrame:
    """Rows of request, kind, moment and reason as a frame."""
    frame = pd.DataFrame(rows, columns=["request", "kind", "at", "reason"])
    types = {"request": "int64", "kind": "int8", "at": "datetime64[s]", "reason": "int8"}
    return frame.astype(types)


def _rows(scope: Scope, filters: Filters, limit: int) -> Select[Any]:
    return (
        select(*COLUMNS)
        .where(*IS_OPEN, visible(scope), *filters.conditions)
        .order_by(R.late_after, R.id)
        .limit(limit)
    )


def _between(now: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return R.late_after >= now, R.late_after <= until
