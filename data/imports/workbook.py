"""XLSX: the package and the sheet are looked over first, then calamine reads the sheet."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from core.numbers import number
from core.words import _
from data.imports.files import MAX_COLUMNS, MAX_ROWS, Table, too_many_columns, too_many_rows
from data.imports.headers import plain
from data.imports.letters import printable
from data.imports.model import BadFile
from data.imports.number_formats import percent_styles
from data.imports.package import (
    BOOK,
    MAX_UNPACKED,
    RELATIONS,
    STRINGS,
    check_package,
    too_large_unpacked,
)
from data.imports.sheet_xml import (
    MAX_CELLS,
    MAX_MERGED,
    Look,
    laid_out,
    look_over,
    shared_lengths,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from python_calamine import CalamineSheet

    from data.imports.model import Cell

NAMES_SHOWN: Final = 10
STYLES: Final = "xl/styles.xml"
PERCENT_DIGITS: Final = 10
"""More than a person types; what is beyond is the error of the binary number."""
# What unpacking and reading raise over bytes that are no sound workbook.
DAMAGE: Final = (
    CalamineError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, LookupError,
    EOFError, NotImplementedError, RuntimeError, StopIteration, ValueError, OSError, ExpatError,
)  # fmt: skip
# Sheets of the templates that hold no data, in both languages.
NOTES_SHEETS: Final = frozenset(
    {"petunjuk", "keterangan", "notes", "readme", "pilihan", "choices", "perbaikan", "corrections"}
)
SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE: Final = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
RECALCULATED: Final = re.compile(rb"fullCalcOnLoad\s*=\s*[\"'](?:1|true)[\"']")


def read_workbook(content: bytes, sheet: str | None) -> Table:
    """The rows of the named sheet, else of the first visible one that is no notes sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_package(archive)
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


def _read(content: bytes, archive: zipfile.ZipFile, wanted: str | None) -> Table:
    recalculated = bool(RECALCULATED.search(archive.read(BOOK)))
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        names = _named(book, wanted) if wanted is not None else _candidates(book)
        styles = archive.read(STYLES) if STYLES in archive.namelist() else b""
        percents = percent_styles(styles)
        for name in names:
            part = _part_of(archive, book.sheet_names.index(name))
            with archive.open(part) as stream:
                look = look_over(stream, recalculated=recalculated, percents=percents)
            if look.columns > 0:
                break
        else:
            raise _no_data(book, wanted)
        _refuse_large(look)
        _refuse_unfolding(archive, part, look)
        sheet = book.get_sheet_by_name(name)
        merged = tuple(
            (first[0] + 1, first[1], last[0] + 1, last[1])
            for first, last in sheet.merged_cell_ranges or ()
        )
        rows = tuple(_rows(sheet, look))
        notes = () if wanted else _left_out(book, name)
        return Table(name, rows, merged, (*notes, *_percents_said(look)))


def _percents_said(look: Look) -> tuple[str, ...]:
    count = sum(map(len, look.percents.values()))
    if not count:
        return ()
    note = _("{count} cells are formatted as percentages and read as they are seen: 0.25 as 25.")
    return (note.format(count=number(count)),)


def _named(book: CalamineWorkbook, wanted: str) -> list[str]:
    sheets = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    found = [name for name in sheets if name.casefold() == wanted.casefold()]
    if not found:
        raise BadFile(
            _("The workbook has no sheet '{name}'.").format(name=printable(wanted)),
            hint=_("Sheets: {names}.").format(names=_listed(sheets)),
        )
    return found


def _listed(names: Iterable[str]) -> str:
    shown = [printable(name) for name in names]
    return ", ".join(shown[:NAMES_SHOWN]) + (", …" if len(shown) > NAMES_SHOWN else "")


def _data_sheets(book: CalamineWorkbook, *, visible: bool) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
        and (sheet.visible == SheetVisibleEnum.Visible) == visible
        and plain(sheet.name) not in NOTES_SHEETS
    ]


def _candidates(book: CalamineWorkbook) -> list[str]:
    found = _data_sheets(book, visible=True)
    if not found:
        raise _no_data(book, None)
    return found


def _no_data(book: CalamineWorkbook, wanted: str | None) -> BadFile:
    hidden = [] if wanted else _data_sheets(book, visible=False)
    if hidden:
        return BadFile(
            _("The workbook has no visible sheet with data; hidden: {names}.").format(
                names=_listed(hidden)
            ),
            hint=_("Unhide the sheet with the table, or fill in the template."),
        )
    return BadFile(
        _("The workbook has no visible sheet with data."),
        hint=_("Fill in the template of the topic."),
    )


def _left_out(book: CalamineWorkbook, chosen: str) -> tuple[str, ...]:
    others = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.name != chosen and plain(sheet.name) not in NOTES_SHEETS
    ]
    if not others:
        return ()
    note = _("Only the sheet '{name}' was read; left out: {others}.")
    return (note.format(name=printable(chosen), others=_listed(others)),)


def _part_of(archive: zipfile.ZipFile, index: int) -> str:
    """The XML part of the sheet at this position in the workbook."""
    sheets = [_attributes(tag) for tag in SHEET.findall(archive.read(BOOK))]
    wanted = next(value for key, value in sheets[index].items() if key.endswith(":id"))
    for tag in RELATION.findall(archive.read(RELATIONS)):
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
    if look.merged > MAX_MERGED:
        raise BadFile(
            _("The sheet has more than {limit} merged cells.").format(limit=number(MAX_MERGED)),
            hint=_("Unmerge the cells and write the value into each of them."),
        )
    if look.lost:
        message = "a broken cell without a place"
        raise ValueError(message)


def _refuse_unfolding(archive: zipfile.ZipFile, part: str, look: Look) -> None:
    """A long shared text that many cells show takes its length again for each of them."""
    if not look.shared or STRINGS not in archive.namelist():
        return
    lengths = shared_lengths(archive.read(STRINGS))
    if look.shared * max(lengths, default=0) <= MAX_UNPACKED:
        return
    with archive.open(part) as stream:
        if laid_out(stream, lengths) > MAX_UNPACKED:
            raise too_large_unpacked()


def _rows(sheet: CalamineSheet, look: Look) -> Iterator[tuple[Cell, ...]]:
    if sheet.start is None:
        return
    share: dict[str, str] = {}

    def text(cell: str) -> str | None:
        return share.setdefault(cell, cell) if cell.strip() else None

    left: list[Cell] = [None] * sheet.start[1]
    for line, row in enumerate(sheet.iter_rows(), 1):
        cells = left.copy()
        # What was seen before is no blank: most of a long table repeats itself.
        cells += [
            (share.get(cell) or text(cell)) if isinstance(cell, str) else cell for cell in row
        ]
        for index in look.percents.get(line, ()):
            seen = cells[index] if index < len(cells) else None
            if isinstance(seen, float | int) and not isinstance(seen, bool):
                cells[index] = round(seen * 100, PERCENT_DIGITS)
        for index, broken in look.broken.get(line, {}).items():
            cells.extend([None] * (index + 1 - len(cells)))
            cells[index] = broken
        while cells and cells[-1] is None:
            cells.pop()
        yield tuple(cells)
