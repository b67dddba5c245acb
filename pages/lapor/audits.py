"""Audit recommendations of the own OPD, with the evidence that is handed in for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.numbers import day, number, rupiah
from core.words import _, ngettext
from metrics.performance.audit import Status, due_day
from pages.lapor.proof import proof
from pages.shared.pickers import choice
from pages.shared.report_parts import facts, heading, lines
from pages.shared.table import Column, html_table
from review.access import Permission, may

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.queries.performance.recommendations import Recommendation
    from pages.lapor.loader import Office

KEY: Final = "rekomendasi"
BPK: Final = "bpk"


def audits(office: Office) -> None:
    """The open ones first; one that is chosen opens with its evidence."""
    rows, pieces = office.held.audits(office.code, office.viewer.scope)
    if not rows:
        st.html(lines([_("There is no audit recommendation for this OPD.")]))
        return
    order = sorted(rows, key=lambda one: not Status(one.status).is_open)
    pending = [one for one in order if Status(one.status).is_open]
    text = ngettext(
        "{count} recommendation is not settled yet",
        "{count} recommendations are not settled yet",
        len(pending),
    )
    st.html(heading(text.format(count=number(len(pending)))) + _table(order, office.today))
    if not pending:
        return
    codes = [one.code for one in pending]
    chosen = choice(_("Hand in evidence for"), codes, default=codes[0], key=KEY)
    one = next(row for row in pending if row.code == chosen)
    st.html(facts(_facts(one)))
    allowed = may(office.viewer.person, Permission.FOLLOW_UP, opd=office.code).allowed
    own = [piece for piece in pieces if piece.subject == one.code]
    proof(office, own, {"recommendation": one.code} if allowed else None, "audit")


def _facts(one: Recommendation) -> list[tuple[str, str]]:
    return [
        (_("Finding"), one.finding),
        (_("Recommendation"), one.text),
        (_("Audit report"), one.report),
        (_("Note"), one.note or ""),
    ]


def _table(rows: Sequence[Recommendation], today: date) -> str:
    columns = [
        Column("code", _("Code"), short=True),
        Column("auditor", _("Auditor"), short=True),
        Column("text", _("Recommendation")),
        Column("status", _("Status")),
        Column("rest", _("Outstanding"), numeric=True),
        Column("due", _("Answer due"), short=True),
        Column("mark", _("Mark"), short=True),
    ]
    return html_table(
        columns, [_row(one, today) for one in rows], caption=_("Recommendations, open ones first")
    )


def _row(one: Recommendation, today: date) -> dict[str, str]:
    status = Status(one.status)
    last = due_day(date.fromisoformat(one.report_date))
    due = day(last)
    if status.is_open and last < today:
        due = _("{day}, {days} days ago").format(day=due, days=number((today - last).days))
    rest = (one.amount or 0) - (one.settled or 0)
    return {
        "code": one.code,
        "auditor": one.auditor.upper() if one.auditor == BPK else _("Inspectorate"),
        "text": one.text,
        "status": status.label,
        "rest": rupiah(rest) if one.amount is not None and status.is_open else "",
        "due": due,
        "mark": _("SAMPLE DATA") if one.sample else "",
    }
