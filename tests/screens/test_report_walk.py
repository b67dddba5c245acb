"""A figure from its operator to the lock, as the people at the screens walk it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from core.settings import CONFIG_FILE
from tests.browser import SETTLE_SECONDS
from tests.screens.looks import PHONE, PROJECTOR

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser import OpenPage, Visit
    from tests.serving import RunningServer, StartServer

FIGURE = "OPD-05-02~2026-10"
NAME = "Kematian ibu"
REPORT, CHECK = f"/lapor?angka={FIGURE}", f"/verifikasi?angka={FIGURE}"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


class Screen:
    """A screen as a person at it."""

    def __init__(self, opened: Visit) -> None:
        self.opened = opened
        self.page: Page = opened.page

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        found = self.page.get_by_text(text).first
        found.wait_for(timeout=SETTLE_SECONDS * 1000)
        return found

    def type(self, label: str | re.Pattern[str], text: str) -> None:
        field = self.page.get_by_label(label).first
        field.fill(text)
        field.press("Tab")
        self.opened.settle()

    def press(self, name: str) -> None:
        button = self.page.get_by_role("button", name=name, exact=True)
        # While a run goes on, Streamlit shows the last one's elements beside the new ones.
        expect(button).to_have_count(1)
        button.click()
        self.opened.settle()

    def leave(self) -> None:
        assert self.opened.too_wide_by() == 0
        assert self.opened.errors == []
        assert self.opened.outside == []


def reported(desk: Screen) -> None:
    """A number that is none, a draft, its evidence, and handed in."""
    desk.type("Realisasi dalam kasus", "1,5,0")
    desk.press("Simpan draf")
    desk.sees(re.compile("bukan (angka|bilangan)"))
    assert desk.page.get_by_label("Realisasi dalam kasus").input_value() == "1,5,0"
    desk.type("Realisasi dalam kasus", "1")
    desk.type(re.compile("^Catatan"), "Audit maternal perinatal selesai.")
    desk.press("Simpan draf")
    desk.sees("Draf tersimpan.")
    desk.page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(
        {"name": "rekap-oktober.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    desk.sees("rekap-oktober.pdf")
    desk.opened.settle()
    desk.press("Ajukan")
    desk.sees("menunggu verifikasi")
    desk.leave()


def sent_back(checker: Screen, kept: Path) -> None:
    """The evidence is opened, and the figure goes back with a reason."""
    checker.sees("Audit maternal perinatal selesai.")
    with checker.page.expect_download() as waiting:
        checker.page.get_by_role("link", name="rekap-oktober.pdf").click()
    assert Path(waiting.value.path()).read_bytes() == PDF
    assert [file.read_bytes() for file in kept.iterdir()] == [PDF]
    checker.press("Kembalikan")
    checker.sees(re.compile("[Aa]lasan"))
    checker.type(re.compile("^Alasan"), "Sebutkan puskesmas tempat kejadian.")
    checker.press("Kembalikan")
    checker.leave()


@pytest.fixture
def house(sample_url: str, start_server: StartServer, tmp_path: Path) -> RunningServer:
    """The program with a folder of its own for evidence."""
    config = tmp_path / "config.toml"
    text = CONFIG_FILE.read_text(encoding="utf-8")
    config.write_text(text.replace("var/evidence", str(tmp_path / "bukti")), encoding="utf-8")
    return start_server(sample_url, DASHBOARD_CONFIG=str(config))


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["1280", "360"])
def test_a_figure_goes_from_its_operator_to_the_lock(
    house: RunningServer, open_page: OpenPage, tmp_path: Path, size: tuple[int, int]
) -> None:
    def at(path: str, account: str) -> Screen:
        return Screen(open_page(house, path, account=account, width=size[0], height=size[1]))

    reported(at(REPORT, "operator.kesehatan"))
    sent_back(at(CHECK, "verifikator"), tmp_path / "bukti")
    desk = at(REPORT, "operator.kesehatan")
    desk.sees("Sebutkan puskesmas tempat kejadian.")
    desk.type(re.compile("^Catatan"), "Kejadian di wilayah Puskesmas Sawan I.")
    desk.press("Ajukan")
    desk.sees("menunggu verifikasi")

    for account, button in (
        ("verifikator", "Verifikasi"), ("penyetuju", "Setujui"), ("admin", "Kunci"),
    ):  # fmt: skip
        screen = at(CHECK, account)
        screen.sees(NAME)
        screen.press(button)
        screen.leave()

    desk = at(REPORT, "operator.kesehatan")
    desk.sees("terkunci")
    assert desk.page.get_by_role("button", name="Ajukan", exact=True).count() == 0
    desk.leave()
