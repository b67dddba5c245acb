"""Lapor: the work list of an OPD, one report, files, and what others ask of it."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.lapor.answer import answer
from pages.lapor.choices import View, choose_office, choose_view
from pages.lapor.loader import office_of
from pages.lapor.sections import show
from pages.shared.report_parts import head
from pages.shared.viewer import require
from review.access import Permission

viewer = require(Permission.SEE_REPORTS)
code = choose_office(viewer)

if code is None:
    st.html(head(_("Report"), _("Your role is tied to no OPD, so there is nothing to report.")))
else:
    office = office_of(viewer, code)
    mark = f" · {_('SAMPLE DATA')}" if office.sample else ""
    st.html(head(f"{_('Report')} · {office.name}{mark}", answer(office.work())))
    with st.container(key="report"):
        show(office, choose_view(View.WORK))
