"""XLSX: looked over for what would hurt or mislead, then read by calamine.

calamine gives a cell with an error (#REF!) and a formula without a stored result as empty, which
here would mean "unknown"; and it lays out the whole rectangle around two far cells in memory.
So the XML of the sheet is looked through first.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from core.words import _
from data.imports.files import MAX_COLUMNS, MAX_ROWS, Table, too_many_columns, too_many_rows
from data.imports.headers import plain
from data.imports.model import BadFile, Broken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from python_calamine import CalamineSheet

    from data.imports.model import Cell

MAX_UNPACKED: Final = 300_000_000
MAX_PARTS: Final = 5_000
MAX_CELLS: Final = 7_000_000
MAX_TAIL: Final = 40_000_000
CHUNK: Final = 1 << 20
# What unpacking and reading raise over bytes that are no sound workbook.
DAMAGE: Final = (
    CalamineError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, LookupError,
    EOFError, NotImplementedError, RuntimeError, StopIteration, ValueError, OSError,
)  # fmt: skip
# Sheets of the templates that hold no data, in both languages.
NOTES_SHEETS: Final = frozenset({"petunjuk", "keterangan", "notes", "readme", "pilihan", "choices"})
SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE: Final = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
PLACE: Final = re.compile(rb"\br=[\"']([A-Z]{0,3})([0-9]{1,7})[\"']")
CELL: Final = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")
RESULT: Final = re.compile(rb"<(?:\w+:)?v[^>/]*>([^<]+)<")
ERROR_TYPE: Final = re.compile(rb"\bt=[\"']e[\"']")
RECALCULATED: Final = re.compile(rb"fullCalcOnLoad=[\"'](?:1|true)[\"']")


@dataclass(slots=True)
class Look:
    """What the XML of a sheet says: its far corner and the cells without a usable content.

    broken: row from 1 -> column from 0 -> the cell.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    broken: dict[int, dict[int, Broken]] = field(default_factory=dict)


