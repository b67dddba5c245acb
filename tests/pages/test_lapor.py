"""Lapor on the sample regency: the work list, entering, submitting, two people at one figure."""

from __future__ import annotations

import re

import pytest

from core.errors import Invalid
from core.words import speaking
from data.queries.performance.worklist import Stage
from pages.lapor.answer import answer
from pages.lapor.listing import row_of
from pages.lapor.typed import read_number
from pages.shared.report_words import typed
from tests.pages.reporting import (
    FARMING,
    HEAD,
    LINK,
    OPERATOR,
    Office,
    add_link,
    buttons,
    has,
    press,
    type_in,
    words_of,
)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("id", "1.234,5", 1234.5),
        ("id", "1.234", 1234.0),
        ("id", "12,125", 12.125),
        ("id", "12.5", 12.5),
        ("id", " −3 ", -3.0),
        ("id", "", None),
        ("en", "1,234.5", 1234.5),
        ("en", "12.125", 12.125),
    ],
)
def test_a_number_is_read_as_it_is_written_in_the_readers_language(
    language: str, text: str, value: float | None
) -> None:
    with speaking(language):
        assert read_number(text, "Realisasi") == value
        if value is not None:
            assert read_number(typed(value), "Realisasi") == value


@pytest.mark.parametrize("text", ["12,5,0", "abc", "12%", "1.2.3,4", "9" * 20, "1e5", "nan"])
def test_what_is_no_number_is_refused_with_words(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_number(text, "Realisasi")
    assert "Realisasi" in caught.value.message


def test_the_answer_says_what_is_due_came_back_and_is_late(office: Office) -> None:
    run = office.visit(OPERATOR, "lapor")
    said = words_of(run)
    assert "Lapor · Dinas Kesehatan" in said
    assert answer(office.work()) in said
    assert re.search(r"\d+ laporan jatuh tempo s\.d\. 14 Desember 2026, 1 dikembalikan,", said)
    assert re.search(r"\d+ terlambat, terlama \d+ hari kerja", said)


def test_the_work_list_tells_state_due_day_target_and_last_value(office: Office) -> None:
    by_stage = {item.stage: row_of(item) for item in office.work()}
    assert by_stage[Stage.RETURNED].state.startswith("Dikembalikan: ")
    assert re.fullmatch(
        r"(Belum lapor|Draf tersimpan, belum diajukan), terlambat \d+ hari kerja",
        by_stage[Stage.OVERDUE].state,
    )
    assert by_stage[Stage.SOON].state == "Belum lapor"
    assert by_stage[Stage.WAITING].state == "Menunggu verifikasi"
    assert all(" · " in row.name and row.further[0] for row in by_stage.values())


def test_a_bad_number_is_told_and_nothing_typed_is_lost(office: Office) -> None:
    key = office.item(Stage.OVERDUE).key
    run = office.report(OPERATOR, key)
    run.text_area(key=f"report-note-{key}").set_value("Rekap puskesmas belum lengkap")
    type_in(run, key, "12,5,0")
    press(run, "report-save")
    assert "'12,5,0' bukan angka." in words_of(run)
    assert "1.234,5" in words_of(run)
    assert run.text_input(key=f"report-value-{key}").value == "12,5,0"
    assert run.text_area(key=f"report-note-{key}").value == "Rekap puskesmas belum lengkap"
    assert office.row(key) == {}
    type_in(run, key, "81,5")
    press(run, "report-save")
    assert "Draf tersimpan." in words_of(run)
    row = office.row(key)
    assert (row["value"], row["state"], row["version"]) == (81.5, "draft", 1)
    assert row["note"] == "Rekap puskesmas belum lengkap"
    assert "Capaian terhadap target periode: " in words_of(run)


def test_a_figure_is_submitted_with_value_and_evidence_and_withdrawn(office: Office) -> None:
    item = office.item(Stage.OVERDUE)
    usual = typed(item.last)
    run = office.enter(item.key, usual)
    press(run, "report-submit")
    said = words_of(run)
    if has(run, "report-sure"):
        press(run, "report-sure")
        said = words_of(run)
    assert "belum memiliki bukti" in said or "bukti" in said
    assert office.row(item.key)["state"] == "draft"
    add_link(run)
    assert LINK in words_of(run)
    press(run, "report-submit")
    if has(run, "report-sure"):
        press(run, "report-sure")
    assert "Sudah diajukan." in words_of(run)
    assert office.row(item.key)["state"] == "submitted"
    assert "report-save" not in buttons(run)
    press(run, "report-withdraw")
    assert office.row(item.key)["state"] == "draft"
    assert "Sudah ditarik." in words_of(run)
    assert has(run, "report-submit")


def test_an_unusual_value_is_asked_about_before_it_is_submitted(office: Office) -> None:
    item = next(
        one
        for one in office.work()
        if one.stage in (Stage.OVERDUE, Stage.SOON)
        and one.state is None
        and one.measure.facts.highest is not None
        and one.measure.ratio is None
    )
    strange = typed((item.measure.facts.highest or 0) * 3 + 7)
    run = office.enter(item.key, strange)
    add_link(run)
    press(run, "report-submit")
    assert "Angka ini akan ditanyakan" in words_of(run)
    assert office.row(item.key)["state"] == "draft"
    run.text_area(key="report-why").set_value("Ada kampanye serentak pada bulan itu.")
    press(run, "report-sure")
    assert office.row(item.key)["state"] == "submitted"
    checked = words_of(office.check("verifikator", item.key))
    assert "Nilai tidak lazim" in checked
    assert "Ada kampanye serentak pada bulan itu." in checked


def test_two_people_at_one_figure_see_both_values_and_choose(office: Office) -> None:
    key = office.item(Stage.OVERDUE).key
    run = office.report(OPERATOR, key)
    type_in(run, key, "80")
    office.enter(key, "70", account=HEAD)
    office.act_as(OPERATOR)
    press(run, "report-save")
    said = words_of(run)
    assert "Kepala Dinas Kesehatan (contoh) mengubah angka ini saat Anda mengisinya" in said
    assert re.search(r">80\D", said)
    assert re.search(r">70\D", said)
    assert "22 November 2026" in said
    assert office.row(key)["value"] == 70.0
    assert run.text_input(key=f"report-value-{key}").value == "80"
    press(run, "report-mine")
    assert office.row(key)["value"] == 80.0
    assert office.row(key)["version"] == 2


def test_the_stored_value_can_be_taken_instead(office: Office) -> None:
    key = office.item(Stage.OVERDUE).key
    run = office.report(OPERATOR, key)
    type_in(run, key, "80")
    office.enter(key, "70", account=HEAD)
    office.act_as(OPERATOR)
    press(run, "report-submit")
    assert has(run, "report-mine")
    press(run, "report-theirs")
    assert office.row(key)["value"] == 70.0
    assert run.text_input(key=f"report-value-{key}").value == "70"
    assert not has(run, "report-mine")
    type_in(run, key, "71")
    press(run, "report-save")
    assert office.row(key)["value"] == 71.0


def test_another_opd_gets_nothing_by_address(office: Office) -> None:
    item = office.item(Stage.DRAFT, Stage.OVERDUE, opd=FARMING, entered=True)
    assert item.value is not None
    for view in ("daftar", "pertanyaan", "rekomendasi", "kendala"):
        run = office.visit(OPERATOR, "lapor", angka=item.key, opd=FARMING, tampil=view)
        assert "Lapor · Dinas Kesehatan" in words_of(run)
    said = words_of(office.report(OPERATOR, item.key))
    assert "bukan milik OPD Anda" in said
    assert item.measure.name not in said
    assert not {"report-save", "report-submit"} & buttons(office.report(OPERATOR, item.key))


@pytest.mark.parametrize("key", ["", "~", "OPD-05-01", "x~y", "OPD-05-01~2026-13", "<b>~2026"])
def test_an_address_that_names_nothing_is_told(office: Office, key: str) -> None:
    assert "Angka ini tidak ada" in words_of(office.report(OPERATOR, key)) or not key


def test_a_returned_report_says_why_and_is_mended(office: Office) -> None:
    item = next(one for one in office.work() if one.stage is Stage.RETURNED)
    run = office.report(OPERATOR, item.key)
    assert str(item.reason) in words_of(run)
    assert "Perbaiki nilai atau buktinya" in words_of(run)
    press(run, "report-submit")
    if has(run, "report-sure"):
        press(run, "report-sure")
    assert office.row(item.key)["state"] == "submitted"
