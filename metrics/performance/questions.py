"""Questions that a check asks about a figure: never a verdict, each with an answer of its OPD."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.numbers import number, percent
from core.words import N_, _


class Rule(StrEnum):
    """The checks of the review meetings, by their number."""

    LOWERED = "G1"
    EXACT_HIT = "G2"
    COPIED = "G3"
    LATE_JUMP = "G4"
    OUTLIER = "G5"
    SUM = "G6"
    UNLOCKED = "G7"
    STAMPED = "G8"

    @property
    def label(self) -> str:
        """The check in a few words of this run's language."""
        return _(RULE_LABELS[self])


RULE_LABELS: Final = {
    Rule.LOWERED: N_("target made easier"),
    Rule.EXACT_HIT: N_("equal to the target"),
    Rule.COPIED: N_("the same value again"),
    Rule.LATE_JUMP: N_("jump in the last month"),
    Rule.OUTLIER: N_("unusual value"),
    Rule.SUM: N_("parts and total differ"),
    Rule.UNLOCKED: N_("changed after locking"),
    Rule.STAMPED: N_("many verifications at once"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one figure. now, before: values in the indicator's unit.

    low, high: the plausible range, for a value outside it. count: periods in a row, or
    verifications. share: percent. minutes, person: of many verifications at once.
    """

    rule: Rule
    indicator: str
    period: str
    now: float | None = None
    before: float | None = None
    low: float | None = None
    high: float | None = None
    count: int = 0
    share: float = 0.0
    minutes: int = 0
    person: str = ""


TEXTS: Final = {
    Rule.LOWERED: N_(
        "The target of {indicator} {period} was made easier, from {before} to {now}, after the"
        " period had begun. For what reason?"
    ),
    Rule.EXACT_HIT: N_(
        "{indicator} has been equal to its target to the last digit for {count} periods in a row,"
        " {period} the latest. How was it measured?"
    ),
    Rule.COPIED: N_(
        "{indicator} has had the same value, {now}, for {count} periods in a row, {period} the"
        " latest. Was it measured anew?"
    ),
    Rule.LATE_JUMP: N_(
        "{share} of the year's {indicator} falls into {period}. What happened in that month?"
    ),
    Rule.OUTLIER: N_(
        "{indicator} {period} is {now}, from {before}: {count} times the usual change. Is the value"
        " right?"
    ),
    Rule.SUM: N_(
        "The parts of {indicator} {period} add up to {now}, the total is {before}: {share} apart."
        " Which is right?"
    ),
    Rule.UNLOCKED: N_(
        "{indicator} {period} was changed from {before} to {now} after it had been locked. On whose"
        " decision?"
    ),
    Rule.STAMPED: N_(
        "{person} verified {count} figures within {minutes} minutes, among them {indicator}"
        " {period}. Was each one looked at?"
    ),
}


def question_text(
    question: Question, *, indicator: str, period: str, decimals: int = 2, person: str = ""
) -> str:
    """The question as a sentence. indicator, period, person: their names in the reader's words."""

    def value(one: float | None) -> str:
        return "" if one is None else number(one, decimals, trim=True)

    return _(_template(question)).format(
        indicator=indicator,
        period=period,
        now=value(question.now),
        before=value(question.before),
        low=value(question.low),
        high=value(question.high),
        count=number(question.count),
        share=percent(question.share, 1, trim=True),
        minutes=number(question.minutes),
        person=person or question.person,
    )


def _template(question: Question) -> str:
    if question.rule is Rule.OUTLIER and question.before is None:
        if question.low is None:
            return N_("{indicator} {period} is {now}, at most {high} is plausible. Is it right?")
        if question.high is None:
            return N_("{indicator} {period} is {now}, at least {low} is plausible. Is it right?")
        return N_("{indicator} {period} is {now}, {low} to {high} is plausible. Is it right?")
    if question.rule is Rule.LOWERED and question.now is None:
        return N_(
            "The target range of {indicator} {period} was made easier after the period had begun."
            " For what reason?"
        )
    return TEXTS[question.rule]
