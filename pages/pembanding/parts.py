"""The parts of Pembanding, from the answer down to where the figures come from."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from core.words import _
from pages.shared.downloads import download_figures

if TYPE_CHECKING:
    from pages.pembanding.choices import Chosen
    from pages.pembanding.view import Picture, View


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"


def head(title: str, answer: str) -> None:
    """The title for the ear, the answer for the eye."""
    st.html(f'<h1 class="dk-title">{escape(title)}</h1><p class="dk-answer">{escape(answer)}</p>')


def evidence(view: View) -> None:
    """The chart, the ladder where there is one, and the values in a table."""
    if view.trend is None:
        return
    notes = _picture(view.trend, "trend")
    if view.ladder is not None:
        st.html(notes)
        notes = _picture(view.ladder, "ladder")
    # One element for notes and tables: each costs its share of every run of every reader.
    title = _("Status and source of each figure")
    st.html(
        f'{notes}<div class="dk-values">{view.values}</div>'
        f'<details class="dk-more"><summary>{escape(title)}</summary>{view.sources}</details>'
    )


def _picture(picture: Picture, key: str) -> str:
    """Show a chart; what is to be noted of it is given back as HTML."""
    st.vega_lite_chart(picture.spec, width="stretch", theme=None, key=key, alt=picture.alt)
    return f'<p class="dk-notes">{escape(" ".join(picture.notes))}</p>'


def foot(view: View, chosen: Chosen) -> None:
    """Downloads, coverage, as-of and sources."""
    if not view.figures:
        return
    download_figures(view.figures, f"pembanding-{chosen.metric}")
    st.html(view.foot)
