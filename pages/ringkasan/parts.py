"""The parts of Ringkasan, from the answer down to the tiles."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import _, ngettext
from pages.shared.figure_card import figure_card
from pages.shared.navigation import page_path
from pages.shared.tile import tile_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.overview.model import Attention, Finding, Overview, Tile

MOST_ROWS: Final = 5
"""Rows of what needs a person; more are counted, not listed."""


def head(overview: Overview, title: str) -> None:
    """The title for the ear, the answer for the eye."""
    answer = f'<p class="dk-answer">{escape(overview.answer)}</p>'
    st.html(f'<h1 class="dk-title">{escape(title)}</h1>{answer}')


def attention(items: Sequence[Attention]) -> None:
    """At most five rows: owner, what, since when; each leads to the screen behind it."""
    if not items:
        st.html(paragraph(_("Nothing waits for a person.")))
        return
    with st.container(key="attention", gap=None):
        st.html(heading(_("Needs a person now")))
        for item in items[:MOST_ROWS]:
            st.page_link(
                page_path(item.link.address),
                label=f"**{item.owner}** · {item.what} · {item.since}",
                icon=":material/priority_high:",
                query_params=dict(item.link.query),
            )
        if len(items) > MOST_ROWS:
            rest = len(items) - MOST_ROWS
            text = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
            st.html(paragraph(text))


def tiles(shown: Sequence[Tile]) -> None:
    """The headline figures; a tile opens its comparison, its button the figure's card."""
    with st.container(key="tiles"):
        for tile in shown:
            with st.container(key=f"tile-{tile.key}", gap=None):
                st.html(tile_html(tile))
                st.page_link(
                    page_path(tile.link.address),
                    label=_("Open {name}").format(name=tile.name),
                    query_params=dict(tile.link.query),
                )
                if tile.figure is not None and st.button(
                    _("Card of {name}").format(name=tile.name),
                    key=f"card-{tile.key}",
                    icon=":material/info:",
                    type="tertiary",
                ):
                    figure_card(tile.figure)


def findings(shown: Sequence[Finding]) -> None:
    """What changed most, as sentences."""
    if not shown:
        return
    items = "".join(f"<li>{escape(one.text)}</li>" for one in shown)
    title = heading(_("What changed most"))
    st.html(f'{title}<ul class="dk-findings">{items}</ul>')


def heading(text: str) -> str:
    """A heading of a part of the screen."""
    return f'<h2 class="dk-heading">{escape(text)}</h2>'


def paragraph(text: str) -> str:
    """A line of text."""
    return f'<p class="dk-line">{escape(text)}</p>'
