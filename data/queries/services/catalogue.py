"""The services with what they promise, what is loaded of them, and what happened meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from data.schema import import_batch
from data.schema.services import local_event, service
from data.services.columns import TOPIC_ID
from data.services.deriving import read_standards

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


__all__ = ["Happening", "Loaded", "Service", "happenings", "loaded", "read_standards", "services"]

SURVEYS: Final = "surveys"


@dataclass(frozen=True, slots=True)
class Service:
    """A service. opd: who gives it; some are given by others too (kecamatan offices)."""

    code: str
    name: str
    family: str
    opd: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the newest imports of a subject say. imported_at: UTC; None: nothing is loaded."""

    imported_at: datetime | None = None
    source: str | None = None
    source_url: str | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened in the regency, from one local day to another."""

    first: date
    last: date
    name: str
    kind: str
    source: str | None


def services(conn: Connection) -> tuple[Service, ...]:
    """Every service, by code."""
    held = service.c
    query = select(held.code, held.name, held.family, held.opd_code).order_by(held.code)
    return tuple(Service(*row) for row in conn.execute(query))


def loaded(conn: Connection, topic: str = TOPIC_ID) -> Loaded:
    """The newest standing import of requests (or answers); sample: any of them was made up."""
    held = import_batch.c
    query = (
        select(held.imported_at, held.source, held.source_url, held.synthetic)
        .where(held.topic == topic, held.undone_at.is_(None))
        .order_by(held.id.desc())
    )
    rows = conn.execute(query).all()
    if not rows:
        return Loaded()
    newest = rows[0]
    made_up = any(row.synthetic for row in rows)
    return Loaded(newest.imported_at, newest.source, newest.source_url, made_up)


def happenings(conn: Connection, first: date, last: date) -> tuple[Happening, ...]:
    """What happened on any of these local days, the earliest first."""
    held = local_event.c
    query = (
        select(held.first_day, held.last_day, held.name, held.kind, held.source)
        .where(held.first_day <= last.isoformat(), held.last_day >= first.isoformat())
        .order_by(held.first_day, held.name)
    )
    return tuple(
        Happening(date.fromisoformat(begin), date.fromisoformat(end), *rest)
        for begin, end, *rest in conn.execute(query)
    )
