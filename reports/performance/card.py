"""One OPD at the end of a triwulan: its indicators, what moved its score, what it is to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.periods import Period
from metrics.performance.audit import Status, due_day
from metrics.performance.kinds import Cadence, Pattern, Reason
from metrics.performance.periods import number_of, periods_of, quarter, year_of
from metrics.performance.score import Contribution, Entry, contributions, counts
from metrics.performance.tasks import Task, TaskKind, tasks
from reports.performance.audit import as_counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from data.queries.performance.blockers import Blocker
    from data.queries.performance.budgets import BudgetLine
    from data.queries.performance.disputes import Dispute
    from data.queries.performance.indicators import Aimed, Facts, Reported, Share
    from data.queries.performance.objections import Objection
    from data.queries.performance.shared import SharedWork
    from data.queries.performance.standings import Held
    from data.queries.performance.steps import Step
    from reports.performance.audit import Audits
    from reports.performance.board import Board, Register
    from reports.performance.scoring import OfficeScore

FOURTH = 4


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """What is known of an OPD in a triwulan, as far as the reader may see it.

    before: its indicators a triwulan earlier. returned: codes whose reports came back to it.
    """

    office: OfficeScore
    now: tuple[Held, ...]
    before: tuple[Held, ...]
    blockers: tuple[Blocker, ...]
    lines: tuple[BudgetLine, ...]
    audits: Audits
    shared: frozenset[str]
    work: tuple[SharedWork, ...]
    disputes: tuple[Dispute, ...]
    objections: tuple[Objection, ...]
    returned: frozenset[str]

    @property
    def names(self) -> Mapping[str, str]:
        """Names of its indicators by code."""
        return {one.code: one.name for one in (*self.before, *self.now)}

    def disputed(self, code: str) -> Dispute | None:
        """The open objection to a figure that this triwulan rests on, if there is one."""
        last = Period.parse(self.office.period).end
        return next(
            (
                one
                for one in self.disputes
                if one.code == code and one.state == "open" and Period.parse(one.period).end <= last
            ),
            None,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Detail:
    """One indicator in full. steps: its trail, for who may read it."""

    facts: Facts
    held: Held | None
    aimed: tuple[Aimed, ...]
    reported: tuple[Reported, ...]
    shares: tuple[Share, ...]
    steps: tuple[Step, ...]


def entry_of(held: Held) -> Entry:
    """The standing as the score counts it; a value that the reader may not see is none."""
    return Entry(
        held.code, held.weight, held.to_date, held.verified, held.reported, held.due_on,
        held.reason, held.year,
    )  # fmt: skip


def moves(card: Card, cap: float, as_of: date) -> tuple[Contribution, ...]:
    """What each indicator gave to the change of the score, worst first; all that count."""
    before, after = (
        [entry for entry in map(entry_of, held) if counts(entry, as_of)]
        for held in (card.before, card.now)
    )
    return contributions(before, after, cap=cap)


def unreported(card: Card, as_of: date) -> frozenset[str]:
    """Indicators whose report is due and not there."""
    return frozenset(
        one.code
        for one in card.now
        if not one.reported
        and one.reason is Reason.NOT_REPORTED
        and one.due_on is not None
        and one.due_on < as_of
    )


def to_do(card: Card, register: Register, shown: Board) -> tuple[Task, ...]:
    """Apa yang harus saya kerjakan: the nearest deadline first, then what wins most."""
    performance = register.settings.performance
    return tasks(
        # A report that is sent and waits is not the OPD's to do.
        [entry_of(one) for one in card.now if not (one.reported and not one.verified)],
        register.as_of,
        cap=performance.capaian_cap,
        next_due=_next_due(register, Period.parse(shown.period)),
        returned=card.returned,
        others=[*_audits(card), *_blocked(card)],
    )


def _next_due(register: Register, period: Period) -> date:
    """The last day of the report in which a figure can next be better."""
    year, n = period.year, number_of(period)
    after = quarter(year, n + 1) if n < FOURTH else quarter(year + 1, 1)
    return register.workdays.add(after.end, register.settings.performance.report_days)


def _audits(card: Card) -> Iterable[Task]:
    for row in card.audits.rows:
        found = as_counted(row)
        if Status(row.status).is_open:
            yield Task(TaskKind.FOLLOW_UP, row.code, due_day(found.report_date))


def _blocked(card: Card) -> Iterable[Task]:
    code = card.office.office.code
    for one in card.blockers:
        if one.open and one.cause_opd == code:
            yield Task(TaskKind.UNBLOCK, one.indicator)


def report_period(held: Held) -> str:
    """The period of the report that is asked for: the first missing one, else the newest."""
    if held.missing:
        return held.missing[0]
    period = Period.parse(held.period)
    if held.pattern is Pattern.RELEASE or held.cadence is Cadence.YEAR:
        return year_of(period.year).text
    return periods_of(held.cadence, period)[-1].text
