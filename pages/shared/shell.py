"""The frame around every page: tab, sample mark, person, language, way out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import _
from pages.shared.css_words import css_words
from pages.shared.sign_in import LANGUAGE_PATH, SIGN_OUT_PATH

if TYPE_CHECKING:
    from core.settings import Settings
    from pages.shared.viewer import Visit
    from review.access import Person

# Set before st.navigation: Streamlit would otherwise fetch a page's icon from another server.
TAB_ICON: Final = "./app/static/favicon.svg"
# Each language is offered under its own name, so that whoever cannot read the screen finds it.
OTHER_LANGUAGE: Final = {"id": ("en", "English"), "en": ("id", "Bahasa Indonesia")}


def frame() -> None:
    """Width and tab icon; the first call of each run."""
    st.set_page_config(layout="wide", page_icon=TAB_ICON)


def name_tab(title: str, settings: Settings) -> None:
    """The browser's tab says which page of whose dashboard it is."""
    st.set_page_config(page_title=f"{title} · {settings.regency.name}")


def shell(visit: Visit) -> None:
    """The bar above the page; one element, since every run of every page pays for it."""
    with st.container(key="shell"):
        st.html(_bar(visit))


def _bar(visit: Visit) -> str:
    parts = [_sample_mark() if visit.installation.sample else ""]
    if visit.person is not None:
        parts.append(_person(visit.person))
    parts.append(_language_switch(visit.language))
    # Streamlit says in English what of the menu finds no room; see the sheet.
    return f'{css_words({"rest": _("Others")})}<div class="dk-bar">{"".join(parts)}</div>'


def _sample_mark() -> str:
    meaning = _(
        "The published figures are real and carry their source. The accounts, the list of OPD,"
        " everything the OPD report, and requests and surveys are examples."
    )
    mark, short = _("SAMPLE DATABASE"), _("SAMPLE")
    return (
        f'<details class="dk-mark"><summary><span class="dk-wide">{escape(mark)}</span>'
        f'<span class="dk-narrow">{escape(short)}</span></summary>'
        f"<p>{escape(meaning)}</p></details>"
    )


def _person(person: Person) -> str:
    leave = _("Sign out")
    return (
        f'<span class="dk-who">{escape(person.display_name)}</span>'
        f'<form method="post" action="{SIGN_OUT_PATH}" target="_self">'
        f'<button type="submit">{escape(leave)}</button></form>'
    )


def _language_switch(language: str) -> str:
    """A form, not a widget: the page is asked for anew, so that no list keeps the old words."""
    code, label = OTHER_LANGUAGE[language]
    return (
        f'<form method="post" action="{LANGUAGE_PATH}" target="_self">'
        f'<button type="submit" name="language" value="{code}" lang="{code}">{label}</button>'
        "</form>"
    )
