"""Streamlit's websocket protocol, as its part in the browser speaks it."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

STREAM: Final = "/_stcore/stream"
SIGN_IN: Final = "/auth/masuk"
# A finished message carries two ids and a status; longer ones need not be read while timing.
LONGEST_FINISH: Final = 512
RUN_LIMIT: Final = 120.0


class BenchmarkError(Exception):
    """A page that was to be measured did not do what a measurement needs."""


@dataclass(frozen=True, slots=True)
class Target:
    """A page on a server. url: of the server, such as http://127.0.0.1:8501; page: its address.

    query: what stands after the question mark.
    """

    name: str
    url: str
    page: str = ""
    cookie: str | None = None
    query: str = ""

    @property
    def address(self) -> str:
        """URL of the page itself."""
        return f"{self.url}/{self.page}" + (f"?{self.query}" if self.query else "")


@dataclass(slots=True)
class Content:
    """What one run sent. elements: how many of each kind; refused: why it cannot be measured."""

    elements: Counter[str] = field(default_factory=Counter)
    sizes: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    size: int = 0
    refused: list[str] = field(default_factory=list)
    page_hash: str = ""

    def take(self, raw: bytes) -> None:
        """Count one message from the server."""
        message = ForwardMsg.FromString(raw)
        self.messages += 1
        self.size += len(raw)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash or self.page_hash
        elif kind == "page_not_found":
            self.refused.append("page not found")
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message, raw)

    def _element(self, message: ForwardMsg, raw: bytes) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type") or "none"
        self.elements[kind] += 1
        self.sizes[kind] += len(raw)
        if kind == "exception":
            self.refused.append(f"{element.exception.type}: {element.exception.message}")
        if SIGN_IN.encode() in raw:
            self.refused.append("sign-in screen")


def rerun_message(target: Target, page_hash: str = "") -> bytes:
    """Return what the browser sends when a page is opened (no hash yet) or run again."""
    message = BackMsg()
    state = message.rerun_script
    state.page_script_hash = page_hash
    state.page_name = "" if page_hash else target.page
    state.query_string = target.query
    context = state.context_info
    context.timezone = "Asia/Makassar"
    context.timezone_offset = -480
    context.locale = "id-ID"
    context.url = target.address
    context.color_scheme = "light"
    return bytes(message.SerializeToString())


def finished(raw: bytes) -> bool:
    """Whether this message ends a whole run. Raises BenchmarkError when the script is broken.

    A run that stops for another (st.rerun) is not the end: the next one follows by itself.
    """
    if len(raw) > LONGEST_FINISH:
        return False
    message = ForwardMsg.FromString(raw)
    if message.WhichOneof("type") != "script_finished":
        return False
    if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
        raise BenchmarkError("the script does not compile")
    return bool(message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)


class Viewer:
    """One open tab: a websocket on which a page is run again and again."""

    def __init__(self, target: Target, stream: ClientConnection) -> None:
        self.target = target
        self._stream = stream
        self._message = rerun_message(target)

    async def look(self) -> Content:
        """Run the page once and say what came. Raises BenchmarkError when it is not the page."""
        content = Content()
        await self._stream.send(self._message)
        async with asyncio.timeout(RUN_LIMIT):
            while True:
                raw = await self._receive()
                content.take(raw)
                if finished(raw):
                    break
        if content.refused:
            raise BenchmarkError(f"{self.target.name}: {'; '.join(content.refused)}")
        self._message = rerun_message(self.target, content.page_hash)
        return content

    async def rerun(self) -> float:
        """Run the page once: seconds from the rerun message sent to the end of the run heard."""
        start = time.perf_counter()
        async with asyncio.timeout(RUN_LIMIT):
            await self._stream.send(self._message)
            while not finished(await self._receive()):
                pass
        return time.perf_counter() - start

    async def _receive(self) -> bytes:
        raw = await self._stream.recv(decode=False)
        return bytes(raw)


@asynccontextmanager
async def viewer(target: Target) -> AsyncIterator[Viewer]:
    """Connect a tab, with TCP_NODELAY, and close it in the end."""
    place = urlsplit(target.url)
    line = socket.create_connection((place.hostname or "127.0.0.1", place.port or 80), timeout=10)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.settimeout(0)
    headers = {"Cookie": target.cookie} if target.cookie else {}
    async with connect(
        f"ws://{place.netloc}{STREAM}",
        sock=line,
        origin=None,
        additional_headers=headers,
        compression=None,
        max_size=None,
        ping_interval=None,
    ) as stream:
        yield Viewer(target, stream)
