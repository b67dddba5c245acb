"""Direct labels that do not overlap: their places are found here, not in the browser."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Middles of labels, each as near to where it is wanted as the others let it be.

    All in pixels, downwards. No two labels overlap, their order is kept, and they lie between
    low and high as long as they fit there together; otherwise they run over the lower edge.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    places = list(wanted)
    edge = low
    for index in order:
        places[index] = max(wanted[index], edge + heights[index] / 2)
        edge = places[index] + heights[index] / 2
    edge = max(high, low + sum(heights))
    for index in reversed(order):
        places[index] = min(places[index], edge - heights[index] / 2)
        edge = places[index] - heights[index] / 2
    return places


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many characters; a longer word stays whole."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
