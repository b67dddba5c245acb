"""Every screen as its readers see it, looked at once and kept for all tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from data.engine import make_engine
from data.sample_accounts import SAMPLE_ROWS
from review.accounts import person_named, set_language
from tests.browser import Windows, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, ViewportSize

    from tests.serving import RunningServer

LOOK: Final = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
PHONE, PROJECTOR, DESK = (360, 800), (1280, 720), (1920, 1080)
SIZES: Final = (PHONE, PROJECTOR, DESK)
SPBE: Final = "/pembanding?metric=spbe_index&region=14.08&period=2022"
INSIDE: Final = "/peta?wilayah=51.08.05&titik=*"
BEAMED: Final = (PROJECTOR,)
# Screens of the OPD's performance and of services: name, address, account.
WORK: Final = (
    ("kinerja-opd", "/kinerja-opd", "bupati"),
    ("kinerja-anggaran", "/kinerja-opd?tampil=anggaran", "bupati"),
    ("kinerja-audit", "/kinerja-opd?tampil=audit", "inspektorat"),
    ("kinerja-pohon", "/kinerja-opd?tampil=pohon", "layar.rapat"),
    ("rapor-opd", "/rapor-opd", "kadis.kesehatan"),
    ("lapor", "/lapor", "operator.kesehatan"),
    ("lapor-angka", "/lapor?angka=OPD-05-02~2026-10", "operator.kesehatan"),
    ("verifikasi", "/verifikasi", "verifikator"),
    ("verifikasi-angka", "/verifikasi?angka=OPD-05-03~2026-10", "verifikator"),
    ("layanan", "/layanan", "bupati"),
    ("layanan-kecamatan", "/layanan?wilayah=51.08.06", "layar.rapat"),
    ("layanan-ktp", "/layanan?layanan=ktp-el", "sekda"),
    ("layanan-menunggu", "/layanan?tampil=menunggu&permohonan=9900", "verifikator"),
    ("layanan-diterima", "/layanan?tampil=kohor&opd=OPD-12", "inspektorat"),
    ("layanan-darurat", "/layanan?tampil=darurat", "bupati"),
    ("layanan-desa", "/layanan?tampil=desa", "bupati"),
    ("kepuasan", "/kepuasan", "kadis.kesehatan"),
)
CARD: Final = '[class*="st-key-card-"] button'
# Everything folded is opened: its words are words of the screen too.
UNFOLD: Final = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const folded = main.querySelectorAll("details:not([open]):not(.dk-mark)");
  for (const one of folded) {
    if (one.closest('[data-testid="stExpander"]')) one.querySelector("summary").click();
    else one.open = true;
  }
  return folded.length;
}"""
# A page scrolls inside this element, so the window must grow to show all of it.
HEIGHT: Final = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return Math.ceil(innerHeight + main.scrollHeight - main.clientHeight);
}"""
SLOW_TO_OPEN: Final = 600
"""Milliseconds that an expander of Streamlit takes."""
TALLEST: Final = 4000
"""Of a window; what is further down is measured as well, only not tried for covers."""


@dataclass(frozen=True, slots=True)
class Case:
    """A screen as an account sees it in a language; every size follows from one window.

    press: what is pressed before looking. sizes: the first is the window that is opened.
    """

    screen: str
    path: str
    account: str | None = "bupati"
    language: str = "id"
    dark: bool = False
    press: str | None = None
    sizes: tuple[tuple[int, int], ...] = SIZES

    def __str__(self) -> str:
        """The name of the case in pytest's output."""
        theme = "dark" if self.dark else "light"
        return "-".join((self.screen, self.account or "nobody", self.language, theme))


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found; each fault and text says which window it is from.

    words: on the screen. spoken: labels that a screen reader says.
    """

    faults: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    spoken: dict[str, list[str]] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)


def _screens(language: str) -> Iterator[Case]:
    sizes = SIZES if language == "id" else SIZES[::-1]  # Growing and shrinking windows.
    yield Case("masuk", "/", None, language, sizes=sizes)
    yield Case("ditolak", "/tentang", "layar.rapat", language, sizes=sizes)
    yield Case("ringkasan", "/", "bupati", language, sizes=sizes)
    yield Case("kartu", "/", "bupati", language, press=CARD, sizes=sizes)
    if language == "id":
        for screen, path, account in WORK:
            yield Case(screen, path, account, sizes=sizes)
    yield Case("pembanding", "/pembanding", "bupati", language, sizes=sizes)
    yield Case("pembanding-spbe", SPBE, "bupati", language, sizes=sizes)
    yield Case(
        "pembanding-inflasi", "/pembanding?metric=inflation_yoy", "bupati", language, sizes=sizes
    )
    yield Case("peta", "/peta", "bupati", language, sizes=sizes)
    yield Case("peta-kecamatan", INSIDE, "bupati", language, sizes=sizes)
    yield Case("data", "/data", "verifikator", language, sizes=sizes)
    yield Case("tentang", "/tentang", "bupati", language, sizes=sizes)


def _roles() -> Iterator[Case]:
    """The other roles: their name and menu around the same page."""
    for row in SAMPLE_ROWS:
        if row.username != "bupati":
            yield Case("ringkasan", "/", row.username, sizes=(PHONE, PROJECTOR))


def _dark() -> Iterator[Case]:
    """The other language in the dark theme, growing windows; light Indonesian ones shrink."""
    for case in _screens("en"):
        yield replace(case, dark=True)
    for screen, path, account in WORK:
        yield Case(screen, path, account, "en", dark=True, sizes=BEAMED)


CASES: Final = (*_screens("id"), *_roles(), *_dark())


class Looks:
    """Looks at a case when it is first asked for, and remembers.

    One window for each theme serves all cases: a new one would load Streamlit anew each time.
    """

    def __init__(self, windows: Windows, server: RunningServer) -> None:
        self.server = server
        self.windows = windows
        self.known: dict[Case, Look] = {}

    def __call__(self, case: Case) -> Look:
        if case not in self.known:
            self.known[case] = self._look(case)
        return self.known[case]

    def _look(self, case: Case) -> Look:
        with self.windows.window(dark=case.dark) as opened:
            found = Look(outside=opened.outside, errors=opened.errors)
            page = opened.page
            if case.account is not None:
                speak(self.server, case.account, case.language)
                name, value = self.server.sign_in(case.account)
                opened.context.add_cookies([{"name": name, "value": value, "url": self.server.url}])
            page.set_viewport_size(_size(case.sizes[0]))
            page.goto(self.server.url + case.path)
            settle(page)
            if case.account is None and case.language != "id":
                page.get_by_role("button", name="English").click()
                page.wait_for_load_state()
                settle(page)
            if case.press is not None:
                page.locator(case.press).first.click()
                page.get_by_role("dialog").wait_for()
            _look_at(page, case, found)
        return found


def _look_at(page: Page, case: Case, found: Look) -> None:
    """First as the window opens; then unfolded and as high as the page, at each size."""
    width, height = case.sizes[0]
    _note(page, f"{case} {width}x{height}", found)
    if case.press is None and page.evaluate(UNFOLD):
        page.wait_for_timeout(SLOW_TO_OPEN)
    for width, height in case.sizes:
        page.set_viewport_size(_size((width, height)))
        if case.press is None:
            whole: int = page.evaluate(HEIGHT)
            page.set_viewport_size(_size((width, min(whole, TALLEST))))
        settle(page)
        _note(page, f"{case} {width}x{height} unfolded", found)


def _size(size: tuple[int, int]) -> ViewportSize:
    return {"width": size[0], "height": size[1]}


def _note(page: Page, where: str, found: Look) -> None:
    seen: dict[str, Any] = page.evaluate(LOOK)
    for kind in ("wide", "cut", "over", "faint"):
        found.faults.setdefault(kind, []).extend(f"{where}: {fault}" for fault in seen[kind])
    found.words[where], found.spoken[where] = seen["words"], seen["spoken"]
    found.languages.add(seen["language"])


def speak(server: RunningServer, account: str, language: str) -> None:
    """The account reads in this language from its next run on."""
    engine = make_engine(server.database_url)
    try:
        with engine.connect() as conn:
            person = person_named(conn, account)
        if person.language != language:
            set_language(engine, by=person, language=language)
    finally:
        engine.dispose()


def listed(faults: list[str]) -> str:
    """Faults for a failure message, one a line."""
    return "\n".join(("", *faults))
