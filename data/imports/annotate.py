"""The person's own file given back with its faults: cells coloured, each with a note.

Notes and colours of an earlier copy are taken off first, so that a file that goes back and forth
shows what is still wrong and nothing else. The list of faults is a sheet that is not read again.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import xlsxwriter

from core.words import _
from data.imports.files import read_table
from data.imports.headers import plain
from data.imports.letters import CONTROL
from data.imports.model import Broken
from data.imports.workbook import DAMAGE, NOTES_SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as NewSheet

    from data.imports.files import Table
    from data.imports.model import Cell, CellProblem
    from data.imports.preview import Marked

    # Row from 1 -> column from 0 -> what is wrong there.
    Marks = Mapping[int, Mapping[int, list[CellProblem]]]

MOST_ROWS: Final = 20_000
"""Rows up to which the whole file is given back; of a longer one only the faulty rows."""
MOST_UNPACKED: Final = 40_000_000
"""Bytes of XML that may be laid out as objects; a heavier workbook gets a plain copy."""
MOST_NOTES: Final = 5_000
"""A spreadsheet grows slow with more notes; colours and the list go on."""
LONGEST_NOTE: Final = 1_000
LONGEST_CELL: Final = 32_767
AUTHOR: Final = "Dasbor"
COLOUR: Final = "FFE08A"
RULE: Final = "\n————\n"
"""Between our note and one that a person had put on the same cell."""
LIST_WIDTHS: Final = (10, 24, 30, 50, 60, 12)


def write_annotated(
    content: bytes, prepared: Marked, target: Path, table: Table | None = None
) -> bool:
    """Write the marked copy as XLSX. True: the whole file; False: its faulty rows alone.

    table: the rows of the file, where they have been read already.
    """
    marks = _marks(prepared)
    whole = prepared.row_count <= MOST_ROWS
    if whole and content.startswith(b"PK") and not _heavy(content):
        try:
            _mark_own(content, prepared, marks, target)
        except (*DAMAGE, MemoryError, TypeError, AttributeError, AssertionError):
            pass  # What the other reader took, openpyxl may not: a plain copy serves as well.
        else:
            return True
    rows = table or read_table(content, prepared.topic, sheet=prepared.sheet)
    _write_new(rows, prepared, marks, target, whole=whole)
    return whole


def list_title() -> str:
    """The name of the sheet with the list of faults, in the language of this run."""
    return _("Corrections")


def _heavy(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED


def _marks(prepared: Marked) -> dict[int, dict[int, list[CellProblem]]]:
    """The problems by place; those of a whole row at its first cell."""
    found: dict[int, dict[int, list[CellProblem]]] = {}
    for problem in prepared.problems:
        row = found.setdefault(problem.row, {})
        row.setdefault(problem.index or 0, []).append(problem)
    return found


def _note(problems: Iterable[CellProblem]) -> str:
    texts = []
    for problem in problems:
        head = "" if problem.index is not None or not problem.column else f"{problem.column}: "
        texts.append(f"{head}{problem.message} {problem.hint}".strip())
    return printable("\n".join(texts))[:LONGEST_NOTE]


def printable(text: str) -> str:
    """A text without what a workbook cannot hold."""
    return CONTROL.sub("", text)[:LONGEST_CELL]


def _mark_own(content: bytes, prepared: Marked, marks: Marks, target: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 (files without a fault need none of it)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # What it leaves out of a workbook is no matter here.
        book = load_workbook(io.BytesIO(content))
    for name in [name for name in book.sheetnames if _is_list(name)]:
        del book[name]
    sheet = book[prepared.sheet or book.sheetnames[0]]
    _clean(sheet)
    places = [(row, column) for row, columns in marks.items() for column in columns]
    for number, (row, column) in enumerate(places):
        _mark(sheet, row, column, _note(marks[row][column]) if number < MOST_NOTES else "")
    _add_list(book, prepared)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(target)


def _is_list(name: str) -> bool:
    return plain(name) in NOTES_SHEETS & {"perbaikan", "corrections"}


def _clean(sheet: Worksheet) -> None:
    """Take our notes and colours off; a note that a person had there comes back."""
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is None or cell.comment.author != AUTHOR:
                continue
            _ours, _rule, before = cell.comment.text.partition(RULE)
            cell.comment = Comment(before, "") if before else None
            cell.fill = PatternFill()


def _mark(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Colour a cell; with a text, put a note on it."""
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    cell = _first_of_merged(sheet, row, column + 1)
    cell.fill = PatternFill("solid", fgColor=f"FF{COLOUR}")
    if text:
        before = RULE + cell.comment.text if cell.comment is not None else ""
        cell.comment = Comment(text + before, AUTHOR, height=120, width=320)


