"""Which due reports are not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from data.schema import indicator, standing

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Missing:
    """An indicator whose report of a triwulan is due and not there."""

    opd: str
    code: str
    name: str
    period: str
    due_on: date
    weight: float


def missing_reports(
    conn: Connection, *, period: str, as_of: date, opd: str | None = None, limit: int | None = None
) -> tuple[Missing, ...]:
    """What is not reported of a triwulan although its last day has passed; longest ago first.

    A report that was begun and not sent is missing for everyone.
    """
    query = (
        select(
            standing.c.opd_code,
            standing.c.indicator_code,
            indicator.c.name,
            standing.c.period,
            standing.c.due_on,
            standing.c.weight,
        )
        .join(indicator, indicator.c.code == standing.c.indicator_code)
        .where(
            standing.c.period == period,
            standing.c.reported.is_(False),
            standing.c.due_on < as_of.isoformat(),
        )
        .order_by(standing.c.due_on, standing.c.weight.desc(), standing.c.indicator_code)
        .limit(limit)
    )
    if opd is not None:
        query = query.where(standing.c.opd_code == opd)
    return tuple(
        Missing(code, key, name, text, date.fromisoformat(due), weight)
        for code, key, name, text, due, weight in conn.execute(query)
    )
