"""The head of an OPD objects to a verified figure, and sees what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.numbers import day
from core.words import _
from data.queries.performance.objections import OPEN
from pages.lapor.form import tell
from pages.lapor.proof import proof
from pages.shared.database import engine
from pages.shared.objection_words import objection_lines
from pages.shared.report_parts import heading, lines, notice
from review.access import Permission, may
from review.performance.objections import objection_deadline, raise_objection

if TYPE_CHECKING:
    from datetime import date

    from pages.lapor.loader import Office, Opened

LONGEST: Final = 2000


def objecting(office: Office, opened: Opened) -> None:
    """What was objected, and the form for the head while there is time."""
    if opened.objections:
        st.html(heading(_("Objections")))
    right = may(office.viewer.person, Permission.OBJECT, opd=office.code).allowed
    for one in opened.objections:
        st.html(lines(objection_lines(one, office.viewer.settings.regency)))
        if one.state == OPEN:
            pieces = office.objection_evidence(one.id)
            proof(office, pieces, {"objection_id": one.id} if right else None, f"o{one.id}")
    last = deadline(office, opened)
    if right and last is not None and last >= office.today:
        _form(office, opened, last)


def deadline(office: Office, opened: Opened) -> date | None:
    """The last day for an objection; None where the figure cannot be objected to."""
    stored = opened.report.stored
    if stored is None or not stored.state.is_verified or "verified" not in stored.times:
        return None
    verified = stored.times["verified"]
    if any(one.raised_at >= verified for one in opened.objections):
        return None
    return objection_deadline(verified, office.viewer.settings)


def _form(office: Office, opened: Opened, last: date) -> None:
    stored, viewer = opened.report.stored, office.viewer
    with st.expander(_("Object to this figure"), icon=":material/gavel:"):
        st.html(lines([_("Possible until {day}.").format(day=day(last))], "dk-notes"))
        with st.form("object-form", border=False):
            reason = st.text_area(_("Why is the figure wrong?"), key="object-reason",
                                  max_chars=LONGEST)  # fmt: skip
            pressed = st.form_submit_button(_("Object"), key="object-raise")
        if not pressed or stored is None:
            return
        try:
            raise_objection(
                engine(),
                by=viewer.person,
                settings=viewer.settings,
                actual_id=stored.id,
                reason=reason,
            )
        except DashboardError as error:
            st.html(notice(error))
            return
    tell(_("The objection is raised. Evidence can be added to it below."))
    st.rerun()
