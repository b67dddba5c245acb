"""Broken workbooks: packages, sheets and what only calls itself a workbook."""

from __future__ import annotations

import zipfile
from typing import Any, Final

from tests.bad_input.shapes import (
    HEAD,
    MAIN,
    SHEET,
    STRINGS,
    Xml,
    book,
    bz2_part,
    compound,
    parts,
    sheet,
    zipped,
)

Rows = list[list[Any]]
VALUE: Final = 5
SOURCE: Final = 7
PERIOD: Final = 3
BILLION: Final = "".join(
    f'<!ENTITY tawa{n} "{f"&tawa{n - 1};" * 10 if n else "ha"}">' for n in range(10)
)


def everything(rows: Rows) -> dict[str, bytes]:
    """Every broken workbook by its name. rows: a header and one good row."""
    return cells(rows) | unfolding(rows) | foreign(rows)


def changed(rows: Rows, *changes: dict[int, Any]) -> Rows:
    """The header, and the good row once for each set of changed cells."""
    header, good = rows
    return [header, *([{**dict(enumerate(good)), **one}[n] for n in range(len(good))]
                      for one in changes)]  # fmt: skip


def number(text: str, *, style: int = 0) -> Xml:
    """A number cell that holds this text."""
    return Xml(f'<c r="{{at}}" s="{style}"><v>{text}</v></c>')


