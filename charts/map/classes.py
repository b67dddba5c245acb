"""Classes of a rate, or the circle sizes of a count: what a map's colours and sizes mean."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from charts.map.colours import STEPS, ramp
from core.numbers import MINUS
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Words = Callable[[float], str]

MOST: Final = 5
"""Classes a reader can still tell apart."""
NICE: Final = (1.0, 2.0, 5.0)
FINEST: Final = 12
"""Digits after which an edge is no longer rounded."""


class MapKind(StrEnum):
    """A rate is a colour, a count is a circle: a large region must not look like a high rate."""

    RATE = "rate"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Classes:
    """What the marks of one map mean.

    edges: lower bounds of all classes but the first, rising; a value on an edge belongs to the
    class above it. tones: each class's step of the ramp. labels: each class in words, lowest
    first. method: how the edges were found, in words. sizes, size_labels: values whose circles
    the legend shows, largest first; for counts alone.
    """

    edges: tuple[float, ...]
    tones: tuple[int, ...]
    labels: tuple[str, ...]
    method: str
    sizes: tuple[float, ...] = ()
    size_labels: tuple[str, ...] = ()

    def colours(self, *, dark: bool) -> tuple[str, ...]:
        """The colour of each class."""
        return tuple(ramp(dark=dark)[tone] for tone in self.tones)


def class_of(classes: Classes, value: float) -> int | None:
    """Number of the value's class, 0 for the lowest; None for a missing value and for counts."""
    if not classes.labels or not math.isfinite(value):
        return None
    return bisect_right(classes.edges, value)


def classify(
    values: Iterable[float],
    *,
    kind: MapKind,
    words: Words,
    target: float | None = None,
    percent: bool = False,
    edges: Sequence[float] | None = None,
) -> Classes:
    """Up to five classes of the values; missing and endless ones are passed over.

    words: a value as it is read, with its unit. edges: fixed ones, where the metric has them.
    percent: equal steps of a round number; anything else is cut into quantiles. A target is
    always an edge: it replaces the nearest one where five classes are full.
    """
    known = sorted(value for value in values if math.isfinite(value))
    if kind is MapKind.COUNT:
        return _circles(known, words)
    if not known and edges is None:
        return Classes((), (), (), "")
    if edges is not None:
        found, method = sorted(set(edges))[: MOST - 1], _("fixed classes")
    elif percent:
        found, method = _round_edges(known), _("fixed classes")
    else:
        found, method = _quantiles(known), _("quantiles: about as many areas in each class")
    if target is not None:
        found = _with_target(found, target)
    return Classes(
        edges=tuple(found),
        tones=STEPS[len(found) + 1],
        labels=tuple(_labels(found, known, words)),
        method=_method(method, found, words, target),
    )


def _method(method: str, edges: Sequence[float], words: Words, target: float | None) -> str:
    parts = [method]
    if edges:
        parts.append(_("lower bound included"))
    if target is not None:
        parts.append(_("the target {value} is a bound").format(value=words(target)))
    return "; ".join(parts)


def _round_edges(known: Sequence[float]) -> list[float]:
    """Multiples of the smallest round step that makes at most five classes."""
    low, high = known[0], known[-1]
    if low == high:
        return []
    power = math.floor(math.log10(high - low)) - 1
    while True:
        for nice in NICE:
            step = nice * 10.0**power
            first, last = math.floor(low / step + 1e-9), math.floor(high / step + 1e-9)
            if last - first < MOST:
                return [
                    round(number * step, max(0, 1 - power)) for number in range(first + 1, last + 1)
                ]
        power += 1


def _quantiles(known: Sequence[float]) -> list[float]:
    """Fifths, each edge as round as it can be without moving a value to another class."""
    edges: set[float] = set()
    for part in range(1, MOST):
        place = part / MOST * (len(known) - 1)
        low, high = known[math.floor(place)], known[math.ceil(place)]
        exact = low + (high - low) * (place - math.floor(place))
        above = next(value for value in known if value >= min(exact, known[-1]))
        below = max((value for value in known if value < above), default=None)
        if below is not None:
            edges.add(_roundest(below, above))
    return sorted(edges)


def _roundest(below: float, above: float) -> float:
    """The number with the fewest digits above one value and not above the next."""
    first = -math.floor(math.log10(max(abs(below), abs(above))))
    for digits in range(first, first + FINEST):
        step = 10.0**-digits
        found = round(math.floor(above / step + 1e-9) * step, max(0, digits))
        if below < found <= above:
            return found
    return above


def _with_target(edges: Sequence[float], target: float) -> list[float]:
    kept = [edge for edge in edges if edge != target]
    if len(kept) == MOST - 1:
        kept.remove(min(kept, key=lambda edge: abs(edge - target)))
    return sorted([*kept, target])


def _labels(edges: Sequence[float], known: Sequence[float], words: Words) -> list[str]:
    if not edges:
        return [between(known[0], known[-1], words)] if known else [""]
    first = _("below {value}").format(value=words(edges[0]))
    last = _("{value} or more").format(value=words(edges[-1]))
    return [first, *(between(low, high, words) for low, high in pairwise(edges)), last]


def between(low: float, high: float, words: Words) -> str:
    """`60–70%`; two ends that read alike are one value."""
    first, last = words(low), words(high)
    if first == last:
        return first
    if first.endswith("%") and last.endswith("%"):
        first = first.removesuffix("%")
    if MINUS in first + last:
        return _("{low} to {high}").format(low=first, high=last)
    return f"{first}–{last}"


def _circles(known: Sequence[float], words: Words) -> Classes:
    highest = known[-1] if known else 0.0
    if highest <= 0:
        return Classes((), (), (), "")
    top = _nice_below(highest)
    sizes = [size for size in (top, _nice_below(top / 3), _nice_below(top / 10)) if size > 0]
    if all(value.is_integer() for value in map(float, known)):
        sizes = [size for size in sizes if size >= 1]
    sizes = list(dict.fromkeys(sizes)) or [highest]
    labels = tuple(words(size) for size in sizes)
    return Classes((), (), (), _("area of the circle: the number"), tuple(sizes), labels)


def _nice_below(value: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not above the value."""
    power = 10.0 ** math.floor(math.log10(value))
    return max(nice * power for nice in NICE if nice * power <= value * (1 + 1e-9))
