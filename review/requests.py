"""Commands on requests for services: look at a file, store it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, update

from core.errors import Invalid, NotAllowed, StaleVersion
from core.settings import load_settings
from core.words import _
from data.imports.batches import LONGEST_NAME, lock
from data.imports.letters import printable
from data.schema import import_batch
from data.services.columns import EVENTS, TOPIC_ID
from data.services.faults import KEPT
from data.services.importing import refuse_faults, store_requests
from data.services.preparing import ANY_SOURCE, PreparedRequests, Reading, digest, prepare
from data.services.telling import describe_requests
from data.versions import version_of
from review.access import insist, may
from review.import_rights import MAY_IMPORT, actor_of, may_import, person_of, within_of
from review.importing import checked_facts
from review.results import BatchResult
from review.work import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Engine

    from core.settings import Settings
    from data.imports.model import Progress
    from data.services.files import Stream
    from data.services.importing import Stored
    from review.access import Person
    from review.work import Actor, Work

__all__ = [
    "Nameless",
    "PreparedRequests",
    "describe_requests",
    "import_requests",
    "insist_own",
    "prepare_requests",
]

NOBODY: Final = ""


class Nameless(NotAllowed):
    """Requests that name no service, from somebody who hands in for some OPD alone."""


def prepare_requests(  # noqa: PLR0913 (how a file is read, and for whom)
    engine: Engine,
    *,
    content: Path | bytes,
    by: Person | Actor,
    file_name: str | None = None,
    source: str | None = None,
    service: str = "",
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    synthetic: bool = False,
    rehearse: bool = False,
    listed: int = KEPT,
    stream: Stream | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> PreparedRequests:
    """Read a file of requests from end to end; writes nothing.

    source: the system that its rows come from; service: code or name, of rows that name none.
    mapping: header -> column, confirmed by a person; rehearse, listed, stream: see
    data.services.preparing. Refuses: NotAllowed, BadFile, Invalid.
    """
    insist(may_import(by, TOPIC_ID))
    name = file_name or (content.name if isinstance(content, Path) else "")
    reading = Reading(
        content, name, source or ANY_SOURCE, service, sheet, mapping, within_of(by, TOPIC_ID),
        listed,
    )  # fmt: skip
    chosen = settings or load_settings()
    with engine.connect() as conn:
        found = prepare(
            conn, reading, chosen, synthetic=synthetic, rehearse=rehearse, given=stream,
            progress=progress,
        )  # fmt: skip
    if found.change is not None:
        insist_own(by, set(found.change.offices))
    return found


def import_requests(
    engine: Engine,
    *,
    by: Person | Actor,
    prepared: PreparedRequests,
    source_url: str | None = None,
    as_of: str | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> BatchResult:
    """Store a prepared file, whole; one that changes nothing leaves no batch.

    Counts requests. Refuses: NotAllowed (the topic, or requests of another OPD); Invalid (problems
    in the file, or another file than was prepared); StaleVersion when a change was told that may
    not be so any more.
    """
    insist(may_import(by, TOPIC_ID))
    refuse_faults(prepared.problem_count)
    facts = checked_facts(prepared.reading.source, source_url, as_of)
    if digest(prepared.reading.content) != prepared.sha256:
        raise Invalid(
            _("The file was changed since it was read."), hint=_("Look at the new preview.")
        )
    with unit_of_work(engine, by=actor_of(by)) as work:
        lock(work.conn, EVENTS)
        _refuse_stale(work.conn, prepared)
        done = store_requests(
            work.conn,
            prepared,
            settings or load_settings(),
            at=work.at,
            open_batch=lambda: _open(work, prepared, facts),
            touches=lambda codes: insist_own(by, codes),
            progress=progress,
        )
        if done.batch is not None:
            _close(work, prepared, done)
        return BatchResult(done.batch, done.added, done.changed, done.same)


def _refuse_stale(conn: Connection, prepared: PreparedRequests) -> None:
    now = version_of(conn, TOPIC_ID, *EVENTS.follows)
    if prepared.change is not None and now != prepared.versions:
        raise StaleVersion(
            _("The stored rows changed since the preview; nothing was stored."),
            hint=_("Look at the new preview and confirm it."),
        )


def _open(work: Work, prepared: PreparedRequests, facts: dict[str, str | None]) -> int:
    made = work.conn.execute(
        insert(import_batch).values(
            topic=TOPIC_ID,
            file_name=printable(prepared.reading.file_name, LONGEST_NAME),
            sha256=prepared.sha256,
            rows=0,
            added=0,
            changed=0,
            same=0,
            imported_by=work.by.username,
            imported_at=work.at.replace(tzinfo=None),
            synthetic=prepared.synthetic,
            **facts,
        )
    )
    (batch,) = made.inserted_primary_key or (0,)
    return int(batch)


def _close(work: Work, prepared: PreparedRequests, done: Stored) -> None:
    counts = {"rows": done.rows, "added": done.added, "changed": done.changed, "same": done.same}
    work.conn.execute(update(import_batch).where(import_batch.c.id == done.batch).values(**counts))
    trail: dict[str, Any] = {
        "file": prepared.reading.file_name,
        "sha256": prepared.sha256,
        **counts,
        "events": done.events,
        "source": prepared.reading.source,
        "left_unread": list(prepared.persons),
        "synthetic": prepared.synthetic,
    }
    work.audit("import", f"{TOPIC_ID}#{done.batch}", trail)
    work.bump(TOPIC_ID)


def insist_own(by: Person | Actor, codes: set[str]) -> None:
    """NotAllowed where one of these OPD is not theirs: they touch their own requests alone."""
    within = within_of(by, TOPIC_ID)
    if within is None:
        return
    for code in sorted(codes - within):
        if code == NOBODY:
            raise Nameless(
                _("Some rows name no service, so nobody knows whose they are."),
                hint=_("Fill in the code of the service in each row."),
            )
        insist(may(person_of(by), MAY_IMPORT[TOPIC_ID], opd=code))
