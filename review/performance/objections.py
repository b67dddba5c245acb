"""An OPD head objects to a verified figure; somebody other than its verifier decides in time."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from core.errors import Invalid, NotFound
from core.numbers import day
from core.words import _
from data.schema import objection
from metrics.workdays import workdays
from review.access import Answer, Permission, insist, may
from review.performance import texts
from review.performance.held import held
from review.performance.machine import Action, may_for_own
from review.performance.objection_state import OPEN, REJECTED, UPHELD, objection_state
from review.performance.steps import Steps, steps
from review.performance.verifying import sent_back

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import Engine

    from core.settings import Settings
    from review.access import Person
    from review.performance.held import Held

__all__ = ["decide_objection", "objection_deadline", "objection_state", "raise_objection"]


def objection_deadline(verified_at: datetime, settings: Settings) -> date:
    """The last day on which the head may object to a figure verified at this moment (UTC)."""
    worked = workdays(settings.calendar)
    return worked.add(_local_day(verified_at, settings), settings.performance.objection_days)


def raise_objection(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, reason: str
) -> int:
    """Object to an own verified figure; the number of the objection.

    Refuses: NotFound, NotAllowed (role, OPD), Invalid (not verified, too late, objected already,
    reason).
    """
    with steps(engine, by=by, settings=settings) as taken:
        found = held(taken.conn, actual_id)
        insist(may_for_own(by, Permission.OBJECT, found.opd))
        why = texts.reason(reason)
        today = _local_day(taken.now, settings)
        _check_open_to_objection(taken, found, today)
        worked = workdays(settings.calendar)
        decide_by = worked.add(today, settings.performance.decision_days)
        made = taken.conn.execute(
            insert(objection)
            .values(
                actual_id=actual_id,
                opd_code=found.opd,
                reason=why,
                raised_by=by.username,
                raised_at=taken.now,
                decide_by=decide_by.isoformat(),
                state=OPEN,
            )
            .returning(objection.c.id)
        )
        number = int(made.scalar_one())
        details = {"objection": number, "decide_by": decide_by.isoformat()}
        taken.work.audit("objection.raise", found.subject, details)
        return number


def decide_objection(
    engine: Engine, *, by: Person, settings: Settings, objection_id: int, upheld: bool, words: str
) -> None:
    """Decide an open objection; upheld, its figure goes back to the OPD as a new version.

    Refuses: NotFound, NotAllowed (role, the verifier, who raised it), Invalid (decided or
    expired, the figure has moved on, words).
    """
    with steps(engine, by=by, settings=settings) as taken:
        row = _objection(taken, objection_id)
        found = held(taken.conn, row["actual_id"])
        insist(may(by, Permission.DECIDE_OBJECTION, opd=found.opd))
        insist(_not_own(row, found, by))
        why = texts.reason(words)
        _check_decidable(row, _local_day(taken.now, settings))
        if upheld:
            _send_back(taken, row, found, why)
        taken.conn.execute(
            update(objection)
            .where(objection.c.id == objection_id)
            .values(
                state=UPHELD if upheld else REJECTED,
                decided_by=by.username,
                decided_at=taken.now,
                decision=why,
            )
        )
        details = {"objection": objection_id, "upheld": upheld}
        taken.work.audit("objection.decide", found.subject, details)


def _check_open_to_objection(taken: Steps, found: Held, today: date) -> None:
    verified_at = found.record["verified_at"]
    if not found.state.is_verified or verified_at is None:
        raise Invalid(
            _("Only a verified figure can be objected to."),
            hint=_("A figure that is not verified yet can be taken back and mended."),
        )
    last = objection_deadline(verified_at, taken.settings)
    if today > last:
        raise Invalid(
            _("The time to object ended on {day}.").format(day=day(last)),
            hint=_("Ask the administrator for an unlock if the figure is wrong."),
        )
    earlier = select(objection.c.id).where(
        objection.c.actual_id == found.id, objection.c.raised_at >= verified_at
    )
    if taken.conn.scalar(earlier.limit(1)) is not None:
        raise Invalid(
            _("An objection to this figure has been raised already."),
            hint=_("Add what is new to it as evidence while it is open."),
        )


def _objection(taken: Steps, number: int) -> Mapping[str, Any]:
    found = taken.conn.execute(select(objection).where(objection.c.id == number)).mappings().first()
    if found is None:
        raise NotFound(_("This objection is not known."))
    return dict(found)


def _not_own(row: Mapping[str, Any], found: Held, person: Person) -> Answer:
    if person.username == row["raised_by"]:
        return Answer(allowed=False, reason=_("You raised this objection yourself."))
    if person.username == found.record["verified_by"]:
        reason = _("You verified this figure yourself; another person has to decide now.")
        return Answer(allowed=False, reason=reason)
    return Answer(allowed=True, reason="")


def _check_decidable(row: Mapping[str, Any], today: date) -> None:
    state = objection_state(row, today)
    if state == OPEN:
        return
    if row["state"] == OPEN:
        raise Invalid(_("The time to decide this objection is over; it has expired."))
    raise Invalid(_("This objection is decided already."))


def _send_back(taken: Steps, row: Mapping[str, Any], found: Held, why: str) -> None:
    verified_at = found.record["verified_at"]
    if verified_at is None or row["raised_at"] < verified_at:
        raise Invalid(
            _("The figure has been sent back since this objection was raised."),
            hint=_("Reject the objection: what it speaks of is no longer in force."),
        )
    taken.insist(found, Action.UPHOLD)
    reason = _("Objection {number} upheld: {words}").format(number=row["id"], words=why)
    taken.take(found, Action.UPHOLD, sent_back(taken, reason), reason)


def _local_day(moment: datetime, settings: Settings) -> date:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(ZoneInfo(settings.regency.time_zone)).date()
