"""Words for Streamlit's own uploader."""

from __future__ import annotations

import streamlit as st

from core.words import _
from pages.shared.css_words import css_words


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
    st.html(css_words(words))
