"""What an OPD does beside its figures: evidence, answers, obstacles, audits, objections, files."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import delete

from data.queries.performance.worklist import Stage
from data.schema import evidence, objection
from pages.shared.jump import ASSETS, FOLDER, SCRIPT
from pages.shared.report_words import typed
from review.accounts import person_named, set_language
from tests.access.visitors import page_alone, shown
from tests.pages.reporting import (
    HEAD,
    LINK,
    OPERATOR,
    Office,
    add_link,
    buttons,
    press,
    words_of,
)


def test_evidence_is_taken_off_while_the_figure_is_open(office: Office) -> None:
    key = office.item(Stage.OVERDUE).key
    run = add_link(office.enter(key, "50"))
    (off,) = (one for one in buttons(run) if one.startswith("proof-off-"))
    press(run, off)
    assert "Bukti sudah dilepas." in words_of(run)
    assert LINK not in words_of(run)
    field = next(one for one in run.text_input if (one.key or "").startswith("proof-address-"))
    field.set_value("javascript:alert(1)")
    press(run, "proof-add-figure")
    assert "https://" in words_of(run)
    with office.engine.connect() as conn:
        found = conn.execute(evidence.select().where(evidence.c.removed_at.is_(None)))
        assert not [one for one in found if one.address and "javascript" in one.address]


def test_a_question_of_the_checks_is_answered(office: Office) -> None:
    run = office.visit(OPERATOR, "lapor", tampil="pertanyaan")
    before = re.search(r"(\d+) pertanyaan belum dijawab", words_of(run))
    assert before
    send = next(one for one in buttons(run) if one.startswith("ask-send-"))
    name = send.removeprefix("ask-send-")
    run.text_area(key=f"ask-words-{name}").set_value("ya")
    press(run, send)
    assert "Jawaban tersimpan." not in words_of(run)
    run.text_area(key=f"ask-words-{name}").set_value("Pencatatan diperbaiki sejak Juli.")
    press(run, send)
    assert "Jawaban tersimpan." in words_of(run)
    assert f"{int(before[1]) - 1} pertanyaan belum dijawab" in words_of(run)


def test_an_obstacle_is_reported_and_closed(office: Office) -> None:
    run = office.visit(OPERATOR, "lapor", tampil="kendala")
    run.text_area(key="blocker-text").set_value("Vaksin belum tiba dari provinsi.")
    press(run, "blocker-raise")
    assert "Vaksin belum tiba dari provinsi." in words_of(run)
    run.text_area(key="blocker-words").set_value("Vaksin tiba pada hari Senin.")
    press(run, "blocker-done")
    assert "Kendala ditutup." in words_of(run)


def test_evidence_is_handed_in_for_an_audit_recommendation(office: Office) -> None:
    run = office.visit(OPERATOR, "lapor", tampil="rekomendasi")
    assert "rekomendasi belum selesai" in words_of(run)
    field = next(one for one in run.text_input if (one.key or "").startswith("proof-address-"))
    field.set_value(LINK)
    press(run, "proof-add-audit")
    assert "Tautan ditambahkan." in words_of(run)
    assert LINK in words_of(run)


def test_the_head_objects_and_the_operator_cannot(office: Office) -> None:
    with office.engine.begin() as conn:
        conn.execute(delete(evidence).where(evidence.c.objection_id.is_not(None)))
        conn.execute(delete(objection))
    item = office.item(Stage.OVERDUE)
    office.submitted(item.key, typed(item.last))
    press(office.check("verifikator", item.key), "check-verify")
    assert office.row(item.key)["state"] == "verified"
    assert "object-raise" not in buttons(office.report(OPERATOR, item.key))
    run = office.report(HEAD, item.key)
    run.text_area(key="object-reason").set_value("Data dua puskesmas belum terhitung.")
    press(run, "object-raise")
    assert "Data dua puskesmas belum terhitung." in words_of(run)
    assert "menunggu keputusan" in words_of(run)
    assert "object-raise" not in buttons(run)


def test_files_are_handed_in_for_the_own_opd(office: Office) -> None:
    run = office.visit(HEAD, "lapor", tampil="unggah")
    assert ("download_button", "Unduh templat OPD Anda") in shown(run)
    assert sum(kind == "file_uploader" for kind, _ in shown(run)) == 1


def test_the_screen_speaks_english_to_whom_it_should(office: Office) -> None:
    with office.engine.connect() as conn:
        person = person_named(conn, OPERATOR)
    set_language(office.engine, by=person, language="en")
    said = words_of(office.visit(OPERATOR, "lapor"))
    assert re.search(r"\d+ reports due by 14 December 2026", said)


@pytest.mark.parametrize("account", ["bupati", "verifikator", "admin", "layar.rapat"])
def test_who_has_no_opd_has_no_reports(office: Office, account: str) -> None:
    assert "tidak berwenang" in words_of(office.visit(account, "lapor"))


def test_the_page_by_itself_asks_who_looks(use_sample: str) -> None:
    assert "jatuh tempo" not in words_of(page_alone("pages/lapor/page.py"))


def test_the_script_that_jumps_is_a_file_of_our_own() -> None:
    script = (FOLDER / ASSETS / SCRIPT).read_text(encoding="utf-8")
    assert "innerHTML" not in script
    assert "http" not in script
