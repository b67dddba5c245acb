"""Words for what Streamlit itself writes and no argument reaches: the style sheet shows these."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def css_words(words: Mapping[str, str]) -> str:
    """A style element that gives the sheet these words as `--dk-<name>`."""
    rules = "".join(f"--dk-{name}:{_quoted(text)};" for name, text in words.items())
    return f"<style>.stApp{{{rules}}}</style>"


def _quoted(text: str) -> str:
    safe = "".join(one if one.isalnum() or one in " .,:()-" else f"\\{ord(one):x} " for one in text)
    return f'"{safe}"'
