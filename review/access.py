"""Who may do what: permissions as one enumeration, roles as plain data, one question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from core.errors import NotAllowed
from core.scope import Scope
from core.words import N_, _
from review.work import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping


class Permission(StrEnum):
    """Everything that is asked for before it is shown or done."""

    SEE_OVERVIEW = "see_overview"
    SEE_COMPARISON = "see_comparison"
    SEE_PROVENANCE = "see_provenance"
    SEE_MAP = "see_map"
    SEE_IMPORTS = "see_imports"
    IMPORT_FIGURES = "import_figures"
    IMPORT_STRUCTURE = "import_structure"
    UNDO_IMPORT = "undo_import"
    UNDO_OWN_IMPORT = "undo_own_import"
    SEE_PERFORMANCE = "see_performance"
    SEE_SERVICES = "see_services"
    SEE_REPORTS = "see_reports"
    REPORT_ACTUAL = "report_actual"
    SEE_QUEUE = "see_queue"
    VERIFY_ACTUAL = "verify_actual"
    APPROVE_ACTUAL = "approve_actual"
    RETURN_ACTUAL = "return_actual"
    LOCK_ACTUAL = "lock_actual"
    ASK_UNLOCK = "ask_unlock"
    CONFIRM_UNLOCK = "confirm_unlock"
    OBJECT = "object"
    DECIDE_OBJECTION = "decide_objection"
    RAISE_BLOCKER = "raise_blocker"
    ANSWER_QUESTION = "answer_question"
    FOLLOW_UP = "follow_up"
    IMPORT_PERFORMANCE = "import_performance"


class Role(StrEnum):
    """The offices that people hold here; the values are kept in the database."""

    BUPATI = "bupati"
    SEKDA = "sekda"
    KEPALA_OPD = "kepala_opd"
    OPERATOR_OPD = "operator_opd"
    VERIFIKATOR = "verifikator"
    PENYETUJU = "penyetuju"
    INSPEKTORAT = "inspektorat"
    ADMIN = "admin"
    LAYAR_RAPAT = "layar_rapat"

    @property
    def label(self) -> str:
        """The role in words of this run's language."""
        return _(ROLE_LABELS[self])


SHOWN_TO_THE_ROOM: Final = frozenset(
    {
        Permission.SEE_OVERVIEW,
        Permission.SEE_COMPARISON,
        Permission.SEE_MAP,
        Permission.SEE_PERFORMANCE,
        Permission.SEE_SERVICES,
    }
)
READING: Final = SHOWN_TO_THE_ROOM | {Permission.SEE_PROVENANCE}
REPORTING: Final = frozenset(
    {
        Permission.SEE_REPORTS,
        Permission.REPORT_ACTUAL,
        Permission.RAISE_BLOCKER,
        Permission.ANSWER_QUESTION,
        Permission.FOLLOW_UP,
    }
)

PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        Role.BUPATI: READING,
        Role.SEKDA: READING,
        Role.KEPALA_OPD: READING | REPORTING | {Permission.OBJECT},
        Role.OPERATOR_OPD: READING
        | REPORTING
        | {Permission.SEE_IMPORTS, Permission.IMPORT_FIGURES, Permission.UNDO_OWN_IMPORT},
        Role.VERIFIKATOR: READING
        | {
            Permission.SEE_IMPORTS,
            Permission.IMPORT_FIGURES,
            Permission.IMPORT_PERFORMANCE,
            Permission.UNDO_IMPORT,
            Permission.SEE_QUEUE,
            Permission.VERIFY_ACTUAL,
            Permission.RETURN_ACTUAL,
            Permission.DECIDE_OBJECTION,
        },
        Role.PENYETUJU: READING
        | {
            Permission.SEE_QUEUE,
            Permission.APPROVE_ACTUAL,
            Permission.RETURN_ACTUAL,
            Permission.CONFIRM_UNLOCK,
            Permission.DECIDE_OBJECTION,
        },
        Role.INSPEKTORAT: READING | {Permission.SEE_IMPORTS, Permission.SEE_QUEUE},
        Role.ADMIN: READING
        | {
            Permission.SEE_IMPORTS,
            Permission.IMPORT_STRUCTURE,
            Permission.UNDO_IMPORT,
            Permission.SEE_QUEUE,
            Permission.LOCK_ACTUAL,
            Permission.ASK_UNLOCK,
        },
        Role.LAYAR_RAPAT: SHOWN_TO_THE_ROOM,
    }
)
# The account of manage.py holds no role: whoever has the server's shell already has its files.
SYSTEM_PERMISSIONS: Final = frozenset(
    {
        Permission.SEE_IMPORTS,
        Permission.IMPORT_FIGURES,
        Permission.IMPORT_STRUCTURE,
        Permission.IMPORT_PERFORMANCE,
        Permission.UNDO_IMPORT,
    }
)

SEES_DRAFTS_OF_OWN_OPD: Final = frozenset({Role.KEPALA_OPD, Role.OPERATOR_OPD})
SEES_SUBMITTED: Final = frozenset({Role.VERIFIKATOR, Role.PENYETUJU, Role.INSPEKTORAT})
SEES_AUDITS: Final = SEES_SUBMITTED | {Role.BUPATI, Role.SEKDA}
SEES_REQUESTS: Final = frozenset({Role.BUPATI, Role.SEKDA, Role.VERIFIKATOR, Role.INSPEKTORAT})

