"""Every cell of a table against its topic; all problems together, never only the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core import numbers
from core.words import _, ngettext
from data.imports.cells import reader
from data.imports.headers import find_header
from data.imports.model import UNSET, Decimal, Fault, Phase, Record, RowFault
from data.imports.rows import Problems, check_merged, data_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from data.imports.files import Table
    from data.imports.headers import Header
    from data.imports.known import Known
    from data.imports.model import Cell, CellProblem, Progress, Row, Topic, Value
    from data.imports.rows import DataRows

    Columns = dict[str, list[Value]]

STEP: Final = 5_000
MEMORY: Final = 50_000


@dataclass(frozen=True, slots=True)
class Checked:
    """The records of a table; they count only when there are no problems.

    problem_count: all of them; a hopeless file has more than `problems` lists. row_count: rows
    that say something. notes: remarks in words.
    """

    header: Header
    records: tuple[Record, ...]
    problems: tuple[CellProblem, ...]
    problem_count: int
    decimals: Mapping[str, Decimal]
    row_count: int
    known: Known | None
    notes: tuple[str, ...] = ()


def check_table(
    topic: Topic,
    table: Table,
    load: Callable[[frozenset[Value]], Known],
    *,
    decimal: Decimal = Decimal.AUTO,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Check a table cell by cell, then row by row, then as a whole.

    load: gives what rows may refer to, from the values of the first key column.
    """
    header = find_header(topic, table.rows, table.sheet, mapping)
    if not header.usable:
        return Checked(header, (), header.problems, len(header.problems), {}, 0, None)
    problems = Problems(header, table.sheet, list(header.problems), len(header.problems))
    check_merged(table, header, problems)
    rows = data_rows(topic, table, header, problems)
    check = _Check(topic, header, rows, problems, progress)
    columns, decimals = check.columns(decimal)
    known = load(frozenset(columns.get(topic.key[0], ())))
    records = check.records(columns, known)
    check.duplicates(records)
    check.circles(records)
    check.together(records, known)
    left_out = len(rows.numbers) - len(records)
    if left_out and not records:
        problems.add(header.row, None, None, _nothing_said())
    found = problems.in_order()
    kept = () if found else tuple(records)
    notes = _left_out(left_out)
    return Checked(header, kept, found, problems.count, decimals, len(records), known, notes)


def _nothing_said() -> Fault:
    return Fault(_("No row is filled in yet."), _("Fill in the table first."))


