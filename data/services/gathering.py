"""Numbers by key, added up as they come, with little more memory than the sums themselves take."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from metrics.services.hours import Ints


@dataclass(slots=True)
class Gathering:
    """Sums by key. values: a number each (width 0), or so many each; most: waiting before added.

    keys ascend, each once; what is added since waits beside them.
    """

    most: int
    width: int = 0
    _keys: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    _values: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    _waiting: list[tuple[Ints, NDArray[Any]]] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        if self.width:
            self._values = np.empty((0, self.width), dtype=np.int32)

    def add(self, keys: Ints, values: NDArray[Any]) -> None:
        """Note values; keys may repeat."""
        self._waiting.append((keys, values.astype(np.int32, copy=False)))
        self._count += len(keys)
        if self._count > self.most:
            self._settle()

    def sums(self) -> tuple[Ints, NDArray[np.int32]]:
        """Each key once, in order, with its sums; those that are all zero are left out."""
        self._settle()
        kept = self._values.any(axis=1) if self.width else self._values != 0
        if kept.all():  # As in a first import: no copy beside the sums.
            return self._keys, self._values
        return self._keys[kept], self._values[kept]

    def _settle(self) -> None:
        if not self._count:
            self._waiting = []
            return
        keys = np.concatenate([keys for keys, _values in self._waiting])
        values = np.concatenate([values for _keys, values in self._waiting])
        self._waiting, self._count = [], 0
        order = np.argsort(keys, kind="stable")
        keys, values = keys[order], values[order]
        starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        keys, values = keys[starts], np.add.reduceat(values, starts, axis=0, dtype=np.int32)
        place = np.searchsorted(self._keys, keys)
        known = np.zeros(len(keys), dtype=np.bool_)
        inside = place < len(self._keys)
        known[inside] = self._keys[place[inside]] == keys[inside]
        self._values[place[known]] += values[known]
        if not known.all():
            self._keys = np.insert(self._keys, place[~known], keys[~known])
            self._values = np.insert(self._values, place[~known], values[~known], axis=0)
