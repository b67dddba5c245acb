"""What is taken as evidence: files by their content, names that lead nowhere, links."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import select

from core.errors import Invalid, NotFound
from data.schema import evidence
from review.performance.evidence import add_file, add_link, open_evidence
from review.performance.file_kinds import kind_of, safe_name
from tests.review.house import OPERATOR, QUARTERLY, put, trail

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.settings import Settings

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
TYPES = "[Content_Types].xml"
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "xl/workbook.xml": OFFICE + "spreadsheetml.sheet.main+xml",
    "word/document.xml": OFFICE + "wordprocessingml.document.main+xml",
}


def package(part: str, declared: str, *further: str, types: str | None = None) -> bytes:
    """An office file with one main part, and further parts by their names."""
    said = types or (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/{part}" ContentType="{declared}"/></Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (TYPES, part, *further):
            archive.writestr(name, said if name == TYPES else "<a/>")
    return buffer.getvalue()


def workbook() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def document() -> bytes:
    return package("word/document.xml", MAIN["word/document.xml"])


def draft(engine: Engine) -> int:
    with engine.begin() as conn:
        return put(conn, QUARTERLY, "2026-Q3", "draft")


@pytest.mark.parametrize(
    ("content", "names", "media_type"),
    [
        (PDF, ("Rekap TW III.pdf", "Rekap TW III.pdf"), "application/pdf"),
        (PDF, ("rekap.exe", "rekap.exe.pdf"), "application/pdf"),
        (PNG, ("foto.PNG", "foto.PNG"), "image/png"),
        (PNG, ("foto.jpg", "foto.jpg.png"), "image/png"),
        (b"\xff\xd8\xff\xe0abc", ("foto.jpeg", "foto.jpeg"), "image/jpeg"),
        (workbook(), ("rekap.xlsx", "rekap.xlsx"), OFFICE + "spreadsheetml.sheet"),
        (workbook(), ("rekap", "rekap.xlsx"), OFFICE + "spreadsheetml.sheet"),
        (document(), ("nota.docx", "nota.docx"), OFFICE + "wordprocessingml.document"),
        (b"a;b\r\n1;2\r\n", ("data.csv", "data.csv"), "text/csv"),
        (b"a;b\r\n1;2\r\n", ("data.tsv", "data.tsv.txt"), "text/plain"),
        ("Nilai naik – baik".encode("cp1252"), ("catatan.txt", "catatan.txt"), "text/plain"),
        ("\ufeffNilai".encode(), ("catatan.html", "catatan.html.txt"), "text/plain"),
    ],
)
def test_a_file_is_what_its_content_is(
    small_house: Engine, settings: Settings, content: bytes, names: tuple[str, str], media_type: str
) -> None:
    number = draft(small_house)
    name, kept = names
    given: dict[str, Any] = {"by": OPERATOR, "settings": settings}
    token = add_file(small_house, actual_id=number, name=name, content=content, **given)
    found = open_evidence(small_house, token=token, **given)
    assert (found.name, found.media_type) == (kept, media_type)
    assert found.path.read_bytes() == content
    assert found.path.name == hashlib.sha256(content).hexdigest()
    assert stat.S_IMODE(found.path.stat().st_mode) == 0o600
    assert [one.name for one in found.path.parent.iterdir()] == [found.path.name]


MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
REFUSED = {
    "empty": b"",
    "blank": b" \r\n ",
    "exe": b"MZ\x90\x00" + b"\x00" * 60,
    "elf": b"\x7fELF\x02\x01\x01\x00",
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "html behind a mark": b"\xef\xbb\xbf  <html></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "script": b"#!/bin/sh\necho 1\n",
    "rtf": b"{\\rtf1 a}",
    "gif": b"GIF89a\x01\x00\x01\x00",
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 30,
    "not a pdf at the start": b"x%PDF-1.7\n\x00",
    "zip": package("a.txt", "text/plain"),
    "zip without types": package("xl/workbook.xml", "x", types="<Types/>"),
    "damaged": workbook()[:-30],
    "cut": workbook()[:200],
    "macros": package("xl/workbook.xml", MACRO),
    "macros inside": package("xl/workbook.xml", MAIN["xl/workbook.xml"], "xl/vbaProject.bin"),
    "macros in another case": package("word/document.xml", MAIN["word/document.xml"],
                                      "word/VBAPROJECT.BIN"),
    "controls": package("word/document.xml", MAIN["word/document.xml"], "word/activeX/a.xml"),
    "embedded": package("word/document.xml", MAIN["word/document.xml"],
                        "word/embeddings/oleObject1.bin"),
    "the main part is not there": package("xl/other.xml", MAIN["xl/workbook.xml"], types=(
        f'<Types><Override PartName="/xl/workbook.xml" ContentType="{MAIN["xl/workbook.xml"]}"/>'
        "</Types>")),
    "a document says it is a workbook": package("word/document.xml", MAIN["xl/workbook.xml"]),
    "declarations": package("xl/workbook.xml", "x", types="<!DOCTYPE a [<!ENTITY b 'c'>]><Types/>"),
    "broken types": package("xl/workbook.xml", "x", types="<Types>"),
    "a huge list of types": package("xl/workbook.xml", "x", types="<a/>" + " " * 1_100_000),
    "two of one name": package("xl/workbook.xml", MAIN["xl/workbook.xml"], "XL/workbook.xml"),
    "no text": b"abc\x01\x02\x03",
    "undefined letters": b"abc\x81\x8d\x9d",
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_anything_else_is_refused_in_words(
    small_house: Engine, settings: Settings, kind: str
) -> None:
    number = draft(small_house)
    before = trail(small_house)
    assert len(REFUSED[kind]) < 100_000
    with pytest.raises(Invalid) as caught:
        add_file(
            small_house, by=OPERATOR, settings=settings, actual_id=number, name="bukti.pdf",
            content=REFUSED[kind],
        )  # fmt: skip
    assert "makro" in str(caught.value) or "tidak diterima" in str(caught.value)
    assert trail(small_house) == before
    assert not Path(settings.storage.evidence).exists()


def test_a_file_that_is_too_large_is_refused(small_house: Engine, settings: Settings) -> None:
    number = draft(small_house)
    given: dict[str, Any] = {"by": OPERATOR, "settings": settings, "actual_id": number}
    with pytest.raises(Invalid, match="lebih besar dari 1 MB"):
        add_file(small_house, name="a.txt", content=b"a" * 1_000_001, **given)
    assert add_file(small_house, name="a.txt", content=b"a" * 1_000_000, **given)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("C:\\berkas\\rekap.pdf", "C--berkas-rekap.pdf"),
        ("rekap\r\nX-Jahat: 1.pdf", "rekap X-Jahat- 1.pdf"),
        ("gambar\u202efdp.exe", "gambarfdp.exe.pdf"),
        ("", "bukti.pdf"),
        ("...", "bukti.pdf"),
        (".pdf", "pdf.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ('a"b<c>.pdf', "a-b-c-.pdf"),
        ("lapor\x00an.pdf", "laporan.pdf"),
    ],
)
def test_a_name_cannot_lead_anywhere(name: str, kept: str) -> None:
    assert safe_name(name, kind_of(PDF, name)) == kept


@pytest.mark.parametrize(
    "address",
    ["https://contoh.go.id/a?b=c#d", "http://10.1.2.3:8080/x", "https://drive.google.com/f/1"],
)
def test_a_link_is_kept_as_it_is(small_house: Engine, settings: Settings, address: str) -> None:
    number = draft(small_house)
    token = add_link(
        small_house, by=OPERATOR, settings=settings, address=f" {address} ", name=" Rekap\x00 ",
        actual_id=number,
    )  # fmt: skip
    with small_house.connect() as conn:
        row = conn.execute(select(evidence).where(evidence.c.token == token)).mappings().one()
    assert (row["kind"], row["name"], row["address"]) == ("link", "Rekap", address)
    with pytest.raises(NotFound):
        open_evidence(small_house, by=OPERATOR, settings=settings, token=token)


@pytest.mark.parametrize(
    "address",
    [
        "", "contoh.go.id", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,a",
        "file:///etc/passwd", "//contoh.go.id", "https://", "https:///a", "ftp://contoh.go.id",
        "https://a b.id", "https://contoh.go.id/a\nb", "https://x@jahat.id", "https://x:y@jahat.id",
        "https://contoh.go.id:0/", "https://contoh.go.id:99999/", "https://[broken",
        "https://contoh\u202e.id", "https://contoh.go.id/\x00", "https://a.id/" + "x" * 2000,
        "java\tscript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(
    small_house: Engine, settings: Settings, address: str
) -> None:
    with pytest.raises(Invalid):
        add_link(small_house, by=OPERATOR, settings=settings, address=address, actual_id=1)
