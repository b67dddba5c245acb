"""Verifikasi: the queue, the figure at hand, objections, locks and the trail."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.shared.report_parts import head
from pages.shared.viewer import require
from pages.verifikasi.answer import answer
from pages.verifikasi.choices import choose_view, views_of
from pages.verifikasi.loader import desk_of
from pages.verifikasi.sections import show
from review.access import Permission

viewer = require(Permission.SEE_QUEUE)
desk = desk_of(viewer)

st.html(head(_("Verification"), answer(desk)))
with st.container(key="check"):
    show(desk, choose_view(views_of(viewer)))
