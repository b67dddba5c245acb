"""One report with what stands around it: its indicator, targets, and the other periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from data.performance_rows import indicator_of, target_of
from data.queries.performance.sight import name_of, sees, shown
from data.schema import actual, import_batch, indicator, opd, target
from metrics.performance.kinds import ReportState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from core.scope import Scope
    from metrics.performance.model import Aim, Indicator, TargetRow

TIMES = ("entered", "submitted", "verified", "approved", "locked", "returned", "unlock")


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator in words, with its OPD. facts: what the formulas need of it."""

    facts: Indicator
    name: str
    meaning: str | None
    formula: str | None
    unit: str
    goal: str | None
    data_source: str | None
    decree: str | None
    ratio: float | None
    opd_name: str
    opd_short: str
    sample: bool

    @property
    def code(self) -> str:
        """Its code."""
        return self.facts.code

    @property
    def opd(self) -> str:
        """Code of its OPD."""
        return self.facts.opd

    @property
    def decimals(self) -> int:
        """How many digits its values are shown with."""
        return self.facts.decimals


@dataclass(frozen=True, slots=True)
class Stored:
    """The stored actual as far as the reader may see it; seen False: the state alone.

    times, people, names: by step (TIMES) when and by whom: user names, and names to read.
    """

    id: int
    state: ReportState
    version: int
    seen: bool
    value: float | None
    numerator: float | None
    denominator: float | None
    note: str | None
    return_reason: str | None
    unlock_reason: str | None
    times: Mapping[str, datetime]
    people: Mapping[str, str]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Past:
    """What was reported for one period; value None: nothing the reader may see."""

    period: str
    value: float | None
    state: ReportState


@dataclass(frozen=True, slots=True)
class TargetNote:
    """Why a target was revised."""

    period: str
    revision: int
    reason: str
    decree: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A report of one indicator for one period. series: every reported period, oldest first."""

    measure: Measure
    period: str
    stored: Stored | None
    targets: tuple[TargetRow, ...]
    notes: tuple[TargetNote, ...]
    series: tuple[Past, ...]

    def aim(self, period: str) -> Aim | None:
        """The target in force for exactly this period text."""
        rows = [row for row in self.targets if row.period == period]
        return max(rows, key=lambda row: row.revision).aim if rows else None


def report(conn: Connection, *, scope: Scope, code: str, period: str) -> Report | None:
    """The report of an indicator for a period; None when there is no such indicator.

    Values that the reader may not see are None, of this period and of all others.
    """
    measure = measure_of(conn, code)
    if measure is None:
        return None
    targets, notes = _targets(conn, code)
    return Report(
        measure,
        period,
        _stored(conn, scope, code, period),
        targets,
        notes,
        _series(conn, scope, code),
    )


def measure_of(conn: Connection, code: str) -> Measure | None:
    """An indicator by its code."""
    found = _measures(conn, indicator.c.code == code)
    return found[0] if found else None


def measures_of(conn: Connection, office: str) -> tuple[Measure, ...]:
    """Every indicator that an OPD leads, by code."""
    return _measures(conn, indicator.c.opd_code == office)


def _measures(conn: Connection, which: Any) -> tuple[Measure, ...]:  # noqa: ANN401 (a condition)
    query = (
        select(
            indicator,
            opd.c.name.label("opd_name"),
            opd.c.short_name.label("opd_short"),
            import_batch.c.synthetic,
        )
        .join(opd, opd.c.code == indicator.c.opd_code)
        .join(import_batch, import_batch.c.id == indicator.c.batch_id)
        .where(which)
        .order_by(indicator.c.code)
    )
    return tuple(_measure(row) for row in conn.execute(query).mappings())


def _measure(row: Any) -> Measure:  # noqa: ANN401 (a row of the query above)
    return Measure(
        indicator_of(row),
        name=row["name"],
        meaning=row["meaning"],
        formula=row["formula"],
        unit=row["unit"],
        goal=row["goal_code"],
        data_source=row["data_source"],
        decree=row["decree"],
        ratio=row["ratio"],
        opd_name=row["opd_name"],
        opd_short=row["opd_short"],
        sample=row["synthetic"],
    )


def _targets(conn: Connection, code: str) -> tuple[tuple[TargetRow, ...], tuple[TargetNote, ...]]:
    query = select(target).where(target.c.indicator_code == code)
    rows = conn.execute(query.order_by(target.c.period, target.c.revision)).mappings().all()
    notes = tuple(
        TargetNote(row["period"], row["revision"], row["reason"], row["decree"])
        for row in rows
        if row["reason"]
    )
    return tuple(target_of(row) for row in rows), notes


def _stored(conn: Connection, scope: Scope, code: str, period: str) -> Stored | None:
    seen = sees(scope, actual.c.state, indicator.c.opd_code)
    whole = ("value", "numerator", "denominator", "note", "return_reason", "unlock_reason")
    query = (
        select(
            actual.c.id,
            actual.c.state,
            actual.c.version,
            seen.label("seen"),
            *(shown(actual.c[name], seen) for name in whole),
            *(actual.c[f"{one}_{part}"] for one in TIMES for part in ("by", "at")),
            *(name_of(actual.c[f"{one}_by"]).label(f"{one}_name") for one in TIMES),
        )
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .where(actual.c.indicator_code == code, actual.c.period == period)
    )
    row = conn.execute(query).mappings().one_or_none()
    if row is None:
        return None
    return Stored(
        id=row["id"],
        state=ReportState(row["state"]),
        version=row["version"],
        seen=bool(row["seen"]),
        **{name: row[name] for name in whole},
        times={one: row[f"{one}_at"] for one in TIMES if row[f"{one}_at"]},
        people={one: row[f"{one}_by"] for one in TIMES if row[f"{one}_by"]},
        names={one: row[f"{one}_name"] for one in TIMES if row[f"{one}_name"]},
    )


def _series(conn: Connection, scope: Scope, code: str) -> tuple[Past, ...]:
    seen = sees(scope, actual.c.state, indicator.c.opd_code)
    query = (
        select(actual.c.period, actual.c.state, shown(actual.c.value, seen))
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .where(actual.c.indicator_code == code)
        .order_by(actual.c.period)
    )
    return tuple(
        Past(period, value, ReportState(state)) for period, state, value in conn.execute(query)
    )
