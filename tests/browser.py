"""Chromium for tests, with no way out of this machine.

Fixtures: `browser` (one Chromium for a test file) and `open_page` (a function that opens a
screen as a person sees it and waits until it is painted).
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

    from tests.serving import RunningServer

    class OpenPage(Protocol):
        def __call__(
            self,
            server: RunningServer,
            path: str = "/",
            *,
            account: str | None = None,
            language: str = "id",
            width: int = 1280,
            height: int = 720,
            dark: bool = False,
        ) -> Visit: ...


SETTLE_SECONDS: Final = 30
# The first is the same browser without the frame around its windows, which takes as much again.
CHROMIUM: Final = ("chromium-headless-shell", "chromium", "chromium-browser")
# Whatever is not on this machine goes to a proxy that nobody runs.
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",  # Maps are drawn in software; drawing the whole page so would be slow.
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--proxy-server=127.0.0.1:9",
)
# The map's bundle tries a WebAssembly part that our policy refuses; it is not needed for maps.
HARMLESS: Final = "WebAssembly.instantiate(): Compiling or instantiating WebAssembly module"
# The script has run, nothing on the screen is stale, every chart is drawn.
PAINTED: Final = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || app.dataset.testScriptState !== "notRunning") return false;
  if (document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')) return false;
  const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
  const maps = [...document.querySelectorAll('[data-testid="stDeckGlJsonChart"]')];
  return [...charts, ...maps].every((chart) => chart.querySelector("canvas, svg"));
}"""
# Whatever sticks out to the right of the window, but what scrolls by itself (tables).
OVERFLOW: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's window: the page, and what it did that it should not."""

    page: Page
    context: BrowserContext
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the screen is painted and stays as it is."""
        settle(self.page)

    def text(self) -> str:
        """The words on the screen, as a reader sees them."""
        return self.page.locator("body").inner_text()

    def too_wide_by(self) -> int:
        """Pixels by which the page must be scrolled sideways; 0 when it fits."""
        width: int = self.page.evaluate(OVERFLOW)
        return width


def chromium() -> str:
    """Path of the system's Chromium; its absence fails the test and says what to install."""
    for name in CHROMIUM:
        path = shutil.which(name)
        if path is not None:
            return path
    message = "Chromium is missing; the tests need it and skip nothing. apt-get install chromium"
    raise FileNotFoundError(message)


def settle(page: Page) -> None:
    """Wait until the screen is painted, and still is a moment later."""
    for _ in range(2):
        page.wait_for_function(PAINTED, timeout=SETTLE_SECONDS * 1000)
        page.wait_for_timeout(100)


def is_outside(address: str) -> bool:
    """Whether an address of the browser leads beyond this machine."""
    parts = urlsplit(address)
    if parts.scheme in {"data", "blob", "about", "chrome-error"}:
        return False
    return parts.hostname not in {"127.0.0.1", "localhost", "::1"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a file.

    Not for the whole session: while Playwright runs, its event loop runs in the main thread,
    and a later test that wants a loop of its own would fail.
    """
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS])) as made,
    ):
        yield made


def visit(
    browser: Browser,
    server: RunningServer,
    path: str = "/",
    *,
    account: str | None = None,
    language: str = "id",
    width: int = 1280,
    height: int = 720,
    dark: bool = False,
) -> Visit:
    """Open a screen in a window of its own, signed in as `account`, and wait for the paint.

    The language is kept for the account, as when the person had chosen it.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        locale="en-US",  # a projector PC: the screen must be Indonesian all the same
        timezone_id="America/New_York",
    )
    session = server.sign_in(account) if account is not None else None
    cookies = [*([session] if session else []), server.choose(language, session)]
    context.add_cookies(
        [{"name": name, "value": value, "url": server.url} for name, value in cookies]
    )
    opened = Visit(context.new_page(), context)
    _watch(opened)
    opened.page.goto(server.url + path)
    opened.settle()
    return opened


def _watch(opened: Visit) -> None:
    def note(address: str) -> None:
        if is_outside(address):
            opened.outside.append(address)

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error":
            opened.errors.append(message.text)

    opened.context.on("request", lambda request: note(request.url))
    opened.page.on("websocket", lambda socket: note(socket.url))
    opened.page.on("console", complain)

    def fail(error: Error) -> None:
        if not str(error).startswith(HARMLESS):
            opened.errors.append(str(error))

    opened.page.on("pageerror", fail)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """A function like `visit`; what it opened is closed after the test."""
    with ExitStack() as stack:

        def opened(server: RunningServer, path: str = "/", **wishes: Any) -> Visit:
            made = visit(browser, server, path, **wishes)
            stack.callback(made.context.close)
            return made

        yield opened
