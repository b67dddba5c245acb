"""A GeoJSON file of polygons: what it must be before any code or line is looked at."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.words import _
from data.boundaries.refusal import BadBoundaries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_BYTES: Final = 50_000_000
MAX_FEATURES: Final = 20_000
# Names of the one system that GeoJSON knows: longitude and latitude in degrees.
DEGREES: Final = re.compile(r"(CRS:?84|EPSG:+(?:[0-9.]*:)?4326)\Z", re.IGNORECASE)
HALF_CIRCLE: Final = 180.0


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """One row of the file: its number from 1, what it says of itself, its geometry as written."""

    number: int
    properties: Mapping[str, Any]
    geometry: object


def read_collection(content: bytes) -> tuple[Feature, ...]:
    """The features of a file. BadBoundaries: no GeoJSON, no FeatureCollection, not in degrees."""
    if len(content) > MAX_BYTES:
        raise BadBoundaries(
            _("The file is larger than {limit} MB.").format(limit=MAX_BYTES // 1_000_000),
            hint=_("Export it with fewer decimals: five are a metre."),
        )
    raw = _parsed(content)
    if not isinstance(raw, dict) or raw.get("type") != "FeatureCollection":
        raise BadBoundaries(
            _("The file is not a GeoJSON FeatureCollection."),
            hint=_("Export the layer as GeoJSON."),
        )
    features = raw.get("features")
    if not isinstance(features, list) or not features:
        raise BadBoundaries(
            _("The file has no features."), hint=_("It needs one polygon for each region.")
        )
    if len(features) > MAX_FEATURES:
        raise BadBoundaries(
            _("The file has too many features."), hint=_("It needs one polygon for each region.")
        )
    found = tuple(_feature(number, one) for number, one in enumerate(features, 1))
    _refuse_projected(raw.get("crs"), found)
    return found


def _parsed(content: bytes) -> object:
    if not content.strip():
        raise BadBoundaries(_("The file is empty."), hint=_("Export the layer as GeoJSON."))
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadBoundaries(
            _("The file is not valid JSON."),
            hint=_("Export the layer as GeoJSON, with the encoding UTF-8."),
            detail=str(error),
        ) from error


def _no_number(name: str) -> object:
    raise ValueError(name)


def _feature(number: int, raw: object) -> Feature:
    if not isinstance(raw, dict) or raw.get("type") != "Feature":
        raise BadBoundaries(
            _("Entry {number} of the file is not a GeoJSON feature.").format(number=number),
            hint=_("Export the layer as GeoJSON."),
        )
    properties = raw.get("properties")
    return Feature(number, properties if isinstance(properties, dict) else {}, raw.get("geometry"))


def _refuse_projected(crs: object, features: Sequence[Feature]) -> None:
    name = _crs_name(crs)
    metres = any(_in_metres(feature.geometry) for feature in features)
    if not metres and (name is None or DEGREES.search(name)):
        return
    raise BadBoundaries(
        _("The coordinates are not degrees: the file is projected ({system}).").format(
            system=name[:60] if name else _("metres, such as UTM")
        ),
        hint=_("Export the layer in the system WGS 84 (EPSG:4326)."),
    )


def _crs_name(crs: object) -> str | None:
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else None


def _in_metres(geometry: object) -> bool:
    """Whether the first number of a geometry is no degree at all."""
    first = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(first, list) and first:
        first = first[0]
    return isinstance(first, int | float) and abs(first) > HALF_CIRCLE
