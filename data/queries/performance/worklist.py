"""What an OPD owes: its reports that are expected, begun, waiting or done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from core.periods import Period
from data.performance_rows import target_of
from data.queries.performance.report import Measure, measures_of
from data.schema import actual, indicator, target
from metrics.performance.kinds import Cadence, Pattern, ReportState
from metrics.performance.periods import due_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from core.scope import Scope
    from metrics.performance.model import Aim
    from metrics.workdays import Workdays

HORIZON: Final = timedelta(days=31)
"""A report is listed this long before it falls due, so that nobody is surprised."""


class Stage(StrEnum):
    """What a report asks of its OPD, the most urgent first."""

    RETURNED = "returned"
    OVERDUE = "overdue"
    SOON = "soon"
    DRAFT = "draft"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Item:
    """One report of the work list. days: working days past due, 0 while in time.

    state None: nothing is entered yet. last: the value before, of the period last_period.
    reason: why it came back.
    """

    measure: Measure
    period: str
    stage: Stage
    due_on: date | None
    days: int
    state: ReportState | None
    value: float | None
    reason: str | None
    last_period: str | None
    last: float | None
    aim: Aim | None

    @property
    def key(self) -> str:
        """Its name in an address: indicator~period."""
        return f"{self.measure.code}~{self.period}"


class Entered(NamedTuple):
    """What is stored for one period."""

    state: ReportState
    value: float | None
    reason: str | None


class Known(NamedTuple):
    """What is stored for an OPD: by indicator and period, and the targets in force."""

    entered: Mapping[str, Mapping[str, Entered]]
    aims: Mapping[tuple[str, str], Aim]


def work_of(
    conn: Connection, *, scope: Scope, opd: str, as_of: date, workdays: Workdays, report_days: int
) -> tuple[Item, ...]:
    """Every report of an OPD that is due, soon due or begun, the most urgent first.

    Nothing of an OPD whose drafts the reader does not see. report_days: working days.
    """
    if opd not in scope.full:
        return ()
    known = Known(_entered(conn, opd), _aims(conn, opd))
    found: list[Item] = []
    for measure in measures_of(conn, opd):
        own = known.entered.get(measure.code, {})
        for period in _periods(measure, known, as_of.year):
            due = due_on(measure.facts, Period.parse(period), workdays, report_days)
            stage = _stage(own.get(period), due, as_of)
            if stage is not None:
                late = stage in (Stage.OVERDUE, Stage.RETURNED) and due is not None
                days = workdays.between(due, as_of) if late and due is not None else 0
                found.append(_item(measure, period, known, (stage, due, days)))
    return tuple(sorted(found, key=_order))


def _item(
    measure: Measure, period: str, known: Known, when: tuple[Stage, date | None, int]
) -> Item:
    own = known.entered.get(measure.code, {})
    now = own.get(period)
    earlier = [one for one, past in own.items() if one < period and past.value is not None]
    last = max(earlier, default=None)
    aim = known.aims.get((measure.code, period)) or known.aims.get((measure.code, period[:4]))
    return Item(
        measure,
        period,
        *when,
        state=None if now is None else now.state,
        value=None if now is None else now.value,
        reason=None if now is None else now.reason,
        last_period=last,
        last=None if last is None else own[last].value,
        aim=aim,
    )


def _stage(entered: Entered | None, due: date | None, as_of: date) -> Stage | None:
    """None: it is not expected yet, and nothing was entered."""
    state = None if entered is None else entered.state
    if state in (ReportState.RETURNED, ReportState.REJECTED):
        return Stage.RETURNED
    if state is ReportState.SUBMITTED:
        return Stage.WAITING
    if state is not None and state.is_verified:
        return Stage.DONE
    if due is not None and due < as_of:
        return Stage.OVERDUE
    if state is ReportState.DRAFT:
        return Stage.DRAFT
    return Stage.SOON if due is not None and due <= as_of + HORIZON else None


def _order(item: Item) -> tuple[int, str, str, str]:
    """By stage; within it the earliest due first, of what is done the newest period first."""
    place = list(Stage).index(item.stage)
    due = "" if item.due_on is None else item.due_on.isoformat()
    if item.stage is Stage.DONE:
        end = Period.parse(item.period).end
        return place, f"{99_999_999 - int(end.strftime('%Y%m%d'))}", item.measure.code, item.period
    return place, due, item.measure.code, item.period


def _periods(measure: Measure, known: Known, present: int) -> Iterator[str]:
    """The periods of the indicator's cadence while it is valid, and whatever was entered.

    Reports are expected from the first year that has a target or a value.
    """
    own = known.entered.get(measure.code, {})
    years = [int(period[:4]) for period in own]
    years += [int(period[:4]) for code, period in known.aims if code == measure.code]
    first = min(years, default=present)
    begin = max(first, measure.facts.valid_from or first)
    end = min(present, measure.facts.valid_to or present)
    expected = [text for year in range(begin, end + 1) for text in _year(measure, year)]
    yield from expected
    yield from sorted(set(own) - set(expected))


def _year(measure: Measure, year: int) -> tuple[str, ...]:
    if measure.facts.pattern is Pattern.RELEASE:
        return (str(year),)
    match measure.facts.cadence:
        case Cadence.MONTH:
            return tuple(f"{year}-{month:02d}" for month in range(1, 13))
        case Cadence.QUARTER:
            return tuple(f"{year}-Q{quarter}" for quarter in range(1, 5))
    return (str(year),)


def _entered(conn: Connection, opd: str) -> dict[str, dict[str, Entered]]:
    query = (
        select(
            actual.c.indicator_code,
            actual.c.period,
            actual.c.state,
            actual.c.value,
            actual.c.return_reason,
        )
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .where(indicator.c.opd_code == opd)
    )
    found: dict[str, dict[str, Entered]] = {}
    for code, period, state, value, reason in conn.execute(query):
        found.setdefault(code, {})[period] = Entered(ReportState(state), value, reason)
    return found


def _aims(conn: Connection, opd: str) -> dict[tuple[str, str], Aim]:
    """The target in force by indicator and period: its highest revision."""
    query = (
        select(target)
        .join(indicator, indicator.c.code == target.c.indicator_code)
        .where(indicator.c.opd_code == opd)
        .order_by(target.c.revision)
    )
    return {
        (row["indicator_code"], row["period"]): target_of(row).aim
        for row in conn.execute(query).mappings()
    }
