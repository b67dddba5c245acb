"""What a person waits for: from navigation to painted, in Chromium, with its cache warm."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Error, sync_playwright

from benchmarks.protocol import SIGN_IN, BenchmarkError, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import BrowserContext, ViewportSize

CHROMIUM: Final = ("chromium", "chromium-browser", "chromium-headless-shell")
VISITS: Final = 10
WARM_UP: Final = 3
VISIT_LIMIT: Final = 30_000
QUIET: Final = 700
"""Milliseconds without a change after which a page counts as whole; they are not measured."""
VIEWPORT: Final[ViewportSize] = {"width": 1280, "height": 720}
# Blocking by name resolution: intercepting requests would switch off the browser's own cache.
ARGUMENTS: Final = (
    "--no-sandbox",
    # A software WebGL: maps are drawn, more slowly than by any machine with graphics.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# Looks at each frame whether anything in the page still changes, charts and tiles among it; two
# frames after the last change a person sees the whole page.
PROBE: Final = """
window.benchPainted = new Promise((done, failed) => {
  let last = "", changed = 0, painted = null;
  const look = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const parts = document.querySelectorAll('[data-testid="stMain"], [data-testid="stSidebar"]');
    const state = app ? app.getAttribute("data-test-script-state") : "none";
    let seen = state;
    for (const part of parts) {
      seen += " " + part.querySelectorAll("*").length + " " + part.textContent.length;
    }
    const now = performance.now();
    if (seen !== last) {
      last = seen;
      changed = now;
      painted = null;
      requestAnimationFrame(() => requestAnimationFrame(() => {
        if (changed === now) painted = performance.now();
      }));
    }
    const whole = state === "notRunning" && parts.length > 0
      && !document.querySelector('[data-testid="stSkeleton"]');
    if (whole && painted !== null && now - changed > QUIET) done(painted);
    else if (now > LIMIT) failed(new Error("not painted, last seen: " + last));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
""".replace("QUIET", str(QUIET)).replace("LIMIT", str(VISIT_LIMIT))


def chromium() -> str | None:
    """Return the system's Chromium, None to let Playwright use its own."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in CHROMIUM)
    return named or next((path for path in found if path), None)


@contextmanager
def window(cookies: Sequence[tuple[str, str]]) -> Iterator[BrowserContext]:
    """Open a browser whose visits share one cache. cookies: pairs of URL and Cookie header."""
    with tempfile.TemporaryDirectory(prefix="bench-") as profile, sync_playwright() as driver:
        context = driver.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            args=list(ARGUMENTS),
            viewport=VIEWPORT,
            locale="id-ID",
            timezone_id="Asia/Makassar",
        )
        for url, header in cookies:
            for pair in header.split("; "):
                name, value = pair.split("=", 1)
                context.add_cookies([{"name": name, "value": value, "url": url}])
        context.add_init_script(PROBE)
        try:
            yield context
        finally:
            context.close()


def visit(context: BrowserContext, target: Target) -> float:
    """Open the page in a new tab; seconds from navigation start to the whole page painted."""
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    try:
        tab.goto(target.address, wait_until="commit", timeout=VISIT_LIMIT)
        painted = tab.evaluate("window.benchPainted")
        if tab.locator(f'[data-testid="stException"], form[action*="{SIGN_IN}"]').count():
            raise BenchmarkError(f"{target.name}: an exception or the sign-in screen")
    except Error as error:
        raise BenchmarkError(f"{target.name}: {error}") from error
    finally:
        tab.close()
    foreign = [url for url in asked if not url.startswith((target.url, "data:", "blob:"))]
    if foreign:
        raise BenchmarkError(f"{target.name} asks outside: {foreign[0]}")
    return float(painted) / 1000


def visits(
    targets: Sequence[Target], *, count: int = VISITS, warm_up: int = WARM_UP
) -> dict[str, list[float]]:
    """Visit each page in turn, `count` times after `warm_up` times; seconds by target name."""
    cookies = [(target.url, target.cookie) for target in targets if target.cookie]
    seconds: dict[str, list[float]] = {target.name: [] for target in targets}
    with window(cookies) as context:
        for turn in range(warm_up + count):
            for target in targets:
                taken = visit(context, target)
                if turn >= warm_up:
                    seconds[target.name].append(taken)
    return seconds
