"""Outlines of the regency's parts, and the lines that their sources ask to be shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from core.periods import Period
from core.words import _
from data.boundaries.label import label_point
from data.schema import boundary, import_batch, region
from data.shipped import BOUNDARIES, attribution, shipped_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

LEVELS: Final = {"kecamatan": ("kecamatan",), "desa": ("desa", "kelurahan")}


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A region as it is drawn. longitude, latitude: a point inside it, for its name or circle.

    geometry: Polygon or MultiPolygon of GeoJSON in WGS 84, outer rings counter-clockwise.
    """

    code: str
    name: str
    level: str
    parent_code: str
    geometry: Mapping[str, Any]
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Credit:
    """What every map and export says of its lines. as_of: a period's text, None when unknown."""

    lines: tuple[str, ...]
    as_of: str | None


def outlines(conn: Connection, *, level: str, within: str) -> tuple[Outline, ...]:
    """The stored outlines of one level inside a region, by code; empty where none are stored.

    level: kecamatan or desa (which means desa and kelurahan). within: 51.08 or 51.08.06.
    """
    query = (
        select(
            region.c.code,
            region.c.name,
            region.c.level,
            region.c.parent_code,
            boundary.c.geometry,
            region.c.longitude,
            region.c.latitude,
        )
        .join(boundary, boundary.c.region_code == region.c.code)
        .where(
            region.c.level.in_(LEVELS[level]),
            region.c.code.startswith(f"{within}.", autoescape=True),
        )
        .order_by(region.c.code)
    )
    found = []
    for code, name, own, parent, text, longitude, latitude in conn.execute(query):
        geometry = json.loads(text)
        point = label_point(geometry, longitude, latitude)
        found.append(Outline(code, name, own, parent, geometry, *point))
    return tuple(found)


def boundary_credit(conn: Connection) -> Credit | None:
    """The lines below every map, in this run's language; None while no boundaries are stored."""
    query = (
        select(
            import_batch.c.file_name,
            import_batch.c.source,
            import_batch.c.source_url,
            import_batch.c.as_of,
        )
        .where(import_batch.c.id.in_(select(boundary.c.batch_id).distinct()))
        .order_by(import_batch.c.id)
    )
    batches = conn.execute(query).all()
    if not batches:
        return None
    own = shipped_source(BOUNDARIES)
    lines: list[str] = []
    for batch in batches:
        if batch.file_name == BOUNDARIES and batch.source == own:
            lines += attribution(BOUNDARIES)
        else:
            said = batch.source or _("file {name}").format(name=batch.file_name)
            lines.append(_("Boundaries: {source}").format(source=said))
    days = [batch.as_of for batch in batches if batch.as_of]
    newest = max(days, key=lambda text: Period.parse(text).end) if days else None
    indicative = _("Indicative boundaries, not legal ones.")
    return Credit((*dict.fromkeys(lines), indicative), newest)
