"""Fewer points, shared lines: a coverage made small enough for a page, still a coverage.

Lines are simplified once for both neighbours (Visvalingam-Whyatt on the edges of the coverage),
then all of them are put on one grid together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shapely

from core.numbers import number
from core.words import _
from data.boundaries.geometry import KILO, as_text
from data.boundaries.refusal import BadBoundaries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shapely import Geometry

    from data.boundaries.shapes import Coverage

# Bytes of all geometries of one level as compact JSON.
BUDGETS: Final = {"kecamatan": 60_000, "desa": 250_000}
# Degrees; the first is about 5 m.
FIRST: Final = 0.00005
STEP: Final = 1.1
LAST: Final = 0.02
# Five decimals (a metre) only where lines are hardly simplified, four (11 m) otherwise.
FINE: Final = 0.0002
METRES: Final = 111_000
# The shortest that a point can be written; what is over the budget so is not worth writing.
SHORTEST_POINT: Final = 14


@dataclass(frozen=True, slots=True)
class Small:
    """GeoJSON geometries by code, the tolerance in degrees, and the bytes of each level."""

    texts: Mapping[str, str]
    tolerance: float
    sizes: Mapping[str, int]

    def in_words(self) -> str:
        """How much it was generalised, for a person."""
        sizes = ", ".join(
            f"{level} {number(size / KILO, 0)} kB" for level, size in self.sizes.items()
        )
        return _("Generalised to about {metres} m: {sizes}.").format(
            metres=number(self.tolerance * METRES), sizes=sizes
        )


def generalise(source: Coverage, level: str, parents: Mapping[str, str]) -> Small:
    """The coverage within its budget. level: kecamatan, or desa, which gives kecamatan too.

    parents: desa code -> kecamatan code. A kecamatan is the union of its rounded desa, so that
    both levels share their lines exactly. Raises BadBoundaries when no tolerance will do.
    """
    shapes: Sequence[Geometry] = source.shapes
    for tolerance in _steps():
        # On from the last step: the same corners go, and a large file takes seconds.
        shapes = shapely.coverage_simplify(shapes, tolerance)
        if _is_far_too_long(shapes, level):
            continue
        for decimals in (5, 4) if tolerance < FINE else (4,):
            rounded = _rounded(shapes, decimals)
            if rounded is None:
                continue
            levels = {level: dict(zip(source.codes, rounded, strict=True))}
            if level == "desa":
                levels["kecamatan"] = _unions(levels["desa"], parents)
            texts = {name: _texts(found, decimals) for name, found in levels.items()}
            sizes = {name: sum(map(len, found.values())) for name, found in texts.items()}
            if all(size <= BUDGETS[name] for name, size in sizes.items()):
                every = {code: text for found in texts.values() for code, text in found.items()}
                return Small(dict(sorted(every.items())), tolerance, sizes)
    raise BadBoundaries(
        _("The outlines cannot be made small enough without losing a region."),
        hint=_("Remove small islands and splinters in the mapping program and export them anew."),
    )


def _is_far_too_long(shapes: Sequence[Geometry], level: str) -> bool:
    points = int(shapely.get_num_coordinates(shapes).sum())
    return points * SHORTEST_POINT > BUDGETS[level]


def _steps() -> Iterator[float]:
    tolerance = FIRST
    while tolerance < LAST:
        yield tolerance
        tolerance *= STEP


def _rounded(shapes: Sequence[Geometry], decimals: int) -> list[Geometry] | None:
    """Every corner on the grid; None when that emptied a region.

    All lines are snapped and noded together, and each face between them goes to the region that
    held it: so neighbours cannot part, and splinters thinner than the grid vanish.
    """
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=10.0**-decimals)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = shapely.point_on_surface(faces)
    owned: dict[int, list[Geometry]] = {}
    taken: set[int] = set()
    for face, owner in shapely.STRtree(shapes).query(inside, predicate="intersects").T:
        if face not in taken:
            taken.add(face)
            owned.setdefault(owner, []).append(faces[face])
    if len(owned) < len(shapes):
        return None
    found = [shapely.coverage_union_all(owned[place]) for place in range(len(shapes))]
    sound = shapely.is_valid(found).all() and shapely.coverage_is_valid(found)
    return found if sound else None


def _unions(desa: Mapping[str, Geometry], parents: Mapping[str, str]) -> dict[str, Geometry]:
    members: dict[str, list[Geometry]] = {}
    for code, shape in desa.items():
        members.setdefault(parents[code], []).append(shape)
    return {code: shapely.coverage_union_all(shapes) for code, shapes in members.items()}


def _texts(shapes: Mapping[str, Geometry], decimals: int) -> dict[str, str]:
    return {code: as_text(_polygons(shape, decimals)) for code, shape in shapes.items()}


def _polygons(shape: Geometry, decimals: int) -> list[list[list[list[float]]]]:
    """As RFC 7946 wants them, outer rings counter-clockwise; the largest part first."""
    parts = shapely.get_parts(shapely.normalize(shape))
    order = sorted(parts, key=lambda part: -float(shapely.area(part)))
    return [
        [_ring(ring, decimals) for ring in shapely.get_rings(part)]
        for part in shapely.orient_polygons(order, exterior_cw=False)
    ]


def _ring(ring: Geometry, decimals: int) -> list[list[float]]:
    return [
        [round(float(x), decimals), round(float(y), decimals)]
        for x, y in shapely.get_coordinates(ring)
    ]
