"""The stored sums of a span of days, by key, and by key and period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from sqlalchemy import case, func, literal, literal_column, select

from data.queries.services.keys import EVERYWHERE, By, Each, chosen, code_of, counted, table_of
from data.schema.services import SUMS
from metrics.services.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Select

    from data.queries.services.keys import Where
    from data.queries.services.moment import Look
    from data.queries.services.today import Today

MONTH_LENGTH: Final = 7
# Key and period ('' for the whole span).
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Span:
    """Local days, both ends in it, None: open; each: the periods it is parted into."""

    first: date | None = None
    last: date | None = None
    each: Each = Each.ALL

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def period_of(self, day: date) -> str:
        """The period of a day in it."""
        if self.each is Each.ALL:
            return ""
        return day.isoformat()[:MONTH_LENGTH] if self.each is Each.MONTH else day.isoformat()


def sums(
    conn: Connection, *, by: By, span: Span | None = None, where: Where = EVERYWHERE
) -> pd.DataFrame:
    """One row a key (and period): code, period, then the sums of the schema; in that order.

    Each sum goes by its own day: received by the day of receipt, due by the day due, ...
    """
    table = table_of(by)
    columns = [_sum(table.c[name], name) for name in SUMS]
    query = _grouped(by, span or Span(), where, columns)
    return pd.DataFrame(conn.execute(query).all(), columns=["code", "period", *SUMS])


def counts(
    conn: Connection,
    look: Look,
    today: Today,
    *,
    by: By,
    span: Span,
    where: Where = EVERYWHERE,
) -> Mapping[Cell, Counts]:
    """The counts of periods, exact at the moment of looking.

    due: what fell due in the period and is closed, or is late by now; so the open ones of a
    running month that are in time are in no denominator. answer_due: the same of first responses.
    """
    held = table_of(by).c
    past = held.day < look.today.isoformat()
    columns = [
        *(_sum(held[name], name) for name in SIMPLE),
        _sum(case((past, held.due), else_=held.due_closed), "due"),
        _sum(case((past, held.answer_due), else_=held.answered), "answer_due"),
    ]
    found = {
        (row.code, row.period): Counts(
            received=row.received, resolved=row.resolved, due=row.due, met=row.due_met,
            closed=row.due_closed, answer_due=row.answer_due, answered=row.answered,
            answered_in_time=row.answer_met, reopened=row.reopened, archived=row.archived,
            flawed=row.flawed,
        )
        for row in conn.execute(_grouped(by, span, where, columns))
    }  # fmt: skip
    for name, changes in (
        ("due", today.due_changes(by, where)),
        ("answer_due", today.answer_changes(by, where)),
    ):
        for (code, day), more in changes.items():
            if span.holds(day):
                cell = (code, span.period_of(day))
                found[cell] = found.get(cell, Counts()) + Counts(**{name: more})
    return found


SIMPLE: Final = (
    "received", "resolved", "reopened", "archived", "flawed", "due_met", "due_closed", "answered",
    "answer_met",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Open:
    """Open requests at the moment of looking.

    all: every one; clocked: those with a running standard; of these at_risk (in time, yet close),
    overdue, and those past 50 % and 200 % of their target. oldest_due: the earliest day on which
    one of them was due; None without one.
    """

    all: int = 0
    clocked: int = 0
    at_risk: int = 0
    overdue: int = 0
    past_half: int = 0
    past_double: int = 0
    oldest_due: str | None = None

    def __add__(self, other: Open) -> Open:
        days = [one.oldest_due for one in (self, other) if one.oldest_due is not None]
        return Open(
            self.all + other.all,
            self.clocked + other.clocked,
            self.at_risk + other.at_risk,
            self.overdue + other.overdue,
            self.past_half + other.past_half,
            self.past_double + other.past_double,
            min(days, default=None),
        )

    @property
    def counts(self) -> Counts:
        """The same as counts."""
        return Counts(
            late_open=self.overdue,
            running=self.clocked - self.overdue,
            waiting=self.all - self.clocked,
            at_risk=self.at_risk,
        )


def open_now(
    conn: Connection, look: Look, today: Today, *, by: By, where: Where = EVERYWHERE
) -> Mapping[str, Open]:
    """What is open by key: the days before today from the sums, today's from the requests."""
    held = table_of(by).c
    past = held.day < look.today.isoformat()
    still = held.due - held.due_closed
    columns = [
        _sum(held.received - held.closed_in, "open"),
        _sum(still, "clocked"),
        *(
            _sum(case((past, held[name] - held[f"{name}_closed"]), else_=0), name)
            for name in ("due", "risk", "half", "double")
        ),
        func.min(case((past & (still > 0), held.day))).label("oldest"),
    ]
    rows = {row.code: row for row in conn.execute(_grouped(by, Span(), where, columns))}
    late, gap, risk, half, double = (
        counted(by, some, where)
        for some in (today.late, today.gap_rows, today.risk, today.half, today.double)
    )
    found = {}
    for code, row in rows.items():
        overdue = row.due + late.get(code, 0) - gap.get(code, 0)
        found[code] = Open(
            all=row.open,
            clocked=row.clocked,
            at_risk=row.risk + risk.get(code, 0) - overdue,
            overdue=overdue,
            past_half=row.half + half.get(code, 0),
            past_double=row.double + double.get(code, 0),
            oldest_due=row.oldest,
        )
    return found


def _sum(column: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    return func.coalesce(func.sum(column), 0).label(name)


def _grouped(by: By, span: Span, where: Where, columns: list[ColumnElement[Any]]) -> Select[Any]:
    table = table_of(by)
    code, period = code_of(by).label("code"), _period(table.c.day, span.each).label("period")
    query = select(code, period, *columns).select_from(table).where(chosen(by, where))
    if span.first is not None:
        query = query.where(table.c.day >= span.first.isoformat())
    if span.last is not None:
        query = query.where(table.c.day <= span.last.isoformat())
    keys = [] if by is By.REGENCY else [code_of(by)]
    if span.each is not Each.ALL:
        keys.append(_period(table.c.day, span.each))
    return query.group_by(*keys).order_by(*keys) if keys else query


def _period(day: ColumnElement[Any], each: Each) -> ColumnElement[Any]:
    if each is Each.ALL:
        return literal("")
    # Written out: with arguments PostgreSQL takes the two for different expressions.
    month: ColumnElement[Any] = func.substr(day, *map(literal_column, ("1", str(MONTH_LENGTH))))
    return day if each is Each.DAY else month
