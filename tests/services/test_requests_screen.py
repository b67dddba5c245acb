"""Requests through the screen's own way: read, confirmed once, previewed, stored, taken back."""

from __future__ import annotations

import io
import json
import tempfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import select

from core.errors import Invalid
from data.schema import import_batch, request
from data.services.sources import checked_source
from review.intake.commands import (
    confirm_layout,
    look_at_undo,
    read_again,
    read_facts,
    store_job,
    submit,
    undo_job,
)
from review.intake.jobs import Jobs
from review.intake.outcome import State, from_json, to_json
from review.way import Said
from tests.imports.files import as_csv, as_xlsx, dump
from tests.intake.at_once import at_once
from tests.intake.desk import OPERATOR, Desk
from tests.services.frames import SUM_TABLES, take
from tests.services.test_reading import CALLS, LAPOR, PTSP

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from review.intake.jobs import Job
    from review.intake.outcome import Outcome

VERIFIER = "verifikator"
TABLES = ("request", "request_event", "request_former", *SUM_TABLES)
LOG = [
    ["nomor permohonan", "waktu kejadian", "kejadian", "layanan", "kode wilayah"],
    ["T-1", "2026-02-02 08:00", "diterima", "ADUAN", "51.08.06"],
    ["T-1", "2026-02-03 10:00", "dijawab", "ADUAN", ""],
    ["T-2", "2026-02-02 09:00", "diterima", "ADUAN", ""],
]
DONE = ["T-1", "2026-02-06 10:00", "selesai", "ADUAN", "51.08.06"]


