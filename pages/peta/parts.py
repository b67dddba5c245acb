"""The parts of Peta, from the answer down to where the lines and figures come from."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import _, language
from pages.peta.drawing import paper
from pages.shared.downloads import download_figures
from pages.shared.map import clicked, has_webgl, show_chart, show_deck
from pages.shared.place_table import chosen as asked_for
from pages.shared.place_table import place_table
from pages.shared.provenance import provenance

if TYPE_CHECKING:
    from pages.peta.choices import Chosen
    from pages.peta.view import View


MOVING: Final = "map"
FLAT: Final = "flat-map"
TABLE: Final = "places"


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"


def head(title: str, answer: str, mover: str) -> None:
    """The title for the ear, the answer for the eye, and who moves it."""
    said = f'<h1 class="dk-title">{escape(title)}</h1><p class="dk-answer">{escape(answer)}</p>'
    st.html(said + (f'<p class="dk-line">{escape(mover)}</p>' if mover else ""))


def evidence(view: View, chosen: Chosen) -> None:
    """The map and the same places as a table; a press on either leads to the place."""
    left, right = st.columns([9, 5])
    with left:
        _map(view)
    with right:
        place_table(
            view.rows,
            key=TABLE,
            selected=chosen.marked,
            caption=view.caption,
            heading=view.heading,
            value=_("Value"),
        )


def pressed() -> str | None:
    """The place that was pressed on the map or in the table, before either is drawn anew."""
    return clicked(MOVING) or clicked(FLAT) or asked_for(TABLE)


def _map(view: View) -> None:
    drawing = view.drawing
    if drawing is None:
        text = _("No boundaries are loaded yet; the table holds the figures.")
        st.html(f'<p class="dk-line">{escape(text)}</p>')
        return
    if drawing.deck is not None:
        show_deck(drawing.deck, key=MOVING, height=drawing.height)
    elif drawing.spec is not None:
        show_chart(drawing.spec, key=FLAT)
    legend = drawing.legend
    if has_webgl() is False:
        text = _("This browser cannot draw the map that moves; the flat one shows the same.")
        legend += f'<p class="dk-notes">{escape(text)}</p>'
    if legend:
        st.html(legend)


def foot(view: View, chosen: Chosen) -> None:
    """The place's card, what could not be put on the map, downloads and sources."""
    st.html(view.card + _unplaced(view.unplaced))
    sheet = None
    if view.drawing is not None:
        sheet = partial(paper, view.drawing.data, language())
    name = f"peta-{chosen.metric}-{chosen.within}"
    download_figures(view.figures, name, sheet)
    if view.figures:
        st.html(provenance(view.figures))


def _unplaced(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    text = _("Not on the map, since no position is known: {names}.")
    return f'<p class="dk-notes">{escape(text.format(names=", ".join(names)))}</p>'
