"""The way of requests: they come by the million, and go back batch by batch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from core.errors import Invalid
from core.words import _
from data.imports.layouts import data_sheets
from data.queries.batch_rows import newest_batch
from data.services import undoing
from data.services.columns import AT, EVENTS, MOMENTS, TABLE
from data.services.copying import write_copy
from data.services.files import opened
from data.services.layout import columns_of, is_template
from data.services.sources import keep_layout, source_layout
from data.services.telling import describe_requests
from review.import_rights import within_of
from review.intake.columns import check_columns, insist_on
from review.intake.keeping import keep
from review.intake.outcome import State
from review.intake.requests_seen import heads_of, of_requests, to_be_mapped
from review.requests import Nameless, import_requests, insist_own, prepare_requests
from review.way import Steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from core.settings import Settings
    from data.imports.model import Progress, Topic
    from data.services.files import Stream
    from data.services.preparing import PreparedRequests
    from data.services.sources import SourceLayout
    from review.access import Person
    from review.intake.outcome import Outcome
    from review.intake.task import Task
    from review.results import BatchResult
    from review.way import Given, Said
    from review.work import Actor, Work


LISTED: Final = 1_000
"""Problems that a marked copy shows."""
KEYS_OF_MOMENTS: Final = frozenset(column.key for column in MOMENTS.values())


class Bulk:
    """See `review.way.Way`."""

    def prepare(
        self,
        engine: Engine,
        topic: Topic,  # noqa: ARG002 (there is one)
        given: Given,
        *,
        by: Person | Actor,
        settings: Settings,
        progress: Progress | None = None,
    ) -> PreparedRequests:
        """Read, check and compare a file; writes nothing."""
        return prepare_requests(
            engine,
            content=given.content,
            by=by,
            file_name=given.name,
            source=given.source,
            service=given.service,
            sheet=given.sheet,
            synthetic=given.synthetic,
            settings=settings,
            progress=progress,
        )

    def describe(self, prepared: PreparedRequests) -> list[str]:
        """What was prepared, in lines of text."""
        return describe_requests(prepared)

    def store(
        self,
        engine: Engine,
        prepared: PreparedRequests,
        *,
        by: Person | Actor,
        facts: Mapping[str, str | None],
        settings: Settings,
        progress: Progress | None = None,
    ) -> BatchResult:
        """Store what was prepared, whole. The source is the system, as the reading has it."""
        return import_requests(
            engine,
            by=by,
            prepared=prepared,
            source_url=facts.get("source_url"),
            as_of=facts.get("as_of"),
            settings=settings,
            progress=progress,
        )

    def plan(self, conn: Connection, topic: Topic, batch_id: int) -> Steps:  # noqa: ARG002 (there is one topic)
        """What taking a batch back would do."""
        found = undoing.plan(conn, batch_id)
        return Steps(found.removed, found.restored, found.obstacles)

    def insist_own(
        self,
        conn: Connection,
        by: Person | Actor,
        topic: Topic,
        batch_id: int,
        steps: Steps,  # noqa: ARG002 (the batch tells whose its requests are)
    ) -> None:
        """NotAllowed where a batch touched requests of an OPD that is not theirs."""
        if within_of(by, topic.id) is not None:
            insist_own(by, undoing.offices(conn, batch_id))

    def take_back(
        self,
        work: Work,
        topic: Topic,  # noqa: ARG002 (there is one)
        batch_id: int,
        steps: Steps,  # noqa: ARG002 (each step is found again on the way)
        settings: Settings,
    ) -> None:
        """Take the batch back, and derive anew what it touched."""
        undoing.take_back(work.conn, batch_id, settings)

    def look(self, task: Task) -> Outcome:
        """Read the file of a job; leaves what the storing needs, or a marked copy."""
        request, job = task.request, task.job
        with task.engine.connect() as conn:
            newest = newest_batch(conn, request.topic)
            kept = source_layout(conn, request.source)
        with opened(job.upload, request.sheet) as stream:
            if not _is_clear(stream, kept):
                return self._asked(task, stream, kept)
            heads = tuple(heads_of(stream, columns_of(stream, kept.columns if kept else {}), kept))
            try:
                prepared = self._prepared(task, stream, kept)
            except Nameless as error:
                # One service for the whole file mends that: the form of the columns asks for it.
                return replace(self._asked(task, stream, kept), moved=(error.message,))
        found = of_requests(prepared, task.settings.regency)
        found = replace(
            found, heads=heads, sheets=_sheets(task), mapped_by=kept.by if kept else "",
            mapped_at=kept.at.isoformat() if kept else "",
        )  # fmt: skip
        if found.state is State.PREVIEW:
            keep(job.prepared, prepared, newest)
            return found
        task.copying()
        whole = write_copy(job.upload, prepared, job.copy)
        return replace(found, copy="whole" if whole else "faulty")

    def _asked(self, task: Task, stream: Stream, kept: SourceLayout | None) -> Outcome:
        request = task.request
        found = to_be_mapped(
            stream, kept, source=request.source, topic=request.topic, file_name=request.file_name
        )
        return replace(found, sheets=_sheets(task))

    def _prepared(self, task: Task, stream: Stream, kept: SourceLayout | None) -> PreparedRequests:
        request = task.request
        return prepare_requests(
            task.engine,
            content=task.job.upload,
            by=task.person(),
            file_name=request.file_name,
            source=request.source,
            service=kept.service if kept else "",
            sheet=request.sheet,
            mapping=dict(kept.columns) if kept else {},
            rehearse=True,
            listed=LISTED,
            stream=stream,
            settings=task.settings,
            progress=task.progress,
        )

    def changes(self, conn: Connection, topic: Topic, batch_id: int) -> dict[str, Any]:  # noqa: ARG002 (see above)
        """Nothing: what requests were before is told by their number alone."""
        return {}

    def confirm(
        self, work: Work, topic: Topic, columns: Sequence[tuple[str, str]], said: Said
    ) -> str:
        """Keep what the headers mean for every file of the source."""
        check_columns(topic, columns)
        keys = {key for _header, key in columns if key}
        _insist_on_one_shape(keys)
        keep_layout(
            work.conn, said.source, dict(columns), said.service, by=work.by.username, at=work.at
        )
        return said.source


def _is_clear(stream: Stream, kept: SourceLayout | None) -> bool:
    """Whether somebody has said already what each header means, or the file is our template."""
    if is_template(stream.headers):
        return True
    if kept is None:
        return False
    persons = columns_of(stream, kept.columns).persons
    return kept.covers(text for text in stream.headers if text and text not in persons)


def _sheets(task: Task) -> tuple[str, ...]:
    with task.job.upload.open("rb") as file:
        is_workbook = file.read(2) == b"PK"
    return data_sheets(task.job.upload.read_bytes()) if is_workbook else ()


def _insist_on_one_shape(keys: set[str]) -> None:
    """Rows are events, with a time and a kind each, or requests, with times in columns."""
    if not keys & {AT, "kind"}:
        insist_on(TABLE.columns, keys)
        if not keys & KEYS_OF_MOMENTS:
            raise Invalid(
                _("No column with a time is chosen yet."),
                hint=_("Choose when a request was received, or time and kind of each event."),
            )
        return
    insist_on(EVENTS.columns, keys)
    doubled = [_(one.title) for one in MOMENTS.values() if one.key in keys]
    if doubled:
        raise Invalid(
            _("Each row is an event here, so these columns cannot be read: {names}.").format(
                names=", ".join(doubled)
            ),
            hint=_("Leave them unread."),
        )


BULK: Final = Bulk()
