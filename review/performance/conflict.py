"""Two people at one figure: the second sees both values, and nothing is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, select

from core.errors import StaleVersion
from core.numbers import moment, number
from core.words import _
from data.schema import account, actual_step
from metrics.performance.kinds import ReportState
from review.performance.held import sees_value

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, RowMapping

    from core.settings import Settings
    from review.access import Person
    from review.performance.held import Held

DIGITS: Final = 6


class Conflict(StaleVersion):
    """Someone else changed the figure since this person looked at it.

    mine: what the person wanted to store, or saw when they wanted to decide. theirs: what is
    stored now, None if there is no value or the person may not see it (shown tells which).
    their_at: UTC without zone.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str,
        mine: float | None,
        theirs: float | None,
        last: tuple[str, datetime, int],
        state: ReportState,
        shown: bool,
    ) -> None:
        super().__init__(message, hint=hint)
        self.mine = mine
        self.theirs = theirs
        self.their_name, self.their_at, self.their_version = last
        self.state = state
        self.shown = shown


def conflict_over_value(
    conn: Connection, found: Held, *, person: Person, settings: Settings, mine: float | None
) -> Conflict:
    """For somebody who wants to store another value."""
    template = _(
        "{name} changed “{figure}” on {moment}. Stored now: {theirs} ({state}). Yours: {mine}."
    )
    hint = _("Nothing was overwritten. Choose which of the two values holds.")
    return _conflict(conn, found, person, settings, template=template, hint=hint, mine=mine)


def conflict_over_step(
    conn: Connection, found: Held, *, person: Person, settings: Settings, version: int
) -> Conflict:
    """For somebody who wants to take a step with a figure of which they saw an older version."""
    template = _(
        "{name} changed “{figure}” on {moment}. Stored now: {theirs} ({state}). You saw: {mine}."
    )
    hint = _("Nothing was changed. Look at the figure as it is now, then decide again.")
    seen = _value_seen(conn, found, person, version)
    return _conflict(conn, found, person, settings, template=template, hint=hint, mine=seen)


def last_step(conn: Connection, found: Held) -> RowMapping | None:
    """The newest line of a figure's history."""
    query = (
        select(actual_step)
        .where(_of(found))
        .order_by(actual_step.c.version.desc(), actual_step.c.id.desc())
        .limit(1)
    )
    return conn.execute(query).mappings().first()


def last_version(conn: Connection, indicator: str, period: str) -> int:
    """The highest version that the history of a figure names; 0 without any."""
    query = select(func.max(actual_step.c.version)).where(
        actual_step.c.indicator_code == indicator, actual_step.c.period == period
    )
    return int(conn.scalar(query) or 0)


def _value_seen(conn: Connection, found: Held, person: Person, version: int) -> float | None:
    """The value at an older version, as far as the person could have seen it then."""
    query = select(actual_step.c.to_state, actual_step.c.new_value).where(
        _of(found), actual_step.c.version == version
    )
    step = conn.execute(query).mappings().first()
    if step is None or not _shows(person, found, ReportState(step["to_state"])):
        return None
    value: float | None = step["new_value"]
    return value


def _shows(person: Person, found: Held, state: ReportState) -> bool:
    return state.is_verified or sees_value(person, found.opd, state)


def _of(found: Held) -> ColumnElement[bool]:
    return and_(
        actual_step.c.indicator_code == found.record["indicator_code"],
        actual_step.c.period == found.record["period"],
    )


def _conflict(
    conn: Connection,
    found: Held,
    person: Person,
    settings: Settings,
    *,
    template: str,
    hint: str,
    mine: float | None,
) -> Conflict:
    step = last_step(conn, found)
    username = step["actor"] if step else found.record["entered_by"]
    at = step["at"] if step else found.record["entered_at"]
    name = _display_name(conn, username)
    shown = _shows(person, found, found.state)
    message = template.format(
        name=name,
        figure=found.title,
        moment=moment(at, settings.regency),
        theirs=_text(found.value) if shown else _("visible within its OPD only"),
        state=found.state.label,
        mine=_text(mine),
    )
    return Conflict(
        message,
        hint=hint,
        mine=mine,
        theirs=found.value if shown else None,
        last=(name, at, found.version),
        state=found.state,
        shown=shown,
    )


def _display_name(conn: Connection, username: str) -> str:
    found = conn.scalar(select(account.c.display_name).where(account.c.username == username))
    return found or username


def _text(value: float | None) -> str:
    return _("no value") if value is None else number(value, DIGITS, trim=True)
