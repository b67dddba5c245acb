"""The command that takes a whole batch back, and the look before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.errors import Invalid
from core.settings import load_settings
from core.words import _
from data.imports import undo
from data.imports.batches import lock, mark_undone, standing_batch
from data.imports.hooks import Stamp, Stored
from data.imports.topics import topic_named
from data.schema import import_batch
from review.access import insist
from review.import_rights import actor_of, may_take_back, may_touch, may_undo
from review.results import BatchResult
from review.work import unit_of_work

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.settings import Settings
    from data.imports.model import Topic
    from review.access import Person
    from review.work import Actor, Work


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What undoing a batch would do; with obstacles it is refused."""

    batch_id: int
    topic: str
    file_name: str
    imported_by: str
    removed: int
    restored: int
    obstacles: tuple[str, ...]


def prepare_undo(engine: Engine, *, batch_id: int) -> UndoPreview:
    """What undoing a batch would do. Raises NotFound, Invalid (undone already)."""
    if _is_of_requests(engine, batch_id):
        from review.requests import prepare_undo_requests  # noqa: PLC0415 (it needs this module)

        return prepare_undo_requests(engine, batch_id=batch_id)
    with engine.connect() as conn:
        batch = standing_batch(conn, batch_id)
        steps = undo.plan(conn, topic_named(batch["topic"]), batch_id)
    return UndoPreview(
        batch_id,
        batch["topic"],
        batch["file_name"],
        batch["imported_by"],
        len(steps.removed),
        len(steps.restored),
        steps.obstacles,
    )


def undo_batch(
    engine: Engine, *, by: Person | Actor, batch_id: int, settings: Settings | None = None
) -> BatchResult:
    """Take a batch back: added rows go, changed rows are what they were before.

    settings: by which standings are made anew; those of config.toml unless given. Refuses:
    NotFound, NotAllowed (an operator: another's batch, or rows of another OPD), Invalid (undone
    already, or others' later changes rest on it).
    """
    if _is_of_requests(engine, batch_id):
        from review.requests import undo_requests  # noqa: PLC0415 (it needs this module)

        return undo_requests(engine, by=by, batch_id=batch_id, settings=settings)
    try:
        with unit_of_work(engine, by=actor_of(by)) as work:
            batch = standing_batch(work.conn, batch_id)
            topic = topic_named(batch["topic"])
            insist(may_undo(by, topic.id, batch["imported_by"]))
            lock(work.conn, topic)
            steps = undo.plan(work.conn, topic, batch_id)
            if steps.obstacles:
                raise cannot_undo(batch_id, steps.obstacles)
            insist(may_touch(work.conn, by, topic, (dict(one.row) for one in steps.rows)))
            _take_back(work, topic, batch_id, steps, settings)
            mark_undone(work.conn, batch_id, by=work.by.username, at=work.at)
            result = BatchResult(batch_id, len(steps.removed), len(steps.restored), 0)
            work.audit(
                "import.undo",
                f"{topic.id}#{batch_id}",
                {"removed": result.added, "restored": result.changed},
            )
            work.bump(topic.id)
            return result
    except IntegrityError as error:
        raise cannot_undo(
            batch_id, (_("Other rows refer to the rows of this batch."),), detail=str(error.orig)
        ) from error


def _is_of_requests(engine: Engine, batch_id: int) -> bool:
    """Requests come by the million, without a record of each row: they go back in their own way."""
    with engine.connect() as conn:
        topic = conn.scalar(select(import_batch.c.topic).where(import_batch.c.id == batch_id))
    return topic == "requests"


def _take_back(
    work: Work, topic: Topic, batch_id: int, steps: undo.Plan, settings: Settings | None
) -> None:
    stamp = Stamp(work.by.username, work.at.replace(tzinfo=None))
    if topic.after is None and topic.leaving is None:
        undo.take_back(work.conn, topic, steps, stamp)
        return
    chosen = settings or load_settings()
    stored = Stored(batch_id, stamp, steps.rows, undone=True, settings=chosen)
    if topic.leaving is not None:
        topic.leaving(work.conn, stored)
    undo.take_back(work.conn, topic, steps, stamp)
    if topic.after is not None:
        topic.after(work.conn, stored)


def refuse_others(by: Person | Actor, imported_by: str) -> None:
    """NotAllowed for who may undo no import, or the own ones alone and this is another's."""
    insist(may_take_back(by, imported_by))


def cannot_undo(batch_id: int, obstacles: tuple[str, ...], detail: str = "") -> Invalid:
    """The refusal, with everything that stands in the way."""
    return Invalid(
        " ".join([_("Batch {batch} cannot be undone.").format(batch=batch_id), *obstacles]),
        hint=_("Undo the later batches first, or import the right values over it."),
        detail=detail,
    )
