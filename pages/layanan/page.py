"""Layanan publik: what is in time, where it breaches, who waits."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.layanan.filters import PLACE_KEY, choose
from pages.layanan.loader import load_view, shelf
from pages.layanan.parts import evidence, foot, head, is_dark, pressed
from pages.shared.map import is_narrow
from pages.shared.viewer import require
from review.access import Permission

viewer = require(Permission.SEE_SERVICES)
held = shelf(viewer)

place = pressed()
if place is not None:
    st.query_params[PLACE_KEY] = place

top = st.container()
chosen = choose(viewer, held)
if chosen is None:
    with top:
        head(_("Public services"), _("No requests for services are loaded yet."))
else:
    view = load_view(viewer, held, chosen, dark=is_dark(), narrow=bool(is_narrow()))
    with top:
        head(_("Public services"), view.answer, view.head)
    evidence(view)
    foot(view, chosen)
