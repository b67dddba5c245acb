"""Files of requests as offices export them: what is read, what is refused, what is never read."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from sqlalchemy import select

from core.errors import Invalid
from data.imports.model import BadFile
from data.schema import request, request_event
from data.services.moments import read_moments
from data.services.persons import is_person_header, looks_personal
from data.services.sources import keep_layout
from metrics.services.events import NAT
from metrics.services.kinds import EVENTS_BY_CODE
from review.requests import describe_requests
from review.work import unit_of_work
from tests.imports.files import SYSTEM_ACTOR, as_csv, as_xlsx, dump
from tests.services.frames import log, prepared, take

if TYPE_CHECKING:
    from sqlalchemy import Engine

WITA = 8 * 3600
LAPOR = [
    ["Tracking ID", "Nama Pelapor", "Tanggal Laporan", "Tanggal Tindak Lanjut", "Tanggal Selesai",
     "Layanan", "Instansi Terdisposisi", "Kecamatan", "Desa", "Sumber Laporan", "Klasifikasi",
     "Isi Laporan"],
    ["5512", "I Made Pribadi", "14/01/2026 08.30", "15/01/2026 10.00", "22/01/2026 09.00",
     "Pengaduan warga", "", "Buleleng", "Kendran", "SMS", "Normatif", "Jalan rusak"],
    ["5513", "Ni Luh Rahasia", "14/01/2026 09.00", "", "-", "Pengaduan warga", "", "Sukasada", "",
     "Aplikasi", "", "Lampu mati"],
]  # fmt: skip
PTSP = [
    ["No Permohonan", "Pemohon", "NIK", "Nama Izin", "Tanggal Permohonan", "Tanggal Berkas Lengkap",
     "Tanggal Ditunda", "Tanggal Dilanjutkan", "Alasan", "Tanggal Terbit"],
    ["P/1/2026", "CV Rahasia", "5108061203850001", "Izin usaha", "2026-02-02 09:00",
     "2026-02-04 10:00", "2026-02-05 08:00", "2026-02-06 08:00", "Menunggu pemohon",
     "2026-02-10 15:00"],
]  # fmt: skip
CALLS = [
    ["ID Insiden", "Penelepon", "No HP", "Waktu Panggilan", "Waktu Berangkat", "Waktu Tiba",
     "Waktu Selesai", "Layanan", "Kode Wilayah"],
    ["K-7", "Ketut", "081234567890", "2026-03-01T23:55:00+08:00", "2026-03-01T23:58:00+08:00",
     "2026-03-02T00:09:00+08:00", "2026-03-02T01:30:00+08:00", "DAMKAR", "51.08.05"],
]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        ["2026-01-14 08:30", "2026-01-14T08:30:00"],
        ["2026-01-14T00:30:00Z", "2026-01-14T08:30:00+08:00", "2026-01-14T07:30+07:00"],
        ["14/01/2026 08.30", "14-01-2026 08:30:00", "14 Januari 2026 pukul 08.30 WITA",
         "Rabu, 14 Jan 2026 08:30", "2026-01-14 07:30 WIB", "2026-01-14 08:30:00.123"],
    ],
)  # fmt: skip
def test_moments_are_read_as_people_write_them(texts: list[str]) -> None:
    found = read_moments(pa.array([*texts, "", " "]), WITA)
    assert not found.bad.any()
    wanted = int(datetime.fromisoformat("2026-01-14T00:30:00+00:00").timestamp())
    assert found.seconds.tolist() == [wanted] * len(texts) + [NAT, NAT]


@pytest.mark.parametrize(
    "text", ["31/02/2026 08:00", "2026-13-01 08:00", "14/01/2026 25.00", "besok", "45231", "0"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    assert read_moments(pa.array([text, "2026-01-14 08:30"]), WITA).bad.tolist() == [True, False]


def only(engine: Engine) -> list[dict[str, Any]]:
    with engine.connect() as conn:
        rows = conn.execute(select(request).order_by(request.c.source_id)).mappings()
        return [dict(row) for row in rows]


def history(engine: Engine) -> list[tuple[str, str]]:
    query = select(request_event.c.at, request_event.c.kind).order_by(*request_event.primary_key)
    with engine.connect() as conn:
        return [(f"{at:%d %H:%M}", EVENTS_BY_CODE[kind].value) for at, kind in conn.execute(query)]


def test_a_table_of_complaints_is_read_by_its_own_headers(town: Engine) -> None:
    found = prepared(town, as_csv(LAPOR, delimiter=";", encoding="cp1252"))
    assert (found.is_log, found.requests, found.events) == (False, 2, 4)
    assert found.persons == ("Nama Pelapor",)
    assert found.ignored == ("Isi Laporan",)
    take(town, as_csv(LAPOR, delimiter=";"))
    one, other = only(town)
    assert (one["service_code"], one["opd_code"]) == ("ADUAN", "OPD-05")
    assert (one["region_code"], one["channel"]) == ("51.08.06.1008", "sms")
    assert (one["class_code"], one["met"]) == ("normatif", True)
    assert (other["region_code"], other["channel"]) == ("51.08.05", "aplikasi")
    assert (other["closed_at"], other["met"], other["class_code"]) == (None, None, None)


def test_a_table_of_licences_pauses_for_a_reason(town: Engine) -> None:
    take(town, as_csv(PTSP))
    (one,) = only(town)
    assert one["started_at"] == one["complete_at"] == datetime(2026, 2, 4, 2)  # noqa: DTZ001
    assert one["paused_seconds"] == 86_400
    assert [kind for _at, kind in history(town)] == [
        "received", "complete", "paused", "resumed", "resolved",
    ]  # fmt: skip


def test_calls_carry_their_own_offset(town: Engine) -> None:
    take(town, as_csv(CALLS))
    (one,) = only(town)
    assert one["answer_elapsed"] == 14 * 60
    assert one["answer_met"] is True
    assert history(town)[0] == ("01 15:55", "received")


@pytest.mark.parametrize("shape", [LAPOR, PTSP, CALLS])
def test_a_workbook_is_read_like_a_text_file(town: Engine, shape: list[list[Any]]) -> None:
    take(town, as_csv(shape))
    before = dump(town, "request", "request_event")
    assert take(town, as_xlsx(shape)).batch_id is None
    assert dump(town, "request", "request_event") == before


def test_names_never_reach_the_database(town: Engine) -> None:
    rows = [
        ["nomor", "waktu", "kejadian", "layanan", "nama", "kolom bebas", "catatan"],
        *(
            [f"T-{n}", "2026-01-14 08:30", "diterima", "ADUAN", "Rahasia Sekali",
             f"51080612038500{n:02d}", "hubungi rahasia@contoh.id"]
            for n in range(20)
        ),
    ]  # fmt: skip
    found = prepared(town, as_csv(rows))
    assert found.persons == ("nama", "kolom bebas", "catatan")
    for shape in (rows, LAPOR, PTSP, CALLS):
        take(town, as_csv(shape))
    whole = json.dumps(dump(town), default=str).casefold()
    for secret in ("rahasia", "pribadi", "510806120385", "ketut", "0812345", "jalan rusak"):
        assert secret not in whole, secret
    assert "kolom bebas" in whole


@pytest.mark.parametrize("number", ["5108061203850001", "budi@contoh.id", "081234567890"])
def test_a_number_that_is_a_person_is_refused(town: Engine, number: str) -> None:
    found = prepared(town, log([[number, "2026-01-14 08:30", "diterima", "", "ADUAN", *[""] * 4]]))
    assert found.problem_count == 1
    assert number not in " ".join(describe_requests(found))


def test_a_year_and_a_running_number_are_no_person() -> None:
    assert not looks_personal("2026011234567890")
    assert is_person_header("nama_pemohon")
    assert is_person_header("EmailPelapor")
    assert not is_person_header("tanggal")


def test_every_fault_is_counted_and_the_first_hundred_are_told(town: Engine) -> None:
    good = ["T-1", "2026-01-14 08:30", "diterima", "", "ADUAN", "", "", "", ""]
    bad = [
        ["", *good[1:]],
        ["T-2", "besok", *good[2:]],
        ["T-3", "", *good[2:]],
        ["T-4", good[1], "meledak", *good[3:]],
        ["T-5", *good[1:4], "TAKADA", *good[5:]],
        ["T-6", *good[1:5], "99.99.99", *good[6:]],
        ["T-7", *good[1:7], "istimewa", ""],
        ["T-8", *good[1:8], "bulan"],
        ["T-9", *good[1:4], "", "51.08.06", *good[6:]],
    ]
    found = prepared(
        town, log([good, *bad, *([good] * 3), *([["T-4", good[1], "x", *good[3:]]] * 150)])
    )
    assert found.problem_count == 8 + 150
    assert len(found.problems) == 100
    assert [one.row for one in found.problems[:8]] == [3, 4, 5, 6, 7, 8, 9, 10]
    assert all(one.message and one.hint for one in found.problems)
    assert not dump(town, "request")["request"]
    nameless = prepared(town, log([good, bad[-1]]))
    assert [one.row for one in nameless.problems] == [3]


def test_a_request_without_a_service_takes_the_one_of_the_file(town: Engine) -> None:
    rows = [["id", "tanggal masuk", "selesai"], ["1", "2026-01-14 08:30", ""]]
    take(town, as_csv(rows), service="Pengaduan warga")
    assert only(town)[0]["service_code"] == "ADUAN"
    with pytest.raises(Invalid, match="TAKADA"):
        prepared(town, as_csv(rows), service="TAKADA")


def test_a_later_file_says_what_a_request_is_about(town: Engine) -> None:
    take(town, as_csv([["id", "waktu", "status"], ["1", "2026-01-15 08:30", "dijawab"]]))
    assert (only(town)[0]["service_code"], only(town)[0]["flaw"]) == ("", "no_received")
    take(
        town,
        as_csv([["id", "waktu", "status", "layanan"], ["1", "2026-01-14 08:30", "masuk", "ADUAN"]]),
    )
    assert (only(town)[0]["service_code"], only(town)[0]["flaw"]) == ("ADUAN", None)


def test_what_was_confirmed_for_a_source_is_used_for_its_files_alone(town: Engine) -> None:
    headers = ("kolom a", "kolom b")
    rows = [headers, ("1", "2026-01-14 08:30")]
    assert prepared(town, as_csv(rows)).problem_count
    with unit_of_work(town, by=SYSTEM_ACTOR) as work:
        keep_layout(
            work.conn, "lapor", {"kolom a": "source_id", "kolom b": "received"}, "ADUAN",
            by="sistem", at=work.at,
        )  # fmt: skip
    assert prepared(town, as_csv(rows), source="112").problem_count
    assert take(town, as_csv(rows)).added == 1
    assert only(town)[0]["service_code"] == "ADUAN"


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers(town: Engine) -> None:
    content = (
        b"id,waktu,status,layanan\n1,2026-01-14 08:30,masuk,ADUAN\n\n,,,\n2,x,masuk,ADUAN\n,\n3,4\n"
        b"\n\n4,y,masuk,ADUAN\n,,,\n"
    )
    found = prepared(town, content)
    assert [(one.row, one.index) for one in found.problems] == [(5, 1), (7, None), (10, 1)]
    assert found.blank == 6
    rows: list[list[Any]] = [
        ["id", "waktu", "status", "layanan"],
        ["1", "x", "masuk", "ADUAN"],
        [None] * 4,
        ["2", "y", "masuk", "ADUAN"],
    ]
    sheet = prepared(town, as_xlsx(rows))
    assert [one.row for one in sheet.problems] == [2, 4]
    assert sheet.blank == 1


@pytest.mark.parametrize("content", [b"", b"\n\n", b"%PDF-1.7", b"PK\x03\x04rusak", b"\x89PNG"])
def test_what_is_no_table_is_refused_with_words(town: Engine, content: bytes) -> None:
    with pytest.raises(BadFile):
        prepared(town, content)


def test_rows_of_another_width_are_faults(town: Engine) -> None:
    content = b"id,waktu,status,layanan\n1,2026-01-14 08:30,masuk,ADUAN\n2,2026-01-14 08:30\n"
    found = prepared(town, content)
    assert [(one.row, one.message) for one in found.problems] == [
        (3, "Baris ini memuat 2 sel, baris judul memuat 4 sel.")
    ]


def test_rows_keep_their_number_below_a_line_of_the_spreadsheet(town: Engine) -> None:
    content = (
        b"sep=;\nid;waktu;status;layanan\n1;2026-01-14 08:30;masuk;ADUAN\n2;x;masuk;ADUAN\n3;4\n"
    )
    assert [one.row for one in prepared(town, content).problems] == [4, 5]
