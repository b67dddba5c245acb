"""The marked copy of a file of requests: whole while it is short, its faulty rows alone if not."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from data.imports.annotate import MOST_ROWS, write_annotated
from data.imports.files import Table
from data.services.files import text_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from data.imports.model import Cell
    from data.services.preparing import PreparedRequests


def write_copy(upload: Path, prepared: PreparedRequests, target: Path) -> bool:
    """Write the copy as XLSX. True: the whole file; False: its faulty rows alone."""
    with upload.open("rb") as file:
        is_workbook = file.read(2) == b"PK"
    if is_workbook:
        return write_annotated(upload.read_bytes(), prepared, target)
    wanted = None
    if prepared.row_count > MOST_ROWS:
        wanted = {prepared.header_row, *(one.row for one in prepared.problems)}
    return write_annotated(b"", prepared, target, _table(upload, prepared.header_row, wanted))


def _table(upload: Path, header_row: int, wanted: set[int] | None) -> Table:
    """The rows of a CSV file at their numbers; of the others nothing but that they are there."""
    encoding, delimiter = text_form(upload)
    found: list[tuple[Cell, ...]] = []
    with io.TextIOWrapper(upload.open("rb"), encoding, errors="replace", newline="") as text:
        for number, row in _numbered(csv.reader(text, delimiter=delimiter), header_row):
            found += [()] * (number - 1 - len(found))
            found.append(tuple(row) if wanted is None or number in wanted else ())
    return Table(None, found)


def _numbered(rows: Iterator[list[str]], header_row: int) -> Iterator[tuple[int, list[str]]]:
    """The header row stands where its last line is; from there on every row counts as one."""
    number = 0
    for row in rows:
        at = rows.line_num  # type: ignore[attr-defined] # of csv's reader
        number = at if at <= header_row else number + 1
        yield number, row
