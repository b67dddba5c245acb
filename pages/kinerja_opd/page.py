"""Kinerja OPD: all OPD at the end of a triwulan."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.kinerja_opd.filters import choose
from pages.kinerja_opd.loader import load_view, shelf
from pages.kinerja_opd.parts import evidence, foot, head, is_dark
from pages.shared.viewer import require
from review.access import Permission

viewer = require(Permission.SEE_PERFORMANCE)
held = shelf(viewer)

top = st.container()
chosen = choose(held)

if chosen is None:
    with top:
        head(_("OPD performance"), _("No performance of the OPD is loaded yet."), (), "")
else:
    view = load_view(viewer, held, chosen, dark=is_dark())
    with top:
        head(_("OPD performance"), view.answer, view.lines, view.waiting)
    evidence(view)
    foot(view, chosen, viewer.scope)
