"""Which step may be taken with a reported actual, from which state, by whom: one table.

The two-person rule: nobody verifies or approves own input, and an unlock takes two people.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from core.words import N_, _
from metrics.performance.kinds import OPEN, VERIFIED, ReportState
from review.access import PERMISSIONS, Answer, Permission, Person, may

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.settings import Settings


class Action(StrEnum):
    """A step; the values are kept in the history of an actual."""

    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    VERIFY = "verify"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    LOCK = "lock"
    ASK_UNLOCK = "ask_unlock"
    CONFIRM_UNLOCK = "confirm_unlock"
    REFUSE_UNLOCK = "refuse_unlock"
    UPHOLD = "uphold"

    @property
    def label(self) -> str:
        """The step in words of this run's language, as on its button."""
        return _(LABELS[self])

    @property
    def needs_reason(self) -> bool:
        """Whether the person must say why."""
        return MOVES[self].reason


class Ask(StrEnum):
    """What must be so with a request to unlock."""

    OPEN = "open"
    NONE = "none"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Row:
    """What the rules need to know of an actual; state None: it is not stored yet."""

    opd: str
    state: ReportState | None
    entered_by: str | None = None
    submitted_by: str | None = None
    verified_by: str | None = None
    unlock_by: str | None = None

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Row:
        """Out of a record with the columns of `actual` and `opd_code`; NaN counts as empty."""
        names = ("entered_by", "submitted_by", "verified_by", "unlock_by")
        people = {name: _text(record.get(name)) for name in names}
        state = _text(record.get("state"))
        return cls(str(record["opd_code"]), ReportState(state) if state else None, **people)


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table.

    own: for the OPD of the indicator alone. apart_from: fields of the row whose people may not
    take this step.
    """

    sources: frozenset[ReportState | None]
    target: ReportState
    permission: Permission
    own: bool = False
    reason: bool = False
    apart_from: tuple[str, ...] = ()
    asked: Ask = Ask.ANY


STORED_OPEN: Final[frozenset[ReportState | None]] = frozenset(OPEN)
IN_CHECK: Final = frozenset({ReportState.SUBMITTED, ReportState.VERIFIED})
LOCKED: Final = frozenset({ReportState.LOCKED})

MOVES: Final[Mapping[Action, Move]] = MappingProxyType(
    {
        Action.SAVE: Move(
            STORED_OPEN | {None}, ReportState.DRAFT, Permission.REPORT_ACTUAL, own=True
        ),
        Action.SUBMIT: Move(STORED_OPEN, ReportState.SUBMITTED, Permission.REPORT_ACTUAL, own=True),
        Action.WITHDRAW: Move(
            frozenset({ReportState.SUBMITTED}),
            ReportState.DRAFT,
            Permission.REPORT_ACTUAL,
            own=True,
        ),
        Action.VERIFY: Move(
            frozenset({ReportState.SUBMITTED}),
            ReportState.VERIFIED,
            Permission.VERIFY_ACTUAL,
            apart_from=("entered_by", "submitted_by"),
        ),
        Action.APPROVE: Move(
            frozenset({ReportState.VERIFIED}),
            ReportState.APPROVED,
            Permission.APPROVE_ACTUAL,
            apart_from=("entered_by", "verified_by"),
        ),
        Action.RETURN: Move(IN_CHECK, ReportState.RETURNED, Permission.RETURN_ACTUAL, reason=True),
        Action.REJECT: Move(IN_CHECK, ReportState.REJECTED, Permission.RETURN_ACTUAL, reason=True),
        Action.LOCK: Move(
            frozenset({ReportState.APPROVED}), ReportState.LOCKED, Permission.LOCK_ACTUAL
        ),
        Action.ASK_UNLOCK: Move(
            LOCKED, ReportState.LOCKED, Permission.ASK_UNLOCK, reason=True, asked=Ask.NONE
        ),
        Action.CONFIRM_UNLOCK: Move(
            LOCKED,
            ReportState.RETURNED,
            Permission.CONFIRM_UNLOCK,
            apart_from=("unlock_by",),
            asked=Ask.OPEN,
        ),
        Action.REFUSE_UNLOCK: Move(
            LOCKED,
            ReportState.LOCKED,
            Permission.CONFIRM_UNLOCK,
            reason=True,
            apart_from=("unlock_by",),
            asked=Ask.OPEN,
        ),
        Action.UPHOLD: Move(
            frozenset(VERIFIED),
            ReportState.RETURNED,
            Permission.DECIDE_OBJECTION,
            reason=True,
            apart_from=("verified_by",),
        ),
    }
)
LABELS: Final[Mapping[Action, str]] = MappingProxyType(
    {
        Action.SAVE: N_("Save"),
        Action.SUBMIT: N_("Submit"),
        Action.WITHDRAW: N_("Withdraw"),
        Action.VERIFY: N_("Verify"),
        Action.APPROVE: N_("Approve"),
        Action.RETURN: N_("Send back"),
        Action.REJECT: N_("Reject"),
        Action.LOCK: N_("Lock"),
        Action.ASK_UNLOCK: N_("Ask for unlock"),
        Action.CONFIRM_UNLOCK: N_("Confirm unlock"),
        Action.REFUSE_UNLOCK: N_("Refuse unlock"),
        Action.UPHOLD: N_("Uphold objection"),
    }
)
OWN_HAND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "entered_by": N_("You entered this figure yourself; another person has to check it."),
        "submitted_by": N_("You submitted this figure yourself; another person has to check it."),
        "verified_by": N_("You verified this figure yourself; another person has to decide now."),
        "unlock_by": N_("You asked for this unlock yourself; another person has to decide."),
    }
)


def check(
    action: Action, state: ReportState | None, *, person: Person, row: Row, settings: Settings
) -> Answer:
    """Whether the person may take this step from this state, and why or why not.

    Whether a value and evidence are there is the command's own question.
    """
    allowed = permitted(action, person, row)
    if not allowed.allowed:
        return allowed
    move = MOVES[action]
    if state not in move.sources:
        return _no(_wrong_state(action, state))
    if move.asked is not Ask.ANY and (row.unlock_by is not None) is not (move.asked is Ask.OPEN):
        return _no(_wrong_request(move.asked))
    for field in _apart_from(action, settings):
        if getattr(row, field) == person.username:
            return _no(_(OWN_HAND[field]))
    return allowed


def permitted(action: Action, person: Person, row: Row) -> Answer:
    """Whether the person's roles let them take this step for this OPD at all."""
    move = MOVES[action]
    if move.own:
        return may_for_own(person, move.permission, row.opd)
    return may(person, move.permission, opd=row.opd)


