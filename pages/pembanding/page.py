"""Pembanding: how a region stands, over the years and against the others."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.pembanding import loader
from pages.pembanding.filters import choose
from pages.pembanding.parts import evidence, foot, head, is_dark
from pages.shared.viewer import require
from review.access import Permission

viewer = require(Permission.SEE_COMPARISON)
version = loader.data_version()

top = st.container()
chosen = choose(viewer, version)

if chosen is None:
    with top:
        head(_("Comparison"), _("No figure is published or loaded yet."))
else:
    view = loader.load_view(viewer, chosen, version, dark=is_dark())
    with top:
        head(_("Comparison"), view.answer)
    evidence(view)
    foot(view, chosen)
