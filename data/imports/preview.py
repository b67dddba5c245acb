"""What an import found in a file and would do with it: problems, records, the difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from core.words import _
from data.imports.letters import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.imports.headers import Header
    from data.imports.model import Decimal, Topic, Value


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing to mend, at its place in the person's own file.

    row: as the spreadsheet counts, from 1. column: the header as the file writes it. index: the
    column's position from 0, None where a whole row or a missing column is meant.
    """

    sheet: str | None
    row: int
    column: str
    value: str
    message: str
    hint: str
    index: int | None = None

    def place(self) -> str:
        """Sheet, row and column in words."""
        parts = [_("sheet {name}").format(name=printable(self.sheet))] if self.sheet else []
        parts.append(_("row {number}").format(number=self.row))
        if self.column:
            parts.append(_("column {name}").format(name=self.column))
        return ", ".join(parts)


class Record(NamedTuple):
    """One row of the file, ready for the table: `values` in the order of `Topic.fields`."""

    line: int
    values: tuple[Value, ...]


class Change(NamedTuple):
    """A stored row and what the file makes of it.

    before, after: in the order of `Topic.fields`; fields: the names of those that differ.
    adopted: the row was sample data and becomes real. batch_id: the batch that holds it now,
    None for one that was typed on a screen.
    """

    line: int
    before: tuple[Value, ...]
    after: tuple[Value, ...]
    fields: tuple[str, ...]
    adopted: bool
    batch_id: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import would do to the stored rows; the rest of the table is left alone."""

    added: tuple[Record, ...]
    changed: tuple[Change, ...]
    same: int


class Marked(Protocol):
    """A file that was read and its problems, as a marked copy of it shows them."""

    @property
    def topic(self) -> Topic:
        """Of which a table of text is read."""

    @property
    def sheet(self) -> str | None:
        """The sheet that was read; None of CSV."""

    @property
    def header(self) -> Header:
        """Its headers, and their row."""

    @property
    def row_count(self) -> int:
        """How many rows say something."""

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        """What is told of the problems."""

    @property
    def problem_count(self) -> int:
        """How many there are."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file read, checked and compared, for a preview and then for `import_file`.

    rows: the records in file order (none when there are problems). problem_count: of all problems;
    of a hopeless file `problems` holds only the first. header: the headers of the file and what
    they mean. notes: remarks in words on how the file was read. versions: of the topic and what it
    follows, at the preview. decimals: column key -> comma or dot, as declared or found.
    """

    topic: Topic
    file_name: str
    sha256: str
    sheet: str | None
    header: Header
    notes: tuple[str, ...]
    decimals: Mapping[str, Decimal]
    row_count: int
    rows: tuple[Record, ...]
    problems: tuple[CellProblem, ...]
    problem_count: int
    difference: Difference
    versions: tuple[int, ...]
    synthetic: bool

    @property
    def added(self) -> tuple[Record, ...]:
        """Rows that the database does not have yet."""
        return self.difference.added

    @property
    def changed(self) -> tuple[Change, ...]:
        """Rows that the file changes."""
        return self.difference.changed

    @property
    def same(self) -> int:
        """How many rows are stored exactly so already."""
        return self.difference.same
