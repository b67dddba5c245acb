"""A file of requests read once from end to end: what it holds, what is wrong. Writes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from core.errors import Invalid
from core.words import _
from data.imports.model import Phase
from data.services import stored
from data.services.basis import has_requests
from data.services.bulk import bulk_of
from data.services.codes import read_directory
from data.services.columns import SOURCE_LENGTH
from data.services.describing import Describer
from data.services.faults import Faults
from data.services.files import opened
from data.services.layout import columns_of, mapping_of
from data.services.persons import looks_personal
from data.services.reading import Reader
from metrics.services.hours import office_hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from core.settings import Settings
    from data.imports.model import CellProblem, Progress
    from data.services.bulk import Bulk
    from data.services.codes import Directory
    from data.services.files import Stream
    from data.services.layout import Columns
    from data.services.reading import Chunk
    from metrics.services.hours import Ints

ANY_SOURCE: Final = "umum"
BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read.

    content: a path, or the bytes. source: of rows that name no system; service: of rows that name
    none. mapping: header -> key, confirmed by a person; None: a saved one, if there is one.
    within: the OPD whose rows may be handed in; None: all.
    """

    content: Path | bytes
    file_name: str
    source: str = ANY_SOURCE
    service: str = ""
    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    within: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class PreparedRequests:
    """What a file of requests holds. events: rows that say something; requests: different ones.

    known: of these, stored already. persons: headers of columns that hold persons, left unread;
    ignored: of others that are not read. problems: the first hundred; problem_count: all.
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
    as_of: str | None = None


@dataclass(slots=True)
class _Seen:
    """Which requests a file speaks of, as hashes; far smaller than their numbers."""

    marks: list[Any] = field(default_factory=list)
    described: list[Any] = field(default_factory=list)
    known: list[Ints] = field(default_factory=list)
    events: int = 0
    rows: int = 0

    def add(self, chunk: Chunk) -> None:
        self.marks.append(chunk.marks)
        self.described.append(chunk.marks[chunk.description >= 0])
        self.events += len(chunk.at)
        self.rows += chunk.rows


def prepare(
    conn: Connection,
    reading: Reading,
    settings: Settings,
    *,
    synthetic: bool = False,
    progress: Progress | None = None,
) -> PreparedRequests:
    """Read and check a whole file. Raises BadFile, Invalid (source, service)."""
    check_names(reading)
    bulk = bulk_of(conn)
    faults, seen = Faults(), _Seen()
    anything = has_requests(conn)
    with opened(reading.content, reading.sheet) as stream:
        columns = layout_of(conn, stream, reading, faults)
        reader = reader_of(conn, stream, columns, reading, settings=settings, faults=faults)
        # Without the columns that are needed there is nothing to read.
        for chunk in () if faults.count else chunks_of(stream, reader, progress, Phase.READ):
            if not faults.count:
                seen.add(chunk)
                if anything:
                    seen.known.append(_known(bulk, chunk))
        notes = stream.notes
    if not (faults.count or seen.rows):
        raise Invalid(_("There are no rows under the headers."), hint=_("Fill in the table first."))
    requests = _different(seen.marks)
    return PreparedRequests(
        reading=reading,
        sha256=digest(reading.content),
        is_log=columns.is_log,
        rows=seen.rows,
        events=seen.events,
        requests=requests,
        known=_different(seen.known),
        undescribed=requests - _different(seen.described),
        persons=columns.persons,
        ignored=columns.ignored,
        notes=notes,
        problems=faults.in_order(),
        problem_count=faults.count,
        synthetic=synthetic,
    )


def check_names(reading: Reading) -> None:
    """Invalid for a name of a system that cannot be one."""
    name = reading.source
    if not name.strip() or len(name) > SOURCE_LENGTH or looks_personal(name):
        raise Invalid(
            _("'{name}' is no name of a system.").format(name=name[:SOURCE_LENGTH]),
            hint=_("At most {count} characters.").format(count=SOURCE_LENGTH),
        )


def layout_of(conn: Connection, stream: Stream, reading: Reading, faults: Faults) -> Columns:
    """The columns of a file that is open; what is wrong with them goes to the faults."""
    mapping = reading.mapping
    if mapping is None:
        mapping = mapping_of(conn, stream.headers)
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
    service = _service(reading.service, directory)
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
    for table in stream.tables(wanted, reader.uneven, tell):
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


def _known(bulk: Bulk, chunk: Chunk) -> Ints:
    """The numbers of the stored requests that a chunk speaks of."""
    found = [np.empty(0, dtype=np.int64)]
    for source in np.unique(chunk.source.astype(str)).tolist():
        ids = chunk.ids[chunk.source == source].tolist()
        query = f"SELECT request.id FROM {stored.by_source(bulk)}"  # noqa: S608 (names are ours)
        found.append(stored.numbers(bulk, query, (bulk.listed(ids), source)))
    return np.concatenate(found)


def _different(parts: list[Any]) -> int:
    return len(np.unique(np.concatenate(parts))) if parts else 0
