"""Chromium for tests, with no way out of this machine.

Fixtures: `browser` (one Chromium for a test file), `windows` (its windows, used again when a test
has left them) and `open_page` (a function that opens a screen as a person sees it and waits until
it is painted).
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        BrowserType,
        ConsoleMessage,
        Page,
    )

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
LOOK_MILLISECONDS: Final = 50
"""Between two looks at a page that is being painted; at each frame, looking takes its time."""
# The first is the same browser without the frame around its windows, which takes as much again.
CHROMIUM: Final = ("chromium-headless-shell", "chromium", "chromium-browser")
# Whatever is not on this machine goes to a proxy that nobody runs.
BASE: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--proxy-server=127.0.0.1:9",
)
# Ways to draw the maps in software, but not the whole page, which would be slow. Mesa translates
# a map's programs once and keeps them; SwiftShader, which every Chromium brings along, takes
# seconds for each map anew.
MESA: Final = (
    "--use-gl=angle",
    "--use-angle=gl-egl",
    "--ignore-gpu-blocklist",
    "--disable-gpu-compositing",
)
SWIFTSHADER: Final = (
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-angle-features=warmUpPipelineCacheAtLink,supportsGraphicsPipelineLibrary",
)
# As on an old office machine.
WITHOUT_MAPS: Final = ("--disable-gpu", "--disable-3d-apis")
ARGUMENTS: Final = (*BASE, *SWIFTSHADER)
DRAWS: Final = """() => {
  const drawn = document.createElement("canvas").getContext("webgl2");
  drawn?.clear(drawn.COLOR_BUFFER_BIT);
  return Boolean(drawn) && drawn.getError() === drawn.NO_ERROR;
}"""
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
ICON: Final = "/app/static/favicon.svg"
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
        page.wait_for_function(PAINTED, timeout=SETTLE_SECONDS * 1000, polling=LOOK_MILLISECONDS)
        page.wait_for_timeout(100)


def is_outside(address: str) -> bool:
    """Whether an address of the browser leads beyond this machine."""
    parts = urlsplit(address)
    if parts.scheme in {"data", "blob", "about", "chrome-error"}:
        return False
    return parts.hostname not in {"127.0.0.1", "localhost", "::1"}


def launch(kind: BrowserType, drawing: tuple[str, ...]) -> Browser:
    """A Chromium that draws maps in this way."""
    return kind.launch(executable_path=chromium(), args=[*BASE, *drawing])


def launch_quickest(kind: BrowserType) -> Browser:
    """A Chromium with Mesa where that is installed, else with what it brings along."""
    made = launch(kind, MESA)
    page = made.new_page()
    if page.evaluate(DRAWS):
        page.context.close()
        return made
    made.close()
    return launch(kind, SWIFTSHADER)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a file.

    Not for the whole session: while Playwright runs, its event loop runs in the main thread,
    and a later test that wants a loop of its own would fail.
    """
    with sync_playwright() as playwright:
        made = launch_quickest(playwright.chromium)
        try:
            yield made
        finally:
            made.close()


class Windows:
    """The windows of a browser, each with cookies of its own.

    A window that was left is cleaned and used again: a new one would fetch, read and compile
    Streamlit's scripts anew, which takes longer than all that a screen is about.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[bool, list[Page]] = {False: [], True: []}

    @contextmanager
    def visit(
        self,
        server: RunningServer,
        path: str = "/",
        *,
        account: str | None = None,
        language: str = "id",
        width: int = 1280,
        height: int = 720,
        dark: bool = False,
    ) -> Iterator[Visit]:
        """Open a screen, signed in as `account`, and wait for the paint.

        The language is kept for the account, as when the person had chosen it.
        """
        session = server.sign_in(account) if account is not None else None
        cookies = [*([session] if session else []), server.choose(language, session)]
        with self.window(dark=dark) as opened:
            opened.page.set_viewport_size({"width": width, "height": height})
            opened.context.add_cookies(
                [{"name": name, "value": value, "url": server.url} for name, value in cookies]
            )
            opened.page.goto(server.url + path)
            opened.settle()
            yield opened

    @contextmanager
    def window(self, *, dark: bool = False) -> Iterator[Visit]:
        """An empty window of nobody, watched as long as it is used."""
        page = self.free[dark].pop() if self.free[dark] else self._new(dark=dark)
        opened = Visit(page, page.context)
        with ExitStack() as watching:
            _watch(opened, watching)
            yield opened
        if _cleaned(page):
            self.free[dark].append(page)

    def _new(self, *, dark: bool) -> Page:
        """As on a projector PC, English and far away: the screen must be Indonesian all the same.

        What moves for its looks alone stands still, or each step would be drawn in software.
        """
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 720},
            color_scheme="dark" if dark else "light",
            locale="en-US",
            timezone_id="America/New_York",
            reduced_motion="reduce",
        )
        return context.new_page()


def _cleaned(page: Page) -> bool:
    """Whether the window is as empty as a new one, but for the scripts that it has read.

    It stays at the icon of its server: at an empty page Chromium would end the process that has
    them.
    """
    context = page.context
    try:
        for other in context.pages:
            if other is not page:
                other.close()
        page.goto(urljoin(page.url, ICON))
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); window.name = ''; }")
        page.mouse.move(-1, -1)
    except Error:  # Closed by the test, or at an address that does not answer.
        context.close()
        return False
    context.clear_cookies()
    return True


def _watch(opened: Visit, watching: ExitStack) -> None:
    """Note what a window asks of other machines and complains of, until `watching` ends."""

    def note(address: str) -> None:
        if is_outside(address):
            opened.outside.append(address)

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error":
            opened.errors.append(message.text)

    def fail(error: Error) -> None:
        if not str(error).startswith(HARMLESS):
            opened.errors.append(str(error))

    def hear(source: Any, event: str, answer: Any) -> None:
        source.on(event, answer)
        watching.callback(partial(source.remove_listener, event, answer))

    hear(opened.context, "request", lambda request: note(request.url))
    hear(opened.page, "websocket", lambda socket: note(socket.url))
    hear(opened.page, "console", complain)
    hear(opened.page, "pageerror", fail)


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture
def open_page(windows: Windows) -> Iterator[OpenPage]:
    """A function that opens a window like `Windows.visit`; it is left after the test."""
    with ExitStack() as stack:

        def opened(server: RunningServer, path: str = "/", **wishes: Any) -> Visit:
            return stack.enter_context(windows.visit(server, path, **wishes))

        yield opened
