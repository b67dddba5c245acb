"""The marked copy: notes at the right cells, and nothing that hurts when it comes back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from data.engine import make_engine
from data.imports import annotate
from data.imports.annotate import AUTHOR, write_annotated
from review.importing import prepare_import
from tests.databases import LEAN
from tests.imports.files import as_csv, as_xlsx, published, saved
from tests.intake.desk import BAD, book, coloured, notes, table

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.databases import SqliteDatabases

PLACES = ["C3", "F2", "A4"]
KEYS = ("region_code", "region_name", "metric", "component", "period", "status", "value")


@pytest.fixture
def engine(sqlite_databases: SqliteDatabases) -> Any:
    url = sqlite_databases.fresh(LEAN)
    made = make_engine(url)
    yield made
    made.dispose()
    sqlite_databases.drop(url)


def marked(engine: Engine, content: bytes, folder: Path, **more: Any) -> tuple[bytes, bool]:
    prepared = prepare_import(
        engine, topic="published", content=content, file_name="uji.xlsx", **more
    )
    assert prepared.problems
    target = folder / "salinan.xlsx"
    whole = write_annotated(content, prepared, target)
    return target.read_bytes(), whole


def problems_of(engine: Engine, content: bytes) -> list[tuple[int, str]]:
    found = prepare_import(engine, topic="published", content=content)
    return [(one.row, one.column) for one in found.problems]


def test_notes_and_colours_stand_at_the_faulty_cells(engine: Engine, tmp_path: Path) -> None:
    copy, whole = marked(engine, as_xlsx(published(*BAD)), tmp_path)
    assert whole
    found = notes(copy)
    assert sorted(found) == ["A4", "C3", "G2"]
    assert "bukan angka" in found["G2"]
    assert "mcp_score" in found["C3"]
    assert "51.08" in found["A4"]
    assert sorted(coloured(copy)) == ["A4", "C3", "G2"]
    listed = table(copy, "Perbaikan")
    assert [row[:3] for row in listed[1:]] == [
        (2, "value", "abc"), (3, "metric", "mcp_skor"), (4, "region_code", "51.8"),
    ]  # fmt: skip


def test_the_mended_copy_is_read_without_a_word_about_its_marks(
    engine: Engine, tmp_path: Path
) -> None:
    copy, _whole = marked(engine, as_xlsx(published(*BAD)), tmp_path)
    mended = book(copy)
    sheet = mended["Data"]
    sheet["G2"], sheet["C3"], sheet["A4"] = 92.5, "mcp_score", "51.08"
    found = prepare_import(engine, topic="published", content=saved(mended))
    assert found.problems == ()
    assert found.notes == ()
    assert found.sheet == "Data"


def test_a_copy_marked_again_shows_what_is_still_wrong_and_nothing_else(
    engine: Engine, tmp_path: Path
) -> None:
    copy, _whole = marked(engine, as_xlsx(published(*BAD)), tmp_path)
    half = book(copy)
    half["Data"]["G2"] = 92.5
    again, _whole = marked(engine, saved(half), tmp_path)
    assert sorted(notes(again)) == sorted(coloured(again)) == ["A4", "C3"]
    assert book(again).sheetnames == ["Data", "Perbaikan"]
    assert len(table(again, "Perbaikan")) == 3


def test_the_persons_own_sheets_styles_and_notes_stay(engine: Engine, tmp_path: Path) -> None:
    own = book(as_xlsx(published(*BAD)))
    sheet = own["Data"]
    sheet["G2"].comment = Comment("tanya Pak Made", "Ketut")
    sheet["B2"].comment = Comment("cek nama", "Ketut")
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    own.create_sheet("Catatan")["A1"] = "=1+1"
    copy, _whole = marked(engine, saved(own), tmp_path)
    assert book(copy).sheetnames == ["Data", "Catatan", "Perbaikan"]
    assert book(copy)["Data"]["B2"].fill.fgColor.rgb == "FF00FF00"
    assert notes(copy)["B2"] == "cek nama"
    assert notes(copy)["G2"].endswith("tanya Pak Made")
    mended = book(copy)
    mended["Data"]["G2"] = 92.5
    again, _whole = marked(engine, saved(mended), tmp_path)
    assert notes(again)["G2"] == "tanya Pak Made"


def test_a_text_that_looks_like_a_formula_stays_a_text(engine: Engine, tmp_path: Path) -> None:
    rows = published({"value": "=1+1", "source": "+62", "metric": "@SUM(A1)", "named_as": "-x"})
    for content in (as_csv(rows), as_xlsx([["x"], *rows[1:]])):
        if content.startswith(b"PK"):
            own = openpyxl.Workbook()
            assert own.active is not None
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    cell = own.active.cell(number, column)
                    cell.value = value
                    cell.data_type = "s"
            content = saved(own)  # noqa: PLW2901 (the same table as a workbook)
        copy, _whole = marked(engine, content, tmp_path)
        kinds = {
            cell.data_type for sheet in book(copy) for row in sheet.iter_rows() for cell in row
        }
        assert "f" not in kinds


def test_a_csv_comes_back_as_a_workbook_with_the_same_marks(engine: Engine, tmp_path: Path) -> None:
    content = as_csv(published(*BAD))
    copy, whole = marked(engine, content, tmp_path)
    assert whole
    assert sorted(notes(copy)) == sorted(coloured(copy)) == ["A4", "C3", "G2"]
    assert book(copy).sheetnames == ["Data", "Perbaikan"]
    assert problems_of(engine, copy) == problems_of(engine, content)
    mended = book(copy)
    sheet = mended["Data"]
    sheet["G2"], sheet["C3"], sheet["A4"] = "92.5", "mcp_score", "51.08"
    assert problems_of(engine, saved(mended)) == []


def test_of_a_long_file_only_the_faulty_rows_come_back(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotate, "MOST_ROWS", 100)
    rows = [{"component": f"k{number}", "value": 1} for number in range(150)]
    rows[49]["value"] = "abc"
    rows[120]["metric"] = "mcp_skor"
    copy, whole = marked(engine, as_xlsx(published(*rows)), tmp_path)
    assert not whole
    assert len(table(copy, "Data")) == 3
    assert sorted(notes(copy)) == ["C3", "G2"]
    assert [(row[0], row[-1]) for row in table(copy, "Perbaikan")[1:]] == [(51, 2), (122, 3)]


def test_what_openpyxl_cannot_open_comes_back_as_a_plain_copy(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise ValueError("no")

    monkeypatch.setattr("openpyxl.load_workbook", refuse)
    copy, whole = marked(engine, as_xlsx(published(*BAD)), tmp_path)
    monkeypatch.undo()
    assert whole
    assert sorted(notes(copy)) == ["A4", "C3", "G2"]


def test_a_missing_column_and_merged_cells_are_noted_where_a_person_looks(
    engine: Engine, tmp_path: Path
) -> None:
    copy, _whole = marked(engine, as_xlsx(published({}, leave_out=["unit"])), tmp_path)
    assert list(notes(copy)) == ["A1"]
    assert "Satuan" in notes(copy)["A1"]
    own = book(as_xlsx(published({}, {"period": "2023"})))
    own["Data"].merge_cells("G2:G3")
    copy, _whole = marked(engine, saved(own), tmp_path)
    assert list(notes(copy)) == ["G2"]


def test_the_marks_are_known_by_their_author(engine: Engine, tmp_path: Path) -> None:
    copy, _whole = marked(engine, as_xlsx(published(*BAD)), tmp_path)
    comment = openpyxl.load_workbook(io.BytesIO(copy))["Data"]["G2"].comment
    assert comment is not None
    assert comment.author == AUTHOR
