"""How indicators stand at the end of a triwulan, within what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from data.queries.performance.sight import sees, shown
from data.schema import goal, indicator, standing
from metrics.performance.kinds import Cadence, Formula, Pattern, Reason, ReportState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection, RowMapping, Select

    from core.scope import Scope


@dataclass(frozen=True, slots=True)
class Held:
    """An indicator with its standing at the end of one triwulan.

    realised, to_date, year, original are None where the reader may not see them: then
    verification says how far the figure has come. The achievements are in percent, not capped.
    key: it measures a goal above the programmes (IKU).
    """

    code: str
    name: str
    unit: str
    decimals: int
    formula: Formula
    pattern: Pattern
    cadence: Cadence
    opd: str
    goal: str | None
    key: bool
    period: str
    weight: float
    due_on: date | None
    reported: bool
    verified: bool
    verification: ReportState | None
    realised: float | None
    expected: float | None
    expected_upper: float | None
    year_target: float | None
    year_target_upper: float | None
    to_date: float | None
    year: float | None
    original: float | None
    reason: Reason | None
    missing: tuple[str, ...]
    linear: bool
    as_of: str | None
    sample: bool

    @property
    def hidden(self) -> bool:
        """Whether a value is reported that nobody has verified and this reader does not see."""
        return self.reported and not self.verified and self.realised is None

    @property
    def settled(self) -> float | None:
        """The to-date achievement where it is verified: what counts in scores."""
        return self.to_date if self.verified else None


def standings(
    conn: Connection,
    *,
    scope: Scope,
    periods: Collection[str],
    opd: str | None = None,
    codes: Collection[str] | None = None,
) -> tuple[Held, ...]:
    """Standings of these triwulan, by period, weight (heaviest first) and code."""
    query = _standings(scope).where(standing.c.period.in_(periods))
    if opd is not None:
        query = query.where(standing.c.opd_code == opd)
    if codes is not None:
        query = query.where(standing.c.indicator_code.in_(codes))
    query = query.order_by(standing.c.period, standing.c.weight.desc(), standing.c.indicator_code)
    return tuple(_held(row) for row in conn.execute(query).mappings())


def key_standings(conn: Connection, *, scope: Scope, period: str) -> tuple[Held, ...]:
    """Standings of the indicators that measure a goal above the programmes (IKU)."""
    query = _standings(scope).where(
        standing.c.period == period, goal.c.kind.in_(("visi", "misi", "tujuan", "sasaran"))
    )
    return tuple(_held(row) for row in conn.execute(query.order_by(indicator.c.code)).mappings())


def _standings(scope: Scope) -> Select[Any]:
    seen = sees(scope, standing.c.verification, standing.c.opd_code)
    return (
        select(
            indicator.c.code,
            indicator.c.name,
            indicator.c.unit,
            indicator.c.decimals,
            indicator.c.formula_kind,
            indicator.c.pattern,
            indicator.c.cadence,
            indicator.c.goal_code,
            goal.c.kind.label("goal_kind"),
            standing.c.opd_code,
            standing.c.period,
            standing.c.weight,
            standing.c.due_on,
            standing.c.reported,
            standing.c.verified,
            standing.c.verification,
            shown(standing.c.realised, seen),
            standing.c.expected,
            standing.c.expected_upper,
            standing.c.year_target,
            standing.c.year_target_upper,
            shown(standing.c.to_date, seen),
            shown(standing.c.year, seen),
            shown(standing.c.original, seen),
            standing.c.reason,
            standing.c.missing,
            standing.c.linear,
            standing.c.as_of,
            standing.c.sample,
        )
        .join(indicator, indicator.c.code == standing.c.indicator_code)
        .outerjoin(goal, goal.c.code == indicator.c.goal_code)
    )


def _held(row: RowMapping) -> Held:
    own = dict(row)
    kind = own.pop("goal_kind")
    return Held(
        **{name: own[name] for name in SAME},
        formula=Formula(row["formula_kind"]),
        pattern=Pattern(row["pattern"]),
        cadence=Cadence(row["cadence"]),
        opd=row["opd_code"],
        goal=row["goal_code"],
        key=kind is not None and kind != "program",
        due_on=_day(row["due_on"]),
        verification=ReportState(row["verification"]) if row["verification"] else None,
        reason=Reason(row["reason"]) if row["reason"] else None,
        missing=tuple(row["missing"].split(",")) if row["missing"] else (),
    )


SAME = (
    "code", "name", "unit", "decimals", "period", "weight", "reported", "verified", "realised",
    "expected", "expected_upper", "year_target", "year_target_upper", "to_date", "year",
    "original", "linear", "as_of", "sample",
)  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def by_period(rows: Sequence[Held]) -> Mapping[str, tuple[Held, ...]]:
    """The rows of each triwulan, in their order."""
    found: dict[str, list[Held]] = {}
    for one in rows:
        found.setdefault(one.period, []).append(one)
    return {period: tuple(some) for period, some in found.items()}
