"""Commands of import: a whole file or nothing, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import IntegrityError

from core.errors import Invalid, StaleVersion
from core.numbers import number
from core.periods import Period, PeriodKind
from core.settings import load_settings
from core.words import _, ngettext
from data.imports.batches import lock, open_batch
from data.imports.cells import is_address
from data.imports.describe import describe
from data.imports.hooks import Stamp, Stored
from data.imports.letters import CONTROL
from data.imports.model import STANDARD, Prepared
from data.imports.moved import moved
from data.imports.prepare import compare_again, prepare
from data.imports.store import store
from data.versions import version_of
from review.access import insist
from review.import_rights import actor_of, may_import, may_touch
from review.results import BatchResult
from review.work import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from core.settings import Settings
    from data.imports.model import Difference, Layout, Progress, Row
    from review.access import Person
    from review.work import Actor

__all__ = [
    "BatchResult",
    "Prepared",
    "checked_facts",
    "describe",
    "import_file",
    "prepare_import",
]

AS_OF_KINDS: Final = (PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.DAY)
SHOWN: Final = 5
LONGEST_NOTE: Final = 1_000


def prepare_import(  # noqa: PLR0913 (how a file is read, and for whom)
    engine: Engine,
    *,
    topic: str,
    content: Path | bytes,
    file_name: str | None = None,
    decimal: str = "auto",
    layout: Layout = STANDARD,
    synthetic: bool = False,
    within: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Prepared:
    """Read, check and compare a file; writes nothing. See `data.imports.prepare`.

    within: what `review.import_rights.within_of` says of the person whose file it is.
    """
    with engine.connect() as conn:
        return prepare(
            conn,
            topic=topic,
            content=content,
            file_name=file_name,
            decimal=decimal,
            layout=layout,
            synthetic=synthetic,
            within=within,
            progress=progress,
        )


def import_file(
    engine: Engine,
    *,
    by: Person | Actor,
    prepared: Prepared,
    source: str | None = None,
    source_url: str | None = None,
    as_of: str | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> BatchResult:
    """Store a prepared file, whole; a file that changes nothing leaves no batch.

    settings: by which standings are made anew; those of config.toml unless given. Refuses:
    NotAllowed (the topic, or rows of another OPD); Invalid (problems in the file, as_of,
    source_url); StaleVersion when what is stored moved under the preview.
    """
    insist(may_import(by, prepared.topic.id))
    _refuse_problems(prepared)
    facts = checked_facts(source, source_url, as_of)
    topic = prepared.topic
    try:
        with unit_of_work(engine, by=actor_of(by)) as work:
            difference = _current_difference(work.conn, prepared)
            insist(may_touch(work.conn, by, topic, _rows(prepared)))
            counts = (len(difference.added), len(difference.changed), difference.same)
            if not difference.added and not difference.changed:
                return BatchResult(None, *counts)
            batch_id = open_batch(
                work.conn, prepared, difference, by=work.by.username, at=work.at, facts=facts
            )
            stamp = Stamp(work.by.username, work.at.replace(tzinfo=None))
            rows = store(work.conn, topic, batch_id, difference, stamp=stamp, progress=progress)
            if topic.after is not None:
                chosen = settings or load_settings()
                topic.after(work.conn, Stored(batch_id, stamp, rows, undone=False, settings=chosen))
            work.audit("import", f"{topic.id}#{batch_id}", _trail(prepared, counts))
            work.bump(topic.id)
            return BatchResult(batch_id, *counts)
    except IntegrityError as error:
        raise _stale([], detail=str(error.orig)) from error


def _rows(prepared: Prepared) -> Iterator[Row]:
    return (prepared.topic.row(record.values) for record in prepared.rows)


def _refuse_problems(prepared: Prepared) -> None:
    if prepared.problems:
        count = prepared.problem_count
        sentence = ngettext(
            "The file has {count} problem; nothing was stored.",
            "The file has {count} problems; nothing was stored.",
            count,
        )
        raise Invalid(
            sentence.format(count=number(count)),
            hint=_("Mend the listed cells and send the file again."),
        )


def checked_facts(
    source: str | None, source_url: str | None, as_of: str | None
) -> dict[str, str | None]:
    """What a person says of a file as a whole, ready to be stored. Refuses: Invalid."""
    if source_url and not is_address(source_url):
        raise Invalid(
            _("'{text}' is not an address on the web.").format(text=source_url),
            hint=_("Write it in full, beginning with https://."),
        )
    if as_of and Period.parse(as_of).kind not in AS_OF_KINDS:
        raise Invalid(
            _("'{text}' is not a day.").format(text=as_of),
            hint=_("Write 2024-08-11, 2024-08 or 2024, as far as the day is known."),
        )
    return {
        "source": CONTROL.sub(" ", source or "").strip()[:LONGEST_NOTE] or None,
        "source_url": source_url or None,
        "as_of": as_of or None,
    }


def _current_difference(conn: Connection, prepared: Prepared) -> Difference:
    topic = prepared.topic
    lock(conn, topic)
    if version_of(conn, topic.id, *topic.follows) == prepared.versions:
        return prepared.difference
    now = compare_again(conn, prepared)
    lines = list(moved(prepared, now))
    # When another stored exactly this file meanwhile, there is nothing left to do and to tell.
    if lines and (now.added or now.changed):
        raise _stale(lines)
    return now


def _stale(lines: list[str], detail: str = "") -> StaleVersion:
    shown = lines[:SHOWN]
    if len(lines) > SHOWN:
        shown.append(_("… and {count} more.").format(count=number(len(lines) - SHOWN)))
    return StaleVersion(
        " ".join([_("The stored rows changed since the preview; nothing was stored."), *shown]),
        hint=_("Look at the new preview and confirm it."),
        detail=detail,
    )


def _trail(prepared: Prepared, counts: tuple[int, int, int]) -> dict[str, Any]:
    added, changed, same = counts
    return {
        "file": prepared.file_name,
        "sha256": prepared.sha256,
        "added": added,
        "changed": changed,
        "same": same,
        "synthetic": prepared.synthetic,
    }
