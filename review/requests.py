"""Commands on requests for services: look at a file, store it, take the newest batch back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, update

from core.errors import Invalid, NotAllowed
from core.settings import load_settings
from core.words import _
from data.imports.batches import LONGEST_NAME, lock, mark_undone, standing_batch
from data.imports.letters import printable
from data.imports.template import write_template
from data.schema import import_batch
from data.services import undoing
from data.services.columns import EVENTS, TABLE, TOPIC_ID
from data.services.importing import refuse_faults, store_requests
from data.services.preparing import ANY_SOURCE, PreparedRequests, Reading, digest, prepare
from data.services.telling import describe_requests
from review.access import PERMISSIONS, Permission, Person, insist, may
from review.import_rights import actor_of, person_of
from review.importing import checked_facts
from review.results import BatchResult
from review.undoing import UndoPreview, cannot_undo, refuse_others
from review.work import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Engine

    from core.settings import Settings
    from data.imports.model import Progress
    from data.services.importing import Stored
    from review.work import Actor, Work

__all__ = [
    "PreparedRequests",
    "describe_requests",
    "import_requests",
    "is_requests",
    "load_requests",
    "prepare_requests",
    "prepare_undo_requests",
    "undo_requests",
    "write_requests_template",
]

NOBODY: Final = ""


def is_requests(topic: str) -> bool:
    """Whether a topic is the one of requests, which is imported by the commands of this module."""
    return topic == TOPIC_ID


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
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> PreparedRequests:
    """Read a file of requests from end to end; writes nothing.

    source: the system that its rows come from; service: code or name, of rows that name none.
    mapping: header -> column, confirmed by a person. Refuses: NotAllowed, BadFile, Invalid.
    """
    insist(may(person_of(by), Permission.IMPORT_FIGURES))
    name = file_name or (content.name if isinstance(content, Path) else "")
    reading = Reading(
        content, name, source or ANY_SOURCE, service, sheet, mapping, within_of_requests(by)
    )
    with engine.connect() as conn:
        return prepare(
            conn, reading, settings or load_settings(), synthetic=synthetic, progress=progress
        )


def within_of_requests(by: Person | Actor) -> frozenset[str] | None:
    """The OPD whose requests they may hand in; None: of all."""
    granted = Permission.IMPORT_FIGURES
    codes = {g.opd_code for g in person_of(by).roles if granted in PERMISSIONS[g.role]}
    return None if None in codes or not codes else frozenset(c for c in codes if c is not None)


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
    in the file, or another file than was prepared).
    """
    insist(may(person_of(by), Permission.IMPORT_FIGURES))
    refuse_faults(prepared.problem_count)
    facts = checked_facts(prepared.reading.source, source_url, as_of)
    if digest(prepared.reading.content) != prepared.sha256:
        raise Invalid(
            _("The file was changed since it was read."), hint=_("Look at the new preview.")
        )
    with unit_of_work(engine, by=actor_of(by)) as work:
        lock(work.conn, EVENTS)
        within = within_of_requests(by)
        done = store_requests(
            work.conn,
            prepared,
            settings or load_settings(),
            at=work.at,
            open_batch=lambda: _open(work, prepared, facts),
            touches=lambda codes: _insist_own(by, within, codes),
            progress=progress,
        )
        if done.batch is not None:
            _close(work, prepared, done)
        return BatchResult(done.batch, done.added, done.changed, done.same)


def load_requests(  # noqa: PLR0913 (what a command line says of a file)
    engine: Engine,
    file: Path,
    *,
    by: Person | Actor,
    settings: Settings,
    say: Callable[[str], None],
    dry_run: bool = False,
    source_url: str | None = None,
    as_of: str | None = None,
    progress: Progress | None = None,
    **reading: Any,  # noqa: ANN401 (source, service, sheet, synthetic)
) -> bool:
    """Look at a file, tell it line by line, and store it unless that is not wanted.

    reading: as `prepare_requests` takes it. False for a file with problems.
    """
    prepared = prepare_requests(
        engine, content=file, by=by, settings=settings, progress=progress, **reading
    )
    for line in describe_requests(prepared):
        say(line)
    if prepared.problem_count:
        return False
    if dry_run:
        say(_("Dry run: nothing was stored."))
        return True
    result = import_requests(
        engine, by=by, prepared=prepared, source_url=source_url, as_of=as_of, settings=settings,
        progress=progress,
    )  # fmt: skip
    say(result.text())
    return True


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


def _insist_own(by: Person | Actor, within: frozenset[str] | None, codes: set[str]) -> None:
    """Whoever hands in for some OPD touches their requests alone."""
    if within is None:
        return
    for code in sorted(codes - within):
        if code == NOBODY:
            raise NotAllowed(
                _("Some rows name no service, so nobody knows whose they are."),
                hint=_("Fill in the code of the service in each row."),
            )
        insist(may(person_of(by), Permission.IMPORT_FIGURES, opd=code))


def prepare_undo_requests(engine: Engine, *, batch_id: int) -> UndoPreview:
    """What undoing a batch of requests would do. Raises NotFound, Invalid (undone already)."""
    with engine.connect() as conn:
        batch = standing_batch(conn, batch_id)
        steps = undoing.plan(conn, batch_id)
    return UndoPreview(
        batch_id, TOPIC_ID, batch["file_name"], batch["imported_by"], steps.removed,
        steps.restored, steps.obstacles,
    )  # fmt: skip


def undo_requests(
    engine: Engine, *, by: Person | Actor, batch_id: int, settings: Settings | None = None
) -> BatchResult:
    """Take the newest batch of requests back. Refuses: NotFound, NotAllowed, Invalid."""
    with unit_of_work(engine, by=actor_of(by)) as work:
        batch = standing_batch(work.conn, batch_id)
        lock(work.conn, EVENTS)
        refuse_others(by, batch["imported_by"])
        insist(may(person_of(by), Permission.IMPORT_FIGURES))
        steps = undoing.plan(work.conn, batch_id)
        if steps.obstacles:
            raise cannot_undo(batch_id, steps.obstacles)
        within = within_of_requests(by)
        if within is not None:
            _insist_own(by, within, undoing.offices(work.conn, batch_id))
        done = undoing.take_back(work.conn, batch_id, settings or load_settings())
        mark_undone(work.conn, batch_id, by=work.by.username, at=work.at)
        result = BatchResult(batch_id, done.removed, done.restored, 0)
        work.audit(
            "import.undo",
            f"{TOPIC_ID}#{batch_id}",
            {"removed": result.added, "restored": result.changed},
        )
        work.bump(TOPIC_ID)
        return result


def write_requests_template(target: Path, *, log: bool = False) -> None:
    """Write the template: a row a request, or (log) a row an event."""
    write_template(EVENTS if log else TABLE, target)
