"""What outside bodies publish, ours and other regions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
from sqlalchemy import select

from core.periods import Period
from data.schema import import_batch, published_value, region

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

# Regions that are compared with each other; kecamatan and desa are parts of one.
WHOLE: Final = ("negara", "provinsi", "kabupaten", "kota")
ROWS: Final = (
    select(
        published_value.c.region_code,
        region.c.name.label("region_name"),
        region.c.level,
        published_value.c.metric,
        published_value.c.component,
        published_value.c.period,
        published_value.c.period_end,
        published_value.c.status,
        published_value.c.value,
        published_value.c.unit,
        published_value.c.source,
        published_value.c.source_url,
        published_value.c.confidence,
        published_value.c.named_as,
        published_value.c.batch_id,
        import_batch.c.synthetic,
        import_batch.c.imported_at,
    )
    .join(region, region.c.code == published_value.c.region_code)
    .join(import_batch, import_batch.c.id == published_value.c.batch_id)
    .order_by(
        published_value.c.metric,
        published_value.c.region_code,
        published_value.c.component,
        published_value.c.period_end,
        published_value.c.status,
    )
)


def published_values(
    conn: Connection,
    *,
    metrics: Collection[str] | None = None,
    regions: Collection[str] | None = None,
    within: str | None = None,
    whole: bool = False,
    first: str | None = None,
    last: str | None = None,
) -> pd.DataFrame:
    """Published values with their provenance, by metric, region, component, period and status.

    Columns: region_code, region_name, level, metric, component, period, period_end (last day as
    ISO text), status, value (float), unit (code), source, source_url, confidence, named_as,
    batch_id, synthetic, imported_at. within: a region's code, for it and all that lies in it.
    whole: without kecamatan and desa.
    first and last are periods; a row counts when its last day
    lies between the first day of `first` and the last day of `last`.
    """
    query = ROWS
    if metrics is not None:
        query = query.where(published_value.c.metric.in_(metrics))
    if regions is not None:
        query = query.where(published_value.c.region_code.in_(regions))
    if within is not None:
        own = published_value.c.region_code
        query = query.where((own == within) | own.startswith(f"{within}.", autoescape=True))
    if whole:
        query = query.where(region.c.level.in_(WHOLE))
    if first is not None:
        query = query.where(published_value.c.period_end >= Period.parse(first).start.isoformat())
    if last is not None:
        query = query.where(published_value.c.period_end <= Period.parse(last).end.isoformat())
    return pd.read_sql_query(query, conn)


def metrics_with_values(conn: Connection) -> frozenset[str]:
    """Ids of the metrics that any government has a published value of; parts do not count."""
    query = (
        select(published_value.c.metric)
        .join(region, region.c.code == published_value.c.region_code)
        .where(region.c.level.in_(WHOLE))
    )
    return frozenset(conn.scalars(query.distinct()))
