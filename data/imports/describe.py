"""A prepared import in lines of text, for the command line and for log and mail."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from core.numbers import number
from core.words import _, language, ngettext
from data.boundaries.geometry import in_words
from data.imports.cells import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from data.imports.model import CellProblem, Change, Prepared, Topic, Value

CHANGES_SHOWN: Final = 20
DECIMALS: Final = 6


def describe(prepared: Prepared) -> list[str]:
    """The file and how it was read, then either every problem or what would be done."""
    lines = [
        _("File {file}: {rows} rows for the topic {topic}.").format(
            file=prepared.file_name, rows=number(prepared.row_count), topic=_(prepared.topic.title)
        ),
        *prepared.notes,
    ]
    if prepared.header.ignored:
        lines.append(
            _("Columns that are not read: {names}.").format(
                names=", ".join(prepared.header.ignored)
            )
        )
    if prepared.problems:
        return [*lines, *_problems(prepared)]
    return [*lines, summary(prepared), *_changes(prepared)]


def summary(prepared: Prepared) -> str:
    """How many rows would be added, changed and left alone."""
    if not prepared.added and not prepared.changed:
        return _("Nothing changes: all {count} rows are stored exactly so.").format(
            count=number(prepared.same)
        )
    return _("To be added: {added}, changed: {changed}, left alone: {same}.").format(
        added=number(len(prepared.added)),
        changed=number(len(prepared.changed)),
        same=number(prepared.same),
    )


def problem_line(problem: CellProblem) -> str:
    """Where, what stands there, what is wrong and how to mend it."""
    value = f" '{problem.value}'" if problem.value else ""
    place = problem.place()
    return f"{place[0].upper()}{place[1:]}:{value} {problem.message} {problem.hint}".strip()


def change_line(prepared: Prepared, change: Change) -> str:
    """The key of a changed row and each field, old and new."""
    topic = prepared.topic
    key = key_shown(topic, change.after)
    parts = []
    for name in change.fields:
        place = topic.fields.index(name)
        old = field_shown(topic, name, change.before[place])
        new = field_shown(topic, name, change.after[place])
        parts.append(f"{field_title(prepared, name)} {old} → {new}")
    if change.adopted:
        parts.append(_("sample row → real row"))
    return _("row {number}").format(number=change.line) + f", {key}: " + "; ".join(parts)


def field_title(prepared: Prepared, name: str) -> str:
    """The title of a field in the language of this run."""
    titles = {column.key: column.title for column in prepared.topic.columns}
    return _(titles[name]) if name in titles else name


def field_shown(topic: Topic, name: str, value: Value) -> str:
    """The value of one field as a person reads it; a choice in the word of this run's language."""
    choices = next((one.choices for one in topic.columns if one.key == name), {})
    words = choices.get(value, ()) if isinstance(value, str) and language() == "id" else ()
    return words[0] if words else value_shown(value)


def key_shown(topic: Topic, values: Sequence[Value]) -> str:
    """The key of a row, given all its fields: 51.08 · mcp_score · total · 2024 · final."""
    return " · ".join(
        field_shown(topic, topic.fields[place], values[place]) for place in topic.key_places
    )


def value_shown(value: Value) -> str:
    """A stored value as a person reads it; the unknown in words."""
    if isinstance(value, int | float):
        return number(value, DECIMALS, trim=True)
    if isinstance(value, str):
        return in_words(value) or shown(value)
    return _("(empty)")


def _problems(prepared: Prepared) -> Iterator[str]:
    yield ngettext(
        "{count} problem; nothing is stored until it is mended.",
        "{count} problems; nothing is stored until they are mended.",
        prepared.problem_count,
    ).format(count=number(prepared.problem_count))
    yield from (problem_line(problem) for problem in prepared.problems)
    more = prepared.problem_count - len(prepared.problems)
    if more:
        yield _("… and {count} more of the same kind.").format(count=number(more))


def _changes(prepared: Prepared) -> Iterator[str]:
    for change in islice(prepared.changed, CHANGES_SHOWN):
        yield change_line(prepared, change)
    more = len(prepared.changed) - CHANGES_SHOWN
    if more > 0:
        yield _("… and {count} more changed rows.").format(count=number(more))
