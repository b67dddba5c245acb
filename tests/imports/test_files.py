"""What a file is, is told by its content; every odd one in clear words."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from data.imports.files import read_table
from data.imports.model import BadFile
from data.imports.topics import topic_named
from tests.imports.files import as_csv, as_xlsx, check_file, field, published

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refused(content: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        read_table(content, topic_named("published"))
    assert caught.value.hint
    return caught.value.message


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_are_found(delimiter: str, encoding: str) -> None:
    content = as_csv(
        published({"source": "Bappeda – Bali; a, b | c"}), delimiter=delimiter, encoding=encoding
    )
    assert field(check_file("published", content), "published", "source") == [
        "Bappeda – Bali; a, b | c"
    ]


def test_windows_text_is_taken_with_a_remark() -> None:
    content = as_csv(published({"source": "Café – Bali"}), encoding="cp1252")
    table = read_table(content, topic_named("published"))
    assert table.rows[1][8] == "Café – Bali"
    assert "Windows" in table.notes[0]


def test_excels_own_line_about_the_delimiter_is_understood() -> None:
    content = b"sep=;\r\n" + as_csv(published({}), delimiter=";")
    checked = check_file("published", content)
    assert field(checked, "published", "value") == [91.5]
    assert checked.records[0].line == 3


def test_blank_lines_count_so_that_row_numbers_agree_with_the_spreadsheet() -> None:
    header, row = published({})
    assert check_file("published", as_csv([[], header, [], row])).records[0].line == 4


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Berkas kosong"),
        (b" \r\n\r\n", "Berkas kosong"),
        (b"\xef\xbb\xbf", "Berkas kosong"),
        (b"MZ\x90\x00" + bytes(200), "program"),
        (b"\x7fELF" + bytes(200), "program"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "gambar"),
        (b"SQLite format 3\x00", "basis data"),
        (b"<html><table><tr><td>kode</td></tr></table>", "halaman web"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel lama"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        (zipped({"catatan.txt": b"x"}), "terkompresi"),
        (zipped({"content.xml": b"<x/>", "mimetype": b"ods"}), "bukan XLSX"),
        (zipped({"xl/workbook.bin": b"x"}), "bukan XLSX"),
        (zipped({"xl/workbook.xml": b"<workbook/>"}), "rusak"),
        (b"PK\x03\x04 not a zip", "rusak"),
        (b"kode;nama\n\x81\x8d\x8f;x\n", "Karakter"),
        (b"kode;nama\n\x00\x01\x02;x\n", "Karakter"),
        ("kode;nama".encode("utf-16-le"), "Karakter"),
        (b'kode,nama\n"51.08,Buleleng\n51.02,Tabanan\n', "mulai baris"),
        (b"kode,nama\n51.08," + b"x" * 10_000_000, "mulai baris"),
    ],
)  # fmt: skip
def test_an_odd_file_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_a_workbook_is_known_whatever_its_name() -> None:
    content = as_xlsx(published({"value": 91.5}))
    assert field(check_file("published", content), "published", "value") == [91.5]


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/sharedStrings.xml": bytes(310_000_000)}
    content = zipped(parts)
    del parts
    assert len(content) < 1_000_000
    assert "lebih besar dari 300 MB" in refused(content)


def test_a_bomb_that_lies_about_its_size_is_refused_as_damaged() -> None:
    book = as_xlsx(published({}))
    archive = zipfile.ZipFile(io.BytesIO(book))
    parts = {part.filename: archive.read(part) for part in archive.infolist()}
    content = bytearray(zipped({**parts, "xl/extra.xml": b" " * 5_000_000}))
    size = (5_000_000).to_bytes(4, "little")
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = (10).to_bytes(4, "little")
    assert "rusak" in refused(bytes(content))


def test_two_far_cells_do_not_fill_the_memory() -> None:
    book = as_xlsx(published({}))
    archive = zipfile.ZipFile(io.BytesIO(book))
    parts = {part.filename: archive.read(part) for part in archive.infolist()}
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", far)
    assert "lebih dari" in refused(zipped(parts))


@pytest.mark.parametrize("cut", [100, 700, 2_000])
def test_a_truncated_workbook_is_damaged(cut: int) -> None:
    assert refused(as_xlsx(published({}))[:-cut])


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch: Any) -> None:
    monkeypatch.setattr("data.imports.files.MAX_BYTES", 1_000_000)
    assert "lebih besar dari 1 MB" in refused(b"kode,nama\n" + b"51.08,x\n" * 200_000)


def test_too_many_rows_are_refused_in_both_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.imports.text_file.MAX_ROWS", 10)
    monkeypatch.setattr("data.imports.workbook.MAX_ROWS", 10)
    rows = published(*[{"period": str(year)} for year in range(2001, 2013)])
    assert "lebih dari" in refused(as_csv(rows))
    assert "lebih dari" in refused(as_xlsx(rows))
