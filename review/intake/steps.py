"""The steps of a job: read, store, look at an undo, undo. Each ends in an outcome in words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.errors import StaleVersion
from core.numbers import moment
from core.words import _, language
from data.imports.annotate import write_annotated
from data.imports.headers import fingerprint
from data.imports.layouts import Remembered, data_sheets, headers_of, remembered, samples_of
from data.imports.model import Layout
from data.imports.topics import topic_named
from data.queries.batch_rows import batch_named, changes_of, later_batches, newest_batch
from review.access import insist
from review.accounts import person_named
from review.import_rights import may_import, may_undo, within_of
from review.importing import import_file, prepare_import
from review.intake.keeping import keep, kept
from review.intake.outcome import ADDED_SHOWN, SHOWN, Outcome, State
from review.intake.summary import of_reading, of_undo
from review.undoing import prepare_undo, undo_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Engine

    from core.settings import Settings
    from data.imports.files import Table
    from data.imports.model import Progress
    from review.access import Person
    from review.intake.jobs import Job, Request


@dataclass(frozen=True, slots=True)
class Task:
    """One step of a job and all it needs. copying: called before a marked copy is written."""

    engine: Engine
    settings: Settings
    job: Job
    request: Request
    progress: Progress
    copying: Callable[[], None]

    def person(self) -> Person:
        """Who asked, as the database knows them now: a role may be gone since the upload."""
        with self.engine.connect() as conn:
            return person_named(conn, self.request.owner)


@dataclass(slots=True)
class _Recall:
    """Finds the mapping that was confirmed for a row of headers, and looks at its columns."""

    engine: Engine
    topic: str
    samples: tuple[tuple[str, ...], ...] = ()
    layout: Remembered | None = field(default=None)

    def __call__(self, table: Table) -> Mapping[str, str] | None:
        self.samples = samples_of(table)
        with self.engine.connect() as conn:
            headers = [header for header in headers_of(table) if header]
            self.layout = remembered(conn, self.topic, fingerprint(headers))
        return self.layout.mapping if self.layout else None


def read(task: Task) -> Outcome:
    """Read, check and compare; leaves a marked copy, or what the storing needs."""
    request, job = task.request, task.job
    person = task.person()
    insist(may_import(person, request.topic))
    with task.engine.connect() as conn:
        newest = newest_batch(conn, request.topic)
    content = job.upload.read_bytes()
    recall = _Recall(task.engine, request.topic)
    prepared = prepare_import(
        task.engine,
        topic=request.topic,
        content=content,
        file_name=request.file_name,
        decimal=request.decimal,
        layout=Layout(sheet=request.sheet, recall=recall),
        within=within_of(person, request.topic),
        progress=task.progress,
    )
    found = of_reading(prepared, recall.samples, recall.layout)
    found = replace(found, sheets=data_sheets(content))
    if found.state is State.PREVIEW:
        keep(job.prepared, prepared, newest)
    elif prepared.problems:
        task.copying()
        whole = write_annotated(content, prepared, job.copy)
        found = replace(found, copy="whole" if whole else "faulty")
    return found


def store(task: Task) -> Outcome:
    """Store what was previewed; when another was faster, read again and say what moved."""
    prepared, newest = kept(task.job.prepared)
    facts = task.request.facts or {}
    try:
        result = import_file(
            task.engine,
            by=task.person(),
            prepared=prepared,
            settings=task.settings,
            progress=task.progress,
            **facts,
        )
    except StaleVersion as error:
        moved = (*_others(task, newest), error.message)
        del prepared
        return replace(read(task), moved=moved)
    for path in (task.job.prepared, task.job.upload, task.job.copy):
        path.unlink(missing_ok=True)
    return Outcome(
        State.STORED,
        language=language(),
        topic=prepared.topic.id,
        file_name=prepared.file_name,
        batch=result.batch_id,
        added=result.added,
        changed=result.changed,
        same=result.same,
    )


def _others(task: Task, newest: int) -> tuple[str, ...]:
    with task.engine.connect() as conn:
        return tuple(
            _("{name} stored batch {batch} ({file}) on {moment}.").format(
                name=one["by_name"],
                batch=one["id"],
                file=one["file_name"],
                moment=moment(one["imported_at"], task.settings.regency),
            )
            for one in later_batches(conn, task.request.topic, newest)
        )


def undo_look(task: Task) -> Outcome:
    """What taking a batch back would do, or why it cannot be."""
    batch = task.request.batch or 0
    preview = prepare_undo(task.engine, batch_id=batch)
    insist(may_undo(task.person(), preview.topic, preview.imported_by))
    details = {}
    if not preview.obstacles:
        with task.engine.connect() as conn:
            changes = changes_of(conn, batch, added=ADDED_SHOWN, changed=SHOWN)
        details = of_undo(topic_named(preview.topic), changes)
    found = Outcome(
        State.UNDO_PREVIEW,
        language=language(),
        topic=preview.topic,
        file_name=preview.file_name,
        batch=batch,
        added=preview.removed,
        changed=preview.restored,
        obstacles=preview.obstacles,
    )
    return replace(found, **details)


def undo(task: Task) -> Outcome:
    """Take the batch back."""
    batch = task.request.batch or 0
    result = undo_batch(task.engine, by=task.person(), batch_id=batch, settings=task.settings)
    with task.engine.connect() as conn:
        before = batch_named(conn, batch)
    return Outcome(
        State.UNDONE,
        language=language(),
        topic=before["topic"],
        file_name=before["file_name"],
        batch=batch,
        added=result.added,
        changed=result.changed,
    )


STEPS = {"read": read, "store": store, "undo_look": undo_look, "undo": undo}
