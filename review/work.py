"""One transaction for a whole command: change, audit row and data version, or nothing."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, select, text

from core import clock
from data import versions
from data.engine import writing
from data.schema import audit_event

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Engine

FIRST_HASH: Final = "0" * 64
# Writers take turns at the chain: two that read the same last hash would fork it.
CHAIN_LOCK: Final = 510_801


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account, and at the command line also the operating system's user."""

    username: str
    os_user: str | None = None


SYSTEM: Final = "sistem"


@dataclass(frozen=True, slots=True)
class Work:
    """The open transaction of one command."""

    conn: Connection
    by: Actor
    at: datetime

    def audit(self, action: str, subject: str, details: Mapping[str, Any] | None = None) -> None:
        """Append a row to the trail; its hash covers the row and the hash before it."""
        previous = self.conn.scalar(
            select(audit_event.c.hash).order_by(audit_event.c.id.desc()).limit(1)
        )
        row = {
            "at": self.at.replace(tzinfo=None),
            "actor": self.by.username,
            "os_user": self.by.os_user,
            "action": action,
            "subject": subject,
            "details": dict(details or {}),
            "previous_hash": previous or FIRST_HASH,
        }
        self.conn.execute(insert(audit_event).values(**row, hash=row_hash(row)))

    def bump(self, topic: str) -> None:
        """Tell every cache that this topic has new data."""
        versions.bump(self.conn, topic)


def row_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 over the row's content in a fixed form, `previous_hash` among it."""
    content = {key: row[key] for key in sorted(row) if key not in ("id", "hash")}
    content["at"] = row["at"].isoformat()
    return hashlib.sha256(
        json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()


def first_broken_event(conn: Connection) -> int | None:
    """Id of the first row whose hash or link does not fit; None when the trail is whole."""
    previous = FIRST_HASH
    for row in conn.execute(select(audit_event).order_by(audit_event.c.id)).mappings():
        if row["previous_hash"] != previous or row["hash"] != row_hash(dict(row)):
            return int(row["id"])
        previous = row["hash"]
    return None


@contextmanager
def unit_of_work(engine: Engine, *, by: Actor) -> Iterator[Work]:
    """Open the one transaction of a command; any error leaves the database as it was."""
    with writing(engine).begin() as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
        yield Work(conn, by, clock.now())
