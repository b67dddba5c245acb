"""Errors outside a page's own script: worded for people, the trace in the log alone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import HTMLResponse

from core.errors import DashboardError, Invalid, NotAllowed
from core.words import DEFAULT_LANGUAGE, language, use_language
from pages.server.index import error_document
from pages.shared import database
from pages.shared.failure import new_reference, show_script_error, unexpected, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger("dashboard")


def on_script_error(error: Exception) -> bool:
    """Streamlit's hook for an exception of a page or a callback."""
    return show_script_error(error)


def speak() -> None:
    """Speak the regency's language in this request; Indonesian if the settings are broken."""
    use_language(DEFAULT_LANGUAGE)
    try:
        use_language(database.settings().regency.language)
    except DashboardError:
        return


def error_page(error: DashboardError) -> Response:
    """A small page with the error's own sentence: 403 for a refusal, 400 for a bad field."""
    status = {NotAllowed: 403, Invalid: 400}.get(type(error), 503)
    return HTMLResponse(
        error_document(words("", error.message, error.hint), language()), status_code=status
    )


def unexpected_error(_request: Request, error: Exception) -> Response:
    """Answer a request that failed in a way nobody foresaw, with a number for the log."""
    speak()
    reference = new_reference()
    log.error("reference %s", reference, exc_info=error)
    return HTMLResponse(error_document(words(*unexpected(reference)), language()), status_code=500)


HANDLERS: Final[dict[Any, Callable[[Request, Exception], Response]]] = {Exception: unexpected_error}
