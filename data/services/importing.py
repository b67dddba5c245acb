"""Storing a prepared file of requests: chunk after chunk, in the one transaction of the command."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import Invalid
from core.numbers import number
from core.words import _, ngettext
from data.imports.model import Phase
from data.services.basis import has_requests, is_current, note, take_turns
from data.services.bulk import bulk_of
from data.services.deriving import basis_of, epoch
from data.services.faults import Faults
from data.services.files import opened
from data.services.preparing import check_names, chunks_of, layout_of, reader_of
from data.services.rederiving import rebuild
from data.services.storing import Storing
from data.services.tally import tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from core.settings import Settings
    from data.imports.model import Progress
    from data.services.preparing import PreparedRequests


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import of requests did; batch None: nothing. Numbers of requests, and of events."""

    batch: int | None
    added: int
    changed: int
    same: int
    events: int
    rows: int


def store_requests(
    conn: Connection,
    prepared: PreparedRequests,
    settings: Settings,
    *,
    at: datetime,
    open_batch: Callable[[], int],
    touches: Callable[[set[str]], None],
    progress: Progress | None = None,
) -> Stored:
    """Merge a file with what is stored. at: the moment of the import.

    open_batch: adds the row of the batch and gives its number; called once there is something to
    write. touches: told the OPD whose requests change, and raises where that is not allowed.
    """
    check_names(prepared.reading)
    take_turns(conn)
    if not is_current(conn, settings):
        rebuild(conn, settings)
    first = not has_requests(conn)
    storing = _storing(conn, settings, at, open_batch, touches)
    faults = Faults()
    with (
        closing(storing.counts) as counts,
        opened(prepared.reading.content, prepared.reading.sheet) as stream,
    ):
        columns = layout_of(conn, stream, prepared.reading, faults)
        reader = reader_of(
            conn, stream, columns, prepared.reading, settings=settings, faults=faults
        )
        with storing.bulk.ahead():
            for chunk in chunks_of(stream, reader, progress, Phase.WRITE):
                refuse_faults(faults.count)
                storing.take(chunk)
        refuse_faults(faults.count)
        if storing.is_open:
            storing.tally.write(storing.bulk)
            if first:
                note(conn, settings)
        changed = counts.changed.count()
        return Stored(
            storing.batch if storing.is_open else None, counts.added, changed,
            counts.seen.count() - changed, counts.events, counts.rows,
        )  # fmt: skip


def _storing(
    conn: Connection,
    settings: Settings,
    at: datetime,
    open_batch: Callable[[], int],
    touches: Callable[[set[str]], None],
) -> Storing:
    basis = basis_of(conn, settings)
    return Storing(
        bulk=bulk_of(conn), basis=basis, tally=tally(basis.hours.offset), open_batch=open_batch,
        touches=touches, imported_at=epoch(at.replace(tzinfo=None)),
    )  # fmt: skip


def refuse_faults(count: int) -> None:
    """Invalid for a file with problems."""
    if count:
        sentence = ngettext(
            "The file has {count} problem; nothing was stored.",
            "The file has {count} problems; nothing was stored.",
            count,
        )
        raise Invalid(
            sentence.format(count=number(count)),
            hint=_("Mend the listed cells and send the file again."),
        )
