"""A headline figure as HTML: name, value, status in words, target, change, line, as-of, source."""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import quote

from core.words import _
from reports.overview.model import Tile, Tone

# Shapes differ as well as colours, so that black-and-white paper tells them apart.
SHAPES: Final = {
    Tone.BIRU: "▲",
    Tone.HIJAU: "▲",
    Tone.KUNING: "●",
    Tone.ORANYE: "●",
    Tone.MERAH: "▼",
    Tone.PLAIN: "■",
    Tone.MISSING: "–",
}


def tile_html(tile: Tile) -> str:
    """The tile for `st.html`; every text is escaped, the line is our own SVG."""
    parts = [f'<h3 class="dk-name">{escape(tile.name)}</h3>', _value(tile), _chips(tile)]
    parts += [
        f'<p class="dk-line">{escape(text)}</p>' for text in (tile.target, tile.change) if text
    ]
    parts.append(_line(tile))
    parts.append(f'<p class="dk-foot">{escape(_foot(tile))}</p>')
    return f'<article class="dk-tile">{"".join(parts)}</article>'


def _line(tile: Tile) -> str:
    """The line as a mask over the text colour: Streamlit takes SVG elements out of its HTML."""
    mask = f"url(&quot;data:image/svg+xml,{quote(tile.sparkline)}&quot;) no-repeat"
    label = escape(tile.trend)
    return f'<div class="dk-spark" role="img" aria-label="{label}" style="mask:{mask}"></div>'


def _value(tile: Tile) -> str:
    if tile.tone is Tone.MISSING:
        return f'<p class="dk-value dk-word">{escape(tile.value)}</p>'
    return f'<p class="dk-value">{escape(tile.value)}<span>{escape(tile.unit)}</span></p>'


def _chips(tile: Tile) -> str:
    if tile.tone is Tone.MISSING:
        return ""
    status = f"{SHAPES[tile.tone]} {tile.status}"
    marks = [_chip(tile.tone.value, status)]
    if tile.age:
        marks.append(_chip("old", tile.age))
    if tile.sample:
        marks.append(_chip("sample", _("SAMPLE DATA")))
    return f'<p class="dk-chips">{"".join(marks)}</p>'


def _chip(kind: str, text: str) -> str:
    return f'<span class="dk-chip dk-{kind}">{escape(text)}</span>'


def _foot(tile: Tile) -> str:
    if not tile.as_of:
        return _("No published figure is loaded.")
    return _("{as_of} · source: {source}").format(as_of=tile.as_of, source=tile.source)
