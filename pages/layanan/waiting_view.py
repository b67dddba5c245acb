"""Who waits: how old what is open is, the longest waiting, what falls due next; by rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.numbers import number
from core.words import _, ngettext
from pages.layanan.lines_view import heading, paragraph
from pages.shared.rich_table import Head, chip, link, rich_table, text
from reports.performance.words import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.services.ageing import Ageing
    from pages.layanan.choices import Chosen
    from reports.services.lines import Line
    from reports.services.requests import Entry, Listing, Soon


def ageing_tables(by_share: Ageing, by_days: Ageing) -> str:
    """What is open by the share of its target used, and by calendar days since receipt."""
    shares = [(one.share_label, one.count) for one in by_share.slots]
    if by_share.unknown:
        shares.append((_("no running clock"), by_share.unknown))
    days = [(one.days_label, one.count) for one in by_days.slots]
    return (
        '<div class="dk-side">'
        + _ages(_("Open, by the share of the target used"), _("Share of the target"), shares)
        + _ages(_("Open, by days since receipt"), _("Calendar days"), days)
        + "</div>"
    )


def _ages(caption: str, first: str, rows: Sequence[tuple[str, int]]) -> str:
    heads = [Head(first, short=True), Head(_("Requests"), numeric=True)]
    cells = [[text(label), text(number(count))] for label, count in rows]
    return rich_table(heads, cells, caption=caption) if cells else ""


def longest(listed: Listing, chosen: Chosen) -> str:
    """The requests that wait longest; why they are not seen where they are not."""
    top = heading(_("Longest waiting")) + paragraph(listed.hidden)
    if not listed.entries:
        return top if listed.hidden else top + paragraph(_("No open request has a running clock."))
    more = ""
    if listed.more:
        more = paragraph(
            _("The first {count}; choose an OPD, a service or an area to see the others.").format(
                count=number(len(listed.entries))
            ),
            "dk-notes",
        )
    caption = _("Open requests, the longest past the limit first")
    return top + request_table(listed.entries, chosen, caption) + more


def request_table(entries: Sequence[Entry], chosen: Chosen, caption: str) -> str:
    """Single requests with their clocks, each a way to its card."""
    heads = [
        Head(_("Request")), Head(_("Clock"), short=True), Head(_("Service")), Head(_("Place")),
        Head(_("Received")), Head(_("Limit")), Head(_("State")),
    ]  # fmt: skip
    rows = [
        [
            link(chosen.to(look=chosen.look, request=one.id), one.number),
            chip(Status(one.clock, one.tone)) + text("", quiet=one.used_text),
            text(one.service, quiet=one.office), text(one.place, quiet=one.channel),
            text(one.received), text(one.due), text(one.status),
        ]
        for one in entries
    ]  # fmt: skip
    return rich_table(heads, rows, caption=caption, name="dk-requests")


def late_lines(found: Sequence[Line], chosen: Chosen, title: str, key: str) -> str:
    """How many are past the limit and close to it, by OPD or service: for every reader."""
    late = [one for one in found if one.counts.overdue or one.counts.at_risk]
    if not late:
        return ""
    heads = [
        Head(title), Head(_("Open"), numeric=True), Head(_("Past the limit"), numeric=True),
        Head(_("Close to the limit"), numeric=True), Head(_("Past 200%"), numeric=True),
    ]  # fmt: skip
    rows = [
        [
            link(chosen.to(**{key: one.code}), one.name), text(number(one.counts.backlog)),
            text(number(one.counts.overdue)), text(number(one.counts.at_risk)),
            text(number(one.open.past_double)),
        ]
        for one in late
    ]  # fmt: skip
    caption = _("{subject}, the most past the limit first").format(subject=title)
    return rich_table(heads, rows, caption=caption, name="dk-services")


def due_soon(listed: Listing | None, numbers: Sequence[Soon], chosen: Chosen) -> str:
    """What falls due within the chosen hours: counts for all, rows by rights."""
    hours = number(chosen.hours)
    top = heading(_("Due within {hours} hours").format(hours=hours))
    count = sum(one.count for one in numbers)
    if not count:
        none = _("No open request in time falls due within {hours} hours.").format(hours=hours)
        return top + paragraph(none)
    words = ngettext(
        "{count} open request falls due within {hours} hours.",
        "{count} open requests fall due within {hours} hours.", count,
    ).format(count=number(count), hours=hours)  # fmt: skip
    top += paragraph(words)
    if listed is not None and listed.entries:
        return top + request_table(listed.entries, chosen, _("Due next, the soonest first"))
    heads = [Head(_("Service")), Head(_("OPD"), short=True), Head(_("Requests"), numeric=True)]
    rows = [[text(one.service), text(one.office), text(number(one.count))] for one in numbers]
    return top + rich_table(heads, rows, caption=_("Due next, by service and OPD"))
