"""Where the map looks: centre and zoom in deck.gl's Web Mercator, and pixels of a place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from charts.map.frame import Outline

WORLD: Final = 512
"""Pixels of the whole world at zoom 0."""
CLOSEST: Final = 14.0
MARGIN: Final = 0.04
# Used where there is nothing to look at: the middle of Indonesia.
NOWHERE: Final = (118.0, -2.5, 4.0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, outline: Outline) -> bool:
        """Whether the point of an outline lies inside."""
        across = self.west <= outline.longitude <= self.east
        return across and self.south <= outline.latitude <= self.north

    def hold(self, longitude: float, latitude: float) -> bool:
        """Whether a place lies inside."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


@dataclass(frozen=True, slots=True)
class View:
    """Centre, zoom and the size in pixels that they were found for."""

    longitude: float
    latitude: float
    zoom: float
    width: int
    height: int

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Pixels from the upper left corner."""
        scale = 2.0**self.zoom
        x, y = _world(longitude, latitude)
        middle_x, middle_y = _world(self.longitude, self.latitude)
        return (x - middle_x) * scale + self.width / 2, (y - middle_y) * scale + self.height / 2

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a pixel."""
        scale = 2.0**self.zoom
        middle_x, middle_y = _world(self.longitude, self.latitude)
        return _degrees(
            (x - self.width / 2) / scale + middle_x, (y - self.height / 2) / scale + middle_y
        )


def view_of(outlines: Sequence[Outline], width: int, height: int) -> View:
    """The view that holds all outlines in a map of so many pixels, with a little air."""
    found = bounds_of(outlines)
    if found is None:
        return View(*NOWHERE, width, height)
    left, top = _world(found.west, found.north)
    right, bottom = _world(found.east, found.south)
    room = 1 - 2 * MARGIN
    wide = width * room / max(right - left, 1e-9)
    high = height * room / max(bottom - top, 1e-9)
    longitude, latitude = _degrees((left + right) / 2, (top + bottom) / 2)
    zoom = min(math.log2(min(wide, high)), CLOSEST)
    return View(round(longitude, 5), round(latitude, 5), round(zoom, 3), width, height)


def bounds_of(outlines: Sequence[Outline]) -> Bounds | None:
    """The box around all outlines; None without any."""
    points = [point for outline in outlines for point in corners(outline.geometry)]
    if not points:
        return None
    wide, high = [x for x, _ in points], [y for _, y in points]
    return Bounds(min(wide), min(high), max(wide), max(high))


def corners(geometry: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401 (GeoJSON)
    """Every point of a GeoJSON geometry."""
    stack = [geometry["coordinates"]]
    while stack:
        part = stack.pop()
        if isinstance(part[0], int | float):
            yield part[0], part[1]
        else:
            stack.extend(part)


def _world(longitude: float, latitude: float) -> tuple[float, float]:
    x = WORLD * (longitude + 180) / 360
    y = WORLD / 2 - WORLD / (2 * math.pi) * math.log(
        math.tan(math.pi / 4 + math.radians(latitude) / 2)
    )
    return x, y


def _degrees(x: float, y: float) -> tuple[float, float]:
    latitude = math.degrees(
        2 * math.atan(math.exp((WORLD / 2 - y) * 2 * math.pi / WORLD)) - math.pi / 2
    )
    return x / WORLD * 360 - 180, latitude
