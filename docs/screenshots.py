"""Pictures of every screen: `make screenshots`, or with --docs the few that the guide shows.

Starts a server of its own on a sample database of its own; neither server nor browser can reach
beyond this machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import ARGUMENTS, chromium, settle  # noqa: E402 (needs the path above)
from tests.databases import SAMPLE, SqliteDatabases  # noqa: E402
from tests.serving import running  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.serving import RunningServer

FOLDER: Final = ROOT / "screenshots"
IMAGES: Final = ROOT / "docs" / "images"
SIZES: Final = ((360, 800), (1280, 720), (1920, 1080))
THEMES: Final = ("light", "dark")
COLOURS: Final = 128
"""Of an image in the docs: enough for flat screens, a third of the bytes."""
SIAK: Final = "/pembanding?metric=spbe_index&region=14.08&period=2022"
REPORT: Final = "/lapor?angka=OPD-05-02~2026-10"
QUEUED: Final = "/verifikasi?angka=OPD-05-03~2026-10"
CARD: Final = '[class*="st-key-card-"] button'
# A page scrolls inside this element, so the window must grow for a picture of all of it.
HIDDEN_BELOW: Final = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main ? Math.ceil(main.scrollHeight - main.clientHeight) : 0;
}"""


@dataclass(frozen=True, slots=True)
class Screen:
    """An address as an account sees it; press: what is pressed before the picture is taken."""

    name: str
    path: str
    account: str | None = "bupati"
    press: str | None = None


@dataclass(frozen=True, slots=True)
class Shot:
    """An image of the docs: a screen at one size, in the light theme."""

    name: str
    screen: str
    size: tuple[int, int]


SCREENS: Final = (
    Screen("masuk", "/", account=None),
    Screen("ringkasan", "/"),
    Screen("kartu", "/", press=CARD),
    Screen("kinerja-opd", "/kinerja-opd"),
    Screen("kinerja-anggaran", "/kinerja-opd?tampil=anggaran"),
    Screen("kinerja-audit", "/kinerja-opd?tampil=audit"),
    Screen("kinerja-pohon", "/kinerja-opd?tampil=pohon"),
    Screen("rapor-opd", "/rapor-opd", account="kadis.kesehatan"),
    Screen("lapor", "/lapor", account="operator.kesehatan"),
    Screen("lapor-angka", REPORT, account="operator.kesehatan"),
    Screen("verifikasi", "/verifikasi", account="verifikator"),
    Screen("verifikasi-angka", QUEUED, account="verifikator"),
    Screen("layanan", "/layanan"),
    Screen("layanan-menunggu", "/layanan?tampil=menunggu", account="verifikator"),
    Screen("layanan-kohor", "/layanan?tampil=kohor"),
    Screen("layanan-darurat", "/layanan?tampil=darurat"),
    Screen("layanan-desa", "/layanan?tampil=desa"),
    Screen("kepuasan", "/kepuasan"),
    Screen("pembanding", "/pembanding"),
    Screen("pembanding-spbe-siak", SIAK),
    Screen("pembanding-inflasi", "/pembanding?metric=inflation_yoy"),
    Screen("peta", "/peta"),
    Screen("peta-kecamatan", "/peta?wilayah=51.08.05&titik=*"),
    Screen("peta-desa", "/peta?tingkat=desa"),
    Screen("peta-jumlah", "/peta?indikator=rabies_bites"),
    Screen("data", "/data", account="verifikator"),
    Screen("tentang", "/tentang"),
    Screen("ringkasan-layar-rapat", "/", account="layar.rapat"),
    Screen("ditolak-layar-rapat", "/tentang", account="layar.rapat"),
)
SHOTS: Final = (
    Shot("masuk", "masuk", (1280, 720)),
    Shot("ringkasan", "ringkasan", (1280, 900)),
    Shot("ringkasan-ponsel", "ringkasan", (360, 800)),
    Shot("kartu", "kartu", (1280, 900)),
    Shot("kinerja-opd", "kinerja-opd", (1280, 900)),
    Shot("rapor-opd", "rapor-opd", (1280, 900)),
    Shot("lapor", "lapor", (1280, 900)),
    Shot("verifikasi", "verifikasi-angka", (1280, 900)),
    Shot("layanan", "layanan", (1280, 900)),
    Shot("kepuasan", "kepuasan", (1280, 900)),
    Shot("pembanding", "pembanding-spbe-siak", (1280, 900)),
    Shot("peta", "peta", (1280, 900)),
    Shot("peta-ponsel", "peta", (360, 1000)),
    Shot("data", "data", (1280, 900)),
    Shot("tentang", "tentang", (1280, 720)),
)


