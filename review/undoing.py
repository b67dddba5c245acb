"""The command that takes a whole batch back, and the look before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from core.errors import Invalid
from core.settings import load_settings
from core.words import _
from data.imports.batches import lock, mark_undone, standing_batch
from data.imports.topics import topic_named
from review.access import insist
from review.import_rights import actor_of, may_undo
from review.results import BatchResult
from review.ways import way_of
from review.work import unit_of_work

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.settings import Settings
    from review.access import Person
    from review.work import Actor


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
    with engine.connect() as conn:
        batch = standing_batch(conn, batch_id)
        topic = topic_named(batch["topic"])
        steps = way_of(topic.id).plan(conn, topic, batch_id)
    return UndoPreview(
        batch_id, topic.id, batch["file_name"], batch["imported_by"], steps.removed,
        steps.restored, steps.obstacles,
    )  # fmt: skip


def undo_batch(
    engine: Engine, *, by: Person | Actor, batch_id: int, settings: Settings | None = None
) -> BatchResult:
    """Take a batch back: added rows go, changed rows are what they were before.

    settings: by which derived figures are made anew; those of config.toml unless given. Refuses:
    NotFound, NotAllowed (an operator: another's batch, or rows of another OPD), Invalid (undone
    already, or others' later changes rest on it).
    """
    try:
        with unit_of_work(engine, by=actor_of(by)) as work:
            batch = standing_batch(work.conn, batch_id)
            topic = topic_named(batch["topic"])
            insist(may_undo(by, topic.id, batch["imported_by"]))
            lock(work.conn, topic)
            way = way_of(topic.id)
            steps = way.plan(work.conn, topic, batch_id)
            if steps.obstacles:
                raise _cannot_undo(batch_id, steps.obstacles)
            way.insist_own(work.conn, by, topic, batch_id, steps)
            way.take_back(work, topic, batch_id, steps, settings or load_settings())
            mark_undone(work.conn, batch_id, by=work.by.username, at=work.at)
            work.audit(
                "import.undo",
                f"{topic.id}#{batch_id}",
                {"removed": steps.removed, "restored": steps.restored},
            )
            work.bump(topic.id)
            return BatchResult(batch_id, steps.removed, steps.restored, 0)
    except IntegrityError as error:
        raise _cannot_undo(
            batch_id, (_("Other rows refer to the rows of this batch."),), detail=str(error.orig)
        ) from error


def _cannot_undo(batch_id: int, obstacles: tuple[str, ...], detail: str = "") -> Invalid:
    """The refusal, with everything that stands in the way."""
    return Invalid(
        " ".join([_("Batch {batch} cannot be undone.").format(batch=batch_id), *obstacles]),
        hint=_("Undo the later batches first, or import the right values over it."),
        detail=detail,
    )
