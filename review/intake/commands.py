"""What a screen asks of a job: hand a file in, read it again, store it, take a batch back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.errors import Invalid
from core.words import _, language
from data.imports.dates import read_date
from data.imports.files import MAX_BYTES, too_large
from data.imports.letters import CONTROL
from data.imports.model import Fault
from data.imports.topics import topic_named
from data.services.sources import checked_source
from review.access import insist
from review.import_rights import actor_of, may_import
from review.importing import checked_facts
from review.intake.jobs import Request
from review.intake.outcome import State
from review.intake.processes import start, state_of
from review.way import Said
from review.ways import way_of
from review.work import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Engine

    from review.access import Person
    from review.intake.jobs import Job, Jobs

LONGEST_NAME: Final = 200
NOTHING_SAID: Final = Said()
SAID_ANEW: Final = (State.MAPPING, State.PROBLEMS, State.PREVIEW, State.UNDO_PREVIEW)


def submit(
    jobs: Jobs, *, by: Person, topic: str, file_name: str, content: bytes, source: str = ""
) -> Job:
    """Take a file and begin to read it. source: the system that requests come from.

    Refuses: NotFound, NotAllowed, BadFile (too large), Invalid (source).
    """
    wanted = topic_named(topic)
    insist(may_import(by, wanted.id))
    if len(content) > MAX_BYTES:
        raise too_large()
    name = CONTROL.sub("", file_name.replace("\\", "/").rpartition("/")[2])[-LONGEST_NAME:]
    request = Request(
        by.username, "read", language(), topic=wanted.id, file_name=name,
        source=checked_source(source) if wanted.bulk else "",
    )  # fmt: skip
    job = jobs.create(request, content)
    start(job, jobs.url)
    return job


def read_again(
    jobs: Jobs, job: Job, *, decimal: str | None = None, sheet: str | None = None
) -> None:
    """Read the file anew, with another decimal sign, sheet, mapping or language."""
    if not job.upload.exists():
        return
    before = job.request()
    job.next(
        step="read",
        language=language(),
        decimal=decimal or before.decimal,
        sheet=sheet or before.sheet,
    )
    start(job, jobs.url)


def store_job(jobs: Jobs, job: Job, facts: Mapping[str, str | None]) -> None:
    """Begin to store what was previewed; the right to it is asked for at the storing itself.

    facts: as `read_facts` gives them. A job that is not at its preview is left alone.
    """
    if state_of(job)[0] is State.PREVIEW:
        job.next(step="store", language=language(), facts=dict(facts))
        start(job, jobs.url)


def read_facts(source: str, source_url: str, as_of: str) -> dict[str, str | None]:
    """What a person says of a file as a whole. Refuses: Invalid (address, day)."""
    day = as_of.strip()
    if day:
        found = read_date(day)
        if isinstance(found, Fault):
            raise Invalid(
                _("As of '{text}': {reason}").format(text=day, reason=found.message),
                hint=found.hint,
            )
        day = found
    return checked_facts(source, source_url.strip(), day)


def look_at_undo(jobs: Jobs, *, by: Person, batch: int) -> Job:
    """Begin to look at what taking a batch back would do."""
    job = jobs.create(Request(by.username, "undo_look", language(), batch=batch))
    start(job, jobs.url)
    return job


def undo_job(jobs: Jobs, job: Job) -> None:
    """Begin to take back the batch that was looked at."""
    if state_of(job)[0] is State.UNDO_PREVIEW:
        job.next(step="undo", language=language())
        start(job, jobs.url)


def confirm_layout(
    engine: Engine,
    *,
    by: Person,
    topic: str,
    columns: Sequence[tuple[str, str]],
    said: Said = NOTHING_SAID,
) -> None:
    """Remember what the headers of a file mean. columns: header and key; no key: not read.

    Refuses: NotAllowed; Invalid (unknown or doubled column, a required one missing).
    """
    wanted = topic_named(topic)
    insist(may_import(by, wanted.id))
    with unit_of_work(engine, by=actor_of(by)) as work:
        mark = way_of(wanted.id).confirm(work, wanted, columns, said)
        work.audit("import.layout", f"{wanted.id}#{mark}", {"mapping": dict(columns)})


def say_again(jobs: Jobs, job: Job) -> bool:
    """Do a step that only looks once more, for its words in this run's language.

    False when there is nothing to be said anew: the job has stored or undone already.
    """
    if state_of(job)[0] not in SAID_ANEW:
        return False
    undoing = job.request().batch is not None
    if not undoing and not job.upload.exists():
        return False
    job.next(step="undo_look" if undoing else "read", language=language())
    start(job, jobs.url)
    return True
