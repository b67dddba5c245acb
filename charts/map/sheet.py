"""The flat plane of the Vega-Lite map: degrees at one scale, north up, as high as it must be."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from charts.map.layout import names
from charts.map.view import Bounds, bounds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.map.frame import Outline
    from charts.map.layout import Name, Wish
    from charts.map.points import Spot

AIR: Final = 14
"""Pixels free on each side."""
TALLEST: Final = 1.1
"""Height of the map at most, in parts of its width."""
ROOM: Final = 0.3
"""Height that names may take above and below a long and low regency, in parts of the width."""
NOWHERE: Final = Bounds(95.0, -11.0, 141.0, 6.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pixels of places. (x, y): the middle of the plane in degrees."""

    bounds: Bounds
    width: int
    height: int
    x: float
    y: float

    @property
    def scale(self) -> float:
        """Pixels of a degree."""
        wide = (self.width - 2 * AIR) / self._across
        high = self.width * TALLEST / self._down
        return min(wide, high)

    @property
    def _across(self) -> float:
        return max(self.bounds.east - self.bounds.west, 1e-9)

    @property
    def _down(self) -> float:
        return max(self.bounds.north - self.bounds.south, 1e-9)

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Pixels from the upper left corner."""
        across, down = (longitude - self.x) * self.scale, (self.y - latitude) * self.scale
        return across + self.width / 2, down + self.height / 2

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a pixel."""
        across, down = (x - self.width / 2) / self.scale, (y - self.height / 2) / self.scale
        return across + self.x, self.y - down

    def projection(self) -> dict[str, Any]:
        """Scale and shift for Vega, which otherwise fits the map to labels and leaders as well.

        In a place of another width the map grows or shrinks with it, within its height.
        """
        most = self.scale * self.width / (self.width - 2 * AIR)
        scale = f"min((width - {2 * AIR}) / {self._across:.6f}, {most:.3f})"
        return {
            "scale": alt.ExprRef(scale),
            "translate": alt.ExprRef(
                f"[width / 2 - {scale} * {self.x:.6f}, {self.height / 2} + {scale} * {self.y:.6f}]"
            ),
        }


def arranged(
    wishes: Sequence[Wish],
    outlines: Sequence[Outline],
    width: int,
    size: float,
    spots: Sequence[Spot],
) -> tuple[Sheet, tuple[Name, ...]]:
    """The plane and the names on it: first with room above and below, then cut to what is used."""
    bounds = bounds_of(outlines) or NOWHERE
    x, y = (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2
    first = Sheet(bounds, width, 0, x, y)
    map_height = first.scale * (bounds.north - bounds.south)
    room = ROOM * width if wishes else 0
    tall = replace(first, height=math.ceil(map_height + 2 * room + 2 * AIR))
    found = names(wishes, tall, size, spots)
    top = min([tall.height / 2 - map_height / 2, *(n.box.y - n.box.height / 2 for n in found)])
    low = max([tall.height / 2 + map_height / 2, *(n.box.y + n.box.height / 2 for n in found)])
    middle = tall.place(0, (top + low) / 2)[1]
    return replace(tall, height=math.ceil(low - top + 2 * AIR), y=middle), found
