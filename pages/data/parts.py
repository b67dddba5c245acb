"""Head and small pieces of the screen Data."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import ngettext
from data.imports.files import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.errors import DashboardError

MEGABYTE: Final = 1_000_000
UPLOAD_MEGABYTES: Final = MAX_BYTES // MEGABYTE


def head(title: str, answer: str) -> None:
    """The title for the ear, the answer for the eye."""
    st.html(
        f'<h1 class="dk-title">{escape(title)}</h1>'
        f'<p class="dk-answer" role="status">{escape(answer)}</p>'
    )


def heading(text: str, name: str = "") -> str:
    """A heading of a part of the screen, with an anchor if it has a name."""
    anchor = f' id="{escape(name)}"' if name else ""
    return f'<h2 class="dk-heading"{anchor}>{escape(text)}</h2>'


def lines(texts: Iterable[str], kind: str = "dk-notes") -> str:
    """Texts, each a paragraph."""
    return "".join(f'<p class="{kind}">{escape(text)}</p>' for text in texts)


def notice(error: DashboardError) -> None:
    """What a person must mend before it goes on."""
    st.html(
        f'<div class="dk-notice" role="alert"><p><b>{escape(error.message)}</b></p>'
        f"<p>{escape(error.hint)}</p></div>"
    )


def persons_line(headers: Iterable[str]) -> list[str]:
    """That columns with persons are not kept; nothing when there are none."""
    names = list(headers)
    if not names:
        return []
    sentence = ngettext(
        "Column {names} is not stored: personal data.",
        "Columns {names} are not stored: personal data.",
        len(names),
    )
    return [sentence.format(names=", ".join(names))]
