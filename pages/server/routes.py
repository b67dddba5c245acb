"""Routes beside the pages: sign in, sign out, language, health.

They know nothing of Streamlit's runs; each asks the database itself. Forms must come from our
own pages, and lead to our own addresses alone.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

from core.errors import DashboardError, NotAllowed
from core.settings import ROOT
from core.words import _
from pages.server.errors import error_page, speak
from pages.server.evidence import EVIDENCE_PATH, evidence_file
from pages.server.requests import HOME, destination, read_form, same_origin
from pages.shared import database
from pages.shared.sign_in import LANGUAGE_PATH, SIGN_IN_PATH, SIGN_OUT_PATH
from pages.shared.viewer import LANGUAGE_COOKIE, SESSION_COOKIE
from review.accounts import check_language, sample_accounts, set_language
from review.sessions import end_session, person_of_token, start_session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    Action = Callable[[Request, Mapping[str, str]], Awaitable[Response]]
    Endpoint = Callable[[Request], Awaitable[Response]]

SECONDS_PER_HOUR: Final = 3600
SECONDS_PER_YEAR: Final = 365 * 24 * SECONDS_PER_HOUR
NEVER_KEPT: Final = {"Cache-Control": "no-store"}
KEPT_A_DAY: Final = {"Cache-Control": "public, max-age=86400"}
ICON: Final = ROOT / "static" / "favicon.svg"


def own_form(action: Action) -> Endpoint:
    """A route for a form of our own pages: any other sender is refused, errors are worded."""

    @wraps(action)
    async def endpoint(request: Request) -> Response:
        speak()
        if request.method != "POST":
            return _see(HOME)
        try:
            if not same_origin(request):
                raise NotAllowed(
                    _("This request did not come from a page of this dashboard."),
                    hint=_("Open the dashboard in this browser and try again there."),
                )
            return await action(request, await read_form(request))
        except DashboardError as error:
            return error_page(error)

    return endpoint


@own_form
async def sign_in(request: Request, form: Mapping[str, str]) -> Response:
    """Start a session for a sample account and go back to where the person wanted to be."""
    old = request.cookies.get(SESSION_COOKIE)
    token, seconds = await run_in_threadpool(_open_session, form.get("account", ""), old)
    response = _see(destination(request, form.get("next", "")))
    _set_cookie(request, response, SESSION_COOKIE, token, seconds)
    return response


@own_form
async def sign_out(request: Request, _form: Mapping[str, str]) -> Response:
    """End the session everywhere and forget the cookie."""
    token = request.cookies.get(SESSION_COOKIE)
    if token:
        await run_in_threadpool(_close_session, token)
    response = _see(HOME)
    _set_cookie(request, response, SESSION_COOKIE, "", 0)
    return response


@own_form
async def switch_language(request: Request, form: Mapping[str, str]) -> Response:
    """Speak the other language at the same address; kept for a person, else for the browser."""
    language = form.get("language", "")
    await run_in_threadpool(_keep_language, request.cookies.get(SESSION_COOKIE), language)
    response = _see(destination(request, form.get("next", "")))
    _set_cookie(request, response, LANGUAGE_COOKIE, language, SECONDS_PER_YEAR)
    return response


def health(_request: Request) -> Response:
    """200 when the database answers with this program's schema, else 503; no details."""
    try:
        database.checked_installation()
    except Exception:  # noqa: BLE001 (whatever it is, the answer is 503 and nothing more)
        return JSONResponse({"status": "unavailable"}, status_code=503, headers=NEVER_KEPT)
    return JSONResponse({"status": "ok"}, headers=NEVER_KEPT)


def icon(_request: Request) -> Response:
    """The dashboard's icon."""
    return FileResponse(ICON, media_type="image/svg+xml", headers=KEPT_A_DAY)


def _open_session(username: str, old: str | None) -> tuple[str, int]:
    settings, engine = database.settings(), database.engine()
    database.checked_installation()
    with engine.connect() as conn:
        offered = {person.username: person for person in sample_accounts(conn)}
    if username not in offered:
        raise NotAllowed(
            _("This account cannot be used to sign in here."),
            hint=_("Go back and choose one of the accounts on the sign-in screen."),
        )
    if old:
        end_session(engine, token=old)
    hours = settings.sign_in.session_hours
    return start_session(engine, by=offered[username], hours=hours), hours * SECONDS_PER_HOUR


def _close_session(token: str) -> None:
    database.checked_installation()
    end_session(database.engine(), token=token)


def _keep_language(token: str | None, language: str) -> None:
    check_language(language)
    database.checked_installation()
    person = person_of_token(database.engine(), token) if token else None
    if person is not None:
        set_language(database.engine(), by=person, language=language)


def _see(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303, headers=NEVER_KEPT)


def _set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie that no script can read; Secure where the visitor came over https."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=HOME,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


ROUTES: Final = (
    Route(SIGN_IN_PATH, sign_in, methods=["GET", "POST"]),
    Route(SIGN_OUT_PATH, sign_out, methods=["GET", "POST"]),
    Route(LANGUAGE_PATH, switch_language, methods=["GET", "POST"]),
    Route("/health", health, methods=["GET"]),
    Route(EVIDENCE_PATH, evidence_file, methods=["GET"]),
    # Streamlit's page asks for its own icon before a script can name ours.
    Route("/favicon.png", icon, methods=["GET"]),
)