def _left_out(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    sentence = ngettext(
        "{count} row without a value is left out.",
        "{count} rows without a value are left out.",
        count,
    )
    return (sentence.format(count=numbers.number(count)),)


@dataclass(frozen=True, slots=True)
class _Check:
    topic: Topic
    header: Header
    rows: DataRows
    problems: Problems
    progress: Progress | None

    def columns(self, decimal: Decimal) -> tuple[Columns, dict[str, Decimal]]:
        """The values of each column that the file has; a faulty cell is unset."""
        found: Columns = {}
        decimals: dict[str, Decimal] = {}
        for done, (index, key) in enumerate(self.header.matched.items()):
            self._tell(done * len(self.rows.numbers))
            cells = self.rows.column(index)
            read, style = reader(self.topic.column(key), self.rows.numbers, cells, decimal)
            if style is not None:
                decimals[key] = style
            found[key] = list(self._column(index, cells, _remembered(read, cells)))
        return found, decimals

    def _column(
        self, index: int, cells: list[Cell], read: Iterable[Value | Fault]
    ) -> Iterator[Value]:
        for number, cell, value in zip(self.rows.numbers, cells, read, strict=True):
            if isinstance(value, Fault):
                self.problems.add(number, index, cell, value)
                yield UNSET
            else:
                yield value

    def records(self, columns: Columns, known: Known) -> list[Record]:
        """Each row as a whole: what follows from its cells, and whether they fit each other."""
        found: list[Record] = []
        before = len(self.header.matched) * len(self.rows.numbers)
        for place, values in enumerate(zip(*columns.values(), strict=True)):
            if place % STEP == 0:
                self._tell(before + place)
            row: Row = dict(zip(columns, values, strict=True))
            if self.topic.skip is not None and self.topic.skip(row, known):
                continue
            for fault in self._faults(row, known):
                self._row_fault(place, fault)
            fields = tuple(row.get(name, UNSET) for name in self.topic.fields)
            found.append(Record(self.rows.numbers[place], fields))
        return found

    def _faults(self, row: Row, known: Known) -> Iterable[RowFault]:
        """What is wrong with a row; of one that is another's nothing but that."""
        foreign = foreign_office(self.topic, row, known)
        if foreign is None:
            return self.topic.settle(row, known)
        message = _("This row belongs to {office}; you may hand in rows of {own} only.")
        own = ", ".join(sorted(known.within or ()))
        hint = _("Delete the row, or correct the code.")
        return [RowFault(self.topic.key[0], message.format(office=foreign, own=own), hint)]

    def together(self, records: list[Record], known: Known) -> None:
        """What is wrong between rows that are right each by itself."""
        if self.topic.together is None:
            return
        places = {line: place for place, line in enumerate(self.rows.numbers)}
        for record, fault in self.topic.together(records, known):
            self._row_fault(places[record.line], fault)

    def _row_fault(self, place: int, fault: RowFault) -> None:
        index = self._index(fault.column)
        cells = self.rows.cells[place]
        cell = cells[index] if index is not None and index < len(cells) else None
        title = _(self.topic.column(fault.column).title)
        said = Fault(fault.message, fault.hint)
        self.problems.add(self.rows.numbers[place], index, cell, said, title)

    def _index(self, key: str) -> int | None:
        return next((i for i, matched in self.header.matched.items() if matched == key), None)

    def duplicates(self, records: list[Record]) -> None:
        """A key stands once in a file; both rows are named."""
        places = self.topic.key_places
        first: dict[tuple[Value, ...], Record] = {}
        for record in records:
            key = tuple(record.values[place] for place in places)
            before = record if UNSET in key else first.setdefault(key, record)
            if before is not record:
                shown = " · ".join(str(part) for part in key)
                fault = self._same_key(before, record)
                self.problems.add(record.line, self._index(self.topic.key[0]), shown, fault)

    def _same_key(self, before: Record, record: Record) -> Fault:
        message = _("Row {row} has the same key as row {other}.")
        hint = _("Both rows are alike: delete one of them.")
        pairs = zip(self.topic.fields, before.values, record.values, strict=True)
        differing = [name for name, one, other in pairs if one != other]
        if differing:
            titles = {column.key: _(column.title) for column in self.topic.columns}
            message = _("Row {row} has the same key as row {other} and differs in: {names}.")
            hint = _("Find out which of the two rows is right and delete the other.")
            names = ", ".join(titles.get(name, name) for name in differing)
            return Fault(message.format(row=record.line, other=before.line, names=names), hint)
        return Fault(message.format(row=record.line, other=before.line), hint)

    def circles(self, records: list[Record]) -> None:
        """Rows that name each other in a circle can be stored in no order."""
        if self.topic.parent is None:
            return
        own = self.topic.fields.index(self.topic.key[0])
        above = self.topic.fields.index(self.topic.parent)
        parents = {record.values[own]: record.values[above] for record in records}
        for record in records:
            code, steps = parents.get(record.values[own]), 1
            while isinstance(code, str) and code != record.values[own] and steps <= len(parents):
                code, steps = parents.get(code), steps + 1
            if isinstance(code, str) and code == record.values[own] and steps > 1:
                fault = Fault(
                    _("The rows name each other in a circle."),
                    _("Leave the cell empty in one of them."),
                )
                self.problems.add(record.line, self._index(self.topic.parent), code, fault)

    def _tell(self, done: int) -> None:
        if self.progress is not None:
            self.progress(
                done, (len(self.header.matched) + 1) * len(self.rows.numbers), Phase.CHECK
            )


def foreign_office(topic: Topic, row: Row, known: Known) -> str | None:
    """The OPD of a row that is outside those whose rows may be touched; None: it may be."""
    if known.within is None or topic.office is None:
        return None
    office = topic.office(row, known)
    return office if office is not None and office not in known.within else None


def _remembered(
    read: Callable[[Cell], Value | Fault], cells: Iterable[Cell]
) -> Iterator[Value | Fault]:
    """Read each cell; equal texts, of which a long table is full, are read once."""
    memory: dict[str, Value | Fault] = {}
    for cell in cells:
        if not isinstance(cell, str):
            yield read(cell)
            continue
        value = memory.get(cell, UNSET)
        if value is UNSET:
            value = read(cell)
            if len(memory) < MEMORY:
                memory[cell] = value
        yield value
