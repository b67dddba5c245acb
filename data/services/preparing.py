"""A file of requests read once from end to end: what it holds, what is wrong. Writes nothing."""

from __future__ import annotations

import hashlib
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from core.errors import Invalid
from core.words import _
from data.imports.headers import Header
from data.imports.model import Phase
from data.services.bulk import bulk_of
from data.services.codes import read_directory
from data.services.columns import NUMBER, TABLE, TOPIC_ID
from data.services.deriving import basis_of
from data.services.describing import Describer
from data.services.different import Different
from data.services.faults import KEPT, Faults
from data.services.files import opened
from data.services.finding import Finder
from data.services.layout import columns_of
from data.services.reading import Reader
from data.services.rehearsing import Rehearsal
from data.services.sources import checked_source, source_layout
from data.versions import version_of
from metrics.services.hours import office_hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from core.settings import Settings
    from data.imports.model import CellProblem, Progress, Topic
    from data.services.bulk import Bulk
    from data.services.codes import Directory
    from data.services.files import Stream
    from data.services.layout import Columns
    from data.services.reading import Chunk
    from data.services.rehearsing import Change

ANY_SOURCE: Final = "umum"
BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read.

    content: a path, or the bytes. source: of rows that name no system; service: of rows that name
    none. mapping: header -> key, confirmed by a person; None: what is kept for the source, with its
    service, if anything is. within: the OPD whose rows may be handed in; None: all.
    listed: problems that are told; the rest is counted.
    """

    content: Path | bytes
    file_name: str
    source: str = ANY_SOURCE
    service: str = ""
    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    within: frozenset[str] | None = None
    listed: int = KEPT


@dataclass(frozen=True, slots=True)
class PreparedRequests:
    """What a file of requests holds. events: rows that say something; requests: different ones.

    known: of these, stored already. persons: headers of columns that hold persons, left unread;
    ignored: of others that are not read. problems: the first ones; problem_count: all.
    columns: as they were read; header_row: their row; blank: rows in which nothing is filled in.
    change: what storing would do, where that was asked for, and versions: of what it rests on.
    """

    reading: Reading
    sha256: str
    is_log: bool
    rows: int
    events: int
    requests: int
    known: int
    undescribed: int
    persons: tuple[str, ...]
    ignored: tuple[str, ...]
    notes: tuple[str, ...]
    problems: tuple[CellProblem, ...]
    problem_count: int
    synthetic: bool
    columns: Columns
    header_row: int
    blank: int
    sheet: str | None
    change: Change | None = None
    versions: tuple[int, ...] = ()

    @property
    def topic(self) -> Topic:
        """The shape of the file."""
        return self.columns.shape

    @property
    def row_count(self) -> int:
        """How many rows say something."""
        return self.rows

    @property
    def header(self) -> Header:
        """The headers and their row."""
        matched = {place: key for key, place in self.columns.places.items()}
        return Header(self.header_row, self.columns.headers, matched, self.ignored, (), usable=True)


@dataclass(slots=True)
class _Seen:
    """Which requests a file speaks of. To be closed."""

    marks: Different = field(default_factory=Different)
    described: Different = field(default_factory=Different)
    known: Different = field(default_factory=Different)
    finder: Finder = field(default_factory=Finder)
    events: int = 0
    rows: int = 0

    def look(self, bulk: Bulk, chunk: Chunk, trial: Rehearsal | None) -> None:
        """A chunk without faults."""
        self.marks.add(chunk.marks)
        self.described.add(chunk.marks[chunk.description >= 0])
        self.events += len(chunk.at)
        if trial is None:
            self.known.add(self.finder.known(bulk, chunk))
        else:
            trial.take(chunk)

    def close(self) -> None:
        for one in (self.marks, self.described, self.known):
            one.close()


def prepare(
    conn: Connection,
    reading: Reading,
    settings: Settings,
    *,
    synthetic: bool = False,
    rehearse: bool = False,
    given: Stream | None = None,
    progress: Progress | None = None,
) -> PreparedRequests:
    """Read and check a whole file. Raises BadFile, Invalid (source, service).

    rehearse: find out as well what storing it would change, which takes about as long again.
    given: the file, where it is open already and its rows are not read yet.
    """
    check_names(reading)
    if progress is not None:
        progress(0, 1, Phase.READ)
    bulk = bulk_of(conn)
    faults, seen = Faults(most=reading.listed), _Seen()
    versions = version_of(conn, TOPIC_ID, *TABLE.follows)
    trial = Rehearsal(bulk, basis_of(conn, settings)) if rehearse else None
    phase = Phase.CHECK if rehearse else Phase.READ
    file = opened(reading.content, reading.sheet) if given is None else nullcontext(given)
    with closing(seen), closing(trial or seen), file as stream:
        columns = layout_of(conn, stream, reading, faults)
        reader = reader_of(conn, stream, columns, reading, settings=settings, faults=faults)
        # Without the columns that are needed there is nothing to read.
        for chunk in () if faults.count else chunks_of(stream, reader, progress, phase):
            seen.rows += chunk.rows
            if not faults.count:
                seen.look(bulk, chunk, trial)
        if not (faults.count or seen.rows):
            raise _no_rows()
        requests = seen.marks.count()
        change = trial.change() if trial is not None and not faults.count else None
        return PreparedRequests(
            reading=reading,
            sha256=digest(reading.content),
            rows=seen.rows,
            events=seen.events,
            requests=requests,
            known=seen.known.count() if change is None else change.changed + change.same,
            undescribed=requests - seen.described.count(),
            synthetic=synthetic,
            change=change,
            versions=versions,
            **_found(stream, columns, faults),
        )


def _found(stream: Stream, columns: Columns, faults: Faults) -> dict[str, Any]:
    """What the headers say, what was left out and what is wrong."""
    return {
        "problems": _placed(stream, columns, faults), "problem_count": faults.count,
        "is_log": columns.is_log, "persons": columns.persons, "ignored": columns.ignored,
        "notes": stream.notes, "columns": columns, "header_row": stream.row,
        "blank": stream.blank, "sheet": stream.sheet,
    }  # fmt: skip


def _no_rows() -> Invalid:
    return Invalid(_("There are no rows under the headers."), hint=_("Fill in the table first."))


def _placed(stream: Stream, columns: Columns, faults: Faults) -> tuple[CellProblem, ...]:
    """The problems at their rows in the file, and at their columns where these are known."""
    found = []
    for one in faults.in_order():
        place = columns.headers.index(one.column) if one.column in columns.headers else None
        # Without a column it is a row of another width, or the header row: these are counted there.
        as_read = bool(one.column) and one.row != stream.row
        row = stream.row_of(one.row) if as_read else one.row
        found.append(replace(one, row=row, index=place))
    return tuple(sorted(found, key=lambda one: one.row))


def check_names(reading: Reading) -> None:
    """Invalid for a name of a system that cannot be one."""
    checked_source(reading.source)


def layout_of(conn: Connection, stream: Stream, reading: Reading, faults: Faults) -> Columns:
    """The columns of a file that is open; what is wrong with them goes to the faults."""
    mapping = reading.mapping
    if mapping is None:
        kept = source_layout(conn, reading.source)
        mapping = kept.columns if kept is not None else None
    columns = columns_of(stream, mapping)
    faults.sheet = stream.sheet
    faults.kept.extend(columns.problems)
    faults.count += len(columns.problems)
    return columns


def reader_of(
    conn: Connection,
    stream: Stream,
    columns: Columns,
    reading: Reading,
    *,
    settings: Settings,
    faults: Faults,
) -> Reader:
    """What reads the rows of a file that is open. Raises Invalid (service)."""
    directory = read_directory(conn, settings.regency.code)
    kept = source_layout(conn, reading.source) if reading.mapping is None else None
    service = _service(reading.service or (kept.service if kept is not None else ""), directory)
    describer = Describer(columns, directory, faults, service, reading.within)
    offset = office_hours(settings.calendar, settings.regency.time_zone).offset
    return Reader(columns, describer, faults, offset, reading.source, stream.row + 1)


def chunks_of(
    stream: Stream, reader: Reader, progress: Progress | None, phase: Phase
) -> Iterator[Chunk]:
    """The chunks of a file that is open."""

    def tell(done: int, size: int) -> None:
        if progress is not None:
            progress(done, size, phase)

    wanted = sorted(reader.columns.places.values())
    together = reader.columns.places.get(NUMBER.key)
    for table in stream.tables(wanted, reader.uneven, tell, together):
        yield reader.chunk(table)


def digest(content: Path | bytes) -> str:
    """SHA-256 of a file."""
    made = hashlib.sha256()
    if isinstance(content, bytes):
        made.update(content)
        return made.hexdigest()
    with content.open("rb") as file:
        while block := file.read(BLOCK):
            made.update(block)
    return made.hexdigest()


def _service(text: str, directory: Directory) -> str:
    if not text:
        return ""
    found = directory.service(text)
    if isinstance(found, str):
        return found
    raise Invalid(found.message, hint=found.hint)
