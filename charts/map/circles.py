"""Counts as circles: how large they are, and names that stand below them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from charts.map.classes import Classes, MapKind
from charts.map.frame import regions_of
from charts.map.layout import Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.map.frame import MapData, Region

LARGEST: Final = 44.0
"""Radius in pixels of the largest circle at most."""
SMALLEST: Final = 4.0


def highest(data: MapData) -> float:
    """The largest count on the map, or 0."""
    values = [region.value for region in regions_of(data) if region.value is not None]
    return max(values, default=0.0)


def radius_of(value: float, top: float, largest: float) -> float:
    """Radius of a circle whose area is in proportion to the value, but never too small to see."""
    if value <= 0 or top <= 0:
        return SMALLEST
    return round(max(SMALLEST, largest * math.sqrt(value / top)), 1)


def wishes(data: MapData, regions: Sequence[Region], width: float, height: float) -> list[Wish]:
    """The labels that regions want: name and value, below the circle where there is one."""
    top, largest = highest(data), circle_size(width, height)
    circles = has_circles(data.classes, data.kind)
    return [
        Wish(
            region.outline,
            (region.name, region.text or region.state),
            radius_of(region.value, top, largest) if circles and region.value is not None else 0.0,
        )
        for region in regions
    ]


def circle_size(width: float, height: float) -> float:
    """Radius of the largest circle: a part of the map, so that neighbours stay apart."""
    return round(min(width / 24, height / 9, LARGEST), 1)


def has_circles(classes: Classes, kind: MapKind) -> bool:
    """Whether the values are drawn as circles."""
    return kind is MapKind.COUNT and bool(classes.sizes)
