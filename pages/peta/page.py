"""Peta: which kecamatan, which desa."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.peta.filters import choose, go_to
from pages.peta.loader import load_view, shelf
from pages.peta.parts import evidence, foot, head, is_dark, pressed
from pages.shared.viewer import require
from review.access import Permission

viewer = require(Permission.SEE_MAP)
held = shelf(viewer)

place = pressed()
if place is not None:
    go_to(place, viewer.settings.regency.code)

top = st.container()
chosen = choose(viewer, held)
if chosen is None:
    with top:
        head(_("Map"), _("No kecamatan are loaded yet: load the list of regions first."), "")
else:
    view = load_view(viewer, held, chosen, dark=is_dark())
    with top:
        head(_("Map"), view.answer, view.mover)
    evidence(view, chosen)
    foot(view, chosen)
