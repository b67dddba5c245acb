"""An XLSX as a package of parts: refused before anything in it unfolds in memory.

Every part is unpacked once, in pieces, and every XML part goes through a parser that keeps
nothing: after that the parts are as large as they say, well-formed, in UTF-8 and without
declarations, so that what reads them next sees what was seen here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED

from core.words import _
from data.imports.letters import printable
from data.imports.model import BadFile

if TYPE_CHECKING:
    import zipfile

MAX_UNPACKED: Final = 300_000_000
MAX_PARTS: Final = 5_000
MAX_DEPTH: Final = 1_000
MAX_STRINGS: Final = 7_000_000
CHUNK: Final = 1 << 20
BOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STRINGS: Final = "xl/sharedStrings.xml"
# Parts of which each element becomes an object in memory.
LARGEST: Final = {BOOK: 5_000_000, RELATIONS: 5_000_000, "xl/styles.xml": 20_000_000}
XML: Final = (".xml", ".rels", ".vml")
ENCODINGS: Final = (None, "utf-8", "us-ascii")


def check_package(archive: zipfile.ZipFile) -> None:
    """BadFile: another kind of file, locked, too large unpacked, or made to harm.

    Damage raises whatever unpacking raises, or ExpatError and ValueError.
    """
    parts = archive.infolist()
    _refuse_others({part.filename for part in parts})
    if any(part.flag_bits & 1 for part in parts):
        raise locked()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise too_large_unpacked()
    # Readers differ in which of two parts of one name they take.
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise _harmful()
    for part in parts:
        if part.file_size > LARGEST.get(part.filename, MAX_UNPACKED):
            raise too_large_unpacked()
        # Other ways of packing unfold a few bytes into gigabytes at one stroke.
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _harmful(part.filename)
        _go_through(archive, part)


def _refuse_others(names: set[str]) -> None:
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise BadFile(
            _("This workbook is not XLSX (it is XLSB or ODS)."),
            hint=_("Save it in the spreadsheet as XLSX."),
        )
    if BOOK not in names:
        raise BadFile(
            _("This is a packed file or a document, not a workbook."),
            hint=_("Send the XLSX or CSV file itself, not packed."),
        )


def locked() -> BadFile:
    """The error for a workbook that opens with a password only."""
    return BadFile(
        _("The workbook is protected by a password."),
        hint=_("Remove the password in the spreadsheet, save, and send the file again."),
    )


def too_large_unpacked() -> BadFile:
    """The error for a small file that becomes a huge one."""
    return BadFile(
        _("Unpacked, the workbook is larger than {limit} MB.").format(
            limit=MAX_UNPACKED // 1_000_000
        ),
        hint=_("Delete sheets, pictures and formats that the table does not need."),
    )


def _harmful(part: str = "") -> BadFile:
    return BadFile(
        _("The workbook was not made by a spreadsheet and could do harm."),
        hint=_("Copy the table into a new workbook and save that as XLSX."),
        detail=printable(part),
    )


def _go_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A size that lies in the directory ends here, and XML that is not as it should be."""
    check = _Xml(part.filename) if part.filename.casefold().endswith(XML) else None
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if check is not None:
                check.feed(chunk)
    if check is not None:
        check.close()


class _Xml:
    """Parses a part without keeping it, and without letting the parser itself grow."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = 0
        self.strings = 0
        self.in_tag = False
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.XmlDeclHandler = self._declared

    def feed(self, chunk: bytes) -> None:
        opened = chunk.count(b"<") - chunk.count(b"<?") - chunk.count(b"<!")
        self.depth += opened - 2 * chunk.count(b"</") - chunk.count(b"/>")
        if self.depth > MAX_DEPTH:
            raise _harmful(self.name)
        first, last = chunk.rfind(b"<"), chunk.rfind(b">")
        if self.in_tag and last < 0:
            raise _harmful(self.name)
        self.in_tag = first > last or (self.in_tag and first == last)
        if self.name == STRINGS:
            self.strings += chunk.count(b"<si") + chunk.count(b":si")
            if self.strings > MAX_STRINGS:
                raise too_large_unpacked()
        # In another encoding the bytes that are looked for elsewhere would not be found.
        if b"\x00" in chunk[:8]:
            raise _harmful(self.name)
        self.parser.Parse(chunk)

    def close(self) -> None:
        self.parser.Parse(b"", True)  # noqa: FBT003 (its only form)

    def _doctype(self, *_arguments: object) -> None:
        raise _harmful(self.name)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding.casefold() if encoding else None) not in ENCODINGS:
            raise _harmful(self.name)
