"""The card of one request: what was promised, how it stands, and all that happened to it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from core.words import _
from pages.layanan.lines_view import heading, paragraph
from pages.shared.rich_table import address
from pages.shared.table import Column, html_table

if TYPE_CHECKING:
    from pages.layanan.choices import Chosen
    from reports.services.card import Told


def card(found: Told | None, chosen: Chosen) -> str:
    """The card as HTML; for who may not see it the same words as for one that does not exist."""
    if chosen.request is None:
        return ""
    away = address(chosen.to(look=chosen.look))
    words = escape(_("Close the request"))
    close = f'<p class="dk-line"><a href="{escape(away)}" target="_self">{words}</a></p>'
    if found is None:
        none = _("There is no such request, or it is not one of your OPD.")
        return f'<section class="dk-card">{paragraph(none)}{close}</section>'
    facts = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in found.facts
    )
    columns = [
        Column("at", _("When")), Column("what", _("What happened")), Column("reason", _("Reason")),
        Column("after", _("After")), Column("source", _("From the file")),
    ]  # fmt: skip
    rows = [
        {"at": one.at, "what": one.what, "reason": one.reason, "after": one.after,
         "source": one.source}
        for one in found.steps
    ]  # fmt: skip
    if not any(row["reason"] for row in rows):
        columns = [one for one in columns if one.key != "reason"]
    sample = _("SAMPLE DATA: not for decisions.") if found.sample else ""
    return (
        f'<section class="dk-card">{heading(found.title)}'
        f"{paragraph(f'{found.outcome} · {found.as_of}')}"
        f'<dl class="dk-facts">{facts}</dl>'
        f"{html_table(columns, rows, caption=_('All that happened to it, the earliest first'))}"
        f"{paragraph(sample, 'dk-notes')}{close}</section>"
    )
