"""The rows of import_batch: opening one, finding one, closing one; in a command's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, insert, select, update

from core.errors import Invalid, NotFound
from core.words import _
from data.imports.letters import printable
from data.schema import data_version, import_batch

LONGEST_NAME: Final = 255
LOCK: Final = (
    select(data_version).where(data_version.c.topic == bindparam("wanted")).with_for_update()
)
BATCH: Final = select(import_batch).where(import_batch.c.id == bindparam("number"))

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from data.imports.model import Difference, Prepared, Topic


def lock(conn: Connection, topic: Topic) -> None:
    """Keep a topic for this transaction; SQLite holds the whole database already."""
    conn.execute(LOCK, {"wanted": topic.id})


def open_batch(
    conn: Connection,
    prepared: Prepared,
    difference: Difference,
    *,
    by: str,
    at: datetime,
    facts: Mapping[str, str | None],
) -> int:
    """Add the batch of a prepared file; its number. facts: source, source_url, as_of."""
    made = conn.execute(
        insert(import_batch).values(
            topic=prepared.topic.id,
            file_name=printable(prepared.file_name, LONGEST_NAME),
            sha256=prepared.sha256,
            rows=prepared.row_count,
            added=len(difference.added),
            changed=len(difference.changed),
            same=difference.same,
            imported_by=by,
            imported_at=at.replace(tzinfo=None),
            synthetic=prepared.synthetic,
            **facts,
        )
    )
    (number,) = made.inserted_primary_key or (0,)
    return int(number)


def standing_batch(conn: Connection, batch_id: int) -> RowMapping:
    """The batch, if it exists (NotFound) and was not undone (Invalid)."""
    batch = conn.execute(BATCH, {"number": batch_id}).mappings().first()
    if batch is None:
        raise NotFound(
            _("There is no batch {batch}.").format(batch=batch_id),
            hint=_("The batches are listed with their numbers in the history of imports."),
        )
    if batch["undone_at"] is not None:
        raise Invalid(
            _("Batch {batch} was undone already, by {name}.").format(
                batch=batch_id, name=batch["undone_by"]
            )
        )
    return batch


def mark_undone(conn: Connection, batch_id: int, *, by: str, at: datetime) -> None:
    """Note who took the batch back, and when; its rows and its trail stay."""
    conn.execute(
        update(import_batch)
        .where(import_batch.c.id == batch_id)
        .values(undone_by=by, undone_at=at.replace(tzinfo=None))
    )