def read_workbook(content: bytes, sheet: str | None) -> Table:
    """The rows of the named sheet, else of the first visible one that is no notes sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_odd(archive)
            _unpack_all(archive)
            return _read(content, archive, sheet)
    except DAMAGE as error:
        raise _damaged(error) from error
    except BaseException as error:
        # A panic of the reader's own language is no Exception in Python's eyes.
        if type(error).__name__ == "PanicException":
            raise _damaged(error) from None
        raise


def _damaged(error: BaseException) -> BadFile:
    return BadFile(
        _("The workbook is damaged and cannot be read."),
        hint=_("Open it in a spreadsheet and save it anew as XLSX."),
        detail=repr(error),
    )


def _refuse_odd(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise BadFile(
            _("This workbook is not XLSX (it is XLSB or ODS)."),
            hint=_("Save it in the spreadsheet as XLSX."),
        )
    if "xl/workbook.xml" not in names:
        raise BadFile(
            _("This is a packed file or a document, not a workbook."),
            hint=_("Send the XLSX or CSV file itself, not packed."),
        )
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile(
            _("The workbook is protected by a password."),
            hint=_("Remove the password in the spreadsheet, save, and send the file again."),
        )
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise BadFile(
            _("Unpacked, the workbook is larger than {limit} MB.").format(
                limit=MAX_UNPACKED // 1_000_000
            ),
            hint=_("Delete sheets, pictures and formats that the table does not need."),
        )


def _unpack_all(archive: zipfile.ZipFile) -> None:
    """Read every XML part once: a size that lies in the directory ends here as damage."""
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                while stream.read(CHUNK):
                    pass


def _read(content: bytes, archive: zipfile.ZipFile, wanted: str | None) -> Table:
    recalculated = bool(RECALCULATED.search(archive.read("xl/workbook.xml")))
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        names = _named(book, wanted) if wanted is not None else _candidates(book)
        chosen = names[0]
        look = Look()
        for name in names:
            with archive.open(_part_of(archive, book.sheet_names.index(name))) as stream:
                look = look_over(stream, recalculated=recalculated)
            if look.columns > 0:
                chosen = name
                break
        _refuse_large(look)
        sheet = book.get_sheet_by_name(chosen)
        merged = tuple(
            (first[0] + 1, first[1], last[0] + 1, last[1])
            for first, last in sheet.merged_cell_ranges or ()
        )
        rows = tuple(_rows(sheet, look))
        return Table(chosen, rows, merged, () if wanted else _left_out(book, chosen))


def _named(book: CalamineWorkbook, wanted: str) -> list[str]:
    sheets = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    found = [name for name in sheets if name.casefold() == wanted.casefold()]
    if not found:
        raise BadFile(
            _("The workbook has no sheet '{name}'.").format(name=wanted),
            hint=_("Sheets: {names}.").format(names=", ".join(sheets)),
        )
    return found


def _candidates(book: CalamineWorkbook) -> list[str]:
    found = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
        and sheet.visible == SheetVisibleEnum.Visible
        and plain(sheet.name) not in NOTES_SHEETS
    ]
    if not found:
        raise BadFile(
            _("The workbook has no visible sheet with data."),
            hint=_("Unhide the sheet with the table, or fill in the template."),
        )
    return found


def _left_out(book: CalamineWorkbook, chosen: str) -> tuple[str, ...]:
    others = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.name != chosen and plain(sheet.name) not in NOTES_SHEETS
    ]
    if not others:
        return ()
    note = _("Only the sheet '{name}' was read; left out: {others}.")
    return (note.format(name=chosen, others=", ".join(others)),)


def _part_of(archive: zipfile.ZipFile, index: int) -> str:
    """The XML part of the sheet at this position in the workbook."""
    sheets = [_attributes(tag) for tag in SHEET.findall(archive.read("xl/workbook.xml"))]
    wanted = next(value for key, value in sheets[index].items() if key.endswith(":id"))
    for tag in RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        relation = _attributes(tag)
        if relation.get("Id") == wanted:
            target = relation["Target"]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    message = "no relation for the sheet"
    raise KeyError(message)


def _attributes(tag: bytes) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in ATTRIBUTE.findall(tag)}


def _refuse_large(look: Look) -> None:
    if look.rows > MAX_ROWS + 1:
        raise too_many_rows()
    if look.columns > MAX_COLUMNS:
        raise too_many_columns()
    if max(look.cells, look.rows * look.columns) > MAX_CELLS:
        raise too_many_rows()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def look_over(stream: IO[bytes], *, recalculated: bool) -> Look:
    """Go through the XML of a sheet in pieces that end between two cells.

    recalculated: the workbook was written by a program that leaves formulas to the reader, so
    that their stored results mean nothing.
    """
    look = Look()
    tail = b""
    while chunk := stream.read(CHUNK):
        block = tail + chunk
        cut = block.rfind(b"<c ")
        if cut <= 0:
            cut = 0 if len(block) < MAX_TAIL else len(block)
        tail = block[cut:]
        _look_at(block[:cut], look, recalculated=recalculated)
    _look_at(tail, look, recalculated=recalculated)
    return look


def _look_at(block: bytes, look: Look, *, recalculated: bool) -> None:
    look.cells += block.count(b"<c ") + block.count(b"<c>")
    places = PLACE.findall(block)
    if places:
        look.rows = max(look.rows, *{int(row) for _letters, row in places})
        look.columns = max(look.columns, *map(_column, {letters for letters, _row in places}))
    if not FORMULA.search(block) and not ERROR_TYPE.search(block):
        return
    for cell in CELL.finditer(block):
        broken = _broken(cell[1], cell[2], recalculated=recalculated)
        place = PLACE.search(cell[1])
        if broken is not None and place is not None:
            look.broken.setdefault(int(place[2]), {})[_column(place[1]) - 1] = broken


def _broken(attributes: bytes, body: bytes, *, recalculated: bool) -> Broken | None:
    result = RESULT.search(body)
    if ERROR_TYPE.search(attributes):
        return Broken(result[1].decode(errors="replace") if result else "#N/A", formula=False)
    if FORMULA.search(body) and (recalculated or result is None):
        return Broken("=…", formula=True)
    return None


def _rows(sheet: CalamineSheet, look: Look) -> Iterator[tuple[Cell, ...]]:
    if sheet.start is None:
        return
    share: dict[str, str] = {}
    left: list[Cell] = [None] * sheet.start[1]
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = left.copy()
        for cell in row:
            if isinstance(cell, str):
                cells.append(share.setdefault(cell, cell) if cell.strip() else None)
            else:
                cells.append(cell)
        for index, broken in look.broken.get(number, {}).items():
            cells.extend([None] * (index + 1 - len(cells)))
            cells[index] = broken
        while cells and cells[-1] is None:
            cells.pop()
        yield tuple(cells)
