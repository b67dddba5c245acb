"""A file of requests as the few values that a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.numbers import moment, number
from core.words import N_, _, language
from data.imports.headers import plain, suggest
from data.services.columns import DESCRIBING, MOMENTS, NUMBER
from data.services.faults import HIDDEN
from data.services.layout import columns_of
from data.services.persons import looks_personal
from metrics.services.kinds import EventKind
from review.intake.outcome import SHOWN, Fault, Head, Outcome, Shift, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.settings import Regency
    from data.services.files import Stream
    from data.services.layout import Columns
    from data.services.preparing import PreparedRequests
    from data.services.rehearsing import Change
    from data.services.sources import SourceLayout

SAMPLES: Final = 3
LONGEST: Final = 40
TITLES: Final = {
    **{one.key: one.title for one in DESCRIBING},
    "received_at": MOMENTS[EventKind.RECEIVED].title,
    "answered_at": MOMENTS[EventKind.ANSWERED].title,
    "resolved_at": MOMENTS[EventKind.RESOLVED].title,
    "closed_at": N_("Closed at"),
}
LISTED: Final = (
    "service_code", "opd_code", "region_code", "channel", "class_code", "level", "received_at",
    "answered_at", "resolved_at", "closed_at",
)  # fmt: skip


def heads_of(stream: Stream, columns: Columns, kept: SourceLayout | None) -> Iterator[Head]:
    """Each header that may be read, with the first values under it and what it means.

    What was confirmed before comes first, then the names that are known, then what is alike.
    """
    said = {plain(header): key for header, key in kept.columns.items()} if kept else {}
    texts = [text for text in columns.headers if text and text not in columns.persons]
    guesses = suggest(columns.shape, texts)
    read = {place: key for key, place in columns.places.items()}
    taken = set(columns.places)
    for place, text in enumerate(columns.headers):
        if text not in texts:
            continue
        key = said.get(plain(text), read.get(place))
        if key is None and guesses.get(text) not in taken:
            key = guesses.get(text)
            taken.add(key or "")
        yield Head(text, _samples(stream, place), key or "")


def _samples(stream: Stream, place: int) -> tuple[str, ...]:
    cells = (row[place].strip() for row in stream.sample if place < len(row))
    found = dict.fromkeys(
        HIDDEN if looks_personal(cell) else cell[:LONGEST] for cell in cells if cell
    )
    return tuple(found)[:SAMPLES]


def to_be_mapped(
    stream: Stream, kept: SourceLayout | None, *, source: str, topic: str, file_name: str
) -> Outcome:
    """A file whose columns nobody has confirmed for its source yet."""
    columns = columns_of(stream, kept.columns if kept is not None else None)
    return Outcome(
        state=State.MAPPING,
        language=language(),
        topic=topic,
        file_name=file_name,
        sheet=stream.sheet or "",
        notes=stream.notes,
        heads=tuple(heads_of(stream, columns, kept)),
        source=source,
        service=kept.service if kept is not None else "",
        persons=columns.persons,
    )


def of_requests(prepared: PreparedRequests, regency: Regency) -> Outcome:
    """What a page needs to know of a file that was read and checked."""
    change = prepared.change
    found: dict[str, Any] = {}
    if change is not None:
        found = {
            "added": change.added,
            "changed": change.changed,
            "same": change.same,
            "counts": tuple(_counts(prepared, change)),
            "titles": (_(NUMBER.title), *(_(TITLES[name]) for name in LISTED)),
            "rows": tuple(
                (row["source_id"], *(_cell(row[name], regency) for name in LISTED))
                for row in change.rows
            ),
            "shifts": tuple(
                shift for before, after in change.pairs for shift in _shifts(before, after, regency)
            ),
        }
    return Outcome(
        state=State.PROBLEMS if prepared.problem_count else State.PREVIEW,
        language=language(),
        topic=prepared.topic.id,
        file_name=prepared.reading.file_name,
        row_count=prepared.rows,
        sheet=prepared.sheet or "",
        notes=prepared.notes,
        ignored=prepared.ignored,
        problems=tuple(
            Fault(one.sheet or "", one.row, one.column, one.value, one.message, one.hint)
            for one in prepared.problems[:SHOWN]
        ),
        problem_count=prepared.problem_count,
        source=prepared.reading.source,
        service=prepared.reading.service,
        persons=prepared.persons,
        **found,
    )


def _counts(prepared: PreparedRequests, change: Change) -> Iterator[tuple[str, str]]:
    always = (
        (_("Rows read"), prepared.rows),
        (_("New requests"), change.added),
        (_("Requests that change"), change.changed),
        (_("Requests as before"), change.same),
        (_("New events"), change.events),
    )
    if_any = (
        (_("Events stored already or told twice"), prepared.events - change.events),
        (_("Requests that name no service here"), prepared.undescribed),
        (_("Rows left out, nothing is filled in"), prepared.blank),
    )
    shown = (*always, *(one for one in if_any if one[1]))
    yield from ((words, number(count)) for words, count in shown)


def _cell(value: object, regency: Regency) -> str:
    if value is None or value == "":
        return ""
    return moment(value, regency) if not isinstance(value, str) else value  # type: ignore[arg-type] # a moment


def _shifts(
    before: Mapping[str, Any], after: Mapping[str, Any], regency: Regency
) -> Iterator[Shift]:
    key, told = str(after["source_id"]), False
    for name in LISTED:
        if before[name] != after[name]:
            told = True
            yield Shift(
                None,
                key,
                _(TITLES[name]),
                _cell(before[name], regency),
                _cell(after[name], regency),
            )
    if not told:
        yield Shift(None, key, _("Course"), "", _("further events"))
