"""Whole numbers as bytes: seven bits a byte, the lowest first, the eighth says that more follow.

The unsigned LEB128 of public formats; here for whole arrays at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BITS: Final = 7
LOW: Final = 0x7F
MORE: Final = 0x80
# Nine groups of seven bits hold every number of 63 bits.
MOST: Final = 9


def encode(values: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of all values one after the other, and where each one ends; values from 0 on."""
    sizes = np.ones(len(values), dtype=np.int64)
    for place in range(1, MOST):
        sizes += values >> (place * BITS) > 0
    ends = np.cumsum(sizes)
    found = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    at, left = ends - sizes, values
    while len(left):
        found[at] = (left & LOW) | np.where(sizes > 1, MORE, 0)
        longer = sizes > 1
        at, left, sizes = at[longer] + 1, left[longer] >> BITS, sizes[longer] - 1
    return found, ends


def decode(streams: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The values of some streams in a row, and how many each stream holds: shape (streams,)."""
    raw = np.frombuffer(b"".join(streams), dtype=np.uint8)
    last = raw < MORE
    ends = np.flatnonzero(last)
    starts = np.append(0, ends[:-1] + 1) if len(ends) else ends
    within = np.arange(len(raw)) - np.repeat(starts, ends - starts + 1)
    parts = (raw & LOW).astype(np.int64) << (within * BITS)
    values = np.add.reduceat(parts, starts) if len(starts) else parts
    lengths = np.fromiter((len(one) for one in streams), dtype=np.int64, count=len(streams))
    passed = np.append(0, np.cumsum(last))
    borders = np.cumsum(lengths)
    return values, passed[borders] - passed[borders - lengths]
