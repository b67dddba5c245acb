"""A verifier brings an export of complaints in: named once, previewed, stored, taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.imports.files import as_csv
from tests.pages.test_data_requests import EXPORT
from tests.screens.looks import PHONE
from tests.screens.test_data_walk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser import OpenPage
    from tests.serving import RunningServer, StartServer


@pytest.fixture
def house(sample_url: str, start_server: StartServer, tmp_path: Path) -> RunningServer:
    return start_server(sample_url, TMPDIR=str(tmp_path))


def test_an_export_of_complaints_on_a_phone(house: RunningServer, open_page: OpenPage) -> None:
    path = "/data?topik=requests&asal=lapor"
    opened = open_page(house, path, account="verifikator", width=PHONE[0], height=PHONE[1])
    desk = Desk(opened)
    desk.narrow()
    desk.hand_in("lapor.csv", as_csv(EXPORT, delimiter=";", encoding="cp1252"))
    desk.sees("Kolom Nama Pelapor tidak disimpan: data pribadi.")
    desk.narrow()
    desk.press("Konfirmasi pemetaan kolom")
    desk.sees("Siap disimpan: 2 ditambah, 0 diubah, 0 tetap.")
    desk.narrow()
    desk.press("Simpan: 2 permohonan ditambah, 0 diubah")
    desk.sees("Tersimpan sebagai batch")
    opened.page.goto(house.url + path)
    opened.settle()
    mistaken = [EXPORT[0], ["77103", "Made", "besok", "", "Pengadun SP4N-LAPOR!", "Buleleng"]]
    desk.hand_in("salah.csv", as_csv(mistaken))
    desk.sees("2 kesalahan harus diperbaiki: salah.csv belum disimpan.")
    desk.narrow()
    assert desk.saved("Unduh salinan bertanda").startswith(b"PK")
    opened.page.goto(house.url + "/data?riwayat=requests")
    desk.sees("Batalkan impor")
    opened.settle()
    desk.choose(".st-key-batal", "lapor.csv")
    desk.press("Lihat akibat pembatalan")
    desk.sees(re.compile("menghapus 2 permohonan"))
    desk.narrow()
    desk.press(re.compile("^Batalkan impor: 2 permohonan dihapus"))
    desk.sees("telah dibatalkan: 2 permohonan dihapus")
    assert "Pribadi" not in opened.text()
    assert opened.outside == []
    assert opened.errors == []
