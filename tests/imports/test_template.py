"""The template: what is filled in there comes in; the notes say how."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from core.errors import Invalid
from core.words import LANGUAGES, use_language
from data.imports.files import read_table
from data.imports.template import write_template
from data.imports.topics import TOPICS, topic_named
from metrics.definitions import definitions
from tests.imports.files import PUBLISHED, check_file, field, only_problem, saved

if TYPE_CHECKING:
    from pathlib import Path

TYPED = {**PUBLISHED, "value": 91.5, "region_code": "35.10", "period": "Agustus 2024"}


def template(topic: str, *, examples: bool = False) -> openpyxl.Workbook:
    buffer = io.BytesIO()
    write_template(topic_named(topic), buffer, examples=examples)
    buffer.seek(0)
    return openpyxl.load_workbook(buffer)


def filled(book: openpyxl.Workbook, *rows: dict[str, Any]) -> bytes:
    sheet: Any = book.worksheets[0]
    for down, row in enumerate(rows, 2):
        for across, value in enumerate(row.values(), 1):
            sheet.cell(down, across).value = value
    return saved(book)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_template_is_taken(language: str) -> None:
    use_language(language)
    checked = check_file(
        "published", filled(template("published"), TYPED, {**TYPED, "period": "2023"})
    )
    assert field(checked, "published", "region_code") == ["35.10", "35.10"]
    assert field(checked, "published", "period") == ["2024-08", "2023"]
    assert field(checked, "published", "value") == [91.5, 91.5]


def test_mistakes_in_a_filled_template_are_found_at_their_cells() -> None:
    book = template("published")
    content = filled(book, {**TYPED, "region_code": 35.10}, {**TYPED, "value": "n/a"})
    found = [(one.sheet, one.row, one.column) for one in check_file("published", content).problems]
    assert found == [("Data", 2, "Kode wilayah"), ("Data", 3, "Nilai")]


@pytest.mark.parametrize("topic", TOPICS)
def test_code_and_period_columns_are_text_before_anyone_types(topic: str) -> None:
    sheet: Any = template(topic).worksheets[0]
    texts = {
        place
        for style in sheet.column_dimensions.values()
        for place in range(style.min, style.max + 1)
        if style.number_format == "@"
    }
    for place, column in enumerate(topic_named(topic).columns, 1):
        if column.kind in ("code", "period", "digits"):
            assert place in texts, column.key
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_explain_every_column_in_the_readers_language(topic: str, language: str) -> None:
    use_language(language)
    book = template(topic)
    notes = book.worksheets[1]
    rows = list(notes.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(topic_named(topic).columns)
    for row in rows:
        assert all(row[:4]), row
    heads = [cell.value for cell in next(book.worksheets[0].iter_rows(max_row=1))]
    assert heads == [row[0] for row in rows]


def test_drop_downs_hold_statuses_metrics_and_units() -> None:
    book = template("published")
    lists: Any = book.worksheets[2]
    assert lists.sheet_state == "hidden"
    columns = {tuple(cell.value for cell in column if cell.value) for column in lists.columns}
    assert ("final", "interim", "derived") in columns
    assert tuple(definitions()) in columns
    data: Any = book.worksheets[0]
    assert len(data.data_validations.dataValidation) == 4


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_template_is_called_empty(topic: str, language: str) -> None:
    use_language(language)
    content = filled(template(topic))
    use_language("id")
    assert "Tidak ada baris" in only_problem(check_file(topic, content)).message


def test_the_example_row_is_read_from_the_data_sheet_only() -> None:
    content = filled(template("published", examples=True))
    assert read_table(content, topic_named("published")).sheet == "Data"
    assert field(check_file("published", content), "published", "value") == [91.5]


def test_a_template_is_written_to_a_path(tmp_path: Path) -> None:
    write_template(topic_named("opd"), tmp_path / "opd.xlsx", examples=True)
    checked = check_file("opd", (tmp_path / "opd.xlsx").read_bytes())
    assert checked.records[0].values[0] == "1.02"


def test_a_template_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        write_template(topic_named("opd"), tmp_path / "tiada" / "opd.xlsx")
    assert "opd.xlsx" in caught.value.message
