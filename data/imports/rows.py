"""Which rows of a sheet hold data, and the problems found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.words import _
from data.imports.cells import shown
from data.imports.headers import is_header_again, plain_cell
from data.imports.model import CellProblem, Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.imports.files import Table
    from data.imports.headers import Header
    from data.imports.model import Cell, Topic

TOTALS: Final = frozenset(
    {"jumlah", "total", "grandtotal", "subtotal", "jumlahtotal", "totaljumlah", "jumlahseluruhnya",
     "totalkeseluruhan", "ratarata", "rerata", "average", "sum"}
)  # fmt: skip
MOST_PROBLEMS: Final = 200_000
DELIMITERS: Final = (",", ";", "\t", "|")


@dataclass(slots=True)
class Problems:
    """The problems found so far; beyond a limit that nobody reads they are only counted."""

    header: Header
    sheet: str | None
    found: list[CellProblem] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, index: int | None, cell: Cell, fault: Fault, name: str = "") -> None:
        """Note one problem in a column of the file, or in one that it lacks, by its name."""
        self.count += 1
        if len(self.found) >= MOST_PROBLEMS:
            return
        texts = self.header.texts
        header = texts[index] if index is not None and index < len(texts) else name
        self.found.append(
            CellProblem(self.sheet, row, header, shown(cell), fault.message, fault.hint, index)
        )

    def in_order(self) -> tuple[CellProblem, ...]:
        """As a person walks through the sheet."""
        return tuple(sorted(self.found, key=lambda one: (one.row, one.index or 0)))


@dataclass(frozen=True, slots=True)
class DataRows:
    """The rows with data: their numbers in the file and their cells."""

    numbers: list[int]
    cells: list[Sequence[Cell]]

    def column(self, index: int) -> list[Cell]:
        """The cells of one column; None where a row is shorter."""
        return [row[index] if index < len(row) else None for row in self.cells]


def check_merged(table: Table, header: Header, problems: Problems) -> None:
    """A merged cell has a value in its first cell only; the others would count as unknown."""
    for first_row, first, last_row, _last in table.merged:
        if last_row < header.row:
            continue
        row = table.rows[first_row - 1] if first_row <= len(table.rows) else ()
        fault = Fault(
            _("The cell is merged with its neighbours, to row {row}.").format(row=last_row),
            _("Unmerge the cells and write the value into each of them."),
        )
        problems.add(first_row, first, row[first] if first < len(row) else None, fault)


def data_rows(topic: Topic, table: Table, header: Header, problems: Problems) -> DataRows:
    """The rows to check cell by cell; anything else under the header is a problem of its own."""
    kept = DataRows([], [])
    naming = _naming(topic, header)
    several = sum(column.required for column in topic.columns) > 1
    for number, row in enumerate(table.rows[header.row :], header.row + 1):
        filled = [index for index, cell in enumerate(row) if cell is not None]
        if not filled:
            continue
        fault = None
        if is_header_again(topic, row):
            fault = _header_again()
        elif _is_total(header, row, filled[0], naming):
            fault = _total()
        elif several and len(filled) == 1:
            fault = _lonely(row[filled[0]], len(header.matched))
        if fault is not None:
            problems.add(number, filled[0], row[filled[0]], fault)
            continue
        if filled[-1] >= len(header.texts):
            problems.add(number, filled[-1], row[filled[-1]], _too_wide())
        kept.numbers.append(number)
        kept.cells.append(row)
    if not kept.numbers and not problems.found:
        fault = Fault(_("There are no rows under the headers."), _("Fill in the table first."))
        problems.add(header.row, None, None, fault)
    return kept


def _naming(topic: Topic, header: Header) -> tuple[int, ...]:
    """The columns that tell a totals row: the key, and what holds a name in words."""
    return tuple(
        index
        for index, key in header.matched.items()
        if key == topic.key[0] or topic.column(key).naming
    )


def _is_total(header: Header, row: Sequence[Cell], first: int, naming: tuple[int, ...]) -> bool:
    """Judged by the naming columns, and by a leading column that the topic does not know."""
    places = naming if first in header.matched else (*naming, first)
    return any(
        index < len(row) and isinstance(cell := row[index], str) and plain_cell(cell) in TOTALS
        for index in places
    )


def _header_again() -> Fault:
    return Fault(
        _("This is a second row of headers."), _("Keep one row of headers and delete the other.")
    )


def _total() -> Fault:
    return Fault(_("This is a totals row."), _("Delete it: totals are computed, not imported."))


def _lonely(cell: Cell, columns: int) -> Fault:
    if isinstance(cell, str) and max(map(cell.count, DELIMITERS)) + 1 >= columns:
        return Fault(
            _("The cells of the row are parted by another sign than the headers."),
            _("Use the same sign in the whole file, or save the table as XLSX."),
        )
    return Fault(
        _("Only one cell of the row is filled."),
        _("Delete notes above or below the table, or fill in the row."),
    )


def _too_wide() -> Fault:
    return Fault(
        _("The row has more cells than there are headers."),
        _("Put a cell that holds the delimiter in quotation marks, or name the column."),
    )
