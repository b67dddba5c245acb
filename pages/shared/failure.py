"""What a person reads when the dashboard cannot be shown: what, how to mend it, nothing lost."""

from __future__ import annotations

import logging
import secrets
from html import escape

import streamlit as st

from core.errors import DashboardError
from core.words import _

log = logging.getLogger("dashboard")


def failure_screen(error: DashboardError) -> None:
    """The whole screen for settings or a database that cannot be used; the detail is logged."""
    log.error("%s: %s %s", type(error).__name__, error.message, error.detail)
    st.html(words(_("The dashboard cannot be opened yet"), error.message, error.hint))
    st.button(_("Try again"), key="failure-again", type="primary")


def show_script_error(error: Exception) -> bool:
    """Streamlit's hook for an exception of a page: words and a number, the trace in the log only.

    A DashboardError shows its own sentence; any other only a reference under which the log has it.
    """
    if isinstance(error, DashboardError):
        st.html(words(_("This cannot be done"), error.message, error.hint))
        return True
    reference = new_reference()
    log.error("reference %s", reference, exc_info=error)
    st.html(words(*unexpected(reference)))
    return True


def new_reference() -> str:
    """A short number by which a person can name one failure: 3F9A-2C71."""
    text = secrets.token_hex(4).upper()
    return f"{text[:4]}-{text[4:]}"


def unexpected(reference: str) -> tuple[str, str, str]:
    """Title, message and hint for a failure that nobody foresaw."""
    return (
        _("This page could not be shown"),
        _("Something went wrong here. Reference number: {reference}.").format(reference=reference),
        _("Reload the page. If it happens again, give this number to the administrator."),
    )


def words(title: str, message: str, hint: str) -> str:
    """A notice as HTML, every text escaped; ends by saying that nothing is lost."""
    rest = _("No stored data is lost or changed.")
    mend = f"<p>{escape(hint)}</p>" if hint else ""
    return (
        f'<section class="dk-notice" role="alert"><h1>{escape(title)}</h1>'
        f'<p>{escape(message)}</p>{mend}<p class="dk-quiet">{escape(rest)}</p></section>'
    )
