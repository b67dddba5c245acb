"""An operator brings figures in: template, mistakes, marked copy, preview, stored, undone."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.browser import SETTLE_SECONDS
from tests.screens.looks import PHONE, PROJECTOR

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
    from playwright.sync_api import FilePayload, Locator, Page

    from tests.browser import OpenPage, Visit
    from tests.serving import RunningServer, StartServer

OPERATOR = "operator.kesehatan"
SCORE = {"2025": 93.4, "2024": 91.0, "2023": 88.5}
COVERAGE = 88.25
"""Of Kecamatan Sukasada, in a month of which nothing is known yet."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Desk:
    """The screen Data as a person at it."""

    def __init__(self, opened: Visit) -> None:
        self.opened = opened
        self.page: Page = opened.page

    def saved(self, button: str) -> bytes:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=button).click()
        return Path(waiting.value.path()).read_bytes()

    def hand_in(self, name: str, content: bytes) -> None:
        file: FilePayload = {"name": name, "mimeType": XLSX, "buffer": content}
        self.page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(file)

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        found = self.page.get_by_text(text).first
        found.wait_for(timeout=SETTLE_SECONDS * 1000)
        return found

    def press(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=name).click()

    def choose(self, select: str, option: str) -> None:
        field = self.page.locator(f"{select} input")
        field.scroll_into_view_if_needed()
        self.page.wait_for_timeout(500)  # An open list closes when the page scrolls.
        field.click()
        self.page.get_by_role("option", name=option).click()

    def narrow(self) -> None:
        self.opened.settle()
        assert self.opened.too_wide_by() == 0


def sheet_of(content: bytes) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return book, book["Data"]


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled(template: bytes) -> bytes:
    """The template with four rows, and in each but the last a mistake."""
    book, sheet = sheet_of(template)
    titles = [cell.value for cell in sheet[1]]
    for row, (period, value) in enumerate(SCORE.items(), 2):
        cells: dict[str, Any] = {
            "Kode wilayah": "51.08", "Periode": period, "Status": "final", "Nilai": value,
            "Satuan": "index_0_100", "Sumber": "JAGA KPK",
        }  # fmt: skip
        for title, content in cells.items():
            sheet.cell(row, titles.index(title) + 1, content)
        sheet.cell(row, 3, "mcp_score")
    place: dict[str, Any] = {
        "Kode wilayah": "51.08.05", "Periode": "2026-11", "Status": "sementara",
        "Nilai": COVERAGE, "Satuan": "%", "Sumber": "Dinas Pertanian",
    }  # fmt: skip
    for title, content in place.items():
        sheet.cell(5, titles.index(title) + 1, content)
    sheet.cell(5, 3, "rabies_vaccination_coverage")
    sheet.cell(2, titles.index("Nilai") + 1, "sembilan")
    sheet.cell(3, 3, "mcp_skor")
    sheet.cell(4, 1, "51.8")
    return saved(book)


def mended(copy: bytes) -> bytes:
    """The marked copy, with each noted cell put right."""
    book, sheet = sheet_of(copy)
    notes = {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.comment
    }
    titles = [cell.value for cell in sheet[1]]
    value = sheet.cell(2, titles.index("Nilai") + 1)
    assert sorted(notes) == sorted([value.coordinate, "C3", "A4"])
    assert "bukan angka" in notes[value.coordinate]
    assert "mcp_score" in notes["C3"]
    assert "51.08" in notes["A4"]
    assert "Perbaikan" in book.sheetnames
    value.value, sheet["C3"].value, sheet["A4"].value = SCORE["2025"], "mcp_score", "51.08"
    return saved(book)


def overview(desk: Desk, server: RunningServer) -> str:
    """What the tile of the MCP score says."""
    desk.page.goto(server.url)
    desk.opened.settle()
    return desk.page.locator(".st-key-tile-mcp_score .dk-tile").inner_text()


def on_the_map(desk: Desk, server: RunningServer) -> str:
    """What Peta says of vaccination in the newest month, with the row of Sukasada."""
    desk.page.goto(f"{server.url}/peta?indikator=rabies_vaccination_coverage&tingkat=kecamatan")
    desk.page.locator(".dk-places tbody button").first.wait_for()
    desk.opened.settle()
    row = desk.page.locator(".dk-places tbody tr").filter(has_text="Sukasada").inner_text()
    return f"{desk.page.locator('.dk-answer').inner_text()} {row}"


@pytest.fixture
def house(sample_url: str, start_server: StartServer, tmp_path: Path) -> RunningServer:
    return start_server(sample_url, TMPDIR=str(tmp_path))


@pytest.mark.parametrize("size", [PROJECTOR, PHONE])
def test_an_operator_brings_figures_in_and_takes_them_back(
    house: RunningServer, open_page: OpenPage, size: tuple[int, int]
) -> None:
    opened = open_page(house, "/data", account=OPERATOR, width=size[0], height=size[1])
    desk = Desk(opened)
    desk.narrow()
    desk.hand_in("nilai.xlsx", filled(desk.saved("Unduh templat")))
    desk.sees("3 kesalahan harus diperbaiki: nilai.xlsx belum disimpan.")
    desk.narrow()
    copy = desk.saved("Unduh salinan bertanda")
    desk.hand_in("nilai-perbaikan.xlsx", mended(copy))
    desk.sees("Siap disimpan: 2 ditambah, 2 diubah, 0 tetap.")
    desk.narrow()
    opened.page.reload()
    desk.sees("Siap disimpan: 2 ditambah, 2 diubah, 0 tetap.")
    desk.press(re.compile("^Simpan: 2 ditambah, 2 diubah"))
    desk.sees("Tersimpan sebagai batch")
    desk.narrow()
    assert "93,4" in overview(desk, house)
    said = on_the_map(desk, house)
    assert "November 2026" in said
    assert "88,25%" in said
    desk.narrow()
    desk.page.goto(house.url + "/data")
    desk.sees("Batalkan impor")
    opened.settle()
    desk.choose(".st-key-batal", "nilai-perbaikan.xlsx")
    desk.press("Lihat akibat pembatalan")
    desk.sees(re.compile("Pembatalan batch .* menghapus 2 baris dan mengembalikan 2 baris"))
    desk.narrow()
    desk.press(re.compile("^Batalkan impor: 2 dihapus, 2 dikembalikan"))
    desk.sees("telah dibatalkan: 2 baris dihapus, 2 baris dikembalikan.")
    assert "93,4" not in overview(desk, house)
    assert "88,25%" not in on_the_map(desk, house)
    assert opened.outside == []
    assert opened.errors == []


def test_a_file_over_the_limit_is_refused_in_our_words(
    house: RunningServer, open_page: OpenPage, tmp_path: Path
) -> None:
    large = tmp_path / "besar.csv"
    large.write_bytes(b"a,b\n" * 16_000_000)
    opened = open_page(house, "/data", account=OPERATOR)
    opened.page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(large)
    chip = opened.page.locator('[data-testid="stFileChip"][aria-invalid="true"]')
    chip.wait_for()
    said = chip.evaluate("e => getComputedStyle(e, '::after').content")
    assert "lebih besar dari 60 MB" in said
    visible = opened.page.locator('[data-testid="stFileUploader"]').inner_text()
    assert not {"Upload", "Error", "smaller", "per file"} & set(re.split(r"\W+", visible))
