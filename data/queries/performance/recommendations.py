"""Recommendations of BPK and Inspektorat: the rows for who may read them, counts for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, false, func, select

from data.schema import import_batch, recommendation

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from core.scope import Scope


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation. Days are ISO texts, amount and settled whole rupiah.

    status: sesuai, dalam_proses, belum or tidak_dapat.
    """

    code: str
    auditor: str
    report: str
    report_date: str
    finding: str
    text: str
    opd: str
    amount: int | None
    settled: int | None
    status: str
    status_date: str | None
    note: str | None
    sample: bool


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many recommendations of an OPD have a status; no word of what they say."""

    opd: str
    status: str
    count: int
    sample: bool


def status_counts(conn: Connection, *, opd: str | None = None) -> tuple[StatusCount, ...]:
    """Recommendations counted by OPD and status, for every reader."""
    sample = func.max(case((import_batch.c.synthetic, 1), else_=0))
    query = (
        select(recommendation.c.opd_code, recommendation.c.status, func.count(), sample)
        .join(import_batch, import_batch.c.id == recommendation.c.batch_id)
        .group_by(recommendation.c.opd_code, recommendation.c.status)
        .order_by(recommendation.c.opd_code, recommendation.c.status)
    )
    if opd is not None:
        query = query.where(recommendation.c.opd_code == opd)
    rows = conn.execute(query)
    return tuple(StatusCount(code, status, count, bool(mark)) for code, status, count, mark in rows)


def recommendations(
    conn: Connection, *, scope: Scope, opd: str | None = None
) -> tuple[Recommendation, ...]:
    """The recommendations that the reader may read, the oldest report first.

    All of them for who sees audits, else those of the own OPD alone.
    """
    query = (
        select(
            recommendation.c.code,
            recommendation.c.auditor,
            recommendation.c.report,
            recommendation.c.report_date,
            recommendation.c.finding,
            recommendation.c.text,
            recommendation.c.opd_code,
            recommendation.c.amount,
            recommendation.c.settled,
            recommendation.c.status,
            recommendation.c.status_date,
            recommendation.c.note,
            import_batch.c.synthetic,
        )
        .join(import_batch, import_batch.c.id == recommendation.c.batch_id)
        .where(readable(scope))
        .order_by(recommendation.c.report_date, recommendation.c.code)
    )
    if opd is not None:
        query = query.where(recommendation.c.opd_code == opd)
    rows: Any = conn.execute(query)
    return tuple(Recommendation(*row) for row in rows)


def readable(scope: Scope) -> ColumnElement[bool]:
    """The condition under which a reader of this scope may read a recommendation."""
    if scope.sees_audits:
        return recommendation.c.code.is_not(None)
    return recommendation.c.opd_code.in_(scope.full) if scope.full else false()
