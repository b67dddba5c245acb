"""CSV of any delimiter and of the encodings that spreadsheets write."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from core.words import _
from data.imports.files import (
    MAX_COLUMNS,
    MAX_ROWS,
    Table,
    empty,
    too_many_columns,
    too_many_rows,
)
from data.imports.headers import LOOK, accepted, plain
from data.imports.model import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from data.imports.model import Cell, Topic

DELIMITERS: Final = (",", ";", "\t", "|")
CHUNK: Final = 1 << 20
HEAD: Final = 65_536
WINDOWS: Final = "cp1252"
# cp1252 gives some letter to nearly every byte; only these say that it was such a text.
PLAUSIBLE: Final = re.compile(
    "[\t\r\n -~\u00a0ÀÁÂÄÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜàáâäãåæçèéêëìíîïñòóôöõøùúûü"
    "‘’“”–—…•€°²³¹±×÷·«»§©®™½¼¾µ´]*"
)
SEP_LINE: Final = re.compile(r"sep=([^\w\s\"]|\t)\r?\n", re.IGNORECASE)


def read_text_file(content: bytes, topic: Topic) -> Table:
    """The rows of a CSV file. BadFile for an unknown encoding or a quotation mark left open."""
    encoding = _encoding(content)
    head = content[:HEAD].decode(encoding, errors="ignore")
    declared = SEP_LINE.match(head)
    delimiter = declared[1] if declared else _delimiter(head, topic)
    rows = tuple(_rows(content, encoding, delimiter))
    _refuse_unparted(rows, topic)
    notes = []
    if encoding == WINDOWS:
        notes.append(
            _("The file is not UTF-8; it was read as Windows text. Check letters with accents.")
        )
    # Excel's own "sep=;" line stays as an empty row, so that row numbers agree with the file.
    return Table(None, ((), *rows[1:]) if declared else rows, notes=tuple(notes))


def _refuse_unparted(rows: Sequence[tuple[Cell, ...]], topic: Topic) -> None:
    if not any(cell is not None for row in rows for cell in row):
        raise empty()
    needed = sum(column.required for column in topic.columns)
    if needed > 1 and all(len(row) <= 1 for row in rows):
        raise BadFile(
            _("The columns of the file cannot be told apart."),
            hint=_("Save it with a comma or semicolon between the columns, or as XLSX."),
        )


def _encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif content.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    else:
        candidates = ["utf-8", WINDOWS]
    for encoding in candidates:
        if _decodes(content, encoding):
            return encoding
    raise BadFile(
        _("The characters of the file cannot be read."),
        hint=_("Save it in the spreadsheet as 'CSV UTF-8' or as XLSX."),
    )


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), CHUNK):
            text = decoder.decode(content[start : start + CHUNK])
            if "\x00" in text or (encoding == WINDOWS and not PLAUSIBLE.fullmatch(text)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(head: str, topic: Topic) -> str:
    """The sign that parts one of the first lines into the most headers of the topic."""
    filled = (line for line in head.splitlines() if line.strip(" ,;|\t\ufeff"))
    lines = [line.strip("\ufeff") for line in islice(filled, LOOK)]
    names = accepted(topic)

    def fit(delimiter: str) -> tuple[int, int]:
        fields = [line.split(delimiter) for line in lines]
        known = (sum(plain(field[:200]) in names for field in line) for line in fields)
        return max(known, default=0), max(map(len, fields), default=0)

    return max(DELIMITERS, key=fit)


def _rows(content: bytes, encoding: str, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    # One text object for equal cells: most of a long table repeats itself.
    share: dict[str, str] = {}
    rows = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(rows, 1):
            if number > MAX_ROWS + 1:
                raise too_many_rows()
            while row and not row[-1]:
                row.pop()
            if len(row) > MAX_COLUMNS:
                raise too_many_columns()
            yield tuple([share.get(cell) or _shared(cell, share) for cell in row])
    except csv.Error as error:
        raise BadFile(
            _("The file cannot be read from line {line} on.").format(line=rows.line_num),
            hint=_("Often a quotation mark is not closed, or one cell holds a whole file."),
            detail=str(error),
        ) from error


def _shared(cell: str, share: dict[str, str]) -> str | None:
    """A text that was not seen before, kept unless it is blank."""
    return share.setdefault(cell, cell) if cell.strip() else None
