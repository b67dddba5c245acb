"""What is wrong in a file: the first hundred in words, all of them counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from data.imports.letters import printable
from data.imports.model import CellProblem
from data.services.persons import looks_personal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.imports.model import Fault

KEPT: Final = 100
HIDDEN: Final = "•••"


@dataclass(slots=True)
class Faults:
    """The faults of one file. sheet: as CellProblem has it; most: how many are kept in words."""

    sheet: str | None = None
    kept: list[CellProblem] = field(default_factory=list)
    count: int = 0
    full: bool = False
    most: int = KEPT

    def add(self, row: int, header: str, value: str, fault: Fault) -> None:
        """One fault. A cell that looks like a person's is not repeated."""
        self.count += 1
        if not self.full:
            text = HIDDEN if looks_personal(value) else printable(value)
            self.kept.append(CellProblem(self.sheet, row, header, text, fault.message, fault.hint))

    def add_rows(
        self,
        bad: NDArray[np.bool_],
        first: int,
        header: str,
        values: NDArray[np.object_],
        fault: Fault,
    ) -> None:
        """The same fault in the rows that are marked; first: number of the first row."""
        rows = np.flatnonzero(bad)
        for place in rows[: self.most]:
            self.add(first + int(place), header, str(values[place] or ""), fault)
        self.count += len(rows[self.most :])

    def settle(self) -> None:
        """After a part of the file: of what was found so far, the first ones are kept."""
        self.kept = sorted(self.kept, key=lambda one: one.row)[: self.most]
        self.full = len(self.kept) == self.most

    def in_order(self) -> tuple[CellProblem, ...]:
        """As a person walks through the file."""
        self.settle()
        return tuple(self.kept)
