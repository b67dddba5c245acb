"""A file of requests as a stream of tables of text: CSV of any size, XLSX while it is small."""

from __future__ import annotations

import codecs
import csv
import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
from pyarrow import compute

from core.words import _
from data.imports.cells import shown
from data.imports.files import MAX_COLUMNS, empty, read_table, too_many_columns
from data.imports.headers import LOOK, accepted, header_texts, plain
from data.imports.model import BadFile
from data.services.columns import EVENTS, TABLE
from data.services.cutting import end_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from data.imports.model import Cell

CHUNK_ROWS: Final = 48_000
# Some dozens of blocks are read ahead of the chunk.
BLOCK: Final = 1 << 20
HEAD: Final = 1 << 18
SHEET_ROWS: Final = 50_000
DELIMITERS: Final = (",", ";", "\t", "|")
UTF8, UTF16, WINDOWS = "utf8", "utf-16", "cp1252"
SAMPLE_ROWS: Final = 500


@dataclass(slots=True)
class Stream:
    """A file that is open. headers: by position; row: number of the header row, from 1.

    sample: the first rows under the headers. uneven: told the number of a row with another number
    of cells, and that number. tables: tables of text, columns named "0", "1", ... Blank rows and
    uneven ones are left out of these; `row_of` gives the number that a row has in the file.
    """

    headers: tuple[str, ...]
    row: int
    sheet: str | None
    sample: list[tuple[str, ...]]
    notes: tuple[str, ...]
    source: Any = None
    options: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[Cell, ...]] | None = None
    size: int = 0
    blank: int = 0
    _left_out: list[int] = field(default_factory=list)
    _uneven: list[int] = field(default_factory=list)
    _read: int = 0

    def row_of(self, row: int) -> int:
        """The number in the file of a row that is counted without those left out."""
        left_out = np.sort(np.array(self._left_out, dtype=np.int64))
        before = left_out - np.arange(len(left_out)) <= row
        return row + int(before.sum())

    def _filled(self, table: pa.Table) -> pa.Table:
        """Without the rows in which nothing is filled in."""
        first, self._read = self.row + 1 + self._read, self._read + table.num_rows
        blank = None
        for column in table.columns:
            empty_here = compute.equal(compute.utf8_trim_whitespace(column), "")
            blank = empty_here if blank is None else compute.and_(blank, empty_here)
            if not compute.any(blank).as_py():
                return table
        if blank is None:
            return table
        places = np.flatnonzero(blank.to_numpy())
        self.blank += len(places)
        uneven = np.sort(np.array(self._uneven, dtype=np.int64))
        passed = np.searchsorted(uneven - np.arange(len(uneven)), places + first, side="right")
        self._left_out += (places + first + passed).tolist()
        return table.filter(compute.invert(blank))

    def tables(
        self,
        wanted: list[int],
        uneven: Callable[[int, int], None],
        tell: Callable[[int, int], None] | None = None,
        together: int | None = None,
    ) -> Iterator[pa.Table]:
        """Tables of at most about CHUNK_ROWS rows with the wanted columns; read once.

        together: a column; neighbours with the same text in it stay in one table.
        """
        for table in self._tables(wanted, uneven, tell, together):
            filled = self._filled(table)
            if filled.num_rows:
                yield filled

    def _tables(
        self,
        wanted: list[int],
        uneven: Callable[[int, int], None],
        tell: Callable[[int, int], None] | None,
        together: int | None,
    ) -> Iterator[pa.Table]:
        if self.rows is not None:
            yield from _of_cells(self.rows, wanted)
            return
        waiting: list[pa.RecordBatch] = []
        count = 0
        for batch in self._batches(wanted, uneven):
            waiting.append(batch)
            count += batch.num_rows
            if count >= CHUNK_ROWS:
                whole = pa.Table.from_batches(waiting)
                end = end_of(whole, together)
                yield whole.slice(0, end)
                waiting, count = whole.slice(end).to_batches(), count - end
                del whole
                # Arrow keeps what it may need again; a large file needs it no sooner than a small.
                pa.default_memory_pool().release_unused()
                if tell is not None:
                    tell(self.source.tell(), self.size)
        if count:
            yield pa.Table.from_batches(waiting)

    def _batches(
        self, wanted: list[int], uneven: Callable[[int, int], None]
    ) -> Iterator[pa.RecordBatch]:
        names = [str(place) for place in range(len(self.headers))]

        def skip(row: pc.InvalidRow) -> str:
            number = row.number or self.row
            self._uneven.append(number)
            self._left_out.append(number)
            if row.text.strip(f'"{self.options["delimiter"]} \t\r\n'):
                uneven(number, row.actual_columns)
            else:
                self.blank += 1
            return "skip"

        try:
            with pc.open_csv(
                self.source,
                read_options=pc.ReadOptions(
                    use_threads=False,
                    block_size=BLOCK, column_names=names, skip_rows=self.options["lines"],
                    encoding=self.options["encoding"],
                ),
                parse_options=pc.ParseOptions(
                    delimiter=self.options["delimiter"], newlines_in_values=True,
                    invalid_row_handler=skip, ignore_empty_lines=False,
                ),
                convert_options=pc.ConvertOptions(
                    include_columns=[str(place) for place in wanted],
                    column_types={name: pa.string() for name in names},
                    strings_can_be_null=False,
                ),
            ) as reader:  # fmt: skip
                yield from reader
        except (pa.ArrowInvalid, UnicodeDecodeError) as error:
            if "Empty CSV" in str(error):
                return
            raise _unreadable(str(error)) from error


