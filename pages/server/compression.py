"""Streamlit's own scripts, sent compressed: 5 MB become 1.5 on a slow line's first visit.

Streamlit sends them as they are, to spare the server; they never change, so each is compressed
once and kept.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER: Final = "/static/"
KINDS: Final = (".js", ".css", ".svg", ".json")
LEVEL: Final = 6
# All of Streamlit's files together take a third of this.
MOST_BYTES: Final = 24 * 1024 * 1024
NOT_OF_THE_WHOLE: Final = ("accept-ranges", "etag", "last-modified")


class CompressedScripts:
    """Answers for unchanging files of Streamlit from compressed copies in memory."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an ASGI application."""
        self.app = app
        self.kept: dict[str, tuple[Message, bytes]] = {}
        self.bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the copy if there is one, else make it from the answer on its way."""
        if not _wants_copy(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self.kept:
            start, body = await self._original(scope, receive)
            if not _never_changes(start) or self.bytes > MOST_BYTES:
                await _send_whole(send, start, body)
                return
            copy = await run_in_threadpool(gzip.compress, body, LEVEL, mtime=0)
            self.kept[path] = (_compressed(start, len(copy)), copy)
            self.bytes += len(copy)
        await _send_whole(send, *self.kept[path])

    async def _original(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        start: dict[str, Any] = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        await self.app(scope, receive, collect)
        return start, b"".join(parts)


def _wants_copy(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    if not (scope["path"].startswith(FOLDER) and scope["path"].endswith(KINDS)):
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers


def _never_changes(start: Message) -> bool:
    immutable = "immutable" in Headers(raw=start["headers"]).get("cache-control", "")
    return immutable and start["status"] == 200  # noqa: PLR2004 (HTTP: found)


def _compressed(start: Message, size: int) -> Message:
    copy: Message = {**start, "headers": list(start["headers"])}
    headers = MutableHeaders(scope=copy)
    headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(size)
    headers["Vary"] = "Accept-Encoding"
    for name in NOT_OF_THE_WHOLE:
        if name in headers:
            del headers[name]
    return copy


async def _send_whole(send: Send, start: Message, body: bytes) -> None:
    await send({**start, "headers": list(start["headers"])})
    await send({"type": "http.response.body", "body": body})
