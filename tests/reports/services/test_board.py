"""The screen of services: worked numbers, their words, and what is too few to be said."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from core.figure import State
from core.words import speaking
from data.queries.services.keys import By
from data.schema import local_event
from metrics.services.counts import Counts
from reports.overview.model import Standing, Tone
from reports.services.board import board, months_to, usual_month, villages
from reports.services.lines import lines
from reports.services.trend import final_after
from tests.queries.services.requests import SETTINGS, local, put, row
from tests.reports.services.making import (
    BULELENG,
    EVERY,
    NOW,
    SUKASADA,
    VILLAGE,
    timed,
    worked_example,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine


def test_the_worked_example_is_60_percent_and_75_of_the_finished_alone(
    empty_engine: Engine,
) -> None:
    worked_example(empty_engine)
    with empty_engine.connect() as conn:
        found = board(conn, EVERY, NOW)
    whole = found.whole
    assert (found.month, whole.n) == ("2026-11", 5)
    assert (whole.compliance.text(), whole.closed_only.text()) == ("60,00%", "75,00%")
    assert (whole.counts.met, whole.counts.breached, whole.counts.breached_open) == (3, 1, 1)
    assert (whole.counts.backlog, whole.counts.overdue, whole.counts.running) == (2, 1, 1)
    assert found.paces["kk"].p50 == "3 jam 15 menit"
    assert found.paces["kk"].p90 == "terlalu sedikit (n = 4)"
    assert found.paces["kk"].promise == "240 menit, 24 jam sehari sejak diterima"
    assert found.answer == (
        "November 2026: 60,00% dari 5 permohonan tepat waktu;"
        " 1 kini melewati batas, terbanyak pada Layanan kk (1) dan di Kecamatan Buleleng (1)."
        " D O-1 perlu bertindak lebih dahulu (1)."
    )
    assert found.age_by_share.counts == (1, 0, 1, 0)
    assert found.age_by_days.counts == (2, 0, 0, 0, 0)


def test_under_the_minimum_a_share_says_too_few_with_its_n_and_never_a_number(
    empty_engine: Engine,
) -> None:
    worked_example(empty_engine)
    with empty_engine.connect() as conn:
        found = board(conn, SETTINGS, NOW)
    line = found.offices[0]
    assert (line.words, line.state) == ("terlalu sedikit (n = 5)", State.INSUFFICIENT)
    assert (line.figure.value, line.figure.state_label) == (None, "terlalu sedikit (n = 5)")
    assert found.answer.startswith("November 2026: kepatuhan terlalu sedikit (n = 5); ")
    compliance = found.tiles[0]
    assert (compliance.value, compliance.figure) == ("terlalu sedikit (n = 5)", None)
    assert compliance.standing is Standing.MISSING


def test_every_tile_has_its_state_moment_source_and_sample_mark(empty_engine: Engine) -> None:
    worked_example(empty_engine)
    with empty_engine.connect() as conn:
        tiles = {one.key: one for one in board(conn, EVERY, NOW).tiles}
    assert all(one.sample and one.status and one.source == "Aplikasi uji" for one in tiles.values())
    assert tiles["service_compliance"].as_of == (
        "November 2026, per 20 November 2026 pukul 12.00 WITA"
    )
    assert tiles["service_compliance"].target == "5 dinilai; hanya yang selesai: 75,00%"
    assert tiles["service_overdue"].status == "1 lewat batas"
    assert (tiles["service_overdue"].value, tiles["service_overdue"].tone) == ("1", Tone.MERAH)
    assert tiles["service_backlog"].target == "1 dalam batas, 0 tanpa hitungan waktu"
    figure = tiles["service_compliance"].figure
    assert figure is not None
    assert (figure.value, figure.period, figure.as_of) == (60.0, "2026-11", "2026-11-20")
    assert figure.sample


def test_an_ended_month_is_shown_first_and_does_not_change_by_the_passing_of_time(
    empty_engine: Engine,
) -> None:
    october = [timed(20 + n, local("2026-10-05 08:00"), 100 if n < 8 else 500) for n in range(10)]
    late = timed(40, local("2026-10-06 08:00"))
    worked_example(empty_engine, [*october, late])
    with empty_engine.connect() as conn:
        found = board(conn, SETTINGS, NOW)
        later = board(conn, SETTINGS, NOW + timedelta(days=40))
    assert (found.month, found.months) == ("2026-10", ("2026-11", "2026-10"))
    assert found.whole.words == "72,73% (n = 11)"
    assert found.whole.closed_only.text() == "80,00%"
    assert found.attention[0].since == "terlama jatuh tempo 6 Oktober 2026"
    assert found.attention[0].what == "2 permohonan melewati batas, terbanyak pada Layanan kk"
    assert dict(later.history)["2026-10"] == dict(found.history)["2026-10"]


def test_places_are_kecamatan_and_then_their_desa(empty_engine: Engine) -> None:
    worked_example(empty_engine, [timed(30, NOW, region_code=SUKASADA)])
    with empty_engine.connect() as conn:
        found = board(conn, EVERY, NOW)
        desa = villages(conn, found.basis, found.month, BULELENG)
    names = {one.code: one.name for one in found.districts}
    assert names == {
        BULELENG: "Kecamatan Buleleng", SUKASADA: "Kecamatan Sukasada", "": "lokasi tidak tercatat",
    }  # fmt: skip
    assert [(one.code, one.name) for one in desa] == [(VILLAGE, "Desa Kalibukbuk")]
    assert desa[0].figure.region == VILLAGE
    assert desa[0].counts.overdue == 1


def test_who_is_most_late_comes_first_then_the_lowest_share(empty_engine: Engine) -> None:
    day = local("2026-11-10 08:00")
    rows = [
        *(timed(50 + n, day, 500, opd_code="O-2", service_code="izin") for n in range(4)),
        *(timed(60 + n, day, 20, opd_code="O-3", service_code="aduan") for n in range(4)),
    ]
    worked_example(empty_engine, rows)
    with empty_engine.connect() as conn:
        found = board(conn, EVERY, NOW)
        english = None
        with speaking("en"):
            english = lines(conn, found.basis, By.OPD, found.month)[0].status.word
    assert [one.code for one in found.offices] == ["O-1", "O-2", "O-3"]
    assert [one.status.word for one in found.offices] == [
        "1 lewat batas", "tidak ada yang lewat", "tidak ada yang lewat",
    ]  # fmt: skip
    assert english == "1 past the limit"
    assert found.services[1].owner_name == "D O-2"


def test_who_has_nothing_to_show_stands_last_with_the_word_for_it(empty_engine: Engine) -> None:
    worked_example(empty_engine)
    with empty_engine.connect() as conn:
        found = board(conn, EVERY, NOW)
    silent = found.services[-1]
    assert [one.code for one in found.services] == ["kk", "aduan", "izin"]
    assert (silent.words, silent.status.word, silent.status.tone) == (
        "tidak ada data", "tidak ada data", Tone.MISSING,
    )  # fmt: skip
    assert silent.figure.state is State.NO_DATA
    assert [one.code for one in found.offices] == ["O-1", "O-2", "O-3"]
    assert found.districts[-1].code == SUKASADA


def test_weeks_carry_holidays_and_what_happened_in_the_regency(empty_engine: Engine) -> None:
    worked_example(empty_engine)
    with empty_engine.begin() as conn:
        conn.execute(
            insert(local_event).values(
                first_day="2026-11-17", last_day="2026-11-18", name="Banjir Seririt",
                kind="bencana", batch_id=1,
            )
        )  # fmt: skip
    with empty_engine.connect() as conn:
        found = {one.week: one for one in board(conn, EVERY, NOW).weeks}
    assert len(found) == 26
    running, before = found["2026-W47"], found["2026-W46"]
    assert [(one.name, one.kind) for one in running.notes] == [("Banjir Seririt", "bencana")]
    assert (running.received, running.resolved, running.net, running.whole) == (6, 4, 2, False)
    assert running.compliance.text() == "60,00%"
    assert (before.received, before.compliance.text(), before.whole) == (0, "tidak ada data", True)
    assert [(one.first, one.name, one.kind) for one in found["2026-W34"].notes] == [
        (date(2026, 8, 17), "Hari Kemerdekaan Republik Indonesia", "hari_libur")
    ]
    assert found["2026-W33"].notes == ()


def test_a_month_of_receipt_is_not_final_before_its_longest_target_has_passed(
    empty_engine: Engine,
) -> None:
    worked_example(empty_engine, [row(70, received_at=local("2026-11-03 08:00"))])
    with empty_engine.connect() as conn:
        found = board(conn, EVERY, NOW)
        much_later = board(conn, EVERY, NOW + timedelta(days=60)).received
        assert final_after(found.basis, date(2026, 11, 30)) == date(2026, 12, 31)
    (month,) = [one for one in found.received if one.cohort.received]
    assert (month.cohort.period, month.met, month.late, month.still_open) == ("2026-11", 3, 1, 3)
    assert month.in_time.text() == "42,86%"
    assert month.label == "belum final (4 dari 7 sudah dinilai)"
    assert [(one.label, one.cohort.judged) for one in much_later] == [("", 7)]
    assert [one.cohort.period for one in found.received] == ["2026-11"]


def test_without_anything_loaded_nothing_is_claimed(empty_engine: Engine) -> None:
    with empty_engine.connect() as conn:
        found = board(conn, SETTINGS, NOW.replace(tzinfo=UTC))
    assert found.answer == "Belum ada data permohonan layanan."
    assert found.basis.known == "belum ada permohonan yang dimuat"
    assert (found.offices, found.attention, found.received) == ((), (), ())
    assert {one.standing for one in found.tiles} == {Standing.MISSING}
    assert {one.value for one in found.tiles} == {"tidak ada data", "belum ada data"}
    assert all(one.figure is None and not one.sample for one in found.tiles)


def test_with_nothing_late_the_answer_says_so_and_names_the_risk(empty_engine: Engine) -> None:
    put(empty_engine, [timed(n, NOW - timedelta(minutes=200)) for n in range(1, 4)])
    with empty_engine.connect() as conn:
        found = board(conn, EVERY, NOW)
    assert found.answer == (
        "November 2026: kepatuhan tidak ada data; tidak ada permohonan terbuka yang melewati"
        " batas; 3 permohonan mendekati batas."
    )
    assert found.whole.status.tone is Tone.KUNING
    assert found.attention == ()


def test_months_are_counted_back_and_the_running_one_only_for_want_of_another() -> None:
    assert months_to("2026-02", 3) == ("2025-12", "2026-01", "2026-02")
    one = {"2026-11": Counts(due=4), "2026-10": Counts(received=3), "2026-09": Counts(due=2)}
    assert usual_month(one, date(2026, 11, 20)) == "2026-09"
    assert usual_month({}, date(2026, 11, 20)) == "2026-11"
