"""A point inside an outline, where its name or its circle stands."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from data.boundaries.geometry import polygons_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from data.boundaries.geometry import Polygon, Ring


def label_point(
    geometry: Mapping[str, Any], longitude: float | None, latitude: float | None
) -> tuple[float, float]:
    """The given point if it lies inside the outline, else the middle of its widest part."""
    polygons = polygons_of(geometry)
    if (
        longitude is not None
        and latitude is not None
        and any(_holds(polygon, longitude, latitude) for polygon in polygons)
    ):
        return longitude, latitude
    return _widest(max(polygons, key=lambda polygon: abs(_area(polygon[0]))))


def _holds(polygon: Polygon, x: float, y: float) -> bool:
    """Even-odd rule: an odd number of edges lies to the left, holes included."""
    crossed = [cut for ring in polygon for cut in _cuts(ring, y)]
    return sum(cut < x for cut in crossed) % 2 == 1


def _cuts(ring: Ring, y: float) -> Iterator[float]:
    """Where the horizontal line at y crosses a ring."""
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y):
            yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)


def _area(ring: Ring) -> float:
    pairs = pairwise(ring)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _widest(polygon: Polygon) -> tuple[float, float]:
    """The middle of the widest stretch, on lines at a third, half and two thirds of the height."""
    heights = [y for _x, y in polygon[0]]
    low, high = min(heights), max(heights)
    best = (0.0, *polygon[0][0])
    # Not at a corner's own height as a rule, and for a flat shape at least one of them cuts.
    for share in (0.5, 0.34, 0.66, 0.21, 0.79):
        y = low + share * (high - low)
        cuts = sorted(cut for ring in polygon for cut in _cuts(ring, y))
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            best = max(best, (right - left, (left + right) / 2, y))
    return best[1], best[2]
