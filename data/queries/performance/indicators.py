"""One indicator in full: what it means, its targets with every revision, what was reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from data.queries.performance.sight import sees, shown
from data.schema import account, actual, contributor, goal, indicator, opd, target
from metrics.performance.kinds import OPEN, Cadence, Formula, Pattern, ReportState

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from core.scope import Scope


@dataclass(frozen=True, slots=True)
class Facts:
    """What an indicator is. goal: the text of what it measures; release_month: see the schema."""

    code: str
    name: str
    meaning: str | None
    formula_text: str | None
    unit: str
    decimals: int
    formula: Formula
    pattern: Pattern
    cadence: Cadence
    weight: float
    opd: str
    goal: str | None
    source: str | None
    decree: str | None
    baseline: float | None
    release_month: int | None


@dataclass(frozen=True, slots=True)
class Aimed:
    """One target row. period: a year, triwulan or month; revision 0 is the original."""

    period: str
    revision: int
    value: float | None
    lower: float | None
    upper: float | None
    reason: str | None
    decree: str | None
    decided_on: str | None


@dataclass(frozen=True, slots=True)
class Reported:
    """One report. value is None where the reader may not see it; times in UTC."""

    id: int
    period: str
    value: float | None
    state: ReportState
    version: int
    note: str | None
    submitted_by: str | None
    submitted_at: datetime | None
    verified_by: str | None
    verified_at: datetime | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A contributor of a shared indicator. share: percent; lead: whose indicator it is."""

    opd: str
    short_name: str
    share: float
    lead: bool


def facts_of(conn: Connection, code: str) -> Facts | None:
    """What the indicator is; None where no such indicator is known."""
    query = (
        select(
            indicator.c.code,
            indicator.c.name,
            indicator.c.meaning,
            indicator.c.formula,
            indicator.c.unit,
            indicator.c.decimals,
            indicator.c.formula_kind,
            indicator.c.pattern,
            indicator.c.cadence,
            indicator.c.weight,
            indicator.c.opd_code,
            goal.c.text,
            indicator.c.data_source,
            indicator.c.decree,
            indicator.c.baseline,
            indicator.c.release_month,
        )
        .outerjoin(goal, goal.c.code == indicator.c.goal_code)
        .where(indicator.c.code == code)
    )
    row: Any = conn.execute(query).first()
    if row is None:
        return None
    kinds = Formula(row[6]), Pattern(row[7]), Cadence(row[8])
    cells: list[Any] = [*row[:6], *kinds, *row[9:]]
    return Facts(*cells)


def targets_of(conn: Connection, code: str, *, year: str) -> tuple[Aimed, ...]:
    """Every target of a year with its revisions, by period and revision."""
    query = (
        select(
            target.c.period,
            target.c.revision,
            target.c.value,
            target.c.lower,
            target.c.upper,
            target.c.reason,
            target.c.decree,
            target.c.decided_on,
        )
        .where(target.c.indicator_code == code, target.c.period.startswith(year))
        .order_by(target.c.period, target.c.revision)
    )
    return tuple(Aimed(*row) for row in conn.execute(query))


def reports_of(conn: Connection, code: str, *, scope: Scope, year: str) -> tuple[Reported, ...]:
    """The reports of a year that the reader may know of, by period.

    Drafts, reports sent back and rejected ones are their own OPD's alone; the value of a
    submitted one is None for whoever sees verified values only.
    """
    sender, checker = account.alias("sender"), account.alias("checker")
    seen = sees(scope, actual.c.state, indicator.c.opd_code)
    query = (
        select(
            actual.c.id,
            actual.c.period,
            shown(actual.c.value, seen),
            actual.c.state,
            actual.c.version,
            shown(actual.c.note, seen),
            func.coalesce(sender.c.display_name, actual.c.submitted_by),
            actual.c.submitted_at,
            func.coalesce(checker.c.display_name, actual.c.verified_by),
            actual.c.verified_at,
            (~seen).label("hidden"),
        )
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .outerjoin(sender, sender.c.username == actual.c.submitted_by)
        .outerjoin(checker, checker.c.username == actual.c.verified_by)
        .where(
            actual.c.indicator_code == code,
            actual.c.period.startswith(year),
            _known(scope),
        )
        .order_by(actual.c.period)
    )
    return tuple(_reported(row) for row in conn.execute(query))


def _reported(row: Any) -> Reported:  # noqa: ANN401 (a row of eleven columns)
    cells: list[Any] = [*row[:3], ReportState(row[3]), *row[4:10], bool(row[10])]
    return Reported(*cells)


def _known(scope: Scope) -> ColumnElement[bool]:
    """A draft, a report sent back or rejected is its OPD's alone, the row as well as its value."""
    sent = actual.c.state.not_in(sorted(OPEN))
    return or_(sent, indicator.c.opd_code.in_(sorted(scope.full))) if scope.full else sent


def shares_of(conn: Connection, code: str) -> tuple[Share, ...]:
    """Who works at a shared indicator, the lead first; empty for one OPD's own."""
    query = (
        select(
            contributor.c.opd_code,
            opd.c.short_name,
            contributor.c.share,
            (contributor.c.opd_code == indicator.c.opd_code).label("lead"),
        )
        .join(indicator, indicator.c.code == contributor.c.indicator_code)
        .join(opd, opd.c.code == contributor.c.opd_code)
        .where(contributor.c.indicator_code == code)
    )
    found = [Share(one[0], one[1], one[2], bool(one[3])) for one in conn.execute(query)]
    return tuple(sorted(found, key=lambda one: (not one.lead, -one.share, one.opd)))
