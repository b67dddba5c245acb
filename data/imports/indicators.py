"""Topic `indicators`: what is measured, by which rules, and who leads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core.words import N_, _
from data import schema
from data.imports.indicator_columns import COLUMNS, FALLBACK
from data.imports.measures import Measure, measures, office_faults, whole_faults, year_faults
from data.imports.model import UNSET, RowFault, Topic
from data.imports.standings import after_indicators, leaving_indicators
from metrics.performance.kinds import Formula, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from data.imports.known import Known
    from data.imports.model import Row, Value

MEASURED: Final = ("tujuan", "sasaran", "program")
YEAR: Final = "year"


@dataclass(frozen=True, slots=True)
class Facts:
    """Stored goals (kind and OPD), indicators, and those that have targets or actuals."""

    goals: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    aimed: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()


def load(conn: Connection, _in_file: frozenset[Value]) -> Facts:
    """What an indicator must fit."""
    goal = schema.goal.c
    rows = conn.execute(select(goal.code, goal.kind, goal.opd_code))
    return Facts(
        {row.code: (row.kind, row.opd_code) for row in rows},
        measures(conn),
        frozenset(conn.scalars(select(schema.target.c.indicator_code).distinct())),
        frozenset(conn.scalars(select(schema.actual.c.indicator_code).distinct())),
    )


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """OPD and goal exist, the rules fit each other, and those in use stay as they are."""
    facts = known.extra if isinstance(known.extra, Facts) else Facts()
    for name, value in FALLBACK.items():
        if row.get(name, UNSET) is None:
            row[name] = value
    yield from office_faults(row, known)
    yield from _goal(row, facts)
    yield from whole_faults(row, "decimals", "release_month")
    yield from _release(row, facts)
    yield from _numbers(row)
    yield from year_faults(row)
    stored = facts.measures.get(str(row.get("code")))
    if stored is not None:
        yield from _in_use(row, stored, facts)


def _goal(row: Row, facts: Facts) -> Iterator[RowFault]:
    code = row.get("goal_code")
    if not isinstance(code, str):
        return
    if code not in facts.goals:
        yield RowFault(
            "goal_code",
            _("There is no goal with the code {code}.").format(code=code),
            _("Import it first under the topic 'goals', or leave the cell empty."),
        )
        return
    kind, office = facts.goals[code]
    if kind not in MEASURED:
        yield RowFault(
            "goal_code",
            _("An indicator measures no {kind}.").format(kind=kind),
            _("Name one of: {kinds}.").format(kinds=", ".join(MEASURED)),
        )
    elif office is not None and isinstance(row.get("opd_code"), str) and office != row["opd_code"]:
        yield RowFault(
            "goal_code",
            _("The programme {code} belongs to {office}.").format(code=code, office=office),
            _("Correct the code of the goal or of the OPD."),
        )


def _release(row: Row, facts: Facts) -> Iterator[RowFault]:
    """Only what an outside body publishes has a month of publication, and is yearly."""
    pattern = row.get("pattern")
    if not isinstance(pattern, str):
        return
    if pattern != Pattern.RELEASE:
        if isinstance(row.setdefault("release_month", None), int):
            yield RowFault(
                "release_month",
                _("Only an indicator of the pattern 'rilis' has a month of publication."),
                _("Leave the cell empty, or write 'rilis' as the pattern."),
            )
        return
    stored = facts.measures.get(str(row.get("code")))
    stays = stored is not None and stored.pattern is Pattern.RELEASE
    if row.get("release_month", UNSET if stays else None) is None:
        yield RowFault(
            "release_month",
            _("The month of publication is missing."),
            _("Write 3 for March of the next year, 0 for December, -5 for July of the same year."),
        )
    if row.get("cadence") not in (YEAR, UNSET):
        yield RowFault(
            "cadence",
            _("What an outside body publishes is reported by the year."),
            _("Write 'tahunan', or another pattern."),
        )


def _numbers(row: Row) -> Iterator[RowFault]:
    lowest, highest = row.get("lowest"), row.get("highest")
    if isinstance(lowest, float) and isinstance(highest, float) and lowest > highest:
        yield RowFault(
            "highest",
            _("The highest plausible value lies below the lowest."),
            _("Correct one of the two."),
        )
    for name in ("weight", "ratio"):
        value = row.get(name)
        if isinstance(value, int | float) and value <= 0:
            yield RowFault(
                name,
                _("The number must be above 0."),
                _("Leave the cell empty when it is unknown."),
            )


def _in_use(row: Row, stored: Measure, facts: Facts) -> Iterator[RowFault]:
    """What was reported or aimed at under one rule cannot be read under another."""
    cadence, formula = row.get("cadence"), row.get("formula_kind")
    if stored.code in facts.reported and isinstance(cadence, str) and cadence != stored.cadence:
        yield RowFault(
            "cadence",
            _("{code} has been reported already; how often it is reported cannot change.").format(
                code=stored.code
            ),
            _("Let it end with a last year and add a new indicator with a code of its own."),
        )
    if stored.code not in facts.aimed or not isinstance(formula, str):
        return
    if Formula(formula).is_range != stored.formula.is_range:
        yield RowFault(
            "formula_kind",
            _(
                "{code} has targets already; a range cannot become a value or a value a range."
            ).format(code=stored.code),
            _("Let it end with a last year and add a new indicator with a code of its own."),
        )


TOPIC: Final = Topic(
    id="indicators",
    title=N_("Indicators"),
    table=schema.indicator,
    columns=COLUMNS,
    key=("code",),
    fields=(
        "code", "name", "meaning", "formula", "unit", "decimals", "formula_kind", "pattern",
        "cadence", "weight", "opd_code", "goal_code", "data_source", "decree", "baseline", "ratio",
        "release_month", "lowest", "highest", "valid_from", "valid_to",
    ),
    settle=settle,
    fallback={
        "decimals": lambda _row, _known: FALLBACK["decimals"],
        "weight": lambda _row, _known: FALLBACK["weight"],
    },
    follows=("opd", "goals"),
    load=load,
    after=after_indicators,
    leaving=leaving_indicators,
)  # fmt: skip
