"""Regions by code; names are for reading, never for joining."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
from sqlalchemy import func, select

from data.schema import import_batch, region

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


VILLAGES: Final = ("desa", "kelurahan")


@dataclass(frozen=True, slots=True)
class VillageCount:
    """How many villages a kecamatan has, and the list that says so. as_of: a period's text."""

    code: str
    count: int
    as_of: str
    source: str | None
    source_url: str | None
    synthetic: bool


def regions(
    conn: Connection, *, level: str | None = None, parent: str | None = None
) -> pd.DataFrame:
    """Columns code, name, level, parent_code, latitude, longitude; ordered by code."""
    query = select(
        region.c.code,
        region.c.name,
        region.c.level,
        region.c.parent_code,
        region.c.latitude,
        region.c.longitude,
    ).order_by(region.c.code)
    if level is not None:
        query = query.where(region.c.level == level)
    if parent is not None:
        query = query.where(region.c.parent_code == parent)
    return pd.read_sql_query(query, conn)


def region_names(conn: Connection, codes: Collection[str]) -> dict[str, str]:
    """Name by code, for the codes that exist."""
    rows = conn.execute(select(region.c.code, region.c.name).where(region.c.code.in_(codes)))
    return {key: value for key, value in rows}  # noqa: C416 (a result is not a mapping)


@dataclass(frozen=True, slots=True)
class Part:
    """A kecamatan, desa or kelurahan of the regency."""

    code: str
    name: str
    level: str
    parent: str

    @property
    def label(self) -> str:
        """Its name with what it is: Kecamatan Sukasada, Desa Panji, Kelurahan Banyuasri."""
        return f"{self.level.capitalize()} {self.name}"


def parts_of(conn: Connection, regency: str) -> list[Part]:
    """Everything that lies in a regency, by code."""
    rows = conn.execute(
        select(region.c.code, region.c.name, region.c.level, region.c.parent_code)
        .where(region.c.code.startswith(f"{regency}.", autoescape=True))
        .order_by(region.c.code)
    )
    return [Part(*row) for row in rows]


def villages_of(conn: Connection, regency: str) -> list[VillageCount]:
    """The number of desa and kelurahan of each kecamatan of a regency, by code.

    As of the day that the list of regions names, else of the year in which it was loaded.
    """
    above = region.alias()
    newest = func.max(region.c.batch_id)
    rows = conn.execute(
        select(region.c.parent_code, func.count(), newest)
        .join(above, above.c.code == region.c.parent_code)
        .where(region.c.level.in_(VILLAGES), above.c.parent_code == regency)
        .group_by(region.c.parent_code)
        .order_by(region.c.parent_code)
    ).all()
    lists = {
        batch.id: batch
        for batch in conn.execute(
            select(import_batch).where(import_batch.c.id.in_({row[2] for row in rows}))
        )
    }
    return [
        VillageCount(
            code=code,
            count=count,
            as_of=lists[batch].as_of or str(lists[batch].imported_at.year),
            source=lists[batch].source,
            source_url=lists[batch].source_url,
            synthetic=lists[batch].synthetic,
        )
        for code, count, batch in rows
    ]
