"""Where names stand on a map, in degrees: one arrangement for deck.gl and for Vega-Lite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from charts.map.labels import Box, box_of, placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.map.frame import Outline
    from charts.map.points import Spot

MARKER: Final = 22.0
"""Side of a place's marker in pixels."""
TOUCH: Final = 0.2
"""A label this part of its height away from its region's middle still belongs to it."""


class Plane(Protocol):
    """Turns places into pixels and back."""

    @property
    def width(self) -> int: ...  # noqa: D102
    @property
    def height(self) -> int: ...  # noqa: D102
    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]: ...  # noqa: D102
    def place(self, x: float, y: float) -> tuple[float, float]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that wants to stand over its region's middle; below: so many pixels under it."""

    outline: Outline
    lines: tuple[str, ...]
    below: float = 0.0


@dataclass(frozen=True, slots=True)
class Name:
    """A label's lines, its middle and, if it had to leave its region, the line that leads there.

    at, lead: longitude and latitude; a lead runs from the region to the label's edge. box: in
    pixels.
    """

    code: str
    lines: tuple[str, ...]
    at: tuple[float, float]
    lead: tuple[tuple[float, float], tuple[float, float]] | None
    box: Box


def names(
    wishes: Sequence[Wish], plane: Plane, size: float, spots: Sequence[Spot] = ()
) -> tuple[Name, ...]:
    """The labels in a font of so many pixels, none over another or over a place's marker."""
    boxes = []
    for wish in wishes:
        x, y = plane.pixel(wish.outline.longitude, wish.outline.latitude)
        box = box_of(wish.lines, x, y, size)
        down = wish.below + box.height / 2 if wish.below else 0.0
        boxes.append(Box(x, y + down, box.width, box.height))
    taken = [_marker(spot, plane) for spot in spots]
    taken += [_circle(wish, plane) for wish in wishes if wish.below]
    found = placed(boxes, plane.width, plane.height, taken)
    return tuple(
        Name(
            wish.outline.code,
            wish.lines,
            _degrees(plane, box.x, box.y),
            _lead(wish, box, plane),
            box,
        )
        for wish, box in zip(wishes, found, strict=True)
    )


def _marker(spot: Spot, plane: Plane) -> Box:
    x, y = plane.pixel(spot.longitude, spot.latitude)
    return Box(x + spot.beside * MARKER, y, MARKER, MARKER)


def _circle(wish: Wish, plane: Plane) -> Box:
    # A little less than the box around it: a label touches its own circle.
    x, y = plane.pixel(wish.outline.longitude, wish.outline.latitude)
    return Box(x, y, wish.below * 1.9, wish.below * 1.9)


def _lead(
    wish: Wish, box: Box, plane: Plane
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """A line where the label no longer covers or touches its region's middle."""
    x, y = plane.pixel(wish.outline.longitude, wish.outline.latitude)
    apart = abs(box.y - y) - box.height / 2 - wish.below
    if apart <= box.height * TOUCH and abs(box.x - x) <= box.width * 0.6:
        return None
    edge_x = min(max(x, box.x - box.width / 2), box.x + box.width / 2)
    edge_y = min(max(y, box.y - box.height / 2), box.y + box.height / 2)
    return _degrees(plane, x, y), _degrees(plane, edge_x, edge_y)


def _degrees(plane: Plane, x: float, y: float) -> tuple[float, float]:
    longitude, latitude = plane.place(x, y)
    return round(longitude, 5), round(latitude, 5)
