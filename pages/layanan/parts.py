"""The parts of Layanan publik, from the answer down to where the figures come from."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import language
from pages.shared.downloads import download_figures
from pages.shared.map import clicked, show_chart

if TYPE_CHECKING:
    from pages.layanan.choices import Chosen
    from pages.layanan.view import View

MAP: Final = "services-map"


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"


def head(title: str, answer: str, more: str = "") -> None:
    """The title for the ear, the answer for the eye, and who must act."""
    said = f'<h1 class="dk-title">{escape(title)}</h1><p class="dk-answer">{escape(answer)}</p>'
    st.html(said + more)


def pressed() -> str | None:
    """The place that was pressed on the map, before it is drawn anew."""
    return clicked(MAP)


def evidence(view: View) -> None:
    """The tiles or lists, the chart, the tables, the map."""
    if view.above:
        st.html(view.above)
    if view.picture is not None:
        spec, alt = view.picture.spec, view.picture.alt
        st.vega_lite_chart(spec, width="stretch", theme=None, key="services-trend", alt=alt)
    if view.below:
        st.html(view.below)
    if view.map is not None:
        show_chart(view.map.spec, key=MAP)


def foot(view: View, chosen: Chosen) -> None:
    """Downloads, as-of, how it is counted and sources."""
    sheet = None
    if view.picture is not None:
        sheet = partial(view.picture.paper, language())
    name = "-".join(
        one for one in ("layanan", chosen.look.value, chosen.period, chosen.code) if one
    )
    download_figures(view.figures, name, sheet)
    st.html(view.foot)
