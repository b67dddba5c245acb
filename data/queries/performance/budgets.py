"""Ceiling, plan, spending and physical progress, programme by programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from data.schema import budget, import_batch

if TYPE_CHECKING:
    from sqlalchemy import Connection

JANUARY = "{year}-01"


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One programme at the end of a month, cumulative within the year, in whole rupiah.

    stage: murni or perubahan, of the ceiling valid then. physical: percent.
    """

    opd: str
    programme: str
    period: str
    stage: str
    ceiling: int
    planned: int | None
    realised: int | None
    weight: float | None
    physical: float | None
    sample: bool


def budget_lines(conn: Connection, *, until: str, opd: str | None = None) -> tuple[BudgetLine, ...]:
    """The newest line of each programme in the year of `until`, not after that month.

    until: a month such as 2026-09. Ordered by OPD and programme. A programme that is months
    behind the others says so by its period.
    """
    newest = (
        select(budget.c.opd_code, budget.c.programme, func.max(budget.c.period).label("period"))
        .where(budget.c.period.between(JANUARY.format(year=until[:4]), until))
        .group_by(budget.c.opd_code, budget.c.programme)
        .subquery()
    )
    query = (
        select(
            budget.c.opd_code,
            budget.c.programme,
            budget.c.period,
            budget.c.stage,
            budget.c.ceiling,
            budget.c.planned,
            budget.c.realised,
            budget.c.weight,
            budget.c.physical,
            import_batch.c.synthetic,
        )
        .join(
            newest,
            (newest.c.opd_code == budget.c.opd_code)
            & (newest.c.programme == budget.c.programme)
            & (newest.c.period == budget.c.period),
        )
        .join(import_batch, import_batch.c.id == budget.c.batch_id)
        .order_by(budget.c.opd_code, budget.c.programme)
    )
    if opd is not None:
        query = query.where(budget.c.opd_code == opd)
    rows: Any = conn.execute(query)
    return tuple(BudgetLine(*row) for row in rows)