def main() -> None:
    """Write the pictures asked for and say which."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", action="store_true", help="only the images of the docs")
    docs = parser.parse_args().docs
    began, count = time.monotonic(), 0
    with TemporaryDirectory(prefix="screenshots-") as name, ExitStack() as stack:
        folder = Path(name)
        database = SqliteDatabases(folder).fresh(SAMPLE)
        server = stack.enter_context(running(folder, database))
        playwright = stack.enter_context(sync_playwright())
        started = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS])
        browser = stack.enter_context(closing(started))
        for file in images(browser, server) if docs else everything(browser, server):
            count += 1
            print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1000} kB")
    print(f"{count} pictures in {time.monotonic() - began:.0f} s")


def everything(browser: Browser, server: RunningServer) -> Iterator[Path]:
    """Every screen at every size in both themes: what the window shows, and the whole page."""
    for theme in THEMES:
        with closing(window(browser, theme)) as context:
            for size, screen in product(SIZES, SCREENS):
                folder = FOLDER / "x".join(map(str, size)) / theme
                folder.mkdir(parents=True, exist_ok=True)
                with closing(opened(context, server, screen, size)) as page:
                    yield saved(page, folder / f"{screen.name}.png")
                    if screen.press is None and unfolded(page):
                        yield saved(page, folder / f"{screen.name}-penuh.png")


def images(browser: Browser, server: RunningServer) -> Iterator[Path]:
    """The images of README.md and docs/panduan.md."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    screens = {screen.name: screen for screen in SCREENS}
    with closing(window(browser, "light")) as context:
        for shot in SHOTS:
            page = opened(context, server, screens[shot.screen], shot.size)
            picture = Image.open(BytesIO(page.screenshot()))
            file = IMAGES / f"{shot.name}.png"
            picture.convert("RGB").quantize(COLOURS).save(file, optimize=True)
            yield file


def window(browser: Browser, theme: str) -> BrowserContext:
    """One for all screens of a theme: a new one would load Streamlit anew each time."""
    dark = theme == "dark"
    return browser.new_context(color_scheme="dark" if dark else "light", reduced_motion="reduce")


def opened(
    context: BrowserContext, server: RunningServer, screen: Screen, size: tuple[int, int]
) -> Page:
    """The screen as its account sees it, painted and still."""
    context.clear_cookies()
    if screen.account is not None:
        name, value = server.sign_in(screen.account)
        context.add_cookies([{"name": name, "value": value, "url": server.url}])
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(server.url + screen.path)
    settle(page)
    if screen.press is not None:
        page.locator(screen.press).first.click()
        page.get_by_role("dialog").wait_for()
        settle(page)
    page.mouse.move(0, 0)
    return page


def saved(page: Page, file: Path) -> Path:
    """Write what the window shows."""
    page.screenshot(path=file, animations="disabled", caret="hide")
    return file


def unfolded(page: Page) -> bool:
    """Make the window as high as its page; whether there was more to see."""
    more: int = page.evaluate(HIDDEN_BELOW)
    size = page.viewport_size
    if more <= 0 or size is None:
        return False
    page.set_viewport_size({"width": size["width"], "height": size["height"] + more})
    settle(page)
    return True


if __name__ == "__main__":
    main()
