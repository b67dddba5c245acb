"""The template of one OPD: its open reports, filled in and read back."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import openpyxl
import pytest

from core.errors import NotFound
from core.words import LANGUAGES, speaking
from data.imports.actuals_template import write_actuals_template
from tests.bad_input.shapes import Xml, letter, parts, sheet, zipped
from tests.imports.performance.house import (
    FARMS,
    HEALTH,
    OPERATOR,
    SETTINGS,
    TARGET,
    actuals,
    change,
    filled,
    load,
    prepare,
    put,
    report,
    table,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

TODAY = date(2026, 11, 22)


def template(engine: Engine, opd: str = HEALTH) -> bytes:
    buffer = io.BytesIO()
    with engine.connect() as conn:
        write_actuals_template(conn, buffer, opd=opd, as_of=TODAY, settings=SETTINGS)
    return buffer.getvalue()


def lines(content: bytes, page: int = 0) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    head, *rows = book.worksheets[page].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def line(content: bytes, code: str, period: str) -> dict[str, Any]:
    found = lines(content)
    return next(one for one in found if one["Kode indikator"] == code and one["Periode"] == period)


def test_it_holds_what_is_due_with_last_value_and_target(offices: Engine) -> None:
    put(offices, "I-FLOW", "2026-Q1", "verified", 110.5)
    put(offices, "I-FLOW", "2026-Q2", "returned", 70)
    change(offices, "I-FLOW", "2026-Q2", return_reason="Lampirkan rekap", note="sementara")
    content = template(offices)
    found = line(content, "I-FLOW", "TW II 2026")
    assert found == {
        "Kode indikator": "I-FLOW", "Nama indikator": "Kunjungan", "Satuan": "orang",
        "Periode": "TW II 2026", "Tenggat": found["Tenggat"],
        "Status laporan": "dikembalikan: Lampirkan rekap", "Nilai terakhir": "110,5 (TW I 2026)",
        "Target": "100", "Realisasi": 70, "Pembilang": None, "Penyebut": None,
        "Catatan": "sementara",
    }  # fmt: skip
    assert "Juli 2026" in found["Tenggat"]
    fresh = line(content, "I-FLOW", "TW III 2026")
    assert (fresh["Status laporan"], fresh["Realisasi"]) == ("belum lapor", None)
    assert fresh["Nilai terakhir"] == "70 (TW II 2026)"
    assert line(content, "I-RANGE", "TW III 2026")["Target"] == "30–60"
    keys = [(one["Kode indikator"], one["Periode"]) for one in lines(content)]
    assert ("I-FLOW", "TW I 2026") not in keys
    assert ("I-FLOW", "TW IV 2026") not in keys
    assert not [code for code, _period in keys if code == "I-FARM"]
    assert {one["Kode indikator"] for one in lines(template(offices, FARMS))} == {"I-FARM"}


def test_untouched_it_changes_nothing_and_filled_it_comes_in(offices: Engine) -> None:
    ratio = {"Realisasi": "", "Pembilang": "1", "Penyebut": "4"}
    monthly = {"Kode indikator": "I-MONTH", "Periode": "2026-08", **ratio}
    report(offices, {"Catatan": "awal"}, monthly)
    content = template(offices)
    assert line(content, "I-MONTH", "Agustus 2026")["Realisasi"] is None
    assert load(offices, "actuals", content, OPERATOR).batch_id is None
    rows = lines(content)
    values = [{"Realisasi": 12.5 + n} for n in range(len(rows))]
    for row, typed in zip(rows, values, strict=True):
        if row["Pembilang"] is not None:
            typed["Realisasi"] = 25
    result = load(offices, "actuals", filled(content, *values), OPERATOR)
    assert (result.added, result.changed, result.same) == (len(rows) - 2, 1, 1)
    stored = actuals(offices)
    assert len(stored) == len(rows)
    assert stored["I-FLOW", "2026-Q3"].note == "awal"
    assert stored["I-MONTH", "2026-08"].numerator == 1
    assert load(offices, "actuals", template(offices), OPERATOR).batch_id is None


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_is_read_back_whatever_language_it_was_written_in(offices: Engine, spoken: str) -> None:
    with speaking(spoken):
        content = template(offices)
    title, page = ("Realisasi", "Data") if spoken == "id" else ("Actual", "Data")
    found = prepare(offices, "actuals", filled(content, {title: 7}, sheet=page), OPERATOR)
    assert (found.problems, len(found.added)) == ((), 1)


@pytest.mark.parametrize("inline", [True, False])
def test_the_same_sheet_as_another_spreadsheet_saves_it(offices: Engine, inline: bool) -> None:
    """Calc names the kind of every number, and repeats no text but by its number in a list."""
    rows = [list(row) for row in
            openpyxl.load_workbook(io.BytesIO(template(offices))).worksheets[0].values]  # fmt: skip
    place = rows[0].index("Realisasi")
    for number, row in enumerate(rows[1:]):
        row[place] = 0.1 + number
    texts: dict[str, int] = {}

    def cell(value: object) -> object:
        if value is None:
            return Xml('<c r="{at}" s="0"/>')
        if isinstance(value, str):
            if inline:
                return Xml(f'<c r="{{at}}" s="0" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            return Xml(
                f'<c r="{{at}}" s="0" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
            )
        return Xml(f'<c r="{{at}}" s="0" t="n"><v>{value}</v></c>')

    assert letter(len(rows[0]) - 1) == "L"
    page = sheet([[cell(value) for value in row] for row in rows])
    listed = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    content = zipped(parts({"Data": page}, strings=None if inline else listed))
    assert load(offices, "actuals", content, OPERATOR).added == len(rows) - 1
    assert actuals(offices)["I-DOWN", "2026-Q1"].value == 0.1


def test_the_notes_explain_and_an_unknown_opd_is_told(offices: Engine, tmp_path: Path) -> None:
    notes = lines(template(offices), 1)
    assert [row["Kolom"] for row in notes] == list(lines(template(offices))[0])
    with offices.connect() as conn:
        path = tmp_path / "laporan.xlsx"
        count = write_actuals_template(conn, path, opd=FARMS, as_of=TODAY, settings=SETTINGS)
        assert count == len(lines(path.read_bytes())) == 3
        with pytest.raises(NotFound):
            write_actuals_template(conn, path, opd="OPD-99", as_of=TODAY, settings=SETTINGS)


def test_the_target_it_shows_is_the_one_in_force(offices: Engine) -> None:
    rows = table({**TARGET, "Periode": "TW III 2026", "Revisi": "1"}, {"Alasan": "ada"})
    load(offices, "targets", rows)
    assert line(template(offices), "I-FLOW", "TW III 2026")["Target"] == "500"
