"""Pembanding: how a region stands, over the years and against the others."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.pembanding.filters import choose
from pages.pembanding.loader import load_view, shelf
from pages.pembanding.parts import evidence, foot, head, is_dark
from pages.shared.viewer import require
from review.access import Permission

viewer = require(Permission.SEE_COMPARISON)
held = shelf(viewer)

top = st.container()
chosen = choose(viewer, held)

if chosen is None:
    with top:
        head(_("Comparison"), _("No figure is published or loaded yet."))
else:
    view = load_view(viewer, held, chosen, dark=is_dark())
    with top:
        head(_("Comparison"), view.answer)
    evidence(view)
    foot(view, chosen)
