"""The parts of Rapor OPD, from the answer down to where the figures come from."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from core.words import language
from pages.shared.downloads import download_figures
from pages.shared.later import Later

if TYPE_CHECKING:
    from core.scope import Scope
    from pages.rapor_opd.choices import Chosen
    from pages.rapor_opd.view import View


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"


def head(title: str, answer: str, tasks: str = "") -> None:
    """The title for the ear, the answer for the eye, and what is to be done."""
    said = f'<h1 class="dk-title">{escape(title)}</h1><p class="dk-answer">{escape(answer)}</p>'
    st.html(said + tasks)


def evidence(view: View) -> None:
    """The score, the indicators, and the chosen one in full."""
    # One element for what stands together: each costs its share of every run of every reader.
    st.html(view.score + view.table + view.about)
    if view.picture is not None:
        spec, alt = view.picture.spec, view.picture.alt
        st.vega_lite_chart(spec, width="stretch", theme=None, key="trajectory", alt=alt)
    if view.below:
        st.html(view.below)


def foot(view: View, chosen: Chosen, scope: Scope) -> None:
    """Budget, audit, downloads, as-of and sources."""
    st.html(view.rest)
    sheet = None
    if view.picture is not None:
        sheet = partial(view.picture.paper, language())
    shown = Later(scope, first=chosen.period, last=chosen.period, opd=chosen.opd)
    download_figures(shown, f"rapor-{chosen.opd}-{chosen.period}", sheet)
    st.html(view.foot)
