"""What a piece of evidence belongs to, who may see it, and who may add to it now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from core.errors import Invalid, NotFound
from core.words import _
from data.schema import evidence, objection, recommendation
from metrics.performance.kinds import ReportState
from review.access import Answer, Permission, insist, scope_of
from review.performance.held import held, sees_value
from review.performance.machine import may_for_own
from review.performance.objection_state import OPEN, objection_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from core.settings import Settings
    from review.access import Person

TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")
ACTUAL: Final = "actual"
RECOMMENDATION: Final = "recommendation"
OBJECTION: Final = "objection"
MAY_ADD: Final = {
    ACTUAL: Permission.REPORT_ACTUAL,
    RECOMMENDATION: Permission.FOLLOW_UP,
    OBJECTION: Permission.OBJECT,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What evidence belongs to. row: of the table that kind names."""

    kind: str
    name: str
    opd: str
    row: Mapping[str, Any]
    column: Mapping[str, Any]

    @property
    def topic(self) -> str:
        """Whose data version a change of its evidence raises."""
        return "recommendations" if self.kind == RECOMMENDATION else "actuals"


def subject(
    conn: Connection,
    *,
    actual_id: int | None,
    recommendation: str | None,
    objection_id: int | None,
) -> Subject:
    """The one thing that is named. Raises NotFound, Invalid (none or several named)."""
    named = [one for one in (actual_id, recommendation, objection_id) if one is not None]
    if len(named) != 1:
        raise Invalid(_("Evidence belongs to exactly one figure, recommendation or objection."))
    if actual_id is not None:
        return _of_actual(conn, actual_id)
    if recommendation is not None:
        return _of_recommendation(conn, recommendation)
    return _of_objection(conn, int(named[0]))


def subject_of(conn: Connection, row: Mapping[str, Any]) -> Subject:
    """What a row of `evidence` belongs to."""
    return subject(
        conn,
        actual_id=row["actual_id"],
        recommendation=row["recommendation_code"],
        objection_id=row["objection_id"],
    )


def evidence_row(conn: Connection, token: str) -> dict[str, Any] | None:
    """The evidence of a token that was not removed; None for what cannot be a token of ours."""
    if not TOKEN.fullmatch(token):
        return None
    query = select(evidence).where(evidence.c.token == token, evidence.c.removed_at.is_(None))
    found = conn.execute(query).mappings().first()
    return None if found is None else dict(found)


def may_see(one: Subject, person: Person) -> bool:
    """Whether the person may see the evidence of this subject."""
    scope = scope_of(person)
    if one.kind == ACTUAL:
        return sees_value(person, one.opd, ReportState(one.row["state"]))
    if one.kind == RECOMMENDATION:
        return one.opd in scope.full or scope.sees_audits
    return one.opd in scope.full or scope.sees_submitted


def insist_may_change(one: Subject, person: Person, at: datetime, settings: Settings) -> None:
    """Let its own OPD pass while the subject is open; NotAllowed for any other."""
    insist(may_for_own(person, MAY_ADD[one.kind], one.opd))
    if one.kind == ACTUAL:
        state = ReportState(one.row["state"])
        closed = _("Evidence cannot be changed while the figure is in the state “{state}”.")
        insist(Answer(state.is_open, closed.format(state=state.label)))
    elif one.kind == OBJECTION:
        today = at.astimezone(ZoneInfo(settings.regency.time_zone)).date()
        still = objection_state(one.row, today) == OPEN
        insist(Answer(still, _("This objection is closed; nothing can be added to it.")))


def _of_actual(conn: Connection, number: int) -> Subject:
    found = held(conn, number)
    return Subject(ACTUAL, found.subject, found.opd, found.record, {"actual_id": number})


def _of_recommendation(conn: Connection, code: str) -> Subject:
    query = select(recommendation).where(recommendation.c.code == code)
    # PostgreSQL has no words for a letter that cannot be stored.
    found = conn.execute(query).mappings().first() if code.isprintable() else None
    if found is None:
        raise NotFound(_("The recommendation '{code}' is not known.").format(code=code))
    return Subject(
        RECOMMENDATION, code, found["opd_code"], dict(found), {"recommendation_code": code}
    )


def _of_objection(conn: Connection, number: int) -> Subject:
    found = conn.execute(select(objection).where(objection.c.id == number)).mappings().first()
    if found is None:
        raise NotFound(_("This objection is not known."))
    about = held(conn, found["actual_id"])
    column = {"objection_id": number}
    return Subject(OBJECTION, f"{about.subject}#{number}", found["opd_code"], dict(found), column)
