"""The way of ordinary topics: tables of thousands of rows, each change on record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from data.imports import undo
from data.imports.headers import fingerprint
from data.imports.hooks import Stamp, Stored
from data.imports.layouts import (
    Remembered,
    data_sheets,
    headers_of,
    remember,
    remembered,
    samples_of,
)
from data.imports.model import Layout
from data.queries.batch_rows import changes_of, newest_batch
from review.access import insist
from review.import_rights import may_touch, within_of
from review.importing import describe, import_file, prepare_import
from review.intake.columns import check_columns, insist_on
from review.intake.keeping import keep
from review.intake.outcome import ADDED_SHOWN, SHOWN, Outcome, State
from review.intake.summary import of_reading, of_undo
from review.way import Steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from core.settings import Settings
    from data.imports.files import Table
    from data.imports.model import Prepared, Progress, Topic
    from review.access import Person
    from review.intake.task import Task
    from review.results import BatchResult
    from review.way import Given, Said
    from review.work import Actor, Work


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


class Rows:
    """See `review.way.Way`."""

    def prepare(
        self,
        engine: Engine,
        topic: Topic,
        given: Given,
        *,
        by: Person | Actor,
        settings: Settings,  # noqa: ARG002 (other ways need them)
        progress: Progress | None = None,
    ) -> Prepared:
        """Read, check and compare a file; writes nothing."""
        return prepare_import(
            engine,
            topic=topic.id,
            content=given.content,
            file_name=given.name,
            decimal=given.decimal,
            layout=Layout(sheet=given.sheet),
            synthetic=given.synthetic,
            within=within_of(by, topic.id),
            progress=progress,
        )

    def describe(self, prepared: Prepared) -> list[str]:
        """What was prepared, in lines of text."""
        return describe(prepared)

    def store(
        self,
        engine: Engine,
        prepared: Prepared,
        *,
        by: Person | Actor,
        facts: Mapping[str, str | None],
        settings: Settings,
        progress: Progress | None = None,
    ) -> BatchResult:
        """Store what was prepared, whole."""
        return import_file(
            engine, by=by, prepared=prepared, settings=settings, progress=progress, **facts
        )

    def plan(self, conn: Connection, topic: Topic, batch_id: int) -> Steps:
        """What taking a batch back would do."""
        found = undo.plan(conn, topic, batch_id)
        return Steps(len(found.removed), len(found.restored), found.obstacles, found)

    def insist_own(
        self,
        conn: Connection,
        by: Person | Actor,
        topic: Topic,
        batch_id: int,  # noqa: ARG002 (its rows are in the plan)
        steps: Steps,
    ) -> None:
        """NotAllowed where a batch touched rows of an OPD that is not theirs."""
        insist(may_touch(conn, by, topic, (dict(one.row) for one in steps.plan.rows)))

    def take_back(
        self, work: Work, topic: Topic, batch_id: int, steps: Steps, settings: Settings
    ) -> None:
        """Take the batch back, and tell the topic before and after."""
        stamp = Stamp(work.by.username, work.at.replace(tzinfo=None))
        stored = Stored(batch_id, stamp, steps.plan.rows, undone=True, settings=settings)
        if topic.leaving is not None:
            topic.leaving(work.conn, stored)
        undo.take_back(work.conn, topic, steps.plan, stamp)
        if topic.after is not None:
            topic.after(work.conn, stored)

    def look(self, task: Task) -> Outcome:
        """Read the file of a job; leaves what the storing needs, or a marked copy."""
        request, job = task.request, task.job
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
            within=within_of(task.person(), request.topic),
            progress=task.progress,
        )
        found = of_reading(prepared, recall.samples, recall.layout)
        found = replace(found, sheets=data_sheets(content))
        if found.state is State.PREVIEW:
            keep(job.prepared, prepared, newest)
        elif prepared.problems:
            from data.imports.annotate import write_annotated  # noqa: PLC0415 (loads slowly)

            task.copying()
            whole = write_annotated(content, prepared, job.copy)
            found = replace(found, copy="whole" if whole else "faulty")
        return found

    def changes(self, conn: Connection, topic: Topic, batch_id: int) -> dict[str, Any]:
        """The first rows that an undo touches, as fields of an outcome."""
        return of_undo(topic, changes_of(conn, batch_id, added=ADDED_SHOWN, changed=SHOWN))

    def confirm(
        self,
        work: Work,
        topic: Topic,
        columns: Sequence[tuple[str, str]],
        said: Said,  # noqa: ARG002 (other ways keep it)
    ) -> str:
        """Keep what these headers mean, for every file that has them."""
        check_columns(topic, columns)
        insist_on(topic.columns, (key for _header, key in columns))
        mark = fingerprint(header for header, _key in columns)
        remember(
            work.conn,
            topic=topic.id,
            fingerprint=mark,
            mapping=dict(columns),
            by=work.by.username,
            at=work.at,
        )
        return mark[:16]


ROWS: Final = Rows()
