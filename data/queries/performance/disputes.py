"""Which figures of an OPD are objected to, and which reports came back, without their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from data.schema import actual, indicator, objection

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.scope import Scope


@dataclass(frozen=True, slots=True)
class Dispute:
    """An objection as everyone may see it. state: open, upheld, rejected or expired."""

    code: str
    period: str
    state: str
    decide_by: date


def disputes(conn: Connection, *, opd: str, year: str, as_of: date) -> tuple[Dispute, ...]:
    """The objections of an OPD to figures of a year, the newest first: state and deadline alone.

    One that nobody decided in time has expired.
    """
    query = (
        select(actual.c.indicator_code, actual.c.period, objection.c.state, objection.c.decide_by)
        .join(actual, actual.c.id == objection.c.actual_id)
        .where(objection.c.opd_code == opd, actual.c.period.startswith(year))
        .order_by(objection.c.id.desc())
    )
    found = []
    for code, period, state, text in conn.execute(query):
        last = date.fromisoformat(text)
        found.append(
            Dispute(code, period, "expired" if state == "open" and last < as_of else state, last)
        )
    return tuple(found)


def returned_codes(conn: Connection, *, scope: Scope, opd: str, year: str) -> frozenset[str]:
    """Indicators of the own OPD with a report of the year sent back or rejected.

    Empty for whoever does not see the drafts of the OPD.
    """
    if opd not in scope.full:
        return frozenset()
    query = (
        select(actual.c.indicator_code)
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .where(
            indicator.c.opd_code == opd,
            actual.c.period.startswith(year),
            actual.c.state.in_(("returned", "rejected")),
        )
    )
    return frozenset(conn.scalars(query))
