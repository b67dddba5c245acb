"""Commands of those who check: verify, approve, send back, reject, lock, unlock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.errors import Invalid
from core.words import _
from review.performance import texts
from review.performance.held import held
from review.performance.machine import Action
from review.performance.steps import UNCHECKED, Saved, Steps, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Engine

    from core.settings import Settings
    from review.access import Person


def verify_actual(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int
) -> Saved:
    """Confirm that a submitted figure is right.

    Refuses: NotFound, NotAllowed (role, state, own input), Conflict.
    """
    return verify_many(engine, by=by, settings=settings, chosen={actual_id: version})[0]


def approve_actual(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int
) -> Saved:
    """Approve a verified figure. Refuses: NotFound, NotAllowed (own verification too), Conflict."""
    return approve_many(engine, by=by, settings=settings, chosen={actual_id: version})[0]


def lock_actual(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int
) -> Saved:
    """Lock an approved figure: from here on the database itself refuses to change it.

    Refuses: NotFound, NotAllowed, Conflict.
    """
    return lock_many(engine, by=by, settings=settings, chosen={actual_id: version})[0]


def verify_many(
    engine: Engine, *, by: Person, settings: Settings, chosen: Mapping[int, int]
) -> tuple[Saved, ...]:
    """Verify all or none. chosen: number of the figure to the version that the person saw."""
    return _each(engine, by, settings, Action.VERIFY, chosen)


def approve_many(
    engine: Engine, *, by: Person, settings: Settings, chosen: Mapping[int, int]
) -> tuple[Saved, ...]:
    """Approve all or none, as `verify_many`."""
    return _each(engine, by, settings, Action.APPROVE, chosen)


def lock_many(
    engine: Engine, *, by: Person, settings: Settings, chosen: Mapping[int, int]
) -> tuple[Saved, ...]:
    """Lock all or none, as `verify_many`."""
    return _each(engine, by, settings, Action.LOCK, chosen)


def return_actual(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int, reason: str
) -> Saved:
    """Send a figure back to its OPD. Refuses: NotFound, NotAllowed, Conflict, Invalid (reason)."""
    with steps(engine, by=by, settings=settings) as taken:
        return _explained(taken, Action.RETURN, (actual_id, version), reason, sent_back)


def reject_actual(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int, reason: str
) -> Saved:
    """Reject a figure. Refuses: NotFound, NotAllowed, Conflict, Invalid (reason)."""
    with steps(engine, by=by, settings=settings) as taken:
        return _explained(taken, Action.REJECT, (actual_id, version), reason, sent_back)


def ask_unlock(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int, reason: str
) -> Saved:
    """Ask that a locked figure go back to its OPD; another person must confirm.

    Refuses: NotFound, NotAllowed (also: asked already), Conflict, Invalid (reason).
    """
    with steps(engine, by=by, settings=settings) as taken:
        return _explained(taken, Action.ASK_UNLOCK, (actual_id, version), reason, _asked)


def confirm_unlock(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int
) -> Saved:
    """Confirm an unlock that another asked for: the figure goes back to its OPD.

    Refuses: NotFound, NotAllowed (also: own request, no request), Conflict.
    """
    with steps(engine, by=by, settings=settings) as taken:
        found = held(taken.conn, actual_id)
        taken.admit(found, Action.CONFIRM_UNLOCK, version)
        why = str(found.record["unlock_reason"] or "")
        changes = sent_back(taken, why)
        return taken.take(found, Action.CONFIRM_UNLOCK, changes, why)


def refuse_unlock(
    engine: Engine, *, by: Person, settings: Settings, actual_id: int, version: int, reason: str
) -> Saved:
    """Refuse an unlock that another asked for: the figure stays locked.

    Refuses: NotFound, NotAllowed, Conflict, Invalid (reason).
    """
    with steps(engine, by=by, settings=settings) as taken:
        return _explained(taken, Action.REFUSE_UNLOCK, (actual_id, version), reason, _not_asked)


def sent_back(taken: Steps, reason: str) -> dict[str, Any]:
    """The columns of a figure that goes back to its OPD."""
    return {
        **UNCHECKED,
        "returned_by": taken.person.username,
        "returned_at": taken.now,
        "return_reason": reason,
    }


def _each(
    engine: Engine, by: Person, settings: Settings, action: Action, chosen: Mapping[int, int]
) -> tuple[Saved, ...]:
    if not chosen:
        raise Invalid(_("No figure is chosen."))
    fields = {
        Action.VERIFY: ("verified_by", "verified_at"),
        Action.APPROVE: ("approved_by", "approved_at"),
        Action.LOCK: ("locked_by", "locked_at"),
    }[action]
    with steps(engine, by=by, settings=settings) as taken:
        done = []
        for actual_id, version in sorted(chosen.items()):
            found = held(taken.conn, actual_id)
            taken.admit(found, action, version)
            changes = dict(zip(fields, (by.username, taken.now), strict=True))
            done.append(taken.take(found, action, changes))
        return tuple(done)


def _explained(
    taken: Steps,
    action: Action,
    seen: tuple[int, int],
    reason: str,
    changes: Callable[[Steps, str], Mapping[str, Any]],
) -> Saved:
    found = held(taken.conn, seen[0])
    taken.admit(found, action, seen[1])
    why = texts.reason(reason)
    return taken.take(found, action, changes(taken, why), why)


def _asked(taken: Steps, reason: str) -> Mapping[str, Any]:
    return {"unlock_by": taken.person.username, "unlock_at": taken.now, "unlock_reason": reason}


def _not_asked(_taken: Steps, _reason: str) -> Mapping[str, Any]:
    return {"unlock_by": None, "unlock_at": None, "unlock_reason": None}