@pytest.fixture
def far_desk(town: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Each step in a process of its own: one whole way, and the file that is long."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return Desk(town, Jobs(town.url.render_as_string(hide_password=False)))


@pytest.fixture
def desk(far_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Each step here and at once: the same code, on what the process would be given."""
    at_once(monkeypatch)
    return far_desk


def read(
    desk: Desk, content: bytes, name: str = "uji.csv", *, source: str = "lapor", by: str = VERIFIER
) -> tuple[Job, Outcome]:
    job = submit(
        desk.jobs, by=desk.person(by), topic="requests", file_name=name, content=content,
        source=source,
    )  # fmt: skip
    return job, desk.wait(job)


def confirm(desk: Desk, job: Job, found: Outcome, service: str = "", **changed: str) -> Outcome:
    columns = [(head.text, changed.get(head.text, head.key)) for head in found.heads]
    said = Said(found.source, service)
    confirm_layout(
        desk.engine, by=desk.person(VERIFIER), topic="requests", columns=columns, said=said
    )
    read_again(desk.jobs, job)
    return desk.wait(job)


def store(desk: Desk, job: Job) -> Outcome:
    store_job(desk.jobs, job, read_facts("", "https://lapor.go.id", "2026-03-01"))
    return desk.wait(job)


def counts(found: Outcome) -> dict[str, str]:
    return dict(found.counts)


def test_an_export_is_confirmed_once_previewed_stored_and_taken_back(far_desk: Desk) -> None:
    desk = far_desk
    before = dump(desk.engine, *TABLES)
    job, asked = read(desk, as_csv(LAPOR, delimiter=";"))
    assert (asked.state, asked.source, asked.persons) == (
        State.MAPPING, "lapor", ("Nama Pelapor",),
    )  # fmt: skip
    meant = {head.text: head.key for head in asked.heads}
    assert "Nama Pelapor" not in meant
    assert (meant["Tracking ID"], meant["Tanggal Laporan"]) == ("source_id", "received")
    assert meant["Isi Laporan"] == ""
    found = confirm(desk, job, asked)
    assert (found.state, found.added, found.changed, found.same) == (State.PREVIEW, 2, 0, 0)
    assert counts(found)["Kejadian baru"] == "4"
    assert (found.mapped_by, found.ignored) == ("Verifikator (contoh)", ("Isi Laporan",))
    assert found.rows[0][:3] == ("5512", "ADUAN", "OPD-05")
    assert from_json(to_json(found)) == found
    assert dump(desk.engine, *TABLES) == before
    stored = store(desk, job)
    assert (stored.state, stored.added) == (State.STORED, 2)
    with desk.engine.connect() as conn:
        batch = conn.execute(select(import_batch).order_by(import_batch.c.id.desc())).first()
    assert batch is not None
    assert (batch.imported_by, batch.source, batch.as_of, batch.file_name) == (
        VERIFIER, "lapor", "2026-03-01", "uji.csv",
    )  # fmt: skip
    assert not job.upload.exists()
    undone = look_at_undo(desk.jobs, by=desk.person(VERIFIER), batch=stored.batch or 0)
    preview = desk.wait(undone)
    assert (preview.state, preview.added, preview.changed) == (State.UNDO_PREVIEW, 2, 0)
    undo_job(desk.jobs, undone)
    assert desk.wait(undone).state is State.UNDONE
    assert dump(desk.engine, *TABLES) == before


def test_a_further_file_of_the_source_needs_no_confirmation(desk: Desk) -> None:
    job, asked = read(desk, as_csv(LAPOR))
    store(desk, job) if confirm(desk, job, asked).state is State.PREVIEW else None
    later = [[*row] for row in LAPOR]
    later[2][4] = "20/01/2026 10.00"
    later.append(["5514", "Made", "15/01/2026 09.00", "", "", "Pengaduan warga", *[""] * 6])
    # Another order of columns, one of them gone, another person in the file.
    places = [2, 0, 1, 3, 4, 5, 7, 6, 8, 9, 10]
    again = [[row[place] for place in places] for row in later]
    again[0][2] = "Nama Pengadu"
    _job, found = read(desk, as_xlsx(again), "februari.xlsx")
    assert (found.state, found.added, found.changed, found.same) == (State.PREVIEW, 1, 1, 1)
    assert found.persons == ("Nama Pengadu",)
    shift = next(one for one in found.shifts if one.field == "Waktu selesai")
    assert (shift.key, shift.before) == ("5513", "")
    assert "20 Januari 2026" in shift.after
    _other, strange = read(desk, as_csv(LAPOR), source="112")
    assert strange.state is State.MAPPING
    wider = [[*row, "x"] for row in later]
    wider[0][-1] = "Petunjuk"
    _third, asked_again = read(desk, as_csv(wider))
    assert asked_again.state is State.MAPPING
    assert {head.text: head.key for head in asked_again.heads}["Tracking ID"] == "source_id"


@pytest.mark.parametrize(("rows", "service"), [(PTSP, ""), (CALLS, ""), (LAPOR, "")])
def test_each_kind_of_export_is_suggested_whole(
    desk: Desk, rows: list[list[str]], service: str
) -> None:
    job, asked = read(desk, as_csv(rows), source="uji")
    assert asked.state is State.MAPPING
    assert asked.persons
    assert confirm(desk, job, asked, service).state is State.PREVIEW
    whole = json.dumps(to_json(desk.wait(job)))
    assert not [word for word in ("Rahasia", "Pribadi", "Ketut", "08123") if word in whole]


def test_strange_headers_are_named_by_a_person_with_the_service_of_the_file(desk: Desk) -> None:
    rows = [["kolom a", "kolom b", "kolom c"], ["1", "2026-01-14 08:30", "087812345678"]]
    job, asked = read(desk, as_csv(rows), source="sms desa")
    assert asked.persons == ("kolom c",)
    with pytest.raises(Invalid, match="Nomor permohonan"):
        confirm(desk, job, asked)
    with pytest.raises(Invalid, match="kolom waktu"):
        confirm(desk, job, asked, **{"kolom a": "source_id"})
    found = confirm(desk, job, asked, "ADUAN", **{"kolom a": "source_id", "kolom b": "received"})
    assert (found.state, found.added, found.service) == (State.PREVIEW, 1, "ADUAN")
    assert store(desk, job).state is State.STORED
    with desk.engine.connect() as conn:
        assert conn.scalar(select(request.c.service_code)) == "ADUAN"


def test_times_in_columns_are_not_read_where_a_row_is_an_event(desk: Desk) -> None:
    rows = [["nomor", "waktu", "status", "tgl laporan"], ["1", "2026-01-14 08:30", "masuk", ""]]
    job, asked = read(desk, as_csv(rows))
    with pytest.raises(Invalid, match="Waktu diterima"):
        confirm(desk, job, asked, **{"tgl laporan": "received"})


def test_mistakes_are_told_at_their_cells_with_a_marked_copy(desk: Desk) -> None:
    bad = [*LOG, ["T-3", "besok", "diterima", "ADUAN", ""], ["", *LOG[1][1:]],
           ["T-4", *LOG[1][1:3], "Pengadun warga", ""]]  # fmt: skip
    job, found = read(desk, as_xlsx(bad), "salah.xlsx")
    assert (found.state, found.problem_count, found.copy) == (State.PROBLEMS, 3, "whole")
    assert [(one.sheet, one.row, one.column, one.value) for one in found.problems] == [
        ("Data", 5, "waktu kejadian", "besok"), ("Data", 6, "nomor permohonan", ""),
        ("Data", 7, "layanan", "Pengadun warga"),
    ]  # fmt: skip
    assert all(one.message and one.hint for one in found.problems)
    book = openpyxl.load_workbook(io.BytesIO(job.copy.read_bytes()))
    notes = {c.coordinate for row in book["Data"].iter_rows() for c in row if c.comment}
    assert notes == {"B5", "A6", "D7"}
    assert not job.prepared.exists()


def test_of_a_long_file_the_copy_holds_the_faulty_rows_alone(far_desk: Desk) -> None:
    desk = far_desk
    many = [[f"T-{n}", "2026-02-02 08:00", "diterima", "ADUAN", ""] for n in range(21_000)]
    many[20_500][1] = "kapan"
    job, found = read(desk, as_csv([LOG[0], *many]))
    assert (found.problem_count, found.copy, found.problems[0].row) == (1, "faulty", 20_502)
    sheet: Any = openpyxl.load_workbook(io.BytesIO(job.copy.read_bytes())).worksheets[0]
    assert [[cell.value for cell in row][:2] for row in sheet.iter_rows()] == [
        ["nomor permohonan", "waktu kejadian"], ["T-20500", "kapan"],
    ]  # fmt: skip
    assert sheet["B2"].comment is not None


def test_an_operator_hands_in_for_the_own_opd_alone(desk: Desk) -> None:
    own = next(g.opd_code for g in desk.person(OPERATOR).roles)
    assert own != "OPD-07"
    foreign = [*LOG, ["T-9", *LOG[1][1:3], "IZIN", ""]]
    _job, found = read(desk, as_csv(foreign), by=OPERATOR)
    assert found.state is State.PROBLEMS
    assert "OPD-07" in found.problems[-1].message
    take(desk.engine, as_csv([LOG[0], ["T-9", *LOG[1][1:3], "IZIN", ""]]))
    silent = [["nomor permohonan", "waktu kejadian", "kejadian"], ["T-9", DONE[1], "selesai"]]
    _other, refused = read(desk, as_csv(silent), by=OPERATOR)
    assert refused.state is State.FAILED
    assert "OPD-07" in refused.message


def test_whoever_previews_while_another_stores_is_shown_the_new_numbers(desk: Desk) -> None:
    job, found = read(desk, as_csv(LOG))
    assert (found.added, counts(found)["Kejadian baru"]) == (2, "3")
    take(desk.engine, as_csv([LOG[0], LOG[1]]))
    told = store(desk, job)
    assert (told.state, told.added, told.changed) == (State.PREVIEW, 1, 1)
    assert any("berubah sejak pratinjau" in line for line in told.moved)
    assert store(desk, job).state is State.STORED


def test_the_preview_says_what_the_storing_then_does(desk: Desk) -> None:
    take(desk.engine, as_csv(LOG))
    wanted = [*LOG, DONE, LOG[1], ["T-7", *LOG[1][1:]], ["", "", "", "", ""]]
    job, found = read(desk, as_csv(wanted))
    assert (found.added, found.changed, found.same) == (1, 1, 1)
    said = counts(found)
    assert said["Kejadian baru"] == "2"
    assert said["Kejadian yang sudah tersimpan atau berulang"] == "4"
    assert said["Baris kosong yang dilewati"] == "1"
    done = store(desk, job)
    assert (done.added, done.changed, done.same) == (1, 1, 1)


@pytest.mark.parametrize("source", ["", " ", "x" * 31, "081234567890"])
def test_a_source_has_a_name(source: str) -> None:
    with pytest.raises(Invalid):
        checked_source(source)


def test_a_file_without_a_source_is_not_taken(desk: Desk) -> None:
    with pytest.raises(Invalid):
        read(desk, as_csv(LOG), source=" ")
