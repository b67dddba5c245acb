"""The XLSX template of a topic: a sheet to fill in, a sheet of notes, lists to choose from."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from core.errors import Invalid
from core.words import _
from data.imports.model import KIND_FORMS, Kind
from metrics.definitions import definitions, unit_label, units

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from data.imports.model import Column, Topic

LAST_ROW: Final = 100_000
WIDEST: Final = 40
# Kinds that a spreadsheet would spoil: 35.10 becomes 35.1, Agustus 2024 becomes a date.
AS_TEXT: Final = frozenset(
    {Kind.CODE, Kind.DIGITS, Kind.PERIOD, Kind.DATE, Kind.TEXT, Kind.URL, Kind.SHOWN}
)
# The ground of cells that are only to be read.
SHOWN_GROUND: Final = "#EEEEEE"


def write_template(topic: Topic, target: Path | BinaryIO, *, examples: bool = False) -> None:
    """Write the template in the language of this run. examples: fill in one example row.

    Raises Invalid when the file cannot be written.
    """
    with writable(target), xlsxwriter.Workbook(target) as book:
        data = book.add_worksheet(_("Data"))
        notes = book.add_worksheet(_("Notes"))
        lists = book.add_worksheet(_("Choices"))
        lists.hide()
        formats = styles(book)
        _data_sheet(topic, data, lists, formats, examples=examples)
        notes_sheet(topic, notes, formats)


@contextmanager
def writable(target: Path | BinaryIO) -> Iterator[None]:
    """Invalid, in words, when the file cannot be written."""
    try:
        yield
    except FileCreateError as error:
        raise Invalid(
            _("The file {file} cannot be written.").format(file=target),
            hint=_("Look whether the folder exists and the file is not open elsewhere."),
            detail=str(error),
        ) from error


def styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """The cell formats of a template."""
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"num_format": "@"}),
        "shown": book.add_format({"num_format": "@", "bg_color": SHOWN_GROUND}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
    }


def choices_of(topic: Topic, column: Column) -> dict[str, str]:
    """What a cell of this column may hold, with words for it; empty where anything may."""
    if column.choices:
        return {value: ", ".join(others) for value, others in column.choices.items()}
    if topic.id != "published":
        return {}
    if column.key == "metric":
        return {metric: definition.label for metric, definition in definitions().items()}
    if column.key == "unit":
        return {code: unit_label(code) for code in units()}
    return {}


def _data_sheet(
    topic: Topic,
    sheet: Worksheet,
    lists: Worksheet,
    formats: dict[str, Format],
    *,
    examples: bool,
) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(topic.columns):
        title = _(column.title)
        width = min(WIDEST, max(len(title), len(column.example)) + 4)
        sheet.set_column(place, place, width, formats["text"] if column.kind in AS_TEXT else None)
        sheet.write_string(0, place, title, formats["head"])
        sheet.write_comment(0, place, _(column.meaning))
        if examples and column.example:
            _write_example(sheet, place, column, formats)
        values = list(choices_of(topic, column))
        if values:
            _drop_down(sheet, lists, place, values)


def _write_example(
    sheet: Worksheet, place: int, column: Column, formats: dict[str, Format]
) -> None:
    if column.kind is Kind.DECIMAL:
        sheet.write_number(1, place, float(column.example))
    else:
        sheet.write_string(1, place, column.example, formats["text"])


def _drop_down(sheet: Worksheet, lists: Worksheet, place: int, values: list[str]) -> None:
    lists.write_column(0, place, values)
    letter = xlsxwriter.utility.xl_col_to_name(place)
    name = lists.get_name().replace("'", "''")
    source = f"='{name}'!${letter}$1:${letter}${len(values)}"
    sheet.data_validation(
        1, place, LAST_ROW, place,
        {"validate": "list", "source": source, "error_title": _("Not in the list"),
         "error_message": _("Choose a value from the list.")},
    )  # fmt: skip


def notes_sheet(topic: Topic, sheet: Worksheet, formats: dict[str, Format]) -> None:
    """What each column means, in what form, with an example."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 50)
    sheet.set_column(3, 3, 12)
    sheet.set_column(4, 4, 24)
    sheet.set_column(5, 5, 60)
    sheet.freeze_panes(1, 0)
    heads = (_("Column"), _("Meaning"), _("Form"), _("Required"), _("Example"), _("Choices"))
    sheet.write_row(0, 0, heads, formats["head"])
    for row, column in enumerate(topic.columns, 1):
        choices = choices_of(topic, column)
        listed = "\n".join(
            f"{value}: {words}" if words else value for value, words in choices.items()
        )
        cells = (
            _(column.title),
            _(column.meaning),
            _(KIND_FORMS[column.kind]),
            _("yes") if column.required else _("no"),
            column.example,
            listed,
        )
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, formats["wrap"])
