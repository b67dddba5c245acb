"""A GeoJSON geometry as plain lists: checked, written compactly, counted. No library needed."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from core.numbers import number
from core.words import _, ngettext
from data.imports.model import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Position: TypeAlias = list[float]
Ring: TypeAlias = list[Position]
Polygon: TypeAlias = list[Ring]

# Longitude and latitude of the country, with some sea around it.
WEST, EAST = 94.0, 142.0
SOUTH, NORTH = -12.0, 7.0
SHORTEST_RING: Final = 4
PLANE: Final = 2
KILO: Final = 1_000
# How `as_text` begins: a stored text that begins so is a geometry and nothing else.
HEADS: Final = ('{"type":"Polygon"', '{"type":"MultiPolygon"')


def read_polygons(raw: object) -> list[Polygon] | Fault:
    """The polygons of a GeoJSON geometry (longitude, latitude in degrees), or why there are none.

    Heights are dropped. Whether rings cross themselves is not looked at.
    """
    if not isinstance(raw, dict):
        return Fault(_("There is no geometry."), _("Give every region its polygon."))
    kind: object = raw.get("type")
    coordinates: Any = raw.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        return Fault(
            _("The geometry is a {kind}, not a polygon.").format(kind=str(kind)[:40]),
            _("Only Polygon and MultiPolygon have an area."),
        )
    polygons: Any = [coordinates] if kind == "Polygon" else coordinates
    if not _is_filled(polygons) or not all(_is_filled(one) for one in polygons):
        return _empty()
    found: list[Polygon] = []
    for polygon in polygons:
        rings: list[Ring] = []
        for raw_ring in polygon:
            ring = _ring(raw_ring)
            if isinstance(ring, Fault):
                return ring
            rings.append(ring)
        found.append(rings)
    return found


def _is_filled(value: object) -> bool:
    return isinstance(value, list) and bool(value)


def _ring(raw: object) -> Ring | Fault:
    if not isinstance(raw, list) or not raw:
        return _empty()
    ring: Ring = []
    for position in raw:
        if not _is_position(position):
            return Fault(
                _("A coordinate is not a pair of numbers."), _("Export the file anew as GeoJSON.")
            )
        ring.append([float(position[0]), float(position[1])])
    outside = next((one for one in ring if not _is_inside(one)), None)
    if outside is not None:
        return _outside(*outside)
    if len(ring) < SHORTEST_RING or ring[0] != ring[-1]:
        return Fault(
            _("A ring is not closed."), _("Its last point must be its first one, of four or more.")
        )
    return ring


def _is_position(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) >= PLANE
        and all(
            isinstance(part, int | float) and not isinstance(part, bool) and isfinite(part)
            for part in value[:PLANE]
        )
    )


def _is_inside(position: Position) -> bool:
    return WEST <= position[0] <= EAST and SOUTH <= position[1] <= NORTH


def _outside(x: float, y: float) -> Fault:
    shown = f"({x:.10g}; {y:.10g})"
    if _is_inside([y, x]):
        return Fault(
            _("The point {point} has its latitude first.").format(point=shown),
            _("GeoJSON writes the longitude first, then the latitude."),
        )
    return Fault(
        _("The point {point} lies outside Indonesia.").format(point=shown),
        _("The file must hold degrees of longitude and latitude (WGS 84, EPSG:4326)."),
    )


def _empty() -> Fault:
    return Fault(_("The geometry has no coordinates."), _("Give every region its polygon."))


def as_text(polygons: list[Polygon]) -> str:
    """The polygons as one compact GeoJSON geometry, always written in the same way."""
    one = len(polygons) == 1
    geometry = {
        "type": "Polygon" if one else "MultiPolygon",
        "coordinates": polygons[0] if one else polygons,
    }
    return json.dumps(geometry, separators=(",", ":"))


def polygons_of(geometry: Mapping[str, Any]) -> list[Polygon]:
    """The polygons of a geometry that `as_text` wrote."""
    coordinates: list[Any] = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def rings_of(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    """Every ring of a geometry that `as_text` wrote, outer ones and holes."""
    for polygon in polygons_of(geometry):
        yield from polygon


def in_words(text: str) -> str | None:
    """A stored geometry for a preview: how many points and kilobytes; None for other text."""
    if not text.startswith(HEADS):
        return None
    points = sum(len(ring) - 1 for ring in rings_of(json.loads(text)))
    size = number(len(text) / KILO, 1)
    return ngettext(
        "outline with {count} point, {size} kB", "outline with {count} points, {size} kB", points
    ).format(count=number(points), size=size)
