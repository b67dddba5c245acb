"""Tables of the screen Data as HTML; no Streamlit, no SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.numbers import moment, number
from core.periods import Period
from core.words import _
from data.imports.topics import title_of
from metrics.source_words import source_text
from pages.shared.table import Column, html_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.settings import Regency
    from review.intake.outcome import Outcome

LONGEST: Final = 90


def problem_table(found: Outcome) -> str:
    """Row, column, content, what is wrong, what to do, sheet: the first ones."""
    columns = [
        Column("row", _("Row"), numeric=True),
        Column("column", _("Column"), short=True),
        Column("value", _("Content")),
        Column("message", _("What is wrong")),
        Column("hint", _("What to do")),
        Column("sheet", _("Sheet"), short=True),
    ]
    if not any(one.sheet for one in found.problems):
        del columns[-1]
    rows = [
        {
            "row": number(one.row),
            "column": one.column,
            "value": one.value,
            "message": one.message,
            "hint": one.hint,
            "sheet": one.sheet,
        }
        for one in found.problems
    ]
    return html_table(columns, rows, caption=_("Mistakes in {file}").format(file=found.file_name))


def count_table(found: Outcome) -> str:
    """What is in the file, counted."""
    columns = [Column("what", _("In the file")), Column("count", _("Count"), numeric=True)]
    rows = [{"what": words, "count": count} for words, count in found.counts]
    return html_table(columns, rows, caption=_("What {file} holds").format(file=found.file_name))


def shift_table(found: Outcome, caption: str) -> str:
    """Every field that changes, old and new."""
    columns = [
        Column("row", _("Row"), numeric=True),
        Column("key", _("Which")),
        Column("field", _("Column"), short=True),
        Column("before", _("Now")),
        Column("after", _("Then")),
    ]
    if all(one.row is None for one in found.shifts):
        del columns[0]
    rows = [
        {
            "row": "" if one.row is None else number(one.row),
            "key": one.key,
            "field": one.field,
            "before": one.before,
            "after": one.after,
        }
        for one in found.shifts
    ]
    return html_table(columns, rows, caption=caption)


def changed_caption(found: Outcome) -> str:
    """How many of the changed rows a table lists."""
    rows = len({(one.row, one.key) for one in found.shifts})
    return _("The first {shown} of {count} changed rows, both values").format(
        shown=number(rows), count=number(found.changed)
    )


def row_table(found: Outcome, caption: str) -> str:
    """The first rows that are added or removed, by their titles."""
    columns = [Column(str(place), title) for place, title in enumerate(found.titles)]
    rows = [{str(place): cell for place, cell in enumerate(row)} for row in found.rows]
    return html_table(columns, rows, caption=caption)


def history_table(rows: Sequence[Mapping[str, Any]], regency: Regency, caption: str) -> str:
    """Batches, newest first."""
    columns = [
        Column("id", _("Batch"), numeric=True),
        Column("at", _("When"), short=True),
        Column("by", _("Who"), short=True),
        Column("file", _("File")),
        Column("topic", _("Topic"), short=True),
        Column("added", _("Added"), numeric=True),
        Column("changed", _("Changed"), numeric=True),
        Column("same", _("As before"), numeric=True),
        Column("state", _("State"), short=True),
        Column("as_of", _("As of"), short=True),
        Column("source", _("Source"), short=True, link="url"),
        Column("mark", _("Mark"), short=True),
    ]
    return html_table(columns, [_batch(row, regency) for row in rows], caption=caption)


def _batch(row: Mapping[str, Any], regency: Regency) -> dict[str, str]:
    return {
        "id": str(row["id"]),
        "at": moment(row["imported_at"], regency),
        "by": row["by_name"],
        "topic": title_of(row["topic"]),
        "added": number(row["added"]),
        "changed": number(row["changed"]),
        "same": number(row["same"]),
        "state": _state(row, regency),
        "as_of": Period.parse(row["as_of"]).label() if row["as_of"] else "",
        "source": _short(source_text(row["source"] or "")),
        "url": row["source_url"] or "",
        "file": row["file_name"],
        "mark": _("SAMPLE DATA") if row["synthetic"] else "",
    }


def _short(text: str) -> str:
    """A source may name a dozen publications; the page about the data has it in full."""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _state(row: Mapping[str, Any], regency: Regency) -> str:
    if row["undone_at"] is None:
        return _("in force")
    return _("undone by {name}, {moment}").format(
        name=row["undone_name"], moment=moment(row["undone_at"], regency)
    )
