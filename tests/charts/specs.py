"""What a Vega-Lite spec says: its texts and rows, however deep they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# 2.35 is English; 1.234 and 13.500 are Indonesian thousands.
ENGLISH_NUMBER = re.compile(r"\d\.\d(?!\d\d)")
WORDS_OF_A_ROW = (
    "name",
    "short",
    "wide",
    "narrow",
    "text",
    "full",
    "long",
    "label",
    "gap",
    "status",
)


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = spec["layer"]
    return found


def rows(spec: dict[str, Any], mark: str, style: str | None = None) -> list[dict[str, Any]]:
    """Rows of every layer with this mark, and with this style if one is named."""
    return [
        row
        for layer in layers(spec)
        if layer["mark"]["type"] == mark and style in (None, layer["mark"].get("style"))
        for row in layer["data"]["values"]
    ]


def said(spec: dict[str, Any]) -> Iterator[str]:
    """Every text that a reader sees: titles, labels, tooltips (but sources as they are quoted)."""
    yield spec["title"]["text"]["expr"]
    yield from spec["title"]["subtitle"]
    for layer in layers(spec):
        for row in layer["data"]["values"]:
            for key in WORDS_OF_A_ROW:
                texts = row.get(key, [])
                yield from [texts] if isinstance(texts, str) else texts
