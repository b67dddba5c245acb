"""XLSX as spreadsheets and programs write it."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from data.imports.files import read_table
from data.imports.model import BadFile, Broken
from data.imports.topics import topic_named
from tests.imports.files import as_xlsx, check_file, field, only_problem, published, saved

TOPIC = topic_named("published")


def book_of(rows: list[list[object]], title: str = "Data") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def test_the_first_visible_sheet_with_data_is_read_and_the_others_are_named() -> None:
    book = book_of([["Petunjuk pengisian"]], "Petunjuk")
    book.create_sheet("Kosong")
    for row in published({"value": 91.5}):
        if "Isi" not in book.sheetnames:
            book.create_sheet("Isi")
        book["Isi"].append(row)
    book.create_sheet("Rahasia").sheet_state = "hidden"
    book["Rahasia"].append(["x"])
    table = read_table(saved(book), TOPIC)
    assert table.sheet == "Isi"
    assert table.rows[1][6] == 91.5
    assert "Kosong" in table.notes[0]
    assert "Rahasia" in table.notes[0]
    assert "Petunjuk" not in table.notes[0]


def test_a_sheet_can_be_named_and_a_missing_one_lists_those_there_are() -> None:
    book = book_of(published({}), "Satu")
    book.create_sheet("Dua").append(["kode"])
    assert read_table(saved(book), TOPIC, sheet="dua").rows == (("kode",),)
    with pytest.raises(BadFile) as caught:
        read_table(saved(book), TOPIC, sheet="Tiga")
    assert "Satu, Dua" in caught.value.hint


def test_a_workbook_whose_data_is_hidden_is_refused() -> None:
    book = book_of([["catatan"]], "Notes")
    hidden = book.create_sheet("Data")
    hidden.append(["kode"])
    hidden.sheet_state = "hidden"
    with pytest.raises(BadFile) as caught:
        read_table(saved(book), TOPIC)
    assert "terlihat" in caught.value.message


def test_cells_keep_their_places_when_the_table_does_not_begin_in_a1() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for down, row in enumerate(published({"value": 91.5}), 3):
        for across, cell in enumerate(row, 2):
            sheet.cell(down, across, cell)
    checked = check_file("published", saved(book))
    assert field(checked, "published", "value") == [91.5]
    assert checked.records[0].line == 4
    assert min(checked.header.matched) == 1


def test_a_merged_cell_is_named_with_its_end() -> None:
    book = book_of(published({}, {"period": "2023"}))
    assert book.active is not None
    book.active.merge_cells("I2:I3")
    problems = check_file("published", saved(book)).problems
    assert [(problem.row, problem.column) for problem in problems] == [(2, "source"), (3, "source")]
    assert "baris 3" in problems[0].message


def test_a_formula_that_no_spreadsheet_has_computed_is_refused_not_empty_not_zero() -> None:
    book = book_of(published({"value": "=45.5*2"}))
    assert "rumus" in only_problem(check_file("published", saved(book))).message
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as written:
        sheet = written.add_worksheet("Data")
        header, row = published({})
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, row)
        sheet.write_formula(1, header.index("value"), "=45.5*2")
    problem = only_problem(check_file("published", buffer.getvalue()))
    assert (problem.row, problem.column) == (2, "value")


def test_an_error_in_a_cell_is_refused_not_empty() -> None:
    book = book_of(published({"confidence": "x"}))
    assert book.active is not None
    cell = book.active.cell(2, 11)
    cell.value = "#REF!"
    cell.data_type = "e"
    problem = only_problem(check_file("published", saved(book)))
    assert "#REF!" in problem.message
    assert problem.value == "#REF!"
    assert read_table(saved(book), TOPIC).rows[1][10] == Broken("#REF!", formula=False)


def test_dates_and_numbers_of_a_spreadsheet_arrive_as_what_they_are() -> None:
    rows = published({"period": date(2024, 8, 11), "value": 1.5}, {"period": 2024, "value": 2})
    checked = check_file("published", as_xlsx(rows))
    assert field(checked, "published", "period") == ["2024-08-11", "2024"]
    assert field(checked, "published", "value") == [1.5, 2.0]


def test_a_code_typed_as_a_number_is_refused_with_its_mend() -> None:
    problem = only_problem(check_file("published", as_xlsx(published({"region_code": 35.10}))))
    assert problem.sheet == "Data"
    assert problem.place() == "lembar Data, baris 2, kolom region_code"
    assert problem.value == "35.1"
    assert "35.10" in problem.hint


def test_ten_megabytes_in_one_cell_are_one_problem() -> None:
    content = as_xlsx(published({}))
    big = content  # openpyxl cuts long text, so the XML is written by hand.
    import zipfile  # noqa: PLC0415

    archive = zipfile.ZipFile(io.BytesIO(big))
    parts = {part.filename: archive.read(part) for part in archive.infolist()}
    sheet = "xl/worksheets/sheet1.xml"
    old = b'<c r="I2"'
    at = parts[sheet].index(old)
    end = parts[sheet].index(b"</c>", at) + 4
    cell = b'<c r="I2" t="inlineStr"><is><t>' + b"x" * 10_000_000 + b"</t></is></c>"
    parts[sheet] = parts[sheet][:at] + cell + parts[sheet][end:]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, part in parts.items():
            written.writestr(name, part)
    problem = only_problem(check_file("published", buffer.getvalue()))
    assert (problem.row, problem.column) == (2, "source")


@pytest.mark.parametrize(
    ("style", "typed", "read"),
    [
        ("0.00%", 0.8889, 88.89),
        ("0%", 0.25, 25.0),
        ("#,##0.0%;[Red]-#,##0.0%", 1.005, 100.5),
        ('0.00" %"', 88.89, 88.89),
        ("0.00", 0.8889, 0.8889),
        ("General", 0.5, 0.5),
    ],
)
def test_a_number_is_read_as_the_spreadsheet_shows_it(
    style: str, typed: float, read: float
) -> None:
    book = book_of(published({"value": typed}, {"value": "91,5"}))
    sheet = book["Data"]
    for line in (2, 3):
        sheet.cell(line, 7).number_format = style
    table = read_table(saved(book), TOPIC)
    assert table.rows[1][6] == read
    assert table.rows[2][6] == "91,5"
    noted = [note for note in table.notes if "persen" in note]
    assert len(noted) == (read != typed)
    assert not noted or "1 sel berformat persen" in noted[0]
