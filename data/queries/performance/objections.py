"""Objections of the OPD against verified figures, with what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, func, select

from data.queries.performance.sight import name_of, sees, shown
from data.schema import actual, import_batch, indicator, objection, opd
from metrics.performance.kinds import ReportState

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from core.scope import Scope

OPEN: Final = "open"
EXPIRED: Final = "expired"


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection. state: open, upheld, rejected or expired, as it is on the day of looking.

    verified_by: who may not decide it. Values, and the reason, only as far as the reader sees.
    """

    id: int
    actual_id: int
    code: str
    period: str
    name: str
    unit: str
    decimals: int
    opd: str
    opd_name: str
    opd_short: str
    value: float | None
    figure_state: ReportState
    verified_by: str | None
    reason: str
    raised_by: str
    raised_at: datetime
    decide_by: date
    state: str
    decided_by: str | None
    decided_at: datetime | None
    decision: str | None
    sample: bool

    @property
    def key(self) -> str:
        """The figure's name in an address: indicator~period."""
        return f"{self.code}~{self.period}"


def objections(
    conn: Connection,
    *,
    scope: Scope,
    as_of: date,
    opd_code: str | None = None,
    actual_id: int | None = None,
    count: int = 50,
) -> tuple[Objection, ...]:
    """The open ones first, by their deadline; then the decided ones, the newest first.

    For who checks figures those of all OPD, else those of the own OPD alone.
    """
    waits = and_(objection.c.state == OPEN, objection.c.decide_by >= as_of.isoformat())
    query = _of(scope, opd_code).order_by(
        case((waits, 0), else_=1),
        case((waits, objection.c.decide_by), else_=""),
        objection.c.id.desc(),
    )
    if actual_id is not None:
        query = query.where(objection.c.actual_id == actual_id)
    rows = conn.execute(query.limit(count)).mappings()
    return tuple(_objection(row, as_of) for row in rows)


def count_open(conn: Connection, *, scope: Scope, as_of: date) -> int:
    """How many wait for a decision and are not past their deadline."""
    query = _of(scope, None).where(
        objection.c.state == OPEN, objection.c.decide_by >= as_of.isoformat()
    )
    return conn.scalar(select(func.count()).select_from(query.subquery())) or 0


def _of(scope: Scope, opd_code: str | None) -> Select[Any]:
    seen = sees(scope, actual.c.state, indicator.c.opd_code)
    query = (
        select(
            objection.c.id,
            objection.c.actual_id,
            actual.c.indicator_code.label("code"),
            actual.c.period,
            indicator.c.name,
            indicator.c.unit,
            indicator.c.decimals,
            objection.c.opd_code.label("opd"),
            opd.c.name.label("opd_name"),
            opd.c.short_name.label("opd_short"),
            shown(actual.c.value, seen),
            actual.c.state.label("figure_state"),
            actual.c.verified_by,
            objection.c.reason,
            name_of(objection.c.raised_by).label("raised_by"),
            objection.c.raised_at,
            objection.c.decide_by,
            objection.c.state,
            name_of(objection.c.decided_by).label("decided_by"),
            objection.c.decided_at,
            objection.c.decision,
            import_batch.c.synthetic.label("sample"),
        )
        .join(actual, actual.c.id == objection.c.actual_id)
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .join(opd, opd.c.code == objection.c.opd_code)
        .join(import_batch, import_batch.c.id == indicator.c.batch_id)
    )
    if not scope.sees_submitted:
        query = query.where(objection.c.opd_code.in_(sorted(scope.full)))
    if opd_code is not None:
        query = query.where(objection.c.opd_code == opd_code)
    return query


def _objection(row: Any, as_of: date) -> Objection:  # noqa: ANN401 (a row of the query above)
    last = date.fromisoformat(row["decide_by"])
    late = row["state"] == OPEN and last < as_of
    return Objection(
        **{
            **row,
            "figure_state": ReportState(row["figure_state"]),
            "decide_by": last,
            "state": EXPIRED if late else row["state"],
        }
    )
