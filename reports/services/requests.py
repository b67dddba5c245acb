"""Single open requests in words: who waits longest, what falls due next, with their clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from core.numbers import moment, number, percent
from core.words import _
from data.queries.services.lists import (
    MOST,
    NO_FILTERS,
    events_of,
    falling_due,
    falling_due_numbers,
    sees_rows,
    waiting,
)
from metrics.services.events import milestones
from metrics.services.hours import office_hours
from metrics.services.judge import judge, rules_of
from metrics.services.kinds import Status
from metrics.services.outcomes import status, usage
from reports.overview.model import Tone
from reports.services.words import span_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from core.scope import Scope
    from data.queries.services.lists import Filters, Waiting
    from reports.services.basis import Basis

MANY: Final = 10
"""Times the target, above which a share says no more than that."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One open request in words. used: share of its target, 1 for all of it; clock: time left.

    overdue: it is past its limit; tone: the colour role of the clock.
    """

    id: int
    number: str
    service: str
    opd: str
    office: str
    place: str
    channel: str
    received: str
    due: str
    status: str
    clock: str
    used: float | None
    used_text: str
    overdue: bool
    tone: Tone


@dataclass(frozen=True, slots=True)
class Listing:
    """Requests of a list. hidden: why a reader sees none, or not all; empty where all are seen.

    more: the list was cut; as_of and sample: as everywhere.
    """

    entries: tuple[Entry, ...]
    hidden: str
    more: bool
    as_of: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Soon:
    """How many fall due by service, for every reader."""

    opd: str
    office: str
    service: str
    count: int


def longest_waiting(
    conn: Connection, held: Basis, scope: Scope, *, filters: Filters = NO_FILTERS, limit: int = MOST
) -> Listing:
    """Open requests with a clock: the longest past their limit first."""
    rows = waiting(conn, scope, filters=filters, limit=limit + 1)
    return _listing(conn, held, scope, rows, limit)


def due_within(
    conn: Connection,
    held: Basis,
    scope: Scope,
    hours: int,
    *,
    filters: Filters = NO_FILTERS,
    limit: int = MOST,
) -> Listing:
    """Open requests in time that fall due within so many calendar hours, soonest first."""
    until = held.look.now + timedelta(hours=hours)
    rows = falling_due(conn, scope, held.look.now, until, filters=filters, limit=limit + 1)
    return _listing(conn, held, scope, rows, limit)


def due_numbers(
    conn: Connection, held: Basis, hours: int, filters: Filters = NO_FILTERS
) -> tuple[Soon, ...]:
    """How many of them there are by OPD and service, most first."""
    until = held.look.now + timedelta(hours=hours)
    return tuple(
        Soon(opd, held.office_name(opd), held.service_name(service), count)
        for opd, service, count in falling_due_numbers(conn, held.look.now, until, filters)
    )


def hidden_text(held: Basis, scope: Scope) -> str:
    """Why a reader does not see every request; empty for one who does."""
    if scope.sees_requests:
        return ""
    if not sees_rows(scope):
        return _("Single requests are seen by their OPD alone; here are the numbers.")
    own = ", ".join(sorted(held.office_name(code) for code in scope.full))
    return _("Only the requests of {own} are listed.").format(own=own)


def _listing(
    conn: Connection, held: Basis, scope: Scope, rows: Sequence[Waiting], limit: int
) -> Listing:
    shown = rows[:limit]
    known = clocks(conn, held, {one.id: (one.service, one.klass) for one in shown})
    return Listing(
        entries=tuple(_entry(held, one, known.get(one.id)) for one in shown),
        hidden=hidden_text(held, scope),
        more=len(rows) > limit,
        as_of=held.as_of,
        sample=held.loaded.sample,
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """How far a request has come, and the share of its target used up; None without a clock."""

    status: str
    used: float | None


def clocks(
    conn: Connection, held: Basis, described: Mapping[int, tuple[str, str | None]]
) -> Mapping[int, Clock]:
    """The clock of each request at the moment of looking, from its events.

    described: service and class by number. The same functions as the import's.
    """
    if not described:
        return {}
    stones, pauses = milestones(events_of(conn, described))
    services = [described[int(one)] for one in stones["request"]]
    stones = stones.assign(
        service=[service for service, _klass in services],
        klass=[klass or "" for _service, klass in services],
    )
    hours = office_hours(held.settings.calendar, held.settings.regency.time_zone)
    rules = rules_of(held.settings.services)
    judged = judge(stones, pauses, held.standards, hours, rules)
    used = usage(
        stones, pauses, held.standards, judged,
        hours=hours, rules=rules, now=held.look.now.replace(tzinfo=UTC),
    )  # fmt: skip
    return {
        int(one): Clock(str(state), None if share != share else float(share))  # noqa: PLR0124 (NaN)
        for one, state, share in zip(stones["request"], status(stones), used["share"], strict=True)
    }


def _entry(held: Basis, row: Waiting, clock: Clock | None) -> Entry:
    regency = held.settings.regency
    left = (row.late_after - held.look.now).total_seconds()
    overdue = left < 0
    used = None if clock is None else clock.used
    near = used is not None and used * 100 >= held.settings.services.at_risk_percent
    text = _("{time} past the limit") if overdue else _("{time} left")
    return Entry(
        id=row.id,
        number=row.source_id,
        service=held.service_name(row.service),
        opd=row.opd,
        office=held.office_name(row.opd),
        place=held.place_name(row.region),
        channel=row.channel or _("not recorded"),
        received=moment(row.received_at, regency),
        due=moment(row.due_at, regency),
        status=_state(clock),
        clock=text.format(time=span_text(abs(left))),
        used=used,
        used_text=used_text(used),
        overdue=overdue,
        tone=Tone.MERAH if overdue else (Tone.KUNING if near else Tone.HIJAU),
    )


def used_text(used: float | None) -> str:
    """How much of a target is used up, in words."""
    if used is None:
        return _("no running clock")
    if used > MANY:
        return _("more than {count} times the target").format(count=number(MANY))
    return _("{share} of the target used").format(share=percent(100 * used, 0))


def _state(clock: Clock | None) -> str:
    return "" if clock is None else Status(clock.status).label


def count_text(listing: Listing) -> str:
    """How many are listed, and whether there are more."""
    text = number(len(listing.entries))
    return _("the first {count}").format(count=text) if listing.more else text
