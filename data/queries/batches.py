"""Where the rows came from: batches and the state of what is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from data.queries.batch_rows import named
from data.schema import import_batch

if TYPE_CHECKING:
    from sqlalchemy import Connection


def batches(conn: Connection, topic: str | None = None) -> pd.DataFrame:
    """Every batch, newest first: the columns of import_batch."""
    query = select(import_batch).order_by(import_batch.c.id.desc())
    if topic is not None:
        query = query.where(import_batch.c.topic == topic)
    return pd.read_sql_query(query, conn)


def loaded(conn: Connection) -> pd.DataFrame:
    """The standing batches, newest first in each topic.

    Columns topic, file_name, rows, source, source_url, as_of, synthetic, imported_by,
    imported_at (UTC). Undone batches are left out.
    """
    columns = (
        import_batch.c.topic,
        import_batch.c.file_name,
        import_batch.c.rows,
        import_batch.c.source,
        import_batch.c.source_url,
        import_batch.c.as_of,
        import_batch.c.synthetic,
        import_batch.c.imported_by,
        import_batch.c.imported_at,
    )
    query = (
        select(*columns)
        .where(import_batch.c.undone_at.is_(None))
        .order_by(import_batch.c.topic, import_batch.c.id.desc())
    )
    return pd.read_sql_query(query, conn)


def history(
    conn: Connection, *, topic: str | None = None, first: int = 0, count: int = 20
) -> pd.DataFrame:
    """A page of the batches, newest first: the columns of import_batch, by_name, undone_name.

    The names are display names, or user names of accounts that are gone.
    """
    query = named().order_by(import_batch.c.id.desc()).offset(first).limit(count)
    if topic is not None:
        query = query.where(import_batch.c.topic == topic)
    return pd.read_sql_query(query, conn)
