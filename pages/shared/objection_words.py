"""An objection in words: what was said, until when it is decided, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.numbers import day
from core.words import N_, _
from pages.shared.report_words import when

if TYPE_CHECKING:
    from core.settings import Regency
    from data.queries.performance.objections import Objection

STATES: Final = {
    "open": N_("waits for a decision"),
    "upheld": N_("upheld"),
    "rejected": N_("objection rejected"),
    "expired": N_("expired without a decision"),
}


def objection_state_words(state: str) -> str:
    """The state of an objection."""
    return _(STATES[state])


def objection_lines(one: Objection, regency: Regency) -> list[str]:
    """What a reader must know of it, line by line."""
    told = [
        _("{name} on {moment}: {reason}").format(
            name=one.raised_by, moment=when(one.raised_at, regency), reason=one.reason
        ),
        _("State: {state}. To be decided by {day}.").format(
            state=objection_state_words(one.state), day=day(one.decide_by)
        ),
    ]
    if one.decided_at is not None:
        told[1] = _("State: {state}. {name} on {moment}: {words}").format(
            state=objection_state_words(one.state),
            name=one.decided_by,
            moment=when(one.decided_at, regency),
            words=one.decision or "",
        )
    return told