def cells(rows: Rows) -> dict[str, bytes]:
    """Sound workbooks with broken cells."""
    formula = Xml('<c r="{at}"><f>45.5*2</f></c>')
    error = Xml('<c r="{at}" t="e"><f>Data2!A1</f><v>#REF!</v></c>')
    infinite = ("NaN", "inf", "1e400")
    return {
        "sel-gabungan.xlsx": book(
            changed(rows, {}, {PERIOD: "2023", SOURCE: ""}),
            after='<mergeCells count="1"><mergeCell ref="H2:H3"/></mergeCells>',
        ),
        "rumus.xlsx": book(changed(rows, {VALUE: formula}, {VALUE: error, PERIOD: "2023"})),
        "kode-jadi-angka.xlsx": book(changed(rows, {0: 35.1}, {0: 51.08}, {0: 5108})),
        "tanggal-1900.xlsx": book(
            changed(rows, *({PERIOD: number(day, style=1)} for day in ("0", "1", "60", "45505")))
        ),
        "bukan-bilangan.xlsx": book(
            changed(
                rows,
                *({VALUE: number(text), PERIOD: str(2021 + n)} for n, text in enumerate(infinite)),
            )
        ),
        "lembar-tersembunyi.xlsx": zipped(
            parts({"Lembar1": sheet([]), "Data": sheet(rows)}, hidden=["Data"])
        ),
        "judul-bertingkat.xlsx": book(
            [["Rekapitulasi MCP"], [], ["Wilayah", "", "", "Nilai"], *rows]
        ),
        "sepuluh-megabita.xlsx": book(changed(rows, {SOURCE: "x" * 10_000_000})),
        "kode-bps-panjang.xlsx": book(
            [["kode", "nama", "kode bps"], ["51.08", "Kabupaten Buleleng", 510806012345]]
        ),
        "teks-di-luar-daftar.xlsx": zipped(
            parts(
                {"Data": sheet(changed(rows, {SOURCE: Xml('<c r="{at}" t="s"><v>7</v></c>')}))},
                strings="<si><t>JAGA KPK</t></si>",
            )
        ),
        "sel-jauh.xlsx": with_rows(
            rows, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "sel-jauh-tersamar.xlsx": with_rows(
            rows, '<row><c r = "xfd0001048576"><v>1</v></c></row>'
        ),
    }  # fmt: skip


def with_rows(rows: Rows, more: str) -> bytes:
    """A workbook with these rows of XML at the end."""
    return zipped(parts({"Data": sheet(rows).replace("</sheetData>", f"{more}</sheetData>")}))


def unfolding(rows: Rows) -> dict[str, bytes]:
    """Small files that become huge ones in memory, or never end."""
    good = parts({"Data": sheet(rows)})
    shared = Xml('<c r="{at}" t="s"><v>0</v></c>')
    lie = bytearray(zipped({**good, "xl/extra.xml": b" " * 5_000_000}))
    size = (5_000_000).to_bytes(4, "little")
    while (at := lie.find(size)) >= 0:
        lie[at : at + 4] = (10).to_bytes(4, "little")
    merged = "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 500_000 + "</mergeCells>"
    return {
        "bom.xlsx": bz2_part("xl/workbook.xml", 400_000_000, 400_000_000),
        "bom-tersamar.xlsx": bz2_part("xl/workbook.xml", 400_000_000, 10),
        "bom-berlapis.xlsx": zipped({**good, STRINGS: xml_of("<si/>" * 7_200_000)}),
        "bom-dalam.xlsx": zipped({**good, "xl/styles.xml": b"<a>" * 5_000_000}),
        "bohong-ukuran.xlsx": bytes(lie),
        "teks-berlipat.xlsx": zipped(
            parts(
                {"Data": sheet(changed(rows, *({SOURCE: shared} for _ in range(400))))},
                strings=f"<si><t>{'x' * 1_000_000}</t></si>",
            )
        ),
        "gabungan-sejuta.xlsx": book(rows, after=merged),
        "sel-tak-tertutup.xlsx": zipped(
            {
                **good,
                SHEET: good[SHEET].replace(b"</sheetData>", b"<c><f/></c>" + b"<c a>" * 90_000),
            }
        ),
        "seribu-tawa.xlsx": declared(good, BILLION, "&tawa9;"),
        "berkas-luar.xlsx": declared(
            good, '<!ENTITY luar SYSTEM "file:///etc/hostname">', "&luar;"
        ),
    }


def xml_of(content: str) -> bytes:
    """A table of shared texts."""
    return f'{HEAD}<sst xmlns="{MAIN}">{content}</sst>'.encode()


def declared(good: dict[str, bytes], entities: str, text: str) -> bytes:
    """A workbook whose sheet declares entities and uses them."""
    xml = good[SHEET].decode().removeprefix(HEAD).replace("JAGA KPK", text)
    return zipped({**good, SHEET: f"{HEAD}<!DOCTYPE worksheet [{entities}]>{xml}".encode()})


def foreign(rows: Rows) -> dict[str, bytes]:
    """What is no XLSX, or is locked, or damaged."""
    good = parts({"Data": sheet(rows)})
    bof = b"\x09\x08\x10\x00\x00\x06\x05\x00\xbb\x0d\xcc\x07\x00\x00\x00\x00\x06\x00\x00\x00"
    info = (
        b'\x04\x00\x04\x00\x40\x00\x00\x00<encryption><keyData cipherAlgorithm="AES"/></encryption>'
    )
    ods = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
           "content.xml": b"<office:document-content/>"}  # fmt: skip
    wide = good[SHEET].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return {
        "lama-1997.xls": compound({"Workbook": bof + b"\x0a\x00\x00\x00"}),
        "terkunci.xlsx": compound({"EncryptionInfo": info, "EncryptedPackage": bytes(range(256))}),
        "biner.xlsb": zipped(
            {"xl/workbook.bin": b"\x83\x01\x00", "[Content_Types].xml": b"<Types/>"}
        ),
        "opendocument.ods": zipped(ods, method=zipfile.ZIP_STORED),
        "dipak.zip": zipped({"data.csv": b"kode,nama\r\n"}),
        "terpotong.xlsx": zipped(good)[:-400],
        "huruf-lebar.xlsx": zipped({**good, SHEET: wide.encode("utf-16")}),
        "kembar-bagian.xlsx": zipped({**good, SHEET.upper(): good[SHEET]}),
    }
