"""Rapor OPD: one OPD at the end of a triwulan, and what it has to do."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.rapor_opd.filters import choose
from pages.rapor_opd.forms import objecting, obstructed, said
from pages.rapor_opd.loader import load_view, shelf
from pages.rapor_opd.parts import evidence, foot, head, is_dark
from pages.shared.viewer import require
from review.access import Permission
from review.performance.machine import may_for_own

viewer = require(Permission.SEE_PERFORMANCE)
held = shelf(viewer)

top = st.container()
chosen = choose(viewer, held)

if chosen is None:
    with top:
        head(_("OPD report card"), _("No performance of the OPD is loaded yet."))
else:
    reports = may_for_own(viewer.person, Permission.REPORT_ACTUAL, chosen.opd).allowed
    view = load_view(viewer, held, chosen, reports=reports, dark=is_dark())
    with top:
        head(_("OPD report card"), view.answer, view.tasks)
        said()
    with st.container(key="card"):
        evidence(view)
        st.html(view.obstacles)
        obstructed(viewer, held, chosen)
        st.html(view.objections)
        objecting(viewer, held, chosen)
        foot(view, chosen, viewer.scope)
