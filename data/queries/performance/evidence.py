"""Evidence of a reported actual, an objection or an audit recommendation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import false, or_, select

from data.queries.performance.sight import PASSED_ON, name_of
from data.schema import actual, evidence, indicator, objection, recommendation

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from core.scope import Scope


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence. address: of a link; a file is asked for by its token. size: bytes."""

    id: int
    subject: str
    token: str
    kind: str
    name: str
    address: str | None
    media_type: str | None
    size: int | None
    added_by: str
    added_name: str
    added_at: datetime


def evidence_of_actuals(
    conn: Connection, *, scope: Scope, ids: Collection[int]
) -> tuple[Piece, ...]:
    """What lies under these actuals (subject: the id as text).

    For their own OPD, and from submission on for who checks figures.
    """
    own = indicator.c.opd_code.in_(sorted(scope.full)) if scope.full else false()
    checked = actual.c.state.in_(PASSED_ON) if scope.sees_submitted else false()
    query = (
        _pieces(evidence.c.actual_id)
        .join(actual, actual.c.id == evidence.c.actual_id)
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .where(actual.c.id.in_(ids), or_(own, checked))
    )
    return _read(conn, query)


def evidence_of_objections(
    conn: Connection, *, scope: Scope, ids: Collection[int]
) -> tuple[Piece, ...]:
    """What an OPD laid before the one who decides: for both of them."""
    query = (
        _pieces(evidence.c.objection_id)
        .join(objection, objection.c.id == evidence.c.objection_id)
        .where(objection.c.id.in_(ids))
    )
    if not scope.sees_submitted:
        query = query.where(objection.c.opd_code.in_(sorted(scope.full)))
    return _read(conn, query)


def evidence_of_recommendations(conn: Connection, *, scope: Scope, opd: str) -> tuple[Piece, ...]:
    """What an OPD handed in for its audit recommendations (subject: the recommendation's code)."""
    query = (
        _pieces(evidence.c.recommendation_code)
        .join(recommendation, recommendation.c.code == evidence.c.recommendation_code)
        .where(recommendation.c.opd_code == opd, _audited(scope))
    )
    return _read(conn, query)


def _audited(scope: Scope) -> ColumnElement[bool]:
    if scope.sees_audits:
        return recommendation.c.code.is_not(None)
    return or_(false(), recommendation.c.opd_code.in_(sorted(scope.full)))


def _pieces(subject: ColumnElement[Any]) -> Select[Any]:
    return (
        select(
            evidence.c.id,
            subject.label("subject"),
            evidence.c.token,
            evidence.c.kind,
            evidence.c.name,
            evidence.c.address,
            evidence.c.media_type,
            evidence.c.size,
            evidence.c.added_by,
            name_of(evidence.c.added_by).label("added_name"),
            evidence.c.added_at,
        )
        .select_from(evidence)
        .where(evidence.c.removed_at.is_(None))
        .order_by(evidence.c.id)
    )


def _read(conn: Connection, query: Select[Any]) -> tuple[Piece, ...]:
    rows = conn.execute(query).mappings()
    return tuple(Piece(**{**row, "subject": str(row["subject"])}) for row in rows)