ROLE_LABELS: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.BUPATI: N_("Regent"),
        Role.SEKDA: N_("Regional Secretary"),
        Role.KEPALA_OPD: N_("Head of OPD"),
        Role.OPERATOR_OPD: N_("OPD operator"),
        Role.VERIFIKATOR: N_("Verifier"),
        Role.PENYETUJU: N_("Approver"),
        Role.INSPEKTORAT: N_("Inspectorate"),
        Role.ADMIN: N_("Administrator"),
        Role.LAYAR_RAPAT: N_("Meeting screen"),
    }
)
DEEDS: Final[Mapping[Permission, str]] = MappingProxyType(
    {
        Permission.SEE_OVERVIEW: N_("open the overview"),
        Permission.SEE_COMPARISON: N_("open the comparison of regions"),
        Permission.SEE_PROVENANCE: N_("open the page about the data"),
        Permission.SEE_MAP: N_("open the map"),
        Permission.SEE_IMPORTS: N_("open the imports"),
        Permission.IMPORT_FIGURES: N_("import figures"),
        Permission.IMPORT_STRUCTURE: N_("import regions and OPD"),
        Permission.UNDO_IMPORT: N_("undo an import"),
        Permission.UNDO_OWN_IMPORT: N_("undo an own import"),
        Permission.SEE_PERFORMANCE: N_("open the performance of the OPD"),
        Permission.SEE_SERVICES: N_("open public services and satisfaction"),
        Permission.SEE_REPORTS: N_("open the reports of the own OPD"),
        Permission.REPORT_ACTUAL: N_("report actuals"),
        Permission.SEE_QUEUE: N_("open the verification"),
        Permission.VERIFY_ACTUAL: N_("verify actuals"),
        Permission.APPROVE_ACTUAL: N_("approve actuals"),
        Permission.RETURN_ACTUAL: N_("send actuals back"),
        Permission.LOCK_ACTUAL: N_("lock actuals"),
        Permission.ASK_UNLOCK: N_("ask for an unlock"),
        Permission.CONFIRM_UNLOCK: N_("confirm an unlock"),
        Permission.OBJECT: N_("object to a figure"),
        Permission.DECIDE_OBJECTION: N_("decide an objection"),
        Permission.RAISE_BLOCKER: N_("report an obstacle"),
        Permission.ANSWER_QUESTION: N_("answer a question about a figure"),
        Permission.FOLLOW_UP: N_("hand in evidence for a recommendation"),
        Permission.IMPORT_PERFORMANCE: N_("import indicators, targets, budgets and audits"),
    }
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that an account holds; opd_code None: for no OPD in particular."""

    role: Role
    opd_code: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts or looks, as the database knows them at this moment."""

    username: str
    display_name: str
    roles: tuple[Grant, ...]
    language: str | None = None
    sample: bool = False

    @property
    def role_labels(self) -> str:
        """The roles in words, "Verifikator, Penyetuju"; empty without a role."""
        return ", ".join(grant.role.label for grant in self.roles)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something is allowed; the reason is a sentence for the person."""

    allowed: bool
    reason: str


def may(person: Person, permission: Permission, *, opd: str | None = None) -> Answer:
    """Whether the person may do this, to this OPD if one is named, and why or why not."""
    if person.username == SYSTEM:
        return _answer(permission in SYSTEM_PERMISSIONS, permission, person.display_name)
    if not person.roles:
        return Answer(
            allowed=False, reason=_("This account has no role yet, so it may do nothing.")
        )
    fitting = [grant for grant in person.roles if permission in PERMISSIONS[grant.role]]
    if not fitting:
        return _answer(False, permission, person.role_labels)  # noqa: FBT003 (the answer itself)
    if opd is None or any(grant.opd_code in (None, opd) for grant in fitting):
        return _answer(True, permission, fitting[0].role.label)  # noqa: FBT003 (the answer itself)
    own = ", ".join(sorted(str(grant.opd_code) for grant in fitting))
    reason = _("You may {deed} for {own} only, not for {other}.")
    return Answer(
        allowed=False, reason=reason.format(deed=_(DEEDS[permission]), own=own, other=opd)
    )


def deeds_of(person: Person) -> tuple[str, ...]:
    """What the roles of this person allow beyond reading, in words."""
    allowed = {permission for grant in person.roles for permission in PERMISSIONS[grant.role]}
    return tuple(_(DEEDS[one]) for one in Permission if one in allowed - READING)


def insist(answer: Answer) -> None:
    """Let an allowed answer pass; raise NotAllowed with its reason for any other."""
    if not answer.allowed:
        raise NotAllowed(
            answer.reason, hint=_("Ask the administrator of the dashboard if this is not right.")
        )


def scope_of(person: Person) -> Scope:
    """What the person sees of unverified figures: drafts of the own OPD, submitted ones."""
    own = {g.opd_code for g in person.roles if g.role in SEES_DRAFTS_OF_OWN_OPD and g.opd_code}
    return Scope(
        full=frozenset(own),
        sees_submitted=any(grant.role in SEES_SUBMITTED for grant in person.roles),
        sees_audits=any(grant.role in SEES_AUDITS for grant in person.roles),
        sees_requests=any(grant.role in SEES_REQUESTS for grant in person.roles),
    )


def _answer(allowed: bool, permission: Permission, role: str) -> Answer:  # noqa: FBT001 (private)
    sentence = _("The role {role} may {deed}.") if allowed else _("The role {role} may not {deed}.")
    return Answer(allowed, sentence.format(role=role, deed=_(DEEDS[permission])))
