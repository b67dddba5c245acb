"""What waits for the one who verifies, approves or locks, the oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, or_, select

from core.periods import PeriodKind
from data.queries.performance.sight import name_of, sees, shown
from data.schema import actual, import_batch, indicator, opd
from metrics.performance.kinds import ReportState

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from core.periods import Period
    from core.scope import Scope


class Desk(StrEnum):
    """Whose turn it is."""

    VERIFY = "verify"
    APPROVE = "approve"
    LOCK = "lock"
    UNLOCK = "unlock"
    LOCKED = "locked"


STATES: Final = {
    Desk.VERIFY: ReportState.SUBMITTED,
    Desk.APPROVE: ReportState.VERIFIED,
    Desk.LOCK: ReportState.APPROVED,
    Desk.UNLOCK: ReportState.LOCKED,
    Desk.LOCKED: ReportState.LOCKED,
}
SINCE: Final = {
    Desk.VERIFY: actual.c.submitted_at,
    Desk.APPROVE: actual.c.verified_at,
    Desk.LOCK: actual.c.approved_at,
    Desk.UNLOCK: actual.c.unlock_at,
    Desk.LOCKED: actual.c.locked_at,
}


@dataclass(frozen=True, slots=True)
class Ask:
    """Which part of the queue. opd, quarter: None for all.

    apart: steps (entered, submitted, verified, unlock) that may not be `person`'s own, so that
    nobody finds their own input in their queue.
    """

    desk: Desk
    opd: str | None = None
    quarter: Period | None = None
    person: str = ""
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A figure in the queue. since: UTC. value None: not for this reader."""

    id: int
    code: str
    period: str
    name: str
    unit: str
    decimals: int
    opd: str
    opd_name: str
    opd_short: str
    value: float | None
    state: ReportState
    version: int
    since: datetime | None
    by: str | None
    unlock_reason: str | None
    sample: bool

    @property
    def key(self) -> str:
        """Its name in an address: indicator~period."""
        return f"{self.code}~{self.period}"


@dataclass(frozen=True, slots=True)
class Count:
    """How many wait at a desk, and the one that waits longest (its OPD)."""

    count: int
    oldest: datetime | None
    opd_short: str | None


def waiting(
    conn: Connection, *, scope: Scope, ask: Ask, first: int = 0, count: int = 50
) -> tuple[Waiting, ...]:
    """A part of the queue, the longest waiting first."""
    seen = sees(scope, actual.c.state, indicator.c.opd_code)
    since = SINCE[ask.desk]
    query = _of(
        select(
            actual.c.id,
            actual.c.indicator_code.label("code"),
            actual.c.period,
            indicator.c.name,
            indicator.c.unit,
            indicator.c.decimals,
            indicator.c.opd_code.label("opd"),
            opd.c.name.label("opd_name"),
            opd.c.short_name.label("opd_short"),
            shown(actual.c.value, seen),
            actual.c.state,
            actual.c.version,
            since.label("since"),
            name_of(actual.c.entered_by).label("by"),
            shown(actual.c.unlock_reason, seen),
            import_batch.c.synthetic.label("sample"),
        ),
        ask,
    )
    rows = conn.execute(query.order_by(since, actual.c.id).offset(first).limit(count)).mappings()
    return tuple(Waiting(**{**row, "state": ReportState(row["state"])}) for row in rows)


def count_waiting(conn: Connection, *, ask: Ask) -> Count:
    """How many there are. No value is told, so no scope is asked for."""
    number = conn.scalar(_of(select(func.count()), ask)) or 0
    if not number:
        return Count(0, None, None)
    since = SINCE[ask.desk]
    query = _of(select(since, opd.c.short_name), ask).order_by(since, actual.c.id).limit(1)
    oldest, short = conn.execute(query).one()
    return Count(number, oldest, short)


def offices_waiting(conn: Connection, *, ask: Ask) -> dict[str, str]:
    """The OPD that have something at this desk: code -> short name, by short name."""
    query = _of(select(opd.c.code, opd.c.short_name), ask).distinct().order_by(opd.c.short_name)
    return {code: name for code, name in conn.execute(query)}  # noqa: C416 (a result is not a mapping)


def _of(query: Select[Any], ask: Ask) -> Select[Any]:
    query = (
        query.select_from(actual)
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .join(opd, opd.c.code == indicator.c.opd_code)
        .join(import_batch, import_batch.c.id == indicator.c.batch_id)
        .where(actual.c.state == STATES[ask.desk].value)
    )
    if ask.desk is Desk.UNLOCK:
        query = query.where(actual.c.unlock_at.is_not(None))
    if ask.opd is not None:
        query = query.where(indicator.c.opd_code == ask.opd)
    if ask.quarter is not None:
        query = query.where(actual.c.period.in_(texts_of(ask.quarter)))
    for step in ask.apart:
        by = actual.c[f"{step}_by"]
        query = query.where(or_(by.is_(None), by != ask.person))
    return query


def texts_of(quarter: Period) -> tuple[str, ...]:
    """The reports that belong to a triwulan: its own, its months', and with TW IV the year's."""
    if quarter.kind is not PeriodKind.QUARTER:
        return (quarter.text,)
    year = quarter.text[:4]
    months = tuple(
        f"{year}-{month:02d}" for month in range(quarter.start.month, quarter.end.month + 1)
    )
    return (quarter.text, *months, *((year,) if quarter.text.endswith("Q4") else ()))
