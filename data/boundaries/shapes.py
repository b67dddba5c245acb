"""From the polygons of a file to a clean coverage: valid shapes that neither overlap nor gape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shapely

from core.numbers import number
from core.words import _, ngettext
from data.boundaries.geometry import read_polygons
from data.boundaries.refusal import BadBoundaries
from data.imports.model import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely import Geometry

    from data.boundaries.codes import Matched, Place
    from data.boundaries.collection import Feature

# A mend that changes more than this share of an area has changed what was meant.
HARMLESS: Final = 0.001
# Overlaps and gaps: closed up to this width in degrees (about 55 m), refused beyond these shares.
GAP_WIDTH: Final = 0.0005
MOST_OF_ONE: Final = 0.05
MOST_OF_ALL: Final = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Shapes in the order of the codes, and remarks in words on what was mended."""

    codes: tuple[str, ...]
    shapes: tuple[Geometry, ...]
    notes: tuple[str, ...]


def coverage(features: Sequence[Feature], matched: Matched, names: Mapping[str, Place]) -> Coverage:
    """The shapes of a file, mended where that is harmless. BadBoundaries names every fault."""
    lines: list[str] = []
    shapes: list[Geometry] = []
    mended = 0
    for feature, code in zip(features, matched.codes, strict=True):
        polygons = read_polygons(feature.geometry)
        if isinstance(polygons, Fault):
            lines.append(f"{code} {names[code].name}: {polygons.message} {polygons.hint}")
            continue
        shape = shapely.multipolygons(
            [shapely.polygons(rings[0], holes=rings[1:] or None) for rings in polygons]
        )
        valid = _valid(shape)
        if valid is None:
            reason = shapely.is_valid_reason(shape)
            lines.append(_crossed(code, names[code].name, reason))
        else:
            mended += valid is not shape
            shapes.append(valid)
    if lines:
        raise BadBoundaries(
            ngettext(
                "{count} region has an outline that cannot be used.",
                "{count} regions have outlines that cannot be used.",
                len(lines),
            ).format(count=number(len(lines))),
            lines,
            hint=_("Mend the outlines in the mapping program and export them anew."),
        )
    notes = []
    if mended:
        notes.append(
            ngettext(
                "{count} outline was mended: its ring touched or crossed itself slightly.",
                "{count} outlines were mended: their rings touched or crossed themselves slightly.",
                mended,
            ).format(count=number(mended))
        )
    return _without_gaps(matched.codes, shapes, notes, names)


def _valid(shape: Geometry) -> Geometry | None:
    """The shape, mended if need be; None where mending would change what was meant."""
    if shapely.is_valid(shape):
        return shape if shapely.area(shape) > 0 else None
    made = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    drawn, kept = shapely.area(shape), shapely.area(made)
    polygonal = shapely.get_dimensions(made) == 2  # noqa: PLR2004 (an area has two)
    return made if polygonal and kept > 0 and abs(drawn - kept) <= HARMLESS * kept else None


def _crossed(code: str, name: str, reason: str) -> str:
    place = reason.partition("[")[2].rstrip("]")
    words = _("{code} {name}: the outline crosses itself")
    if place:
        words = _("{code} {name}: the outline crosses itself near {place}")
    return words.format(code=code, name=name, place=place) + "."


def _without_gaps(
    codes: tuple[str, ...],
    shapes: Sequence[Geometry],
    notes: list[str],
    names: Mapping[str, Place],
) -> Coverage:
    if shapely.coverage_is_valid(shapes):
        return Coverage(codes, tuple(shapes), tuple(notes))
    clean = shapely.coverage_clean(shapes, gap_width=GAP_WIDTH)
    before, after = shapely.area(shapes), shapely.area(clean)
    change = abs(after - before) / before
    wrong = [place for place, share in enumerate(change) if share > MOST_OF_ONE]
    if wrong or abs(after - before).sum() > MOST_OF_ALL * before.sum():
        order = sorted(range(len(codes)), key=lambda place: -change[place])
        listed = wrong or [place for place in order if change[place] > MOST_OF_ALL]
        raise _overlapping([(codes[place], float(change[place])) for place in listed], names)
    notes.append(_("Small gaps and overlaps between neighbours were closed."))
    return Coverage(codes, tuple(clean), tuple(notes))


def _overlapping(changes: Sequence[tuple[str, float]], names: Mapping[str, Place]) -> BadBoundaries:
    lines = [
        _("{code} {name}: {share}% of its area.").format(
            code=code, name=names[code].name, share=number(100 * share, 1)
        )
        for code, share in changes
    ]
    return BadBoundaries(
        _("The regions overlap or leave gaps between each other, too much to close them here."),
        lines,
        hint=_("Mend the shared lines in the mapping program and export them anew."),
    )
