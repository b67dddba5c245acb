"""Audit follow-up: four shares with their formula, and what is due next for who may read it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from core.numbers import number
from core.words import _
from metrics.performance.audit import Status
from pages.shared.audit_table import due_table, follow_up_cells
from pages.shared.rich_table import Head, link, rich_table, text
from reports.performance.answer import report_card
from reports.performance.audit import counted, formula, share_text, summary, whole

if TYPE_CHECKING:
    from collections import Counter

    from data.queries.performance.recommendations import Recommendation
    from pages.kinerja_opd.choices import Chosen
    from pages.kinerja_opd.view import Material
    from reports.performance.audit import Audits


def audit(given: Material, chosen: Chosen, found: Audits) -> str:
    """The formula, the table by OPD, and the recommendations that are due."""
    members = {
        code for code, office in given.register.offices.items() if office.league == chosen.league
    }
    numbers = {opd: one for opd, one in counted(found.counts).items() if opd in members}
    rows = [one for one in found.rows if one.opd in members]
    said = f'<p class="dk-line">{escape(formula(whole(numbers)))}</p>'
    if not numbers:
        return said
    return (
        said
        + _table(given, numbers, rows)
        + due_table(rows, given.register.as_of, names=_names(given))
    )


def _names(given: Material) -> dict[str, str]:
    return {code: office.short_name for code, office in given.register.offices.items()}


def _table(given: Material, numbers: dict[str, Counter[Status]], rows: list[Recommendation]) -> str:
    heads = [Head(_("OPD")), Head(_("Recommendations"), numeric=True)]
    heads += [Head(status.label, numeric=True) for status in Status]
    seen = {one.opd for one in rows}
    if seen:
        heads += [
            Head(_("Rupiah outstanding"), numeric=True),
            Head(_("Open ones by age in days: ≤60 / 61–180 / 181–365 / >365"), numeric=True),
            Head(_("Next due"), short=True),
        ]
    body = []
    for opd, own in sorted(numbers.items(), key=lambda one: (_settled(one[1]), one[0])):
        name = given.register.offices[opd].short_name
        cells = [
            link(report_card(opd, given.board.period), name),
            text(number(sum(own.values()))),
            *(text(share_text(own, status)) for status in Status),
        ]
        if seen:
            mine = summary([one for one in rows if one.opd == opd], given.register.as_of)
            cells += follow_up_cells(mine) if opd in seen else [text("")] * 3
        body.append(cells)
    caption = _("Follow-up of audit recommendations, the least settled first")
    return rich_table(heads, body, caption=caption, name="dk-audit")


def _settled(own: Counter[Status]) -> float:
    return own[Status.SETTLED] / max(sum(own.values()), 1)
