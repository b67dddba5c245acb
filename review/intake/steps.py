"""The steps of a job: read, store, look at an undo, undo. Each ends in an outcome in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import StaleVersion
from core.numbers import moment
from core.words import _, language
from data.imports.topics import topic_named
from data.queries.batch_rows import batch_named, later_batches
from review.access import insist
from review.import_rights import may_import, may_undo
from review.intake.keeping import kept
from review.intake.outcome import Outcome, State
from review.undoing import prepare_undo, undo_batch
from review.ways import way_of

if TYPE_CHECKING:
    from review.intake.task import Task


def read(task: Task) -> Outcome:
    """Read, check and compare; leaves a marked copy, or what the storing needs."""
    insist(may_import(task.person(), task.request.topic))
    return way_of(task.request.topic).look(task)


def store(task: Task) -> Outcome:
    """Store what was previewed; when another was faster, read again and say what moved."""
    prepared, newest = kept(task.job.prepared)
    facts = task.request.facts or {}
    try:
        result = way_of(task.request.topic).store(
            task.engine,
            prepared,
            by=task.person(),
            facts=facts,
            settings=task.settings,
            progress=task.progress,
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
        topic=task.request.topic,
        file_name=task.request.file_name,
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
            topic = topic_named(preview.topic)
            details = way_of(topic.id).changes(conn, topic, batch)
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
