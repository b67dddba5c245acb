"""Durations in log-spaced buckets of 2 %, that add up, come off again and pack to few bytes.

Whole seconds. 0 and every second up to about a hundred have a bucket of their own; above, each
bucket ends at most 2 % above its first second. A bucket speaks with one value within 1 % of every
second in it, and a quantile lies between two such values as the exact one lies between two
durations: so it is within 1 % too. Convention of this product.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from core.errors import Invalid
from core.words import _
from metrics.services.varints import decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from numpy.typing import NDArray

PERCENT_STEP: Final = 102
# Some two thousand years: no clock of a request runs longer.
LONGEST: Final = 1 << 36
PLAIN: Final = b"\x00"
DEFLATED: Final = b"\x01"
LEVEL: Final = 6


def _first_seconds() -> NDArray[np.int64]:
    """The first second of each bucket, in whole numbers so that every machine gets the same."""
    edges = [0, 1]
    while edges[-1] < LONGEST:
        edges.append(max(edges[-1] + 1, edges[-1] * PERCENT_STEP // 100))
    return np.array(edges, dtype=np.int64)


def _spoken(first: NDArray[np.int64]) -> NDArray[np.float64]:
    """The value of each bucket: as far, in percent, from its first second as from its last."""
    last = np.append(first[1:] - 1, first[-1])
    both = np.maximum(first + last, 1)
    found: NDArray[np.float64] = 2.0 * first * last / both
    return found


FIRST: Final = _first_seconds()
SPOKEN: Final = _spoken(FIRST)
BUCKETS: Final = len(FIRST)


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """Numbers of durations by bucket; counts: shape (BUCKETS,), int64, never changed in place."""

    counts: NDArray[np.int64]

    @property
    def total(self) -> int:
        """How many durations there are."""
        return int(self.counts.sum())

    def __add__(self, other: Histogram) -> Histogram:
        return Histogram(self.counts + other.counts)

    def __sub__(self, other: Histogram) -> Histogram:
        """Take durations away. Invalid where some of them were never there."""
        left = self.counts - other.counts
        if (left < 0).any():
            raise Invalid(
                _("More durations were taken out of a histogram than are in it."),
                hint=_("Rebuild the summaries: {command}.").format(
                    command="python manage.py rollup --rebuild"
                ),
            )
        return Histogram(left)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Histogram) and bool(np.array_equal(self.counts, other.counts))

    def __hash__(self) -> int:
        return hash(self.counts.tobytes())


def empty() -> Histogram:
    """A histogram without a duration."""
    return Histogram(np.zeros(BUCKETS, dtype=np.int64))


def bucket(seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bucket of each duration; shape as given. Durations are whole seconds from 0 on.

    Raises ValueError for a negative one: the clock gives none.
    """
    if seconds.size and int(seconds.min()) < 0:
        raise ValueError("a duration is negative")
    found: NDArray[np.int64] = np.searchsorted(FIRST, seconds, side="right") - 1
    return found


def histogram(seconds: NDArray[np.int64]) -> Histogram:
    """The histogram of durations, shape (n,), in any order."""
    return Histogram(np.bincount(bucket(seconds), minlength=BUCKETS).astype(np.int64))


def quantile(found: Histogram, q: float) -> float | None:
    """The duration in seconds at share q (0 to 1) of the ranks, linear between two; None if empty.

    Within 1 % of the exact linear quantile of the same durations.
    """
    passed = np.cumsum(found.counts)
    n = int(passed[-1])
    if n == 0:
        return None
    place = q * (n - 1)
    low = math.floor(place)
    ranks = np.array([low, min(low + 1, n - 1)])
    below, above = SPOKEN[np.searchsorted(passed, ranks, side="right")]
    return float(below + (place - low) * (above - below))


def pack(found: Histogram) -> bytes:
    """The histogram as bytes; equal content gives equal bytes. Empty: a single byte.

    Pairs of varints: the gap to the bucket before, and the number in it; deflated if shorter.
    """
    places = np.flatnonzero(found.counts)
    return _sealed(encode(_pairs(places, found.counts[places]))[0].tobytes())


def unpack(packed: bytes) -> Histogram:
    """The histogram of some bytes of `pack`."""
    return merge([packed])


def merge(packed: Iterable[bytes]) -> Histogram:
    """The sum of packed histograms, read in one go: hundreds of them in a millisecond or so."""
    _owner, buckets, numbers = cells(packed)
    sums = np.zeros(BUCKETS, dtype=np.int64)
    np.add.at(sums, buckets, numbers)
    return Histogram(sums)


def cells(
    packed: Iterable[bytes],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The filled buckets of packed histograms: which of them, the bucket, and the number in it."""
    values, counts = decode([_opened(one) for one in packed])
    gaps, numbers = values[0::2], values[1::2]
    pairs = counts // 2
    owner = np.repeat(np.arange(len(pairs)), pairs)
    if not len(gaps):
        return owner, gaps, numbers
    places = np.cumsum(gaps)
    # Each stream counts its gaps from 0 again: take off what the streams before it came to.
    ends = np.cumsum(pairs)
    before = np.where(ends > pairs, places[np.maximum(ends - pairs - 1, 0)], 0)
    return owner, places - np.repeat(before, pairs), numbers


def pack_groups(keys: NDArray[Any], seconds: NDArray[np.int64]) -> dict[Any, bytes]:
    """The packed histogram of each key, in order of the keys.

    keys: shape (n,), numbers or texts; seconds: shape (n,). One sort for all groups together.
    """
    names, group = np.unique(keys, return_inverse=True)
    filled, counts = np.unique(group * BUCKETS + bucket(seconds), return_counts=True)
    owner, places = np.divmod(filled, BUCKETS)
    return dict(zip(names.tolist(), pack_cells(owner, places, counts, len(names)), strict=True))


def pack_cells(
    owner: NDArray[np.int64], places: NDArray[np.int64], counts: NDArray[np.int64], many: int
) -> list[bytes]:
    """The bytes of histograms 0 to many - 1: each cell its histogram, bucket and number above 0.

    Cells in the order of histogram and bucket. Equal to `pack` of each.
    """
    starts = np.searchsorted(owner, np.arange(many + 1))
    first = np.zeros(len(owner), dtype=bool)
    first[starts[:-1][starts[:-1] < starts[1:]]] = True
    stream, ends = encode(_pairs(places, counts, first))
    cuts = np.append(0, ends)[2 * starts]
    raw = stream.tobytes()
    return [_sealed(raw[begin:end]) for begin, end in pairwise(cuts.tolist())]


def changed(packed: bytes | None, added: NDArray[np.int64], removed: NDArray[np.int64]) -> bytes:
    """The bytes after durations came and went; packed: what was stored, None for nothing yet."""
    before = unpack(packed) if packed else empty()
    return pack(before + histogram(added) - histogram(removed))


def _pairs(
    places: NDArray[np.int64], counts: NDArray[np.int64], first: NDArray[np.bool_] | None = None
) -> NDArray[np.int64]:
    """Gap, number, gap, number, ...; first: where a new histogram begins and gaps start anew."""
    gaps = np.diff(places, prepend=0)
    if first is not None:
        gaps[first] = places[first]
    return np.stack([gaps, counts], axis=1).reshape(-1)


def _sealed(raw: bytes) -> bytes:
    deflated = zlib.compress(raw, LEVEL)
    return DEFLATED + deflated if len(deflated) < len(raw) else PLAIN + raw


def _opened(packed: bytes) -> bytes:
    return zlib.decompress(packed[1:]) if packed[:1] == DEFLATED else packed[1:]
