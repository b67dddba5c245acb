"""One request with what happened to it, for those who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from data.queries.services.lists import sees_rows, visible
from data.schema import import_batch
from data.schema.services import request, request_event
from metrics.services.kinds import EVENTS_BY_CODE, REASONS_BY_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection

    from core.scope import Scope
    from metrics.services.kinds import EventKind, PauseReason

E: Final = request_event.c
B: Final = import_batch.c


@dataclass(frozen=True, slots=True)
class Happened:
    """An event. at: UTC without zone; file, imported_at: of the import that brought it."""

    kind: EventKind
    at: datetime
    reason: PauseReason | None
    file: str
    imported_at: datetime
    sample: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A request: the columns of its row by name, and its events in the order of one moment."""

    row: Mapping[str, Any]
    events: tuple[Happened, ...]

    @property
    def sample(self) -> bool:
        """Whether any of it was made up."""
        return any(one.sample for one in self.events)


def request_card(conn: Connection, scope: Scope, number: int) -> Card | None:
    """A request by its number; None where there is none, or none that this reader may see."""
    if not sees_rows(scope):
        return None
    query = select(request).where(request.c.id == number, visible(scope))
    row = conn.execute(query).mappings().first()
    if row is None:
        return None
    events = (
        select(E.kind, E.at, E.reason, B.file_name, B.imported_at, B.synthetic)
        .outerjoin(import_batch, B.id == E.batch_id)
        .where(E.request_id == number)
        .order_by(E.at, E.kind)
    )
    return Card(
        dict(row),
        tuple(
            Happened(
                EVENTS_BY_CODE[one.kind],
                one.at,
                REASONS_BY_CODE.get(one.reason),
                one.file_name,
                one.imported_at,
                bool(one.synthetic),
            )
            for one in conn.execute(events)
        ),
    )
