"""Audit recommendations as tables: what is outstanding, how old, what is due next."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from core.numbers import day, number, rupiah
from core.words import N_, _
from metrics.performance.audit import Age, Status
from pages.shared.rich_table import Head, rich_table, text
from reports.performance.audit import pending

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from data.queries.performance.recommendations import Recommendation
    from metrics.performance.audit import FollowUp

MOST: Final = 15
"""Rows of what is due; more are counted."""
AUDITORS: Final = {"bpk": N_("BPK"), "inspektorat": N_("Inspectorate")}


def follow_up_cells(found: FollowUp) -> list[str]:
    """Rupiah outstanding, ages, and the next due day."""
    ages = " / ".join(number(found.ages[age]) for age in Age)
    due = "" if found.next_due is None else day(found.next_due)
    late = ""
    if found.overdue:
        late = _("{count} past 60 days").format(count=number(found.overdue))
    return [text(rupiah(found.outstanding)), text(ages), text(due, quiet=late)]


def due_table(rows: Sequence[Recommendation], as_of: date, *, names: Mapping[str, str]) -> str:
    """Open recommendations due within 60 days or overdue, with their last day; empty for none."""
    found = pending(rows, as_of)
    if not found:
        return ""
    heads = [
        Head(_("Answer due"), short=True),
        Head(_("OPD"), short=True),
        Head(_("Recommendation")),
        Head(_("Auditor and report")),
        Head(_("Status")),
        Head(_("Outstanding"), numeric=True),
    ]
    title = _("Due within 60 days or overdue")
    body = [_due_row(last, one, as_of, names) for last, one in found[:MOST]]
    table = rich_table(heads, body, caption=_("By the 60 days of Law 15/2004, article 20(3)"))
    rest = len(found) - MOST
    more = ""
    if rest > 0:
        said = _("and {count} more, in the report cards of the OPD").format(count=number(rest))
        more = f'<p class="dk-line">{escape(said)}</p>'
    return f'<h2 class="dk-heading">{escape(title)}</h2>{table}{more}'


def _due_row(last: date, one: Recommendation, as_of: date, names: Mapping[str, str]) -> list[str]:
    days = (as_of - last).days
    late = _("{count} days over").format(count=number(days)) if days > 0 else ""
    owed = max((one.amount or 0) - (one.settled or 0), 0)
    return [
        text(day(last), quiet=late),
        text(names.get(one.opd, one.opd)),
        text(one.text, quiet=one.finding),
        text(_(AUDITORS[one.auditor]), quiet=one.report),
        text(Status(one.status).label),
        text(rupiah(owed) if one.amount is not None else _("no money at stake")),
    ]
