"""A prepared import or undo as the few values that a page shows."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from core.words import _, language
from data.imports.describe import field_shown, field_title, key_shown
from data.imports.headers import suggest
from data.imports.model import Decimal
from review.intake.outcome import ADDED_SHOWN, SHOWN, Fault, Head, Outcome, Shift, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from data.imports.layouts import Remembered
    from data.imports.model import Change, Prepared, Topic, Value

LONGEST: Final = 80


def of_reading(
    prepared: Prepared, samples: Sequence[Sequence[str]], layout: Remembered | None
) -> Outcome:
    """What a page needs to know of a file that was read and checked."""
    mapping = needs_mapping(prepared)
    state = State.PREVIEW
    if prepared.problems:
        state = State.MAPPING if mapping else State.PROBLEMS
    found = Outcome(
        state=state,
        language=language(),
        topic=prepared.topic.id,
        file_name=prepared.file_name,
        row_count=prepared.row_count,
        sheet=prepared.sheet or "",
        notes=(*prepared.notes, *_decimal_notes(prepared)),
        ignored=prepared.header.ignored,
        heads=tuple(_heads(prepared, samples, guess=mapping)),
        mapped_by=layout.by if layout else "",
        mapped_at=layout.at.isoformat() if layout else "",
        problems=tuple(_faults(prepared)),
        problem_count=prepared.problem_count,
    )
    return replace(found, **_difference(prepared)) if state is State.PREVIEW else found


def needs_mapping(prepared: Prepared) -> bool:
    """Whether columns are missing in a header row that is where it should be."""
    header = prepared.header
    missing = any(
        column.required and column.key not in header.matched.values()
        for column in prepared.topic.columns
    )
    # The problem of a header row further down names no column: no mapping can mend that.
    return bool(header.texts) and missing and all(one.column for one in header.problems)


def _heads(prepared: Prepared, samples: Sequence[Sequence[str]], *, guess: bool) -> Iterator[Head]:
    header = prepared.header
    guesses = suggest(prepared.topic, [text for text in header.texts if text]) if guess else {}
    taken = set(header.matched.values())
    for place, text in enumerate(header.texts):
        if not text:
            continue
        key = header.matched.get(place)
        if key is None and guesses.get(text) not in taken:
            key = guesses.get(text)
            taken.add(key or "")
        values = samples[place] if place < len(samples) else ()
        yield Head(text, tuple(values), key or "")


def _decimal_notes(prepared: Prepared) -> Iterator[str]:
    words = {Decimal.COMMA: _("comma"), Decimal.DOT: _("point")}
    for key, sign in prepared.decimals.items():
        if sign in words:
            yield _("Decimals in the column {column}: {sign}.").format(
                column=field_title(prepared, key), sign=words[sign]
            )


def _faults(prepared: Prepared) -> Iterator[Fault]:
    for one in prepared.problems[:SHOWN]:
        yield Fault(one.sheet or "", one.row, one.column, one.value, one.message, one.hint)


def _difference(prepared: Prepared) -> dict[str, Any]:
    topic = prepared.topic
    named = _named_fields(topic)
    return {
        "added": len(prepared.added),
        "changed": len(prepared.changed),
        "same": prepared.same,
        "titles": tuple(_(title) for _place, title in named),
        "rows": tuple(
            tuple(_cell(topic, place, record.values[place]) for place, _title in named)
            for record in prepared.added[:ADDED_SHOWN]
        ),
        "shifts": tuple(
            shift
            for change in islice(prepared.changed, SHOWN)
            for shift in _shifts(prepared, change)
        ),
    }


def _named_fields(topic: Topic) -> list[tuple[int, str]]:
    """The fields that stand in a file, the key first: place and title."""
    titles = {column.key: column.title for column in topic.columns}
    names = (*topic.key, *(name for name in topic.fields if name not in topic.key))
    return [(topic.fields.index(name), titles[name]) for name in names if name in titles]


def _cell(topic: Topic, place: int, value: Value) -> str:
    return "" if value is None else field_shown(topic, topic.fields[place], value)[:LONGEST]


def _shifts(prepared: Prepared, change: Change) -> Iterator[Shift]:
    topic = prepared.topic
    key = key_shown(topic, change.after)
    named = {place: _(title) for place, title in _named_fields(topic)}
    for name in change.fields:
        place = topic.fields.index(name)
        if place in named:
            before = field_shown(topic, name, change.before[place])
            after = field_shown(topic, name, change.after[place])
            yield Shift(change.line, key, named[place], before, after)
    if change.adopted:
        yield Shift(change.line, key, _("Kind of row"), _("sample row"), _("real row"))


def of_undo(topic: Topic, changes: Iterable[tuple[Any, Any, Any]]) -> dict[str, Any]:
    """The first rows that an undo removes and restores. changes: key, before, after of each."""
    named = _named_fields(topic)
    placed = [(place, topic.fields[place]) for place, _title in named]
    rows: list[tuple[str, ...]] = []
    shifts: list[Shift] = []
    for key, before, after in changes:
        if before is None:
            rows.append(tuple(_cell(topic, place, after[name]) for place, name in placed))
        else:
            shifts.extend(_backward(named, topic, key, (after, before)))
    return {
        "titles": tuple(_(title) for _place, title in named),
        "rows": tuple(rows),
        "shifts": tuple(shifts),
    }


def _backward(
    named: Sequence[tuple[int, str]],
    topic: Topic,
    key: Mapping[str, Any],
    both: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Iterator[Shift]:
    now, then = both
    words = " · ".join(field_shown(topic, name, key[name]) for name in topic.key)
    for place, title in named:
        name = topic.fields[place]
        if now[name] != then[name]:
            before, after = (field_shown(topic, name, row[name]) for row in (now, then))
            yield Shift(None, words, _(title), before, after)
