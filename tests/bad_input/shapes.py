"""The shapes of files, written by hand so that they can be wrong in any way one likes."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET: Final = "xl/worksheets/sheet1.xml"
STRINGS: Final = "xl/sharedStrings.xml"
SECTOR: Final = 512
FREE, END, FAT_SECTOR, NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


class Xml(str):
    """The XML of one cell as it stands, with {at} in the place of its address."""

    __slots__ = ()


def letter(column: int) -> str:
    """A for 0."""
    return chr(ord("A") + column)


def cell(at: str, value: object) -> str:
    """The XML of one cell."""
    if isinstance(value, Xml):
        return value.replace("{at}", at)
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value!r}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value else ""


def sheet(rows: Iterable[Sequence[object]], *, after: str = "") -> str:
    """The XML of a sheet. after: what follows the rows."""
    lines = "".join(
        f'<row r="{down}">'
        + "".join(cell(f"{letter(across)}{down}", value) for across, value in enumerate(row))
        + "</row>"
        for down, row in enumerate(rows, 1)
    )
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData>{after}</worksheet>'


def parts(
    sheets: Mapping[str, str], *, hidden: Sequence[str] = (), strings: str | None = None
) -> dict[str, bytes]:
    """The parts of a workbook by name. sheets: title -> XML."""
    numbered = list(enumerate(sheets, 1))
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for number, _title in numbered
    )
    listed = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="rId{number}"'
        + (' state="hidden"/>' if title in hidden else "/>")
        for number, title in numbered
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number, _title in numbered
    )
    book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    written = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{book}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{number}.xml": sheets[title] for number, title in numbered},
    }
    if strings is not None:
        written[STRINGS] = f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>'
    return {name: xml.encode() for name, xml in written.items()}


def zipped(content: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts, the same each time it is made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in content.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, part, method, 9)
    return buffer.getvalue()


def book(rows: Iterable[Sequence[object]], *, title: str = "Data", after: str = "") -> bytes:
    """A workbook of one sheet."""
    return zipped(parts({title: sheet(rows, after=after)}))


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file (MS-CFB version 3): what .xls and locked workbooks are made of."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sizes = {name: -(-len(data) // SECTOR) for name, data in padded.items()}
    table = [FAT_SECTOR, END]
    starts: dict[str, int] = {}
    for name, count in sizes.items():
        starts[name] = len(table)
        table += [*range(len(table) + 1, len(table) + count), END]
    table += [FREE] * (SECTOR // 4 - len(table))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, END, 0, END, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *[FREE] * 108)
    entries = [_entry("Root Entry", 5, (NOBODY, 1), END, 0)]
    for place, (name, data) in enumerate(padded.items(), 1):
        right = place + 1 if place < len(padded) else NOBODY
        entries.append(_entry(name, 2, (right, NOBODY), starts[name], len(data)))
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    body = b"".join(data.ljust(sizes[name] * SECTOR, b"\0") for name, data in padded.items())
    return header + struct.pack(f"<{len(table)}I", *table) + directory + body


def _entry(name: str, kind: int, links: tuple[int, int], start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, NOBODY, *links, start, size)


def bz2_part(name: str, size: int, said: int) -> bytes:
    """A package whose one large part is packed by bzip2: a thousand bytes become gigabytes."""
    import bz2  # noqa: PLC0415 (this alone needs it)

    packer, packed = bz2.BZ2Compressor(9), b""
    for _piece in range(size // 1_000_000):
        packed += packer.compress(b" " * 1_000_000)
    packed += packer.flush()
    title = name.encode()
    common = struct.pack("<HHHHHIIIHH", 46, 0, 12, 0, 33, 0, len(packed), said, len(title), 0)
    local = b"PK\x03\x04" + common + title + packed
    central = b"PK\x01\x02" + struct.pack("<H", 46) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    central += title
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end
