"""What waits for this person, in one sentence."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.numbers import number
from core.words import _, ngettext
from data.queries.performance.queue import Desk
from pages.verifikasi.choices import View, asked, desks_of, lock_desks, views_of

if TYPE_CHECKING:
    from datetime import datetime

    from data.queries.performance.queue import Count
    from pages.verifikasi.loader import CheckDesk


def answer(desk: CheckDesk) -> str:
    """How many wait at each turn and for how long, and how many objections."""
    viewer, held = desk.viewer, desk.held
    views = views_of(viewer)
    parts: list[str] = []
    for one in desks_of(viewer):
        found = held.count(asked(viewer, one))
        if found.count:
            parts.append(_waits(one, found, desk))
    if View.OBJECTIONS in views:
        count = held.open_objections(viewer.scope, desk.today)
        if count:
            text = ngettext("{count} objection to decide", "{count} objections to decide", count)
            parts.append(text.format(count=number(count)))
    if View.LOCKS in views:
        parts += _locks(desk)
    return "; ".join(parts) + "." if parts else _("Nothing waits for you.")


def _waits(one: Desk, found: Count, desk: CheckDesk) -> str:
    texts = {
        Desk.VERIFY: ngettext(
            "{count} figure waits for verification",
            "{count} figures wait for verification",
            found.count,
        ),
        Desk.APPROVE: ngettext(
            "{count} figure waits for approval", "{count} figures wait for approval", found.count
        ),
    }
    text = texts[one].format(count=number(found.count))
    if found.oldest is None:
        return text
    days = days_since(found.oldest, desk)
    return _("{text}, the oldest for {days} days ({opd})").format(
        text=text, days=number(days), opd=found.opd_short
    )


def _locks(desk: CheckDesk) -> list[str]:
    found = []
    turns = lock_desks(desk.viewer)
    ready = desk.held.count(asked(desk.viewer, Desk.LOCK)).count if Desk.LOCK in turns else 0
    if ready:
        text = ngettext(
            "{count} approved figure to lock", "{count} approved figures to lock", ready
        )
        found.append(text.format(count=number(ready)))
    unlocks = desk.held.count(asked(desk.viewer, Desk.UNLOCK)).count
    if unlocks:
        text = ngettext("{count} request to unlock", "{count} requests to unlock", unlocks)
        found.append(text.format(count=number(unlocks)))
    return found


def days_since(moment: datetime, desk: CheckDesk) -> int:
    """Calendar days from a moment (UTC) to the present day of the regency."""
    zone = ZoneInfo(desk.viewer.settings.regency.time_zone)
    return max((desk.today - moment.replace(tzinfo=UTC).astimezone(zone).date()).days, 0)
