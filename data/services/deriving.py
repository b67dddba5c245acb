"""The derived columns of requests: from their events and standards, and from nothing else.

An import, a rebuild and the way back all come through `derived`, so all make the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from sqlalchemy import select

from data.schema import import_batch, request, service_standard
from data.services.column_types import MOMENT, types_of
from data.services.columns import TOPIC_ID
from metrics.services.due import Standard
from metrics.services.events import NAT, milestones, seconds_of
from metrics.services.hours import office_hours
from metrics.services.judge import judge, rules_of
from metrics.services.kinds import Measure, Start, Unit
from metrics.services.spans import merged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from core.settings import Settings
    from metrics.services.hours import Ints, OfficeHours
    from metrics.services.judge import Rules

FIRST_DERIVED: Final = "received_at"
COLUMNS: Final = tuple(column.name for column in request.columns)
DERIVED: Final = COLUMNS[COLUMNS.index(FIRST_DERIVED) :]
TYPES: Final = types_of(request)
# What the columns of the database hold: 68 years in seconds.
LARGEST: Final = 2**31 - 1
LARGEST_SMALL: Final = 2**15 - 1
FROM_MILESTONES: Final = {
    "received_at": "received_at",
    "complete_at": "complete_at",
    "answered_at": "answered_at",
    "first_resolved_at": "first_resolved_at",
    "resolved_at": "resolved_at",
    "paused_at": "paused_since",
}
FROM_JUDGE: Final = {
    "started_at": "started_at",
    "due_at": "due_at",
    "late_after": "late_after",
    "risk_at": "at_risk_at",
    "half_at": "half_at",
    "double_at": "double_at",
    "elapsed": "elapsed",
    "lasted": "calendar_elapsed",
    "met": "met",
    "answer_due_at": "answer_due_at",
    "answer_late_after": "answer_late_after",
    "answer_elapsed": "answer_elapsed",
    "answer_met": "answer_met",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """By what requests are judged. imported: batch -> its moment, in seconds."""

    standards: Sequence[Standard]
    hours: OfficeHours
    rules: Rules
    imported: Mapping[int, int]


def basis_of(conn: Connection, settings: Settings) -> Basis:
    """Standards, office hours, rules, and the moments of all imports of requests."""
    query = select(import_batch.c.id, import_batch.c.imported_at).where(
        import_batch.c.topic == TOPIC_ID
    )
    imported = {row.id: epoch(row.imported_at) for row in conn.execute(query)}
    hours = office_hours(settings.calendar, settings.regency.time_zone)
    return Basis(read_standards(conn), hours, rules_of(settings.services), imported)


def epoch(moment: Any) -> int:  # noqa: ANN401 (a datetime without zone)
    """Seconds of a moment in UTC, without what is below one."""
    return int(np.datetime64(moment, "s").astype(np.int64))


def read_standards(conn: Connection) -> tuple[Standard, ...]:
    """All standards, in the order of their keys."""
    query = select(service_standard).order_by(*service_standard.primary_key)
    return tuple(
        Standard(
            service=row["service_code"],
            klass=row["class_code"],
            measure=Measure(row["measure"]),
            unit=Unit(row["unit"]),
            amount=row["amount"],
            start=Start(row["clock_start"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=None if row["valid_to"] is None else date.fromisoformat(row["valid_to"]),
            source=row["source"] or "",
        )
        for row in conn.execute(query).mappings()
    )


@dataclass(frozen=True, slots=True)
class Events:
    """Events of some requests. request: place of its request, from 0 on; at: seconds."""

    request: Ints
    at: Ints
    kind: Ints
    reason: Ints
    batch: Ints

    def sorted(self) -> Events:
        """In the order of request, moment and kind."""
        order = np.lexsort((self.kind, self.at, self.request))
        return self.take(order)

    def take(self, places: NDArray[Any]) -> Events:
        """Some of them."""
        return Events(
            self.request[places], self.at[places], self.kind[places], self.reason[places],
            self.batch[places],
        )  # fmt: skip

    def __add__(self, other: Events) -> Events:
        return Events(
            *(
                np.concatenate([getattr(self, name), getattr(other, name)])
                for name in ("request", "at", "kind", "reason", "batch")
            )
        )


def derived(
    events: Events, services: NDArray[np.object_], classes: NDArray[np.object_], basis: Basis
) -> dict[str, pa.Array]:
    """The derived columns of requests 0, 1, ...: each has an event, a service and a class."""
    count = len(services)
    frame = pd.DataFrame(
        {
            "request": events.request,
            "kind": events.kind.astype(np.int8),
            "at": events.at.view("datetime64[s]"),
            "reason": events.reason.astype(np.int8),
        }
    )
    stones, pauses = milestones(frame)
    stones["service"], stones["klass"] = services, classes
    stones["imported_at"] = _imported(events, count, basis).view("datetime64[s]")
    judged = judge(stones, pauses, basis.standards, basis.hours, basis.rules)
    columns = {name: _array(name, stones[origin]) for name, origin in FROM_MILESTONES.items()} | {
        name: _array(name, judged[origin]) for name, origin in FROM_JUDGE.items()
    }
    resolved, archived = (seconds_of(stones[name]) for name in ("resolved_at", "archived_at"))
    columns["closed_at"] = _moments(np.where(resolved == NAT, archived, resolved))
    columns["paused_seconds"] = pa.array(_paused(pauses, count))
    columns["reopened"] = pa.array(
        np.minimum(stones["reopened"].to_numpy(dtype=np.int64), LARGEST_SMALL)
    )
    columns["flaw"] = pa.array(judged["flaw"].astype(object), pa.string(), from_pandas=True)
    return {name: columns[name] for name in DERIVED}


def _imported(events: Events, count: int, basis: Basis) -> Ints:
    """Of each request the last import that brought one of its events."""
    batches, which = np.unique(events.batch, return_inverse=True)
    moments = np.array([basis.imported[int(batch)] for batch in batches], dtype=np.int64)
    last = np.full(count, NAT, dtype=np.int64)
    np.maximum.at(last, events.request, moments[which])
    return last


def _array(name: str, column: pd.Series) -> pa.Array:
    kind = TYPES[name]
    if kind == MOMENT:
        return _moments(seconds_of(column))
    if kind == pa.int64():
        column = column.clip(upper=LARGEST)
    return pa.array(column, kind, from_pandas=True)


def _moments(seconds: Ints) -> pa.Array:
    return pa.array(seconds.view("datetime64[s]"), MOMENT, from_pandas=True)


def _paused(pauses: pd.DataFrame, count: int) -> Ints:
    """Of each request the calendar seconds of its pauses that have ended."""
    start, end = seconds_of(pauses["start"]), seconds_of(pauses["end"])
    known = (end != NAT) & (start >= 0) & (end > start)
    spans = merged(pauses["request"].to_numpy(dtype=np.int64)[known], start[known], end[known])
    return np.minimum(spans.total(spans.end - spans.start, count), LARGEST)
