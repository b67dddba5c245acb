"""Words for Streamlit's own uploader, which no argument reaches: the style sheet shows these."""

from __future__ import annotations

import streamlit as st

from core.words import _


def uploader_words(kinds: str, megabytes: int) -> None:
    """Say what may be dropped here. kinds: the kinds of files in words."""
    words = {
        "drop": _("Drop the file here"),
        "browse": _("Choose a file"),
        "limit": _("{kinds}, at most {limit} MB.").format(kinds=kinds, limit=megabytes),
        "refused": _(
            "This file is larger than {limit} MB and was not sent. Split it into several files."
        ).format(limit=megabytes),
    }
    rules = "".join(f"--dk-{name}:{_quoted(text)};" for name, text in words.items())
    st.html(f"<style>.stApp{{{rules}}}</style>")


def _quoted(text: str) -> str:
    safe = "".join(one if one.isalnum() or one in " .,:()-" else f"\\{ord(one):x} " for one in text)
    return f'"{safe}"'
