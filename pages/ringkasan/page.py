"""Ringkasan: is the regency on track, what changed, what needs a person now."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.ringkasan.loader import load_overview
from pages.ringkasan.parts import attention, findings, head, tiles
from pages.shared.downloads import download_figures
from pages.shared.provenance import provenance
from pages.shared.viewer import require
from review.access import Permission

viewer = require(Permission.SEE_OVERVIEW)
overview = load_overview(viewer)

head(overview, _("Summary"))
attention(overview.attention)
tiles(overview.tiles)
findings(overview.findings)
download_figures(overview.figures, f"ringkasan-{viewer.settings.regency.code}")
if overview.figures:
    st.html(provenance(overview.figures))
