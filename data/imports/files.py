"""A file by its content, never by its name: CSV or XLSX, and in clear words what else it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.words import N_, _
from data.imports.model import BadFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.imports.model import Cell, Topic

MAX_BYTES: Final = 60_000_000
MAX_ROWS: Final = 250_000
MAX_COLUMNS: Final = 200
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes of what people send by mistake, and what it is.
OTHERS: Final = (
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
    (b"\xca\xfe\xba\xbe", N_("a program")),
    (b"#!", N_("a program")),
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"\x1f\x8b", N_("a packed file")),
    (b"7z\xbc\xaf", N_("a packed file")),
    (b"Rar!", N_("a packed file")),
    (b"SQLite format 3", N_("a database")),
    (b"{\\rtf", N_("a text document")),
    (b"<", N_("a web page")),
)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet, from the first line of the file on; empty cells are None.

    sheet: its name, None for CSV. merged: (first row, first column, last row, last column), rows
    from 1 and columns from 0. notes: remarks in words on how the file was read.
    """

    sheet: str | None
    rows: Sequence[tuple[Cell, ...]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    notes: tuple[str, ...] = ()


def read_table(content: bytes, topic: Topic, *, sheet: str | None = None) -> Table:
    """The table in a file. BadFile says what the file is instead, or what stands in the way."""
    if len(content) > MAX_BYTES:
        raise too_large()
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise empty()
    if content.startswith(b"PK"):
        from data.imports.workbook import read_workbook  # noqa: PLC0415 (CSV needs none of it)

        return read_workbook(content, sheet)
    _refuse_others(content)
    from data.imports.text_file import read_text_file  # noqa: PLC0415

    return read_text_file(content, topic)


def _refuse_others(content: bytes) -> None:
    if content.startswith(OLE):
        raise _old_or_locked(content)
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:64]
    for first, what in OTHERS:
        if head.startswith(first):
            raise BadFile(
                _("This is neither CSV nor XLSX, it is {what}.").format(what=_(what)),
                hint=_("Save the table in the spreadsheet as XLSX or CSV and send that file."),
            )


def _old_or_locked(content: bytes) -> BadFile:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return BadFile(
            _("The workbook is protected by a password."),
            hint=_("Remove the password in the spreadsheet, save, and send the file again."),
        )
    return BadFile(
        _("This is an old Excel file (.xls, 1997 to 2003)."),
        hint=_("Open it in a spreadsheet and save it as XLSX."),
    )


def empty() -> BadFile:
    """The error for a file without a single filled cell."""
    return BadFile(_("The file is empty."), hint=_("Fill in the template of the topic."))


def too_large() -> BadFile:
    """The error for a file that nobody should load at once."""
    return BadFile(
        _("The file is larger than {limit} MB.").format(limit=MAX_BYTES // 1_000_000),
        hint=_("Split it into several files."),
    )


def too_many_rows() -> BadFile:
    """The error for a table that is longer than one import may be."""
    return BadFile(
        _("The table has more than {limit} rows.").format(limit=f"{MAX_ROWS:,}".replace(",", ".")),
        hint=_("Split it into several files; delete empty rows far below the table."),
    )


def too_many_columns() -> BadFile:
    """The error for a table that is wider than any topic."""
    return BadFile(
        _("The table has more than {limit} columns.").format(limit=MAX_COLUMNS),
        hint=_("Delete columns far to the right of the table."),
    )