def _first_of_merged(sheet: Worksheet, row: int, column: int) -> SheetCell | MergedCell:
    """The cell, or the first of the merged ones that it belongs to: only that can hold a note."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return sheet.cell(area.min_row, area.min_col)
    return sheet.cell(row, column)


def _add_list(book: Workbook, prepared: Marked) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415

    sheet = book.create_sheet(list_title())
    for column, width in enumerate(LIST_WIDTHS, 1):
        sheet.column_dimensions[chr(64 + column)].width = width
    for number, row in enumerate(_list_rows(prepared, None), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # A text that begins with = stays a text.
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _list_rows(prepared: Marked, rows: Mapping[int, int] | None) -> Iterator[tuple[str | int, ...]]:
    """Head and problems. rows: where a row of the person's file stands in a shortened copy."""
    head = (_("Row"), _("Column"), _("Content"), _("What is wrong"), _("What to do"))
    yield head if rows is None else (*head, _("Row here"))
    for one in prepared.problems:
        texts = (printable(text) for text in (one.column, one.value, one.message, one.hint))
        here = () if rows is None else (rows.get(one.row, 1),)
        yield (one.row, *texts, *here)
    more = prepared.problem_count - len(prepared.problems)
    if more:
        yield ("", "", "", _("… and {count} more of the same kind.").format(count=more))


@dataclass(frozen=True, slots=True)
class _Formats:
    """How cells of a new copy look: texts, days and numbers, sound (first) or faulty."""

    text: tuple[Format, Format]
    day: tuple[Format, Format]
    number: tuple[Format | None, Format]


def _write_new(table: Table, prepared: Marked, marks: Marks, target: Path, *, whole: bool) -> None:
    """A copy of the one sheet, every text as text; by rows, so that a long one needs no memory."""
    head = prepared.header.row
    numbers = range(1, len(table.rows) + 1) if whole else sorted({head, *marks})
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(_sheet_name(prepared.sheet))
        sheet.set_column(0, len(prepared.header.texts), 18)
        sheet.freeze_panes(head if whole else 1, 0)
        writer = _Writer(sheet, _formats(book))
        for place, number in enumerate(numbers):
            cells = table.rows[number - 1] if number <= len(table.rows) else ()
            writer.row(place, cells, marks.get(number, {}))
        here = None if whole else {number: place for place, number in enumerate(numbers, 1)}
        _new_list(book, prepared, here)


def _sheet_name(name: str | None) -> str:
    return name if name and not _is_list(name) else _("Data")


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    fill = {"bg_color": f"#{COLOUR}"}
    day, text = {"num_format": "yyyy-mm-dd"}, {"num_format": "@"}
    return _Formats(
        (book.add_format(text), book.add_format(text | fill)),
        (book.add_format(day), book.add_format(day | fill)),
        (None, book.add_format(fill)),
    )


class _Writer:
    """Writes cells into a sheet of xlsxwriter, row by row."""

    def __init__(self, sheet: NewSheet, formats: _Formats) -> None:
        self.sheet = sheet
        self.formats = formats
        self.notes = 0

    def row(
        self, place: int, cells: Sequence[Cell], marks: Mapping[int, list[CellProblem]]
    ) -> None:
        """Write a row, and colour and note what is wrong in it. place: from 0."""
        width = max(len(cells), 1 + max(marks, default=-1))
        for column in range(width):
            cell = cells[column] if column < len(cells) else None
            self._cell(place, column, cell, faulty=column in marks)
            if column in marks and self.notes < MOST_NOTES:
                self.notes += 1
                options = {"author": AUTHOR, "width": 320, "height": 120}
                self.sheet.write_comment(place, column, _note(marks[column]), options)

    def _cell(self, row: int, column: int, cell: Cell, *, faulty: bool) -> None:
        formats = self.formats
        if cell is None:
            self.sheet.write_blank(row, column, None, formats.text[faulty])
        elif isinstance(cell, bool):
            self.sheet.write_boolean(row, column, cell, formats.number[faulty])
        elif isinstance(cell, int | float):
            self.sheet.write_number(row, column, cell, formats.number[faulty])
        elif isinstance(cell, date):
            self.sheet.write_datetime(row, column, cell, formats.day[faulty])
        else:
            text = cell.text if isinstance(cell, Broken) else str(cell)
            self.sheet.write_string(row, column, printable(text), formats.text[faulty])


def _new_list(book: xlsxwriter.Workbook, prepared: Marked, here: Mapping[int, int] | None) -> None:
    sheet, bold = book.add_worksheet(list_title()), book.add_format({"bold": True})
    for column, width in enumerate(LIST_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(_list_rows(prepared, here)):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value, bold if number == 0 else None)
            else:
                sheet.write_number(number, column, value)
