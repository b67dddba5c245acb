"""How many different numbers there were: exact, of any number of them, in bounded memory."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# So many are kept in memory (16 MB); the rest lies in a file, in parts by what they begin with.
MOST: Final = 2_000_000
PARTS: Final = 64
SHIFT: Final = 58
# Spreads small numbers over all 64 bits, each to a place of its own (Knuth 6.4).
SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(slots=True)
class Different:
    """Counts different numbers. To be closed."""

    held: list[NDArray[np.uint64]] = field(default_factory=list)
    waiting: int = 0
    files: list[IO[bytes]] = field(default_factory=list)

    def add(self, numbers: NDArray[Any]) -> None:
        """Note whole numbers, of 64 bits."""
        self.held.append(numbers.astype(np.uint64) * SPREAD)
        self.waiting += len(numbers)
        if self.waiting > MOST:
            self._settle()

    def count(self) -> int:
        """How many different ones were noted."""
        if not self.files:
            return len(self._together())
        self._spill(self._together())
        return sum(_different_in(file) for file in self.files)

    def close(self) -> None:
        """Let the files go."""
        for file in self.files:
            file.close()

    def _together(self) -> NDArray[np.uint64]:
        if not self.held:
            return np.empty(0, dtype=np.uint64)
        self.held = [_each_once(np.concatenate(self.held))]
        self.waiting = len(self.held[0])
        return self.held[0]

    def _settle(self) -> None:
        numbers = self._together()
        if len(numbers) > MOST // 2:
            self._spill(numbers)

    def _spill(self, numbers: NDArray[np.uint64]) -> None:
        """Into the files; numbers ascend."""
        if not self.files:
            self.files = [tempfile.TemporaryFile() for _part in range(PARTS)]  # noqa: SIM115 (closed by close)
        edges = np.arange(1, PARTS, dtype=np.uint64) << np.uint64(SHIFT)
        for file, part in zip(
            self.files, np.split(numbers, np.searchsorted(numbers, edges)), strict=True
        ):
            file.write(part.tobytes())
        self.held, self.waiting = [], 0


def _different_in(file: IO[bytes]) -> int:
    file.seek(0)
    return len(_each_once(np.frombuffer(file.read(), dtype=np.uint64).copy()))


def _each_once(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """In order, each once; the array itself is sorted.

    `np.unique` would look each number up in a table of its own: twenty times as long for a million.
    """
    numbers.sort()
    first = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first]