def may_for_own(person: Person, permission: Permission, opd: str) -> Answer:
    """As `may`, and the role must be held at this very OPD, not at none in particular."""
    answer = may(person, permission, opd=opd)
    fitting = [grant for grant in person.roles if permission in PERMISSIONS[grant.role]]
    if answer.allowed and not any(grant.opd_code == opd for grant in fitting):
        return _no(_("Your role is tied to no OPD, so it cannot act for {opd}.").format(opd=opd))
    return answer


def actions_for(person: Person, row: Row, settings: Settings) -> tuple[Action, ...]:
    """The steps that a screen may offer now; an objection is upheld by its decision alone."""
    return tuple(
        action
        for action in Action
        if action is not Action.UPHOLD
        and check(action, row.state, person=person, row=row, settings=settings).allowed
    )


def _apart_from(action: Action, settings: Settings) -> tuple[str, ...]:
    fields = MOVES[action].apart_from
    if action is Action.APPROVE and settings.performance.verifier_may_approve:
        return tuple(field for field in fields if field != "verified_by")
    return fields


def _wrong_state(action: Action, state: ReportState | None) -> str:
    if state is None:
        return _("“{action}” is not possible: nothing is stored yet.").format(action=action.label)
    return _("“{action}” is not possible while the figure is in the state “{state}”.").format(
        action=action.label, state=state.label
    )


def _wrong_request(wanted: Ask) -> str:
    if wanted is Ask.NONE:
        return _("An unlock of this figure has been asked for already.")
    return _("Nobody has asked to unlock this figure.")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _no(reason: str) -> Answer:
    return Answer(allowed=False, reason=reason)
