"""The trail of steps: what happened to an actual, by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, false, func, or_, select

from data.queries.performance.queue import texts_of
from data.queries.performance.sight import FIRM, PASSED_ON, name_of
from data.schema import actual_step, import_batch, indicator, opd
from metrics.performance.kinds import ReportState

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from core.periods import Period
    from core.scope import Scope


@dataclass(frozen=True, slots=True)
class Step:
    """One step. at: UTC. Values are None where there were none or the reader may not see them."""

    code: str
    period: str
    version: int
    at: datetime
    actor: str
    actor_name: str
    action: str
    from_state: ReportState | None
    to_state: ReportState
    old_value: float | None
    new_value: float | None
    reason: str | None
    name: str
    unit: str
    decimals: int
    opd_short: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Trail:
    """Which part of the trail; None for all. action: as the steps name it."""

    opd: str | None = None
    quarter: Period | None = None
    action: str | None = None
    code: str | None = None
    period: str | None = None


def steps(
    conn: Connection, *, scope: Scope, trail: Trail, first: int = 0, count: int = 50
) -> tuple[Step, ...]:
    """Steps, the newest first.

    A draft's values are for its OPD alone, and stay so after it is submitted.
    """
    old, new = _sights(scope)
    reason = case((or_(old, new), actual_step.c.reason), else_=None)
    query = _of(
        select(
            actual_step.c.indicator_code.label("code"),
            actual_step.c.period,
            actual_step.c.version,
            actual_step.c.at,
            actual_step.c.actor,
            name_of(actual_step.c.actor).label("actor_name"),
            actual_step.c.action,
            actual_step.c.from_state,
            actual_step.c.to_state,
            case((old, actual_step.c.old_value), else_=None).label("old_value"),
            case((new, actual_step.c.new_value), else_=None).label("new_value"),
            reason.label("reason"),
            indicator.c.name,
            indicator.c.unit,
            indicator.c.decimals,
            opd.c.short_name.label("opd_short"),
            import_batch.c.synthetic.label("sample"),
        ),
        trail,
    )
    rows = conn.execute(query.order_by(actual_step.c.id.desc()).offset(first).limit(count))
    return tuple(_step(row) for row in rows.mappings())


def count_steps(conn: Connection, *, trail: Trail) -> int:
    """How many steps there are."""
    return conn.scalar(_of(select(func.count()), trail)) or 0


def _step(row: Any) -> Step:  # noqa: ANN401 (a row of the query above)
    before = row["from_state"]
    return Step(
        **{
            **row,
            "from_state": None if before is None else ReportState(before),
            "to_state": ReportState(row["to_state"]),
        }
    )


def _of(query: Select[Any], trail: Trail) -> Select[Any]:
    query = (
        query.select_from(actual_step)
        .join(indicator, indicator.c.code == actual_step.c.indicator_code)
        .join(opd, opd.c.code == indicator.c.opd_code)
        .join(import_batch, import_batch.c.id == indicator.c.batch_id)
    )
    if trail.opd is not None:
        query = query.where(indicator.c.opd_code == trail.opd)
    if trail.quarter is not None:
        query = query.where(actual_step.c.period.in_(texts_of(trail.quarter)))
    if trail.action is not None:
        query = query.where(actual_step.c.action == trail.action)
    if trail.code is not None:
        query = query.where(actual_step.c.indicator_code == trail.code)
    if trail.period is not None:
        query = query.where(actual_step.c.period == trail.period)
    return query


def _sights(scope: Scope) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether the value before and the value after a step are for this reader.

    Before: it had left the OPD's hands. After: it leaves them, or comes back unchanged.
    """
    before, after = actual_step.c.from_state, actual_step.c.to_state
    own = indicator.c.opd_code.in_(sorted(scope.full)) if scope.full else false()
    visible = PASSED_ON if scope.sees_submitted else FIRM
    same = actual_step.c.old_value == actual_step.c.new_value
    old = or_(own, before.in_(visible))
    new = or_(own, after.in_(visible), and_(before.in_(visible), same))
    return old, new
