"""What an import is made of: cells, columns, topics and faults; and what it finds (preview)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from core.errors import Invalid
from core.words import N_, _
from data.imports.preview import CellProblem, Change, Difference, Prepared, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy import Table as SqlTable

    from data.imports.files import Table
    from data.imports.hooks import Life, Stored
    from data.imports.known import Known
    from data.imports.undo import Plan

__all__ = [
    "KIND_FORMS",
    "STANDARD",
    "UNSET",
    "BadFile",
    "Broken",
    "Cell",
    "CellProblem",
    "Change",
    "Column",
    "Decimal",
    "Difference",
    "Fault",
    "Kind",
    "Layout",
    "Phase",
    "Prepared",
    "Progress",
    "Record",
    "Row",
    "RowFault",
    "Topic",
    "Unset",
    "Value",
]


class Unset(Enum):
    """A field that the file says nothing about; what is stored stays."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a usable content. text: what the spreadsheet shows there."""

    text: str
    formula: bool


Cell = str | float | bool | date | time | timedelta | Broken | None
Value = str | float | Unset | None
Row = dict[str, Value]


class Phase(StrEnum):
    """What an import is busy with, for a progress bar."""

    READ = "read"
    CHECK = "check"
    COMPARE = "compare"
    WRITE = "write"

    @property
    def label(self) -> str:
        """The phase in words of this run's language."""
        return _(PHASE_LABELS[self])


# Called with how much is done, out of how much, and what is being done.
Progress = Callable[[int, int, Phase], None]

PHASE_LABELS: Final = {
    Phase.READ: N_("Reading"),
    Phase.CHECK: N_("Checking"),
    Phase.COMPARE: N_("Comparing"),
    Phase.WRITE: N_("Storing"),
}


class BadFile(Invalid):
    """A file that cannot be read as a table at all."""


class Fault(NamedTuple):
    """What is wrong with one cell, and how to mend it."""

    message: str
    hint: str


class RowFault(NamedTuple):
    """What is wrong in a row, at the column of that key."""

    column: str
    message: str
    hint: str


class Kind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    CODE = "code"
    DIGITS = "digits"
    DECIMAL = "decimal"
    PERIOD = "period"
    DATE = "date"
    CHOICE = "choice"
    URL = "url"
    SHOWN = "shown"


KIND_FORMS: Final = {
    Kind.TEXT: N_("Text."),
    Kind.CODE: N_("Code, as text: the cell is formatted as text, so that 35.10 stays 35.10."),
    Kind.DIGITS: N_("Digits only, without a point."),
    Kind.DECIMAL: N_("A number, without a unit. Leave the cell empty when it is unknown."),
    Kind.PERIOD: N_(
        "Period, as text: 2024, Semester I 2024, TW III 2024, Agustus 2024 or 2024-08, 11/08/2024."
    ),
    Kind.DATE: N_("Day, month or year: 11/08/2024, Agustus 2024 or 2024."),
    Kind.CHOICE: N_("One of the choices in the list."),
    Kind.URL: N_("An address that begins with http:// or https://."),
    Kind.SHOWN: N_("To be read only: what stands here is not imported."),
}


class Decimal(StrEnum):
    """Which sign parts the decimals in the text cells of a file."""

    AUTO = "auto"
    COMMA = "comma"
    DOT = "dot"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table is and how its columns are named, for a file that is not the template.

    sheet: its name; None for the first visible one with data. mapping: header -> column key, as
    a person confirmed it, beside the names that are known anyway; an empty key leaves it unread.
    recall: asked for the mapping once the table is read, when none is given.
    """

    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    recall: Callable[[Table], Mapping[str, str] | None] | None = None

    def mapping_of(self, table: Table) -> Mapping[str, str] | None:
        """The mapping for this table."""
        if self.mapping is not None or self.recall is None:
            return self.mapping
        return self.recall(table)


STANDARD: Final = Layout()


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of a topic.

    key: field of the target table. title and meaning: English sources of words. headers: names
    accepted beside the title (in both languages) and the key. required: a cell may not be empty.
    choices: canonical value -> other spellings. naming: holds a name in words, so that a totals
    row is known by it. longest: characters. named: a code for which people write a name; the row's
    own check answers with the code.
    """

    key: str
    title: str
    meaning: str
    kind: Kind
    example: str
    headers: tuple[str, ...] = ()
    required: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lower: float | None = None
    upper: float | None = None
    longest: int = 200
    naming: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """What can be imported, and by which rules.

    fields: the columns of `table` that an import writes, batch_id apart. settle: looks at one
    row as a whole, fills in what follows from the rest, and yields what is wrong. fallback:
    the value of a field that neither the file nor the database knows. follows: the topics that
    rows refer to. parent: the field that refers to another row of the same table.

    And where a topic needs more. load: what settle must know besides, from the values of the first
    key column; it is `Known.extra`. skip: a row that says nothing (yet) and is left out. together:
    what is wrong between rows. office: the OPD a row belongs to, for people who may touch rows of
    their own only. life: of rows that people change one by one as well. after, leaving: run
    in the same transaction, once rows are written or taken back and before they are taken back.
    guard: what stands against taking them back.

    bulk: its rows come by the million, without a record of each; they are read, stored and taken
    back by data.services. form: what a row of this shape of file is, in English words; also: the
    other shapes that a file of the topic may have.
    """

    id: str
    title: str
    table: SqlTable
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    fields: tuple[str, ...]
    settle: Callable[[Row, Known], Iterable[RowFault]]
    fallback: Mapping[str, Callable[[Row, Known], Value]] = field(default_factory=dict)
    follows: tuple[str, ...] = ()
    parent: str | None = None
    load: Callable[[Connection, frozenset[Value]], object] | None = None
    skip: Callable[[Row, Known], bool] | None = None
    together: Callable[[Sequence[Record], Known], Iterable[tuple[Record, RowFault]]] | None = None
    office: Callable[[Row, Known], str | None] | None = None
    life: Life | None = None
    after: Callable[[Connection, Stored], None] | None = None
    leaving: Callable[[Connection, Stored], None] | None = None
    guard: Callable[[Connection, Plan], Iterable[str]] | None = None
    bulk: bool = False
    form: str = ""
    also: tuple[Topic, ...] = ()

    @property
    def shapes(self) -> tuple[Topic, ...]:
        """The shapes that a file of this topic may have, the usual one first."""
        return (self, *self.also)

    @property
    def every_column(self) -> tuple[Column, ...]:
        """The columns of all shapes, each once."""
        by_key = {column.key: column for shape in self.shapes for column in shape.columns}
        return tuple(by_key.values())

    @property
    def key_places(self) -> tuple[int, ...]:
        """Where the key stands among the fields."""
        return tuple(self.fields.index(name) for name in self.key)

    def column(self, key: str) -> Column:
        """The column of that key."""
        return next(column for column in self.columns if column.key == key)

    def row(self, values: Sequence[Value]) -> Row:
        """Values in the order of the fields, by name."""
        return dict(zip(self.fields, values, strict=True))
