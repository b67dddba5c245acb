"""Evidence files for whoever may see them: always a download, never kept, never interpreted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, HTMLResponse

from core.errors import DashboardError, NotFound
from core.words import language
from pages.server.errors import error_page, speak
from pages.server.index import error_document
from pages.shared import database
from pages.shared.failure import words
from pages.shared.viewer import SESSION_COOKIE
from review.performance.evidence import open_evidence
from review.sessions import person_of_token

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from review.performance.evidence import OpenedEvidence

EVIDENCE_PATH: Final = "/bukti/{token}"
HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


async def evidence_file(request: Request) -> Response:
    """The file of a token; 404, always the same, for whoever may not see it."""
    speak()
    session = request.cookies.get(SESSION_COOKIE)
    try:
        found = await run_in_threadpool(_open, session, request.path_params["token"])
    except NotFound as error:
        body = error_document(words("", error.message, error.hint), language())
        return HTMLResponse(body, status_code=404, headers=HEADERS)
    except DashboardError as error:
        return error_page(error)
    return FileResponse(
        found.path,
        media_type=found.media_type,
        filename=found.name,
        content_disposition_type="attachment",
        headers=HEADERS,
    )


def _open(session: str | None, token: str) -> OpenedEvidence:
    database.checked_installation()
    person = person_of_token(database.engine(), session) if session else None
    return open_evidence(database.engine(), by=person, settings=database.settings(), token=token)
