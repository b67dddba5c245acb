"""The screen Data on the sample regency: each state of a file, the history, who may what."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import select

from core.words import _
from data.imports.topics import TOPICS
from data.schema import import_layout
from pages.data.templates import blank
from pages.data.view import problem_table
from review.accounts import set_language
from review.intake.outcome import Fault, Outcome, State
from tests.access.visitors import page_alone, shown, words_of
from tests.imports.files import as_csv, as_xlsx, published
from tests.intake.at_once import at_once
from tests.intake.desk import OPERATOR, bad

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.intake.screen import Screen

OTHER_HEADERS = ["Daerah", "Jenis angka", "Tahun", "Keadaan", "Hasil", "Unit", "Asal", "Catatan"]
OTHER_ROW = ["51.08", "mcp_score", "2025", "final", "92,5", "index_0_100", "JAGA KPK", "x"]
MEANING = ["region_code", "metric", "period", "status", "value", "unit", "source", ""]


@pytest.fixture
def screen(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    at_once(monkeypatch)
    return screen


def buttons(run: AppTest) -> list[str]:
    return [str(one.label) for one in run.button]


def elements(run: AppTest, kind: str) -> int:
    return sum(found == kind for found, _label in shown(run))


def test_the_first_sentence_is_the_last_import(screen: Screen) -> None:
    run = screen()
    assert re.search(r"Impor terakhir: .+ WITA, oleh Sistem", words_of(run))
    assert "Riwayat impor" in words_of(run)
    assert "Sistem (baris perintah)" in words_of(run)
    offered = [
        "Angka terpublikasi", "Survei kepuasan masyarakat", "Peristiwa daerah",
        "Permohonan layanan", "Realisasi",
    ]  # fmt: skip
    assert run.selectbox(key="topik").options == offered
    assert elements(run, "file_uploader") == 1


@pytest.mark.parametrize(
    ("account", "topics"),
    [("verifikator", ["published", "targets"]), ("admin", ["regions", "opd"]), ("inspektorat", [])],
)
def test_only_what_a_person_may_import_is_offered(
    screen: Screen, account: str, topics: list[str]
) -> None:
    run = screen(account)
    found = [one.key for one in run.selectbox if one.key == "topik"]
    assert bool(found) is bool(topics)
    assert elements(run, "file_uploader") == bool(topics)
    if topics:
        words = [_(TOPICS[topic].title) for topic in topics]
        assert set(words) <= set(run.selectbox(key="topik").options)
    assert "Riwayat impor" in words_of(run)


def test_an_operator_is_given_the_open_reports_of_the_own_opd(screen: Screen) -> None:
    run = screen(topik="actuals")
    assert run.selectbox(key="topik").value == "actuals"
    assert ("download_button", "Unduh templat") in shown(run)
    assert not [one for one in run.selectbox if one.key == "opd"]


def test_whoever_may_not_see_imports_is_told(screen: Screen) -> None:
    assert "tidak berwenang" in words_of(screen("bupati"))


def test_a_page_by_itself_asks_who_looks(use_sample: str) -> None:
    assert "Riwayat" not in words_of(page_alone("pages/data/page.py"))


def test_mistakes_are_shown_in_a_table_with_the_copy_to_download(screen: Screen) -> None:
    run = screen.at(bad())
    said = words_of(run)
    assert "3 kesalahan harus diperbaiki: uji.xlsx belum disimpan." in said
    for words in ("Cara memperbaiki", "mcp_skor", "51.8", "abc", "Isi sel bukan angka."):
        assert words in said
    assert ("download_button", "Unduh salinan bertanda") in shown(run)
    assert not [label for label in buttons(run) if label.startswith("Simpan")]
    assert elements(run, "file_uploader") == 1


@pytest.mark.parametrize("name", ["0" * 32, "<script>", "../../etc"])
def test_an_unknown_id_shows_nothing(screen: Screen, name: str) -> None:
    assert "Berkas ini tidak ada (lagi) di sini." in words_of(screen(kerja=name))


def test_anothers_job_shows_nothing_of_it(screen: Screen) -> None:
    job, _found = screen.desk.read(bad(), "rahasia.xlsx")
    said = words_of(screen("verifikator", kerja=job.id))
    assert "Berkas ini tidak ada (lagi) di sini." in said
    assert "rahasia" not in said
    assert "mcp_skor" not in said


def test_a_file_of_another_layout_is_mapped_once_and_then_read_by_itself(screen: Screen) -> None:
    content = as_xlsx([OTHER_HEADERS, OTHER_ROW])
    job, found = screen.desk.read(content)
    assert found.state is State.MAPPING
    run = screen(kerja=job.id)
    assert "Kolom uji.xlsx perlu dipetakan sekali." in words_of(run)
    run.button(key="data-mapping-confirm").click().run()
    assert "Belum ada kolom untuk" in words_of(run)
    for place, key in enumerate(MEANING):
        select_of(run, place).set_value(key)
    run.button(key="data-mapping-confirm").click().run()
    assert screen.desk.wait(job).state is State.PREVIEW
    said = words_of(screen(kerja=job.id))
    assert "Siap disimpan: 1 ditambah, 0 diubah" in said
    assert "pemetaan yang dikonfirmasi Operator Dinas Kesehatan (contoh)" in said
    _next, again = screen.desk.read(content, "bulan depan.xlsx")
    assert (again.state, again.mapped_by) == (State.PREVIEW, "Operator Dinas Kesehatan (contoh)")
    with screen.desk.engine.connect() as conn:
        kept = conn.execute(select(import_layout)).mappings().all()
    assert [(one["topic"], one["confirmed_by"]) for one in kept] == [("published", OPERATOR)]
    assert kept[0]["mapping"] == dict(zip(OTHER_HEADERS, MEANING, strict=True))


def select_of(run: AppTest, place: int) -> Any:
    found = [one for one in run.selectbox if (one.key or "").startswith(f"data-column-{place}-")]
    return found[0]


def test_a_sheet_is_chosen_when_the_workbook_has_several(screen: Screen) -> None:
    own = openpyxl.load_workbook(io.BytesIO(bad()))
    own.create_sheet("Lain")
    for row in published({"period": "2025"}):
        own["Lain"].append(row)
    buffer = io.BytesIO()
    own.save(buffer)
    job, found = screen.desk.read(buffer.getvalue())
    assert found.sheets == ("Data", "Lain")
    run = screen(kerja=job.id)
    run.selectbox(key="data-sheet-1").set_value("Lain").run()
    assert screen.desk.wait(job).sheet == "Lain"


def test_the_decimal_sign_can_be_named(screen: Screen) -> None:
    rows = published({"metric": "rabies_bites", "unit": "count", "value": "1.234"})
    job, found = screen.desk.read(as_csv(rows), "uji.csv")
    assert found.state is State.PROBLEMS
    run = screen(kerja=job.id)
    run.selectbox(key="data-decimal-1").set_value("comma").run()
    screen.desk.wait(job)
    assert job.request().decimal == "comma"


def test_the_screen_speaks_the_readers_language(screen: Screen) -> None:
    job, _found = screen.desk.read(bad())
    set_language(screen.desk.engine, by=screen.desk.person(), language="en")
    screen(kerja=job.id)
    screen.desk.wait(job)
    said = words_of(screen(kerja=job.id))
    assert "3 mistakes must be mended" in said
    assert "This is not a number." in said


def test_the_template_is_written_in_the_readers_language() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank("published")()))
    assert book.sheetnames == ["Data", "Petunjuk", "Pilihan"]


def test_words_of_a_file_are_never_markup() -> None:
    fault = Fault("<b>", 2, "<i>x</i>", "<script>alert(1)</script>", "m", "h")
    table = problem_table(Outcome(State.PROBLEMS, file_name="<u>.xlsx", problems=(fault,)))
    for tag in ("<script>", "<b>", "<i>", "<u>"):
        assert tag not in table
