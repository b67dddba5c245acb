"""Topic `targets`: what is aimed at in a year and its parts, and every later revision."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from core.periods import Period, PeriodKind
from core.words import N_, _
from data import schema
from data.imports.measures import (
    HOW_OFTEN,
    HOW_TO_WRITE,
    Measure,
    among,
    as_whole,
    measures,
    unknown_indicator,
    validity_faults,
    whole_faults,
)
from data.imports.model import UNSET, RowFault, Topic
from data.imports.standings import after_targets
from data.imports.target_columns import COLUMNS
from metrics.performance.kinds import Cadence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from data.imports.known import Known
    from data.imports.model import Record, Row, Value
    from data.imports.undo import Plan

# A target stands for the year, for the report's own period, or for the triwulan of a month.
PERIODS: Final = {
    Cadence.MONTH: (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH),
    Cadence.QUARTER: (PeriodKind.YEAR, PeriodKind.QUARTER),
    Cadence.YEAR: (PeriodKind.YEAR,),
}
ENDS: Final = ("lower", "upper")


class Aim(NamedTuple):
    """The numbers of a stored target."""

    value: float | None
    lower: float | None
    upper: float | None


Targets = dict[tuple[str, str], dict[int, Aim]]


@dataclass(frozen=True, slots=True)
class Facts:
    """Stored indicators, and the revisions of the targets of those in the file."""

    measures: Mapping[str, Measure] = field(default_factory=dict)
    targets: Targets = field(default_factory=dict)


def load(conn: Connection, in_file: frozenset[Value]) -> Facts:
    """What a target must fit."""
    table = schema.target
    query = select(table).where(among(table.c.indicator_code, in_file))
    targets: Targets = {}
    for row in conn.execute(query):
        revisions = targets.setdefault((row.indicator_code, row.period), {})
        revisions[row.revision] = Aim(row.value, row.lower, row.upper)
    return Facts(measures(conn), targets)


def _facts(known: Known) -> Facts:
    return known.extra if isinstance(known.extra, Facts) else Facts()


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """The target fits its indicator; one in force is not rewritten but revised."""
    if row.get("revision") is None:
        row["revision"] = 0
    yield from whole_faults(row, "revision")
    facts = _facts(known)
    code = row.get("indicator_code")
    if not isinstance(code, str):
        return
    measure = facts.measures.get(code)
    if measure is None:
        yield unknown_indicator(code, facts.measures, known)
        return
    yield from _period(row, measure)
    yield from _form(row, measure)
    yield from _revised(row, known, facts)


def _period(row: Row, measure: Measure) -> Iterator[RowFault]:
    text = row.get("period")
    if not isinstance(text, str):
        return
    period = Period.parse(text)
    if period.kind not in PERIODS[measure.reported]:
        yield RowFault(
            "period",
            _(HOW_OFTEN[measure.reported]).format(indicator=measure.name),
            " ".join((_("Write the year for its target."), _(HOW_TO_WRITE[measure.reported]))),
        )
    yield from validity_faults(measure, period)


def _form(row: Row, measure: Measure) -> Iterator[RowFault]:
    """A range has two ends, everything else one value."""
    for name in (*ENDS, "value"):
        row.setdefault(name, None)
    ends = [name for name in ENDS if row[name] is not None]
    value = row["value"]
    if not measure.formula.is_range:
        if ends:
            yield RowFault(
                ends[0],
                _("“{indicator}” has one value as its target, no range.").format(
                    indicator=measure.name
                ),
                _("Write the target into the column of the value."),
            )
        elif value is None:
            yield RowFault(
                "value", _("The target is missing."), _("Fill it in, or delete the row.")
            )
        return
    missing = [name for name in ENDS if name not in ends]
    if value is not None:
        yield RowFault(
            "value",
            _("“{indicator}” has a range as its target.").format(indicator=measure.name),
            _("Write its lower and its upper end, and leave the value empty."),
        )
    elif missing:
        yield RowFault(
            missing[0], _("A range has a lower and an upper end."), _("Fill in both of them.")
        )
    elif _crossed(row["lower"], row["upper"]):
        yield RowFault(
            "upper", _("The upper end lies below the lower one."), _("Correct one of the two.")
        )


def _crossed(lower: Value, upper: Value) -> bool:
    return isinstance(lower, float) and isinstance(upper, float) and upper < lower


def _revised(row: Row, known: Known, facts: Facts) -> Iterator[RowFault]:
    revision, text = as_whole(row["revision"]), row.get("period")
    if revision is None or not isinstance(text, str):
        return
    if revision > 0 and row.get("reason") is None:
        yield RowFault(
            "reason",
            _("A revised target needs a reason."),
            _("Say why it was changed, in a short sentence."),
        )
    stored = facts.targets.get((str(row["indicator_code"]), text), {})
    before = stored.get(revision)
    now = (row["value"], row["lower"], row["upper"])
    if before is None or UNSET in now or now == before:
        return
    period = Period.parse(text)
    if period.start <= known.today:
        yield RowFault(
            "revision",
            _("{period} has begun: its target cannot be rewritten.").format(period=period.label()),
            _("Add it as revision {number} with a reason.").format(number=max(stored) + 1),
        )


def together(records: Sequence[Record], known: Known) -> Iterator[tuple[Record, RowFault]]:
    """Revisions count without a gap: 1 comes after 0."""
    stored = _facts(known).targets
    rows = [(record, TOPIC.row(record.values)) for record in records]
    in_file = {(row["indicator_code"], row["period"], row["revision"]) for _record, row in rows}
    for record, row in rows:
        code, period, revision = row["indicator_code"], row["period"], as_whole(row["revision"])
        if revision is None or revision < 1 or UNSET in (code, period):
            continue
        if (code, period, revision - 1) in in_file:
            continue
        if revision - 1 not in stored.get((str(code), str(period)), {}):
            yield (
                record,
                RowFault(
                    "revision",
                    _("There is no revision {number} before this one.").format(number=revision - 1),
                    _("Revisions count without a gap; the first target is revision 0."),
                ),
            )


def guard(conn: Connection, plan: Plan) -> Iterator[str]:
    """A target cannot go while a later revision of it stays."""
    going = [before for before, after in plan.rows if after is None and before is not None]
    gone = {(row["indicator_code"], row["period"], row["revision"]) for row in going}
    table = schema.target.c
    codes = (row["indicator_code"] for row in going)
    query = select(table.indicator_code, table.period, table.revision)
    query = query.where(among(table.indicator_code, codes))
    for code, period, revision in conn.execute(query):
        own = (code, period, revision)
        if own not in gone and any((code, period, one) in gone for one in range(revision)):
            yield _(
                "Revision {number} of {code}, {period}, rests on a target that would go."
            ).format(number=revision, code=code, period=Period.parse(period).label())


TOPIC: Final = Topic(
    id="targets",
    title=N_("Targets"),
    table=schema.target,
    columns=COLUMNS,
    key=("indicator_code", "period", "revision"),
    fields=(
        "indicator_code", "period", "revision", "value", "lower", "upper", "reason", "decree",
        "decided_on",
    ),
    settle=settle,
    follows=("indicators",),
    load=load,
    together=together,
    after=after_targets,
    guard=guard,
)  # fmt: skip
