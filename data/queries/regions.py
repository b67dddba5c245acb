"""Regions by code; names are for reading, never for joining."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from data.schema import region

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


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
