"""Topic `actuals`: what an OPD reports for its indicators, as drafts it still has to submit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from core.numbers import rounded
from core.periods import Period
from core.words import N_, _
from data import schema
from data.imports.actual_columns import COLUMNS
from data.imports.actual_steps import UNDO, after_actuals, guard
from data.imports.hooks import Life, above
from data.imports.measures import (
    Measure,
    among,
    cadence_fault,
    measures,
    unknown_indicator,
    validity_faults,
)
from data.imports.model import UNSET, RowFault, Topic
from metrics.performance.kinds import ReportState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection
    from sqlalchemy import Row as SqlRow

    from data.imports.known import Known
    from data.imports.model import Row, Value

NUMBERS: Final = ("value", "numerator", "denominator")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Stored indicators, the reports of those in the file, and the last versions of reports gone.

    reports, versions: by indicator and period.
    """

    measures: Mapping[str, Measure] = field(default_factory=dict)
    reports: Mapping[Key, SqlRow[Any]] = field(default_factory=dict)
    versions: Mapping[Key, int] = field(default_factory=dict)


def load(conn: Connection, in_file: frozenset[Value]) -> Facts:
    """What a report must fit."""
    one, step = schema.actual.c, schema.actual_step.c
    stored = select(one.indicator_code, one.period, one.state, one.note, *(one[n] for n in NUMBERS))
    gone = select(step.indicator_code, step.period, func.max(step.version)).where(
        step.action == UNDO
    )
    stored = stored.where(among(one.indicator_code, in_file))
    gone = gone.where(among(step.indicator_code, in_file))
    return Facts(
        measures(conn),
        {(row.indicator_code, row.period): row for row in conn.execute(stored)},
        {
            (code, period): version
            for code, period, version in conn.execute(
                gone.group_by(step.indicator_code, step.period)
            )
        },
    )


def _facts(known: Known) -> Facts:
    return known.extra if isinstance(known.extra, Facts) else Facts()


def _stored(row: Row, known: Known) -> SqlRow[Any] | None:
    return _facts(known).reports.get((str(row.get("indicator_code")), str(row.get("period"))))


def office(row: Row, known: Known) -> str | None:
    """The OPD that reports the indicator."""
    measure = _facts(known).measures.get(str(row.get("indicator_code")))
    return None if measure is None else measure.opd


def skip(row: Row, known: Known) -> bool:
    """A row without a value has nothing to report yet; a note that is new says something."""
    if any(row.get(name) is not None for name in NUMBERS):
        return False
    stored, note = _stored(row, known), row.get("note")
    return note is None or (stored is not None and note == stored.note)


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """Indicator, period and numbers fit each other, and the report is still open."""
    facts = _facts(known)
    code = row.get("indicator_code")
    if not isinstance(code, str):
        return
    measure = facts.measures.get(code)
    if measure is None:
        yield unknown_indicator(code, facts.measures, known)
        return
    yield from _period(row, measure, known)
    stored = _stored(row, known)
    yield from _numbers(row, measure, stored)
    if stored is not None and not ReportState(stored.state).is_open and _differs(row, stored):
        yield _closed(ReportState(stored.state))


def _period(row: Row, measure: Measure, known: Known) -> Iterator[RowFault]:
    text = row.get("period")
    if not isinstance(text, str):
        return
    period = Period.parse(text)
    if period.kind.value != measure.reported.value:
        yield cadence_fault(measure, measure.reported)
    elif period.start > known.today:
        yield RowFault(
            "period",
            _("{period} lies in the future.").format(period=period.label()),
            _("A figure is reported once its period has begun."),
        )
    yield from validity_faults(measure, period)


def _numbers(row: Row, measure: Measure, stored: SqlRow[Any] | None) -> Iterator[RowFault]:
    """The value as it is, or reckoned from numerator and denominator."""
    above_line, below_line = row.get("numerator"), row.get("denominator")
    value = row.get("value")
    if UNSET in (above_line, below_line, value):
        return
    if above_line is None and below_line is None:
        _plain(row, stored)
        return
    if measure.ratio is None:
        yield RowFault(
            "numerator" if above_line is not None else "denominator",
            _("“{indicator}” is reported as one value.").format(indicator=measure.name),
            _("Leave numerator and denominator empty."),
        )
    elif not isinstance(above_line, float) or not isinstance(below_line, float):
        yield RowFault(
            "numerator" if above_line is None else "denominator",
            _("Numerator and denominator belong together: fill in both."),
            _("Leave numerator and denominator empty."),
        )
    elif below_line == 0:
        yield RowFault(
            "denominator",
            _("The denominator is 0, so no value can be reckoned."),
            _("If there was nothing to count, leave both empty and say so in the note."),
        )
    else:
        reckoned = above_line / below_line * measure.ratio
        row["value"] = reckoned
        digits = measure.decimals
        if isinstance(value, float) and rounded(value, digits) != rounded(reckoned, digits):
            yield RowFault(
                "value",
                _("The value differs from numerator and denominator."),
                _("Leave the value empty: it is reckoned."),
            )


def _plain(row: Row, stored: SqlRow[Any] | None) -> None:
    """A value without numerator and denominator takes the place of what they had made."""
    if row.get("value") is None:
        # Only a note: an empty cell empties no value.
        row.update(dict.fromkeys(NUMBERS, UNSET))
    elif stored is not None and stored.value == row["value"]:
        row["numerator"] = row["denominator"] = UNSET
    else:
        row["numerator"] = row["denominator"] = None


def _differs(row: Row, stored: SqlRow[Any]) -> bool:
    now = {name: row.get(name, UNSET) for name in (*NUMBERS, "note")}
    return any(new is not UNSET and new != getattr(stored, name) for name, new in now.items())


def _closed(state: ReportState) -> RowFault:
    hint = _("Delete the row; a checked figure changes by an objection or an unlock only.")
    if state is ReportState.SUBMITTED:
        hint = _("Withdraw the report first, or delete the row.")
    return RowFault(
        "value",
        _("This report is in the state “{state}”; no file changes it.").format(state=state.label),
        hint,
    )


def _version(row: Row, known: Known) -> Value:
    """1, or one above the last of a report that was taken back: versions never repeat."""
    key = (str(row["indicator_code"]), str(row["period"]))
    return above(_facts(known).versions.get(key, 0))


LIFE: Final = Life(begin=ReportState.DRAFT.value)
TOPIC: Final = Topic(
    id="actuals",
    title=N_("Actuals"),
    table=schema.actual,
    columns=COLUMNS,
    key=("indicator_code", "period"),
    fields=("indicator_code", "period", *NUMBERS, "note", "state", "version", "entered_by"),
    settle=settle,
    fallback={"state": lambda _row, _known: LIFE.begin, "version": _version},
    follows=("indicators",),
    load=load,
    skip=skip,
    office=office,
    life=LIFE,
    after=after_actuals,
    guard=guard,
)
