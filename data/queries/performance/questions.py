"""What the checks ask about reported figures, with the answers of their OPD."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core.periods import Period
from data.queries.performance.report import Measure, measure_of, measures_of
from data.queries.performance.sight import PASSED_ON, name_of, sees, shown
from data.schema import account, actual, actual_step, indicator, question_answer, target
from metrics.performance.gaming import Revision, Step, stamped, unlocked_edits
from metrics.performance.gaming import questions as asked_of
from metrics.performance.kinds import ReportState
from metrics.performance.model import ActualRow, Aim
from metrics.performance.questions import Question, question_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from core.scope import Scope
    from core.settings import Settings

KEPT: Final = timedelta(days=366)
"""Questions about older periods are history: they are not asked again."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the OPD said. state: explained or mended. at: UTC."""

    state: str
    words: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer, None while it is new."""

    question: Question
    measure: Measure
    answer: Answered | None

    @property
    def key(self) -> str:
        """The figure's name in an address: indicator~period."""
        return f"{self.question.indicator}~{self.question.period}"

    def text(self) -> str:
        """The question in words of this run's language."""
        return question_text(
            self.question,
            indicator=self.measure.name,
            period=Period.parse(self.question.period).label(),
            decimals=self.measure.decimals,
        )


def questions(
    conn: Connection, *, scope: Scope, opd: str, settings: Settings, as_of: date
) -> tuple[Asked, ...]:
    """What is asked of an OPD about the last year: the new ones first, then the newest period."""
    first = as_of - KEPT
    found = [
        one
        for one in _asked(
            conn, scope, measures_of(conn, opd), indicator.c.opd_code == opd, settings
        )
        if Period.parse(one.question.period).end >= first
    ]
    found.sort(key=lambda one: (Period.parse(one.question.period).end, one.key), reverse=True)
    return tuple(sorted(found, key=lambda one: one.answer is not None))


def questions_of(
    conn: Connection, *, scope: Scope, code: str, settings: Settings
) -> tuple[Asked, ...]:
    """What is asked about one indicator, as far as the reader may see its values."""
    measure = measure_of(conn, code)
    if measure is None:
        return ()
    return tuple(_asked(conn, scope, (measure,), indicator.c.code == code, settings))


def before_submitting(
    conn: Connection, *, scope: Scope, code: str, period: str, value: float, settings: Settings
) -> tuple[Asked, ...]:
    """What would be asked about a figure if it had this value; answered ones are left out."""
    measure = measure_of(conn, code)
    if measure is None:
        return ()
    mine = ActualRow(period, value, ReportState.SUBMITTED)
    found = _asked(
        conn, scope, (measure,), indicator.c.code == code, settings, instead={(code, period): mine}
    )
    return tuple(one for one in found if one.question.period == period and one.answer is None)


def many_at_once(conn: Connection, *, settings: Settings, since: datetime) -> tuple[str, ...]:
    """Whether anybody has verified very many figures at once since then, as questions."""
    query = (
        select(
            actual_step.c.indicator_code,
            actual_step.c.period,
            actual_step.c.at,
            actual_step.c.actor,
            indicator.c.name,
        )
        .join(indicator, indicator.c.code == actual_step.c.indicator_code)
        .where(actual_step.c.action == "verify", actual_step.c.at >= since)
    )
    rows = conn.execute(query).all()
    names = {row.indicator_code: row.name for row in rows}
    steps = [Step(row[0], row[1], row[2], row[3], ReportState.VERIFIED) for row in rows]
    rules = settings.performance
    found = stamped(steps, count=rules.stamp_count, minutes=rules.stamp_minutes)
    people = _people(conn, {one.person for one in found})
    return tuple(
        question_text(
            one,
            indicator=names[one.indicator],
            period=Period.parse(one.period).label(),
            person=people.get(one.person, one.person),
        )
        for one in found
    )


def _people(conn: Connection, usernames: Iterable[str]) -> dict[str, str]:
    query = select(account.c.username, account.c.display_name)
    rows = conn.execute(query.where(account.c.username.in_(sorted(usernames))))
    return {username: name for username, name in rows}  # noqa: C416 (a result is not a mapping)


def _asked(
    conn: Connection,
    scope: Scope,
    measures: Sequence[Measure],
    which: ColumnElement[bool],
    settings: Settings,
    *,
    instead: Mapping[tuple[str, str], ActualRow] | None = None,
) -> list[Asked]:
    targets, actuals = _targets(conn, which), _actuals(conn, scope, which)
    for (code, period), row in (instead or {}).items():
        actuals.setdefault(code, {})[period] = row
    answers = _answers(conn, which)
    found = []
    edits = unlocked_edits(_steps(conn, scope, which))
    for measure in measures:
        code = measure.code
        known = asked_of(
            measure.facts, targets.get(code, ()), actuals.get(code, {}), settings.performance
        )
        own = (*known, *(edit for edit in edits if edit.indicator == code))
        found += [
            Asked(one, measure, answers.get((code, one.period, one.rule.value))) for one in own
        ]
    return found


def _targets(conn: Connection, which: ColumnElement[bool]) -> dict[str, list[Revision]]:
    query = select(target).join(indicator, indicator.c.code == target.c.indicator_code)
    found: dict[str, list[Revision]] = {}
    for row in conn.execute(query.where(which)):
        day = Period.parse(row.decided_on).end if row.decided_on else None
        aim = Aim(row.value, row.lower, row.upper)
        made = Revision(row.period, row.revision, aim, day)
        found.setdefault(row.indicator_code, []).append(made)
    return found


def _actuals(
    conn: Connection, scope: Scope, which: ColumnElement[bool]
) -> dict[str, dict[str, ActualRow]]:
    """What has been submitted; a draft is not asked about."""
    seen = sees(scope, actual.c.state, indicator.c.opd_code)
    query = (
        select(
            actual.c.indicator_code, actual.c.period, shown(actual.c.value, seen), actual.c.state
        )
        .join(indicator, indicator.c.code == actual.c.indicator_code)
        .where(which, actual.c.state != ReportState.DRAFT.value)
    )
    found: dict[str, dict[str, ActualRow]] = {}
    for code, period, value, state in conn.execute(query):
        found.setdefault(code, {})[period] = ActualRow(period, value, ReportState(state))
    return found


def _steps(conn: Connection, scope: Scope, which: ColumnElement[bool]) -> list[Step]:
    """What passed its OPD's hands, as far as the reader may see it: drafts tell nothing."""
    state = actual_step.c.to_state
    query = (
        select(actual_step)
        .join(indicator, indicator.c.code == actual_step.c.indicator_code)
        .where(which, state.in_(PASSED_ON), sees(scope, state, indicator.c.opd_code))
        .order_by(actual_step.c.id)
    )
    return [
        Step(
            indicator=row.indicator_code,
            period=row.period,
            at=row.at,
            actor=row.actor,
            to_state=ReportState(row.to_state),
            new_value=row.new_value,
        )
        for row in conn.execute(query)
    ]


def _answers(conn: Connection, which: ColumnElement[bool]) -> dict[tuple[str, str, str], Answered]:
    query = (
        select(
            question_answer.c.indicator_code,
            question_answer.c.period,
            question_answer.c.rule,
            question_answer.c.state,
            question_answer.c.words,
            name_of(question_answer.c.answered_by),
            question_answer.c.answered_at,
        )
        .join(indicator, indicator.c.code == question_answer.c.indicator_code)
        .where(which)
    )
    return {(row[0], row[1], row[2]): Answered(*row[3:]) for row in conn.execute(query)}
