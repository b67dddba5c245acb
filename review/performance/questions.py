"""The answer of an OPD to a question that a check has asked about its figure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from core.errors import Invalid
from core.periods import Period
from core.words import N_, _
from data.schema import question_answer
from review.access import Permission, insist
from review.performance import texts
from review.performance.held import indicator_row
from review.performance.machine import may_for_own
from review.performance.steps import TOPIC
from review.work import Actor, unit_of_work

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from review.access import Person

RULES: Final = ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8")


class AnswerState(StrEnum):
    """What came of a question; without an answer it is new."""

    EXPLAINED = "explained"
    MENDED = "mended"

    @property
    def label(self) -> str:
        """The state in words of this run's language."""
        return _(LABELS[self])


LABELS: Final = {AnswerState.EXPLAINED: N_("explained"), AnswerState.MENDED: N_("mended")}


def answer_question(
    engine: Engine,
    *,
    by: Person,
    indicator: str,
    period: str,
    rule: str,
    state: AnswerState | str,
    words: str,
) -> None:
    """Answer a question on an own figure; a later answer takes the place of an earlier one.

    Refuses: NotFound, NotAllowed (role, OPD), Invalid (period, rule, state, words).
    """
    if rule not in RULES or state not in set(AnswerState):
        raise Invalid(_("This question or this kind of answer is not known."))
    when, said = Period.parse(period).text, texts.reason(words)
    with unit_of_work(engine, by=Actor(by.username)) as work:
        known = indicator_row(work.conn, indicator)
        insist(may_for_own(by, Permission.ANSWER_QUESTION, known["opd_code"]))
        table = question_answer.c
        here = (table.indicator_code == indicator) & (table.period == when) & (table.rule == rule)
        values = {
            "state": str(state),
            "words": said,
            "answered_by": by.username,
            "answered_at": work.at.replace(tzinfo=None),
        }
        before = work.conn.execute(select(table.state, table.words).where(here)).mappings().first()
        if before is None:
            key = {"indicator_code": indicator, "period": when, "rule": rule}
            work.conn.execute(insert(question_answer).values(**key, **values))
        else:
            work.conn.execute(update(question_answer).where(here).values(**values))
        details = {"rule": rule, "state": str(state), "before": dict(before) if before else None}
        work.audit("question.answer", f"{indicator}~{when}", details)
        work.bump(TOPIC)
