"""Topic `boundaries`: the outline of a region as a GeoJSON geometry, in the product's own form.

A mapping program's file is made into such rows by `manage.py boundaries`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from core.words import N_, _
from data import schema
from data.boundaries.geometry import as_text, read_polygons
from data.imports.model import Column, Fault, Kind, RowFault, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.imports.known import Known
    from data.imports.model import Row

COLUMNS: Final = (
    Column(
        "region_code",
        N_("Region code"),
        N_("Kemendagri code of the kecamatan, desa or kelurahan."),
        Kind.CODE,
        "51.08.06",
        ("kode wilayah", "kode"),
        required=True,
        longest=13,
    ),
    Column(
        "geometry",
        N_("Geometry"),
        N_("Polygon or MultiPolygon as GeoJSON, degrees of longitude and latitude (WGS 84)."),
        Kind.TEXT,
        '{"type":"Polygon","coordinates":[[[115.1,-8.1],[115.1,-8.2],[115.2,-8.1],[115.1,-8.1]]]}',
        ("geometri", "geojson"),
        required=True,
        # What the CSV reader takes as one cell; a whole level has 250 kB.
        longest=130_000,
    ),
)


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """The region exists; the geometry is one of polygons, stored in one way of writing."""
    code, text = row.get("region_code"), row.get("geometry")
    if isinstance(code, str) and code not in known.regions:
        yield RowFault(
            "region_code",
            _("There is no region with the code {code}.").format(code=code),
            known.region_hint(code),
        )
    if isinstance(text, str):
        polygons = read_polygons(_parsed(text))
        if isinstance(polygons, Fault):
            yield RowFault("geometry", polygons.message, polygons.hint)
        else:
            row["geometry"] = as_text(polygons)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


TOPIC: Final = Topic(
    id="boundaries",
    title=N_("Boundaries"),
    table=schema.boundary,
    columns=COLUMNS,
    key=("region_code",),
    fields=("region_code", "geometry"),
    settle=settle,
    follows=("regions",),
)
