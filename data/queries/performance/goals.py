"""The cascade from vision to programme, with what measures it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from data.schema import goal, import_batch, indicator, standing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Subquery

PROGRAMME = "program"


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal. kind: visi, misi, tujuan, sasaran or program; opd: of a programme alone."""

    code: str
    kind: str
    text: str
    parent: str | None
    opd: str | None
    sample: bool


@dataclass(frozen=True, slots=True)
class ProgrammeSum:
    """How the indicators of one programme stand at the end of a triwulan.

    indicators: all that are valid then; verified: those with a verified to-date achievement;
    points, weight: sums of weight times achievement (within 0 and the cap), and of weight, over
    these; late: due and not reported.
    """

    goal: str
    indicators: int
    verified: int
    points: float
    weight: float
    late: int


def goals(conn: Connection, *, year: str) -> tuple[Goal, ...]:
    """Every goal of a year, by code."""
    query = (
        select(
            goal.c.code,
            goal.c.kind,
            goal.c.text,
            goal.c.parent_code,
            goal.c.opd_code,
            import_batch.c.synthetic,
        )
        .join(import_batch, import_batch.c.id == goal.c.batch_id)
        .where(
            or_(goal.c.valid_from.is_(None), goal.c.valid_from <= year),
            or_(goal.c.valid_to.is_(None), goal.c.valid_to >= year),
        )
        .order_by(goal.c.code)
    )
    return tuple(Goal(*row) for row in conn.execute(query))


def key_indicators(conn: Connection) -> frozenset[str]:
    """Codes of the indicators that measure a goal above the programmes (IKU)."""
    query = (
        select(indicator.c.code)
        .join(goal, goal.c.code == indicator.c.goal_code)
        .where(goal.c.kind != PROGRAMME)
    )
    return frozenset(conn.scalars(query))


def programme_sums(
    conn: Connection, *, period: str, as_of: str, cap: float
) -> tuple[ProgrammeSum, ...]:
    """Sums over the standings of each programme. period: a triwulan; as_of: an ISO day."""
    held = _held(period, as_of, cap)
    query = select(
        held.c.goal_code,
        func.count(),
        func.sum(held.c.verified),
        func.sum(held.c.points),
        func.sum(held.c.weight),
        func.sum(held.c.late),
    ).group_by(held.c.goal_code)
    return tuple(ProgrammeSum(*row) for row in conn.execute(query))


def _held(period: str, as_of: str, cap: float) -> Subquery:
    known = and_(standing.c.verified, standing.c.to_date.is_not(None), standing.c.due_on < as_of)
    bounded = case(
        (standing.c.to_date < 0, 0.0), (standing.c.to_date > cap, cap), else_=standing.c.to_date
    )
    late = and_(standing.c.reported.is_(False), standing.c.due_on < as_of)
    return (
        select(
            indicator.c.goal_code,
            case((known, 1), else_=0).label("verified"),
            case((known, standing.c.weight * bounded), else_=0.0).label("points"),
            case((known, standing.c.weight), else_=0.0).label("weight"),
            case((late, 1), else_=0).label("late"),
        )
        .join(standing, standing.c.indicator_code == indicator.c.code)
        .join(goal, goal.c.code == indicator.c.goal_code)
        .where(standing.c.period == period, goal.c.kind == PROGRAMME)
        .subquery()
    )
