"""Places of names that do not overlap: each as near to its region's middle as the others let it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LETTER: Final = 0.58
"""Width of an average letter, in parts of the font's size."""
LINE: Final = 1.2
AIR: Final = 6.0
FARTHEST: Final = 12
"""Steps, of a third of a label's height each, that a label may go up or down."""
ACROSS: Final = 10
"""Steps, of a sixth of its width each, that it may go to either side."""


@dataclass(frozen=True, slots=True)
class Box:
    """A label that wants to stand with its middle at (x, y); all in pixels."""

    x: float
    y: float
    width: float
    height: float

    def hits(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width
            and abs(self.y - other.y) * 2 < self.height + other.height
        )


def box_of(lines: Sequence[str], x: float, y: float, size: float) -> Box:
    """The box of some lines in a font of so many pixels."""
    width = max(map(len, lines), default=0) * size * LETTER + AIR
    return Box(x, y, width, len(lines) * size * LINE + AIR)


def placed(
    wanted: Sequence[Box], width: float, height: float, obstacles: Sequence[Box] = ()
) -> list[Box]:
    """Each box at the nearest free place inside the map; where none is free it stays.

    obstacles: what no label should cover. The narrow ones choose first: a long name has more places
    where it can still be read.
    """
    found: dict[int, Box] = {}
    for index in sorted(range(len(wanted)), key=lambda one: wanted[one].width):
        box = wanted[index]
        names = [*found.values()]
        free = _first_free(_tries(box, width, height), [*names, *obstacles])
        free = free or _first_free(_tries(box, width, height), names)
        found[index] = free or box
    return [found[index] for index in range(len(wanted))]


def _first_free(tries: Iterable[Box], others: Sequence[Box]) -> Box | None:
    return next((one for one in tries if not any(map(one.hits, others))), None)


def _tries(box: Box, width: float, height: float) -> Iterator[Box]:
    """The box at places inside the map, the nearest first."""
    steps = [
        (across * box.width / 6, down * box.height / 3)
        for across in range(-ACROSS, ACROSS + 1)
        for down in range(-FARTHEST, FARTHEST + 1)
    ]
    for across, down in sorted(steps, key=lambda step: math.hypot(*step)):
        x, y = box.x + across, box.y + down
        if (
            box.width / 2 <= x <= width - box.width / 2
            and box.height / 2 <= y <= height - box.height / 2
        ):
            yield Box(x, y, box.width, box.height)
