"""The screen Data with requests for services: system, mapping, preview, storing, undo."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from data.imports.headers import plain
from pages.data.templates import blank
from review.intake.commands import store_job, submit
from review.intake.outcome import State
from tests.access.visitors import shown, words_of
from tests.imports.files import as_csv
from tests.intake.at_once import at_once

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from review.intake.jobs import Job
    from review.intake.outcome import Outcome
    from tests.intake.screen import Screen

VERIFIER = "verifikator"
EXPORT = [
    ["Tracking ID", "Nama Pelapor", "Tanggal Laporan", "Tanggal Selesai", "Layanan", "Kecamatan"],
    ["77101", "I Made Pribadi", "14/09/2026 08.30", "16/09/2026 10.00",
     "Pengaduan SP4N-LAPOR!", "Buleleng"],
    ["77102", "Ni Luh Rahasia", "14/09/2026 09.00", "", "Pengaduan SP4N-LAPOR!", "Sukasada"],
]  # fmt: skip


@pytest.fixture
def screen(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    at_once(monkeypatch)
    return screen


def handed_in(
    screen: Screen, rows: list[list[str]], *, by: str = VERIFIER, source: str = "uji lapor"
) -> tuple[Job, Outcome]:
    job = submit(
        screen.desk.jobs, by=screen.desk.person(by), topic="requests", file_name="ekspor.csv",
        content=as_csv(rows), source=source,
    )  # fmt: skip
    return job, screen.desk.wait(job)


def uploaders(run: AppTest) -> int:
    return sum(found == "file_uploader" for found, _label in shown(run))


def test_the_system_is_named_before_a_file_is_taken(screen: Screen) -> None:
    run = screen(VERIFIER, topik="requests")
    assert uploaders(run) == 0
    assert ("download_button", "Templat: setiap baris satu permohonan") in shown(run)
    assert ("download_button", "Templat: setiap baris satu kejadian") in shown(run)
    offered = run.selectbox(key="asal").options
    assert {"SP4N-LAPOR!", "Panggilan darurat 112", "kanal-bupati", "Sistem lain"} <= set(offered)
    run = screen(VERIFIER, topik="requests", asal="lapor")
    assert uploaders(run) == 1
    said = words_of(run)
    assert "60 MB" in said
    assert "manage.py import requests" in said
    assert "NIK" in said
    run = screen(VERIFIER, topik="requests", asal="+")
    assert uploaders(run) == 0
    run.text_input(key="data-system").set_value("Kanal desa").run()
    assert uploaders(run) == 1


@pytest.mark.parametrize("place", [0, 1])
def test_each_shape_has_its_template(place: int) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank("requests", place)()))
    titles = {plain(str(cell.value)) for cell in next(book.worksheets[0].iter_rows())}
    assert {"nomorpermohonan", ("waktuditerima", "waktukejadian")[place]} <= titles


def test_an_export_is_confirmed_stored_and_taken_back_on_the_screen(screen: Screen) -> None:
    job, _found = handed_in(screen, EXPORT)
    run = screen(VERIFIER, kerja=job.id)
    said = words_of(run)
    assert "perlu dipetakan sekali" in said
    assert "Kolom Nama Pelapor tidak disimpan: data pribadi." in said
    assert not [word for word in ("Pribadi", "Rahasia") if word in said]
    assert "Tanda desimal" not in [one.label for one in run.selectbox]
    assert {"source_id", "received", "resolved", "district"} <= {one.value for one in run.selectbox}
    run.button(key="data-mapping-confirm").click().run()
    assert screen.desk.wait(job).state is State.PREVIEW
    run = screen(VERIFIER, kerja=job.id)
    said = words_of(run)
    for words in ("Permohonan baru", "Kejadian baru", "Sistem asal: uji lapor", "77101"):
        assert words in said
    assert "Simpan: 2 permohonan ditambah, 0 diubah" in [str(one.label) for one in run.button]
    run.button(key="data-store").click().run()
    done = screen.desk.wait(job)
    assert (done.state, done.added) == (State.STORED, 2)
    history = screen(VERIFIER, riwayat="requests", batal=str(done.batch))
    assert "ekspor.csv" in words_of(history)
    history.button(key="data-undo-look").click().run()
    found = history.query_params["kerja"]
    undo = screen.desk.jobs.find(found if isinstance(found, str) else found[0], VERIFIER)
    assert undo is not None
    screen.desk.wait(undo)
    run = screen(VERIFIER, kerja=undo.id)
    assert "menghapus 2 permohonan dan mengembalikan 0 permohonan" in words_of(run)
    run.button(key="data-undo-confirm").click().run()
    screen.desk.wait(undo)
    assert "telah dibatalkan: 2 permohonan dihapus" in words_of(screen(VERIFIER, kerja=undo.id))


def test_an_operator_sees_the_services_of_the_own_opd_and_is_refused_others(
    screen: Screen,
) -> None:
    operator = "operator.kesehatan"
    rows = [EXPORT[0][:1] + EXPORT[0][2:4], *(row[:1] + row[2:4] for row in EXPORT[1:])]
    job, _found = handed_in(screen, rows, by=operator)
    run = screen(operator, kerja=job.id)
    offered = run.selectbox(key="data-column-service").options
    assert "Pengaduan SP4N-LAPOR!" not in offered
    assert len(offered) > 1
    run.button(key="data-mapping-confirm").click().run()
    asked = screen.desk.wait(job)
    assert asked.state is State.MAPPING
    assert "Sebagian baris tidak menyebut layanan" in words_of(screen(operator, kerja=job.id))
    _other, faulty = handed_in(screen, EXPORT, by=operator, source="lain")
    assert faulty.state is State.MAPPING


def test_the_template_of_a_survey_is_no_report(screen: Screen) -> None:
    labels = [label for kind, label in shown(screen(topik="surveys")) if kind == "download_button"]
    assert "Unduh templat" in labels


def test_a_stored_source_is_offered_again(screen: Screen) -> None:
    job, found = handed_in(screen, [["source_id", "received", "service_code"],
                                    ["9", "2026-09-01 08:00", "pengaduan-lapor"]])  # fmt: skip
    assert found.state is State.PREVIEW
    store_job(screen.desk.jobs, job, {})
    screen.desk.wait(job)
    assert "uji lapor" in screen(VERIFIER, topik="requests").selectbox(key="asal").options