@contextmanager
def opened(content: Path | bytes, sheet: str | None = None) -> Iterator[Stream]:
    """The file, looked at as far as its headers. Raises BadFile in words."""
    try:
        source = content.open("rb") if isinstance(content, Path) else io.BytesIO(content)
    except OSError as error:
        raise BadFile(
            _("The file {name} cannot be opened.").format(name=Path(str(content)).name),
            hint=_("Check the name and the folder, and that you may read it."),
            detail=str(error),
        ) from error
    with source:
        head = source.read(HEAD)
        if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
            raise empty()
        size = source.seek(0, io.SEEK_END)
        source.seek(0)
        if head.startswith(b"PK"):
            yield _workbook(source.read(), sheet)
        else:
            if len(head) < HEAD or b"\x00" in head[:64]:
                read_table(head[:64] + b"\n", EVENTS)  # Says what else it is.
            yield _text(source, head, size)


def _text(source: Any, head: bytes, size: int) -> Stream:  # noqa: ANN401 (a binary file)
    encoding = _encoding(head, whole=len(head) == size)
    text = head.decode(encoding.replace("utf8", "utf-8-sig"), errors="ignore")
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    texts: tuple[str, ...] = ()
    try:
        for row in reader:
            texts = header_texts(tuple(cell if cell.strip() else None for cell in row))
            if texts and not texts[0].casefold().startswith("sep="):
                width = len(row)
                break
        else:
            raise empty()
        lines = reader.line_num
        sample = [tuple(row) for row in islice(reader, SAMPLE_ROWS)][:-1] or [
            tuple(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ][lines:]
    except csv.Error as error:
        raise _unreadable(str(error)) from error
    if width > MAX_COLUMNS:
        raise too_many_columns()
    headers = texts + ("",) * (width - len(texts))
    notes: tuple[str, ...] = ()
    if encoding == WINDOWS:
        notes = (
            _("The file is not UTF-8; it was read as Windows text. Check letters with accents."),
        )
    options = {"encoding": encoding, "delimiter": delimiter, "lines": lines}
    return Stream(headers, lines, None, sample, notes, source, options, size=size)


def text_form(path: Path) -> tuple[str, str]:
    """Encoding and delimiter of a file of text, as it is read."""
    size = path.stat().st_size
    with path.open("rb") as source:
        stream = _text(source, source.read(HEAD), size)
    encoding = stream.options["encoding"].replace(UTF8, "utf-8-sig")
    return encoding, stream.options["delimiter"]


def _workbook(content: bytes, sheet: str | None) -> Stream:
    table = read_table(content, EVENTS, sheet=sheet)
    place = next((n for n, row in enumerate(table.rows) if any(c is not None for c in row)), None)
    if place is None:
        raise empty()
    rows = list(table.rows[place + 1 :])
    sample = [tuple(map(_as_text, row)) for row in rows[:SAMPLE_ROWS]]
    return Stream(
        header_texts(table.rows[place]), place + 1, table.sheet, sample, table.notes, rows=rows
    )


def _of_cells(rows: list[tuple[Cell, ...]], wanted: list[int]) -> Iterator[pa.Table]:
    for start in range(0, len(rows), SHEET_ROWS):
        some = rows[start : start + SHEET_ROWS]
        yield pa.table({
            str(place): pa.array(
                [_as_text(row[place]) if place < len(row) else "" for row in some], pa.string()
            )
            for place in wanted
        })  # fmt: skip


def _as_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str) else shown(cell)


def _encoding(head: bytes, *, whole: bool) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF16
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return WINDOWS
    return UTF8


def _delimiter(text: str) -> str:
    """The sign that parts one of the first lines into the most headers that are known."""
    names = set(accepted(EVENTS)) | set(accepted(TABLE))
    lines = [line for line in islice(text.splitlines(), LOOK) if line.strip(" ,;|\t")]

    def fit(delimiter: str) -> tuple[int, int]:
        fields = [line.replace('"', "").split(delimiter) for line in lines]
        known = (sum(plain(cell[:200]) in names for cell in line) for line in fields)
        return max(known, default=0), max(map(len, fields), default=0)

    return max(DELIMITERS, key=fit)


def _unreadable(detail: str) -> BadFile:
    return BadFile(
        _("The file cannot be read as a table."),
        hint=_("Save it as CSV UTF-8; often a quotation mark is not closed."),
        detail=detail,
    )
