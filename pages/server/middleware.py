"""What every answer passes on its way out: safe headers, and our words in Streamlit's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware

from core.errors import DashboardError
from core.words import DEFAULT_LANGUAGE, _, speaking
from pages.server.compression import CompressedScripts
from pages.server.index import Words, rewrite, script_hashes
from pages.shared import database

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Scripts from here alone and never from text; styles inline, since Streamlit writes them so.
POLICY: Final = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "media-src 'self' blob:; worker-src 'self' blob:; child-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
FIXED_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    # The sign-in form needs to know the address it was sent from; other hosts need not.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FONTS: Final = "/app/static/fonts/"


class SafeHeaders:
    """Adds the headers that keep a browser from doing more than the dashboard needs."""

    def __init__(self, app: ASGIApp, *, policy: str) -> None:
        """Wrap an ASGI application; policy: the Content-Security-Policy."""
        self.app = app
        self.headers = {**FIXED_HEADERS, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if scope["path"].startswith(FONTS):
                    headers["Cache-Control"] = "public, max-age=604800"
            await send(message)

        await self.app(scope, receive, send_safely)


class OwnWords:
    """Rewrites Streamlit's HTML page; everything else passes untouched."""

    def __init__(self, app: ASGIApp, *, words: Words) -> None:
        """Wrap an ASGI application; words: what the page is to say."""
        self.app = app
        self.words = words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a whole HTML answer waits until it can be rewritten."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            scope = {**scope, "headers": [h for h in scope["headers"] if h[0] not in UNWANTED]}
        await self.app(scope, receive, _Rewriter(send, self.words))


# A compressed or partial page cannot be rewritten, and its tag would speak of Streamlit's file.
UNWANTED: Final = {b"accept-encoding", b"range", b"if-none-match", b"if-modified-since"}


class _Rewriter:
    """The sending side of one answer: holds an HTML body back until it is whole."""

    def __init__(self, send: Send, words: Words) -> None:
        self.send = send
        self.words = words
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self.start)

    async def _send_page(self, start: Message) -> None:
        with speaking(self.words.language):
            body = rewrite(self.body.decode(), self.words).encode()
        headers = MutableHeaders(scope=start)
        headers["Content-Length"] = str(len(body))
        for name in ("ETag", "Last-Modified"):
            if name in headers:
                del headers[name]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def _is_page(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    html = headers.get("content-type", "").startswith("text/html")
    return html and message["status"] == 200 and "content-encoding" not in headers  # noqa: PLR2004


def stack() -> list[Middleware]:
    """The middleware of the launcher, outermost first."""
    return [
        Middleware(SafeHeaders, policy=POLICY.format(hashes=script_hashes())),
        Middleware(CompressedScripts),
        Middleware(OwnWords, words=page_words()),
    ]


def page_words() -> Words:
    """Language and title of the first page; Indonesian words without a name if settings fail."""
    try:
        regency = database.settings().regency
    except DashboardError:
        with speaking(DEFAULT_LANGUAGE):
            return Words(DEFAULT_LANGUAGE, _("Performance dashboard"), "")
    with speaking(regency.language):
        title = _("Performance dashboard of {regency}").format(regency=regency.name)
        return Words(regency.language, title, regency.name)
