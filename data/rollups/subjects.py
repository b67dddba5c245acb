"""What standings are made from: indicators with their targets and actuals, read at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, or_, select

from data.performance_rows import indicator_of
from data.schema import actual, import_batch, indicator, target
from metrics.performance.kinds import ReportState
from metrics.performance.model import ActualRow, Aim, Indicator, TargetRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Result, RowMapping, Select

# Names in one question to the database: both kinds bear more, none needs more.
CHUNK: Final = 500
STATES: Final = {str(state): state for state in ReportState}


@dataclass(slots=True)
class Subject:
    """An indicator and everything reported of it, by year.

    submitted: period -> first submission, in UTC. sample_years: those with a sample row; sample:
    the indicator itself is one.
    """

    indicator: Indicator
    sample: bool
    targets: dict[int, list[TargetRow]] = field(default_factory=dict)
    actuals: dict[int, dict[str, ActualRow]] = field(default_factory=dict)
    submitted: dict[str, datetime] = field(default_factory=dict)
    sample_years: set[int] = field(default_factory=set)

    @property
    def years(self) -> set[int]:
        """Years of which there is a target or an actual."""
        return self.targets.keys() | self.actuals.keys()

    def is_sample(self, year: int) -> bool:
        """Whether a figure of that year rests on a sample row."""
        return self.sample or year in self.sample_years


def read_subjects(conn: Connection, codes: Iterable[str] | None = None) -> dict[str, Subject]:
    """The indicators of these codes (None: all), by code in its order."""
    made_up = frozenset(
        conn.scalars(select(import_batch.c.id).where(import_batch.c.synthetic.is_(True)))
    )
    found: dict[str, Subject] = {}
    for row in _named(conn, select(*INDICATORS), codes):
        found[row["code"]] = Subject(indicator_of(row), row["batch_id"] in made_up)
    for code, period, revision, value, lower, upper, batch in _rows(conn, select(*TARGETS), codes):
        subject, year = found[code], int(period[:4])
        line = TargetRow(period, revision, Aim(value, lower, upper))
        subject.targets.setdefault(year, []).append(line)
        if batch in made_up:
            subject.sample_years.add(year)
    for code, period, value, state, submitted, batch in _rows(conn, select(*ACTUALS), codes):
        subject, year = found[code], int(period[:4])
        subject.actuals.setdefault(year, {})[period] = ActualRow(period, value, STATES[state])
        if submitted is not None:
            subject.submitted[period] = submitted
        if batch in made_up:
            subject.sample_years.add(year)
    return dict(sorted(found.items()))


def read_indicators(conn: Connection, codes: Iterable[str]) -> dict[str, Indicator]:
    """The indicators of these codes alone, by code."""
    return {row["code"]: indicator_of(row) for row in _named(conn, select(*INDICATORS), codes)}


def read_submitted(
    conn: Connection, codes: Iterable[str], years: Iterable[int]
) -> dict[str, dict[str, datetime]]:
    """First submissions (UTC) of periods of these years, by indicator and period."""
    found: dict[str, dict[str, datetime]] = {}
    within = [and_(actual.c.period >= str(year), actual.c.period < str(year + 1)) for year in years]
    query = select(*SUBMITTED).where(actual.c.first_submitted_at.is_not(None), or_(*within))
    for code, period, submitted in _rows(conn, query, codes):
        found.setdefault(code, {})[period] = submitted
    return found


def _rows(conn: Connection, query: Select[Any], codes: Iterable[str] | None) -> Iterator[Any]:
    for found in _results(conn, query, codes):
        yield from found


def _named(
    conn: Connection, query: Select[Any], codes: Iterable[str] | None
) -> Iterator[RowMapping]:
    for found in _results(conn, query, codes):
        yield from found.mappings()


def _results(
    conn: Connection, query: Select[Any], codes: Iterable[str] | None
) -> Iterator[Result[Any]]:
    if codes is None:
        yield conn.execute(query)
        return
    column = query.selected_columns[0]
    for some in chunks(sorted(set(codes)), CHUNK):
        yield conn.execute(query.where(column.in_(some)))


def chunks(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


INDICATORS: Final = (
    indicator.c.code, indicator.c.opd_code, indicator.c.formula_kind, indicator.c.pattern,
    indicator.c.cadence, indicator.c.weight, indicator.c.baseline, indicator.c.release_month,
    indicator.c.valid_from, indicator.c.valid_to, indicator.c.decimals, indicator.c.lowest,
    indicator.c.highest, indicator.c.batch_id,
)  # fmt: skip
TARGETS: Final = (
    target.c.indicator_code, target.c.period, target.c.revision, target.c.value, target.c.lower,
    target.c.upper, target.c.batch_id,
)  # fmt: skip
SUBMITTED: Final = (actual.c.indicator_code, actual.c.period, actual.c.first_submitted_at)
ACTUALS: Final = (
    actual.c.indicator_code, actual.c.period, actual.c.value, actual.c.state,
    actual.c.first_submitted_at, actual.c.batch_id,
)  # fmt: skip
