"""What needs a person now: at most five, each with its owner, since when, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.figure import State
from core.numbers import day, number
from core.periods import Period
from core.words import _
from data.queries.services.keys import By
from pages.layanan.choices import Look
from pages.shared.rich_table import waiting
from reports.services.answer import most_overdue, named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pages.layanan.choices import Chosen
    from pages.layanan.material import Standing
    from reports.overview.model import Link
    from reports.services.basis import Basis
    from reports.services.lines import Line
    from reports.services.requests import Entry, Listing

    Row = tuple[Link, str, str, str]

MOST: Final = 5
MOST_OFFICES: Final = 3


def people(held: Basis, found: Standing, listed: Listing, chosen: Chosen) -> str:
    """The rows as HTML."""
    rows = [*_request(listed, chosen), *_parts(held, found, chosen)][:MOST]
    return waiting(_("Needs a person now"), rows, "", _("Nothing waits for a person."))


def _request(listed: Listing, chosen: Chosen) -> list[Row]:
    """The request that has waited longest, for those who may see it."""
    late = [one for one in listed.entries if one.overdue]
    return [_entry(one, chosen) for one in late[:1]]


def _entry(one: Entry, chosen: Chosen) -> Row:
    what = _("waits longest: {service}, {place}, {clock}").format(
        service=one.service, place=one.place, clock=one.clock
    )
    since = _("received {moment}").format(moment=one.received)
    return chosen.to(look=Look.WAITING, request=one.id), one.office, what, since


def _parts(held: Basis, found: Standing, chosen: Chosen) -> list[Row]:
    """Of the regency OPD, the failing service and the kecamatan; else what lies below."""
    if chosen.by is By.REGENCY:
        rows = [_late(one, chosen.to(opd=one.code), one.name)
                for one in _latest(found.offices)[:MOST_OFFICES]]  # fmt: skip
        return [*rows[:2], *_failing(found, chosen), *_place(held, found, chosen), *rows[2:]]
    if chosen.by is By.OPD:
        rows = [
            _late(one, chosen.to(service=one.code), f"{one.owner_name}, {one.name}")
            for one in _latest(found.services)
        ]
        return [*_failing(found, chosen), *rows] if len(rows) > 1 else rows
    if found.whole.counts.overdue:
        owner = found.whole.owner_name or _camat(held, chosen.district)
        return [_late(found.whole, chosen.to(look=Look.WAITING), owner)]
    return []


def _latest(found: Iterable[Line]) -> list[Line]:
    late = [one for one in found if one.counts.overdue]
    return sorted(late, key=lambda one: (-one.counts.overdue, one.code))


def _late(one: Line, target: Link, owner: str) -> Row:
    what = _("{count} requests past the limit").format(count=number(one.counts.overdue))
    since = _("since today")
    if one.open.oldest_due is not None:
        since = _("the oldest was due {day}").format(
            day=day(Period.parse(one.open.oldest_due).start)
        )
    return target, owner, what, since


def _failing(found: Standing, chosen: Chosen) -> list[Row]:
    """The service with the lowest compliance of the month, where enough were judged."""
    judged = [one for one in found.services if one.state is State.OK]
    worst = min(judged, key=lambda one: (one.compliance.value or 0.0, one.code), default=None)
    if worst is None or worst.compliance.value is None or worst.compliance.part == worst.n:
        return []
    what = _("{service}: {share} in time (n = {count})").format(
        service=worst.name, share=worst.compliance.text(), count=number(worst.n)
    )
    since = _("lowest of {period}").format(period=Period.parse(worst.period).label())
    return [(chosen.to(service=worst.code), worst.owner_name, what, since)]


def _place(held: Basis, found: Standing, chosen: Chosen) -> list[Row]:
    worst = most_overdue(named(found.places))
    if worst is None:
        return []
    target, owner, what, since = _late(worst, chosen.to(place=worst.code), "")
    owner = _camat(held, worst.code)
    return [(target, owner, _("{place}: {what}").format(place=worst.name, what=what), since)]


def _camat(held: Basis, district: str) -> str:
    """The office of a kecamatan; its name where the register has no such OPD."""
    code = f"KEC-{district}"
    return held.office_name(code) if code in held.offices else held.place_name(district)
