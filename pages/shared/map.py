"""Maps on a screen: what the browser can draw, the map, its legend, and the region clicked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Any, Final, cast

import streamlit as st

from charts.map.altair_map import PLACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pydeck as pdk

    from charts.map.deck import ReadyDeck
    from charts.map.legend import LegendRow

WEBGL_COOKIE: Final = "webgl"
SCREEN_COOKIE: Final = "layar"
"""Set by pages/server/device.js before Streamlit connects."""
LAST: Final = "{key}-last"
"""The selection that a key has answered to already."""


class Screen(StrEnum):
    """Width of the window when it connected: below 640, below 1600, or wider."""

    NARROW = "sempit"
    MIDDLE = "sedang"
    WIDE = "lebar"


def has_webgl() -> bool | None:
    """Whether the browser has drawn with WebGL 2; None when it has not said so."""
    said = st.context.cookies.get(WEBGL_COOKIE)
    return {"1": True, "0": False}.get(said) if isinstance(said, str) else None


def screen() -> Screen | None:
    """How wide the window is; None when the browser has not said so."""
    said = st.context.cookies.get(SCREEN_COOKIE)
    return Screen(said) if isinstance(said, str) and said in set(Screen) else None


def is_narrow() -> bool | None:
    """Whether the window is a phone's; None when the browser has not said so."""
    found = screen()
    return None if found is None else found is Screen.NARROW


def clicked(key: str) -> str | None:
    """The region of a click on the map of this key that nobody has answered to yet.

    Ask before the map is drawn, and it can be drawn with the new selection in the same run.
    """
    selection = _selection(st.session_state.get(key))
    mark = LAST.format(key=key)
    if selection == st.session_state.get(mark):
        return None
    st.session_state[mark] = selection
    return selection[1] if selection else None


def show_deck(deck: ReadyDeck, key: str, height: int) -> str | None:
    """The pydeck map; the code of the region clicked, once for each click.

    The person's zoom stays as long as the same view is sent.
    """
    st.pydeck_chart(
        cast("pdk.Deck", deck),
        height=height,
        on_select="rerun",
        selection_mode="single-object",
        key=key,
    )
    return clicked(key)


def show_chart(spec: Mapping[str, Any], key: str) -> str | None:
    """The Vega-Lite map; the code of the region clicked, once for each click."""
    st.vega_lite_chart(
        spec=dict(spec), width="stretch", theme=None, on_select="rerun",
        selection_mode=PLACE, key=key,
    )  # fmt: skip
    return clicked(key)


def _selection(state: Any) -> tuple[str, str] | None:  # noqa: ANN401 (Streamlit's own state)
    """Layer and code of what is selected in the state of a map of either kind."""
    chosen = state.get("selection") if isinstance(state, Mapping) else None
    if not isinstance(chosen, Mapping):
        return None
    marked = chosen.get(PLACE)
    if isinstance(marked, list) and marked:
        code = marked[0].get("code")
        return ("", code) if isinstance(code, str) else None
    objects = chosen.get("objects")
    for layer, found in objects.items() if isinstance(objects, Mapping) else ():
        for one in found:
            code = (one.get("properties") or one).get("code")
            if isinstance(code, str):
                return layer, code
    return None


def show_legend(rows: Sequence[LegendRow], notes: Sequence[str], credit: Sequence[str]) -> None:
    """The legend and the credit as one element, the same for both maps."""
    st.html(legend_html(rows, notes, credit))


def legend_html(rows: Sequence[LegendRow], notes: Sequence[str], credit: Sequence[str]) -> str:
    """Marks with their words, then what else a reader must know, then whose boundaries they are."""
    marks = "".join(f"<li>{_mark(row)}<span>{escape(row.label)}</span></li>" for row in rows)
    lines = "".join(f"<p>{escape(text)}</p>" for text in (*notes, *credit))
    return f'<div class="dk-legend"><ul>{marks}</ul>{lines}</div>'


def _mark(row: LegendRow) -> str:
    if row.marker is not None:
        letter = escape(row.marker.letter)
        return f'<b class="dk-spot dk-{row.marker.shape}" style="{_ground(row)}">{letter}</b>'
    if row.radius is not None:
        size = round(row.radius * 2)
        return f'<i class="dk-circle" style="width:{size}px;height:{size}px"></i>'
    name = "dk-hatched" if row.hatched else f"dk-tone-{row.tone}"
    return f'<i class="dk-swatch {name}"></i>'


def _ground(row: LegendRow) -> str:
    return f"background:{row.marker.colour}" if row.marker else ""
