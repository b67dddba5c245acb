"""Sums from which the scores of OPD are made: small, whatever the number of indicators."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import select

from data.schema import opd, score_part
from metrics.performance.score import Part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection


# In the order of the fields: over a thousand rows pass here before a screen stands.
COLUMNS = [score_part.c[field.name] for field in fields(Part)]


def score_parts(
    conn: Connection, *, first: str | None = None, last: str | None = None, opd: str | None = None
) -> Mapping[tuple[str, str], tuple[Part, ...]]:
    """The parts of each OPD and triwulan, by (OPD, triwulan), their due days in order.

    first, last: triwulan, both included. They sum verified values alone and are everyone's.
    """
    query = select(*COLUMNS).order_by(
        score_part.c.opd_code, score_part.c.period, score_part.c.due_on
    )
    if first is not None:
        query = query.where(score_part.c.period >= first)
    if last is not None:
        query = query.where(score_part.c.period <= last)
    if opd is not None:
        query = query.where(score_part.c.opd_code == opd)
    found: dict[tuple[str, str], list[Part]] = {}
    for row in conn.execute(query):
        part = Part(*row)
        found.setdefault((part.opd_code, part.period), []).append(part)
    return {key: tuple(parts) for key, parts in found.items()}


def scored_quarters(conn: Connection) -> tuple[str, ...]:
    """Every triwulan in which anything stands, oldest first."""
    query = select(score_part.c.period).distinct().order_by(score_part.c.period)
    return tuple(conn.scalars(query))


def newest_due_quarter(conn: Connection, as_of: date) -> str | None:
    """The newest triwulan of which an indicator's last day has passed, else the newest of all.

    None while nothing stands anywhere.
    """
    query = (
        select(score_part.c.period)
        .where(
            score_part.c.weight > 0,
            score_part.c.due_on > "",
            score_part.c.due_on < as_of.isoformat(),
        )
        .order_by(score_part.c.period.desc())
        .limit(1)
    )
    found = conn.scalar(query)
    return found or conn.scalar(
        select(score_part.c.period).order_by(score_part.c.period.desc()).limit(1)
    )


def league_of(conn: Connection, code: str) -> str | None:
    """The league of an OPD; None for an unknown one."""
    return conn.scalar(select(opd.c.league).where(opd.c.code == code))
