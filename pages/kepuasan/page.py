"""Kepuasan: the index of public satisfaction by unit and unsur."""

from __future__ import annotations

from html import escape

import streamlit as st

from core.words import _
from pages.kepuasan.loader import load_view, shelf
from pages.kepuasan.view import Chosen
from pages.shared.downloads import download_figures
from pages.shared.pickers import choice, period_words
from pages.shared.viewer import require
from review.access import Permission

viewer = require(Permission.SEE_SERVICES)
held = shelf(viewer)
title = f'<h1 class="dk-title">{escape(_("Satisfaction"))}</h1>'

top = st.container()
if not held.periods:
    none = escape(_("No satisfaction survey is loaded yet."))
    top.html(f'{title}<p class="dk-answer">{none}</p>')
    st.stop()

with st.container(key="satisfaction-filters"):
    first, second, _rest = st.columns([4, 6, 8])
    with first:
        period = choice(
            _("Period"), held.periods, default=held.periods[0], key="periode", words=period_words
        )
    names = {one.code: one.name for one in held.board(viewer.language, period).units}
    with second:
        options = {"": _("All units"), **names}
        opd = choice(
            _("Unit of service"), tuple(options), default="", key="opd", words=options.__getitem__
        )

view = load_view(viewer, held, Chosen(period, opd))
top.html(f'{title}<p class="dk-answer">{escape(view.answer)}</p>{view.head}')
if view.body:
    st.html(view.body)
download_figures(view.figures, f"kepuasan-{period}")
st.html(view.foot)
