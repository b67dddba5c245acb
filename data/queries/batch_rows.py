"""Batches and what they did to their rows, as plain rows: without pandas, which loads slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from data.schema import account, batch_change, import_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, RowMapping, Select


def count_batches(conn: Connection, topic: str | None = None) -> int:
    """How many batches there are, undone ones among them."""
    query = select(func.count()).select_from(import_batch)
    if topic is not None:
        query = query.where(import_batch.c.topic == topic)
    return conn.scalar(query) or 0


def newest_batch(conn: Connection, topic: str) -> int:
    """Number of the topic's newest batch; 0 without any."""
    return (
        conn.scalar(select(func.max(import_batch.c.id)).where(import_batch.c.topic == topic)) or 0
    )


def later_batches(conn: Connection, topic: str, after: int) -> Sequence[RowMapping]:
    """The batches of a topic with a higher number, in their order, with by_name."""
    query = named().where(import_batch.c.topic == topic, import_batch.c.id > after)
    return conn.execute(query.order_by(import_batch.c.id)).mappings().all()


def batch_named(conn: Connection, number: int) -> RowMapping:
    """The batch of that number, which exists."""
    return conn.execute(named().where(import_batch.c.id == number)).mappings().one()


def changes_of(
    conn: Connection, number: int, *, added: int, changed: int
) -> list[tuple[Any, Any, Any]]:
    """The first rows that a batch added and changed: key, before (None: added), after."""
    columns = (batch_change.c.row_key, batch_change.c.before, batch_change.c.after)
    query = select(*columns).where(batch_change.c.batch_id == number)
    query = query.order_by(batch_change.c.number)
    new = query.where(batch_change.c.before.is_(None)).limit(added)
    old = query.where(batch_change.c.before.is_not(None)).limit(changed)
    rows = (*conn.execute(new), *conn.execute(old))
    return [(key, before, after) for key, before, after in rows]


def named() -> Select[Any]:
    """Batches with by_name and undone_name: display names, or user names of accounts gone."""
    loader, undoer = account.alias("loader"), account.alias("undoer")
    return select(
        import_batch,
        func.coalesce(loader.c.display_name, import_batch.c.imported_by).label("by_name"),
        func.coalesce(undoer.c.display_name, import_batch.c.undone_by).label("undone_name"),
    ).select_from(
        import_batch.outerjoin(loader, loader.c.username == import_batch.c.imported_by).outerjoin(
            undoer, undoer.c.username == import_batch.c.undone_by
        )
    )
