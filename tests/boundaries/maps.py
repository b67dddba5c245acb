"""GeoJSON files as a mapping program writes them, made from the shipped outlines."""

from __future__ import annotations

import csv
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape

from data.shipped import BOUNDARIES, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DESA_LENGTH = len("51.08.06.1006")


@cache
def shipped() -> dict[str, str]:
    """Geometry text by code, of every regency."""
    with (REFERENCE / BOUNDARIES).open(encoding="utf-8", newline="") as file:
        return {row["region_code"]: row["geometry"] for row in csv.DictReader(file)}


def texts_of(regency: str, *, desa: bool = False) -> dict[str, str]:
    return {
        code: text
        for code, text in shipped().items()
        if code.startswith(f"{regency}.") and (len(code) == DESA_LENGTH) == desa
    }


def shapes_of(texts: Iterable[str]) -> list[Any]:
    return [shape(json.loads(text)) for text in texts]


def feature(code: object, geometry: object, **more: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"kode": code, **more}, "geometry": geometry}


def features(
    *, desa: bool = False, write: Callable[[str], object] = str, regency: str = "51.08"
) -> list[dict[str, Any]]:
    """One feature for each region; write: how the code is written."""
    found = texts_of(regency, desa=desa)
    return [feature(write(code), json.loads(text), nama=f"N{code}") for code, text in found.items()]


def as_file(rows: Iterable[Mapping[str, Any]], **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(rows), **more}).encode()


def detailed(regency: str = "51.08") -> bytes:
    """The desa with a corner every 30 m or so, and neighbours that agree to a millimetre only."""
    found = texts_of(regency, desa=True)
    fine = shapely.segmentize(shapes_of(found.values()), 0.0003)
    return as_file(
        feature(code, json.loads(shapely.to_geojson(one)))
        for code, one in zip(found, fine, strict=True)
    )
