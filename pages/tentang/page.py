"""Tentang data: what every figure means, where it comes from, how old what is loaded is."""

from __future__ import annotations

import streamlit as st

from core.words import _
from metrics.definitions import definitions
from pages.shared.viewer import require
from pages.tentang.filters import chosen_metric, chosen_theme
from pages.tentang.loader import load_reference
from pages.tentang.parts import chosen, contents, head, metrics, section, waiting
from review.access import Permission

viewer = require(Permission.SEE_PROVENANCE)
reference = load_reference(viewer)

head(_("About the data"), reference.answer)
with st.container(key="tentang-filters", horizontal=True):
    theme = chosen_theme(definitions().values())
    metric = chosen_metric(definitions(), theme)
chosen(reference.metrics, metric)
waiting(reference.waiting)
contents()
metrics(reference.metrics, theme)
section("ages", reference.ages)
section("scales", reference.scales)
section("targets", reference.targets)
section("loaded", reference.loaded)
section("sources", reference.sources)
