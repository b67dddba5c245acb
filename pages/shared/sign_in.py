"""The screens before a page: sign in, or why this account may not see it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from core.words import _
from pages.shared import database
from review.access import deeds_of
from review.accounts import sample_accounts

if TYPE_CHECKING:
    from pages.shared.viewer import Visit
    from review.access import Answer, Person

SIGN_IN_PATH: Final = "/auth/masuk"
SIGN_OUT_PATH: Final = "/auth/keluar"
LANGUAGE_PATH: Final = "/auth/bahasa"


def sign_in_screen(visit: Visit, address: str = "") -> None:
    """Whose dashboard this is and how to get in; `address` is where the person wanted to go."""
    regency = visit.settings.regency
    title = _("Performance dashboard of {regency}").format(regency=regency.name)
    intro = _("Figures, targets and sources for the leadership of the regency, at one place.")
    if visit.installation.sample:
        with database.engine().connect() as conn:
            people = sample_accounts(conn)
        way_in = _sample_form(people, here(address))
    else:
        way_in = _no_accounts_yet()
    verb = _("Sign in")
    st.html(
        f'<section class="dk-door"><h1>{escape(title)}</h1>'
        f'<p class="dk-lead">{escape(intro)}</p><h2>{escape(verb)}</h2>{way_in}</section>'
    )


def refusal_screen(person: Person, answer: Answer) -> None:
    """Who is signed in, why this page is not for them, and what they can do."""
    who = _("You are signed in as {name}.").format(name=person.display_name)
    todo = _("Open another page from the menu, or sign out and use another account.")
    ask = _("If this should be open to you, ask the administrator of the dashboard.")
    title = _("This page is not open to you")
    st.html(
        f'<section class="dk-notice" role="alert"><h1>{escape(title)}</h1>'
        f"<p>{escape(who)} {escape(answer.reason)}</p><p>{escape(todo)}</p>"
        f'<p class="dk-quiet">{escape(ask)}</p></section>'
    )


def here(address: str) -> str:
    """The address of this run with its query, as the browser would ask for it again."""
    query = urlencode(st.query_params.to_dict(), doseq=True)
    return f"/{address}" + (f"?{query}" if query else "")


def _sample_form(people: tuple[Person, ...], back_to: str) -> str:
    note = _(
        "This is a sample database: the published figures are real, the accounts and the list"
        " of OPD are examples. Choose whose eyes to look through; no password is needed."
    )
    buttons = "".join(
        f'<button type="submit" name="account" value="{escape(person.username)}">'
        f"<strong>{escape(person.display_name)}</strong>"
        f"<span>{escape(_what_they_do(person))}</span></button>"
        for person in people
    )
    return (
        f'<p class="dk-sample-note">{escape(note)}</p>'
        f'<form method="post" action="{SIGN_IN_PATH}" target="_self" class="dk-accounts">'
        f'<input type="hidden" name="next" value="{escape(back_to)}">{buttons}</form>'
    )


def _what_they_do(person: Person) -> str:
    """What sets this account apart from one that only looks: "melihat angka, memuat angka"."""
    return ", ".join((_("see the figures"), *deeds_of(person)))


def _no_accounts_yet() -> str:
    what = _(
        "Nobody can sign in here yet: accounts with passwords are set up by the administrator."
    )
    todo = _("If you need access, ask the administrator of the dashboard at Diskominfo.")
    return f"<p>{escape(what)}</p><p>{escape(todo)}</p>"
