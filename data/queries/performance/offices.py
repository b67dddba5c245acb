"""The OPD: who they are, when they were there, who came after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from data.schema import opd

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Office:
    """One OPD. league: A or B. valid_from, valid_to: ISO days, empty ends are open."""

    code: str
    name: str
    short_name: str
    kind: str
    league: str
    region_code: str | None
    valid_from: str | None
    valid_to: str | None
    successor_code: str | None

    def stands(self, first: date, last: date) -> bool:
        """Whether it was there on any day from first to last."""
        begun = not self.valid_from or self.valid_from <= last.isoformat()
        return begun and (not self.valid_to or self.valid_to >= first.isoformat())


def offices(conn: Connection) -> tuple[Office, ...]:
    """Every OPD, merged ones among them, by code."""
    query = select(
        opd.c.code,
        opd.c.name,
        opd.c.short_name,
        opd.c.kind,
        opd.c.league,
        opd.c.region_code,
        opd.c.valid_from,
        opd.c.valid_to,
        opd.c.successor_code,
    ).order_by(opd.c.code)
    return tuple(Office(*row) for row in conn.execute(query))
