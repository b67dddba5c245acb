"""Verifikasi on the sample regency: the queue, decisions, objections, locks, and who may what."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import update

from core.settings import load_settings
from data.schema import actual
from pages.shared.report_words import typed
from review.accounts import person_named
from review.performance.reporting import save_actual, submit_actual, withdraw_actual
from tests.pages.reporting import OPERATOR, Office, buttons, has, press, words_of

REASON = "Bukti tidak terbaca, unggah ulang."


def test_a_figure_walks_from_hand_to_hand(office: Office) -> None:
    key = office.ready()
    run = office.check("verifikator", key)
    press(run, "check-return")
    assert "Kata" in words_of(run) or "alasan" in words_of(run).casefold()
    assert office.row(key)["state"] == "submitted"
    run.text_area(key=f"check-reason-{key}").set_value(REASON)
    press(run, "check-return")
    assert office.row(key)["state"] == "returned"
    back = office.report(OPERATOR, key)
    assert f"Dikembalikan oleh Verifikator (contoh): {REASON}" in words_of(back)
    press(back, "report-submit")
    if has(back, "report-sure"):
        press(back, "report-sure")
    for account, button, state in (
        ("verifikator", "check-verify", "verified"),
        ("penyetuju", "check-approve", "approved"),
        ("admin", "check-lock", "locked"),
    ):
        press(office.check(account, key), button)
        assert office.row(key)["state"] == state
    assert office.steps(key) == [
        "save", "submit", "return", "submit", "verify", "approve", "lock",
    ]  # fmt: skip
    trail = words_of(office.check("inspektorat", key))
    for words in ("mengunci", "menyetujui", "memverifikasi", "mengembalikan", REASON):
        assert words in trail


def test_the_answer_counts_what_waits_and_names_the_oldest(office: Office) -> None:
    said = words_of(office.visit("verifikator", "verifikasi"))
    assert re.search(r"\d+ angka menunggu verifikasi, tertua \d+ hari \(.+?\)", said)
    assert "menunggu persetujuan" not in said
    said = words_of(office.visit("penyetuju", "verifikasi"))
    assert re.search(r"\d+ angka menunggu persetujuan, tertua \d+ hari \(.+?\)", said)
    said = words_of(office.visit("admin", "verifikasi"))
    assert re.search(r"\d+ angka disetujui siap dikunci; \d+ permintaan buka kunci", said)


def test_a_figure_is_shown_with_all_that_helps_to_decide(office: Office) -> None:
    key = office.ready()
    said = words_of(office.check("verifikator", key))
    for words in (
        "Nilai sebelumnya", "Periode yang sama tahun lalu", "Perubahan", "Target periode",
        "Capaian terhadap target periode", "https://contoh.go.id/rekap-imunisasi",
        "Diisi oleh", "Operator Dinas Kesehatan (contoh)", "Riwayat angka ini", "DATA CONTOH",
    ):  # fmt: skip
        assert words in said, words


def test_after_a_decision_the_next_figure_opens(office: Office) -> None:
    run = office.visit("verifikator", "verifikasi")
    first = office.first_in("submitted")
    run = office.check("verifikator", first)
    name = re.findall(r'dk-heading">(.+?)</h2>', words_of(run))[0]
    press(run, "check-verify")
    assert office.row(first)["state"] == "verified"
    given = run.query_params["angka"]
    following = given if isinstance(given, str) else given[0]
    assert following != first
    assert office.row(following)["state"] == "submitted"
    said = words_of(run)
    assert "Diverifikasi: " in said
    assert name != re.findall(r'dk-heading">(.+?)</h2>', said)[0]


def test_an_older_version_is_told_with_both_values(office: Office) -> None:
    key = office.ready()
    run = office.check("verifikator", key)
    seen = office.row(key)
    with office.engine.connect() as conn:
        operator = person_named(conn, OPERATOR)
    known: dict[str, Any] = {"by": operator, "settings": load_settings(environment={})}
    code, _sign, period = key.partition("~")
    one = withdraw_actual(office.engine, actual_id=seen["id"], version=seen["version"], **known)
    two = save_actual(
        office.engine, indicator=code, period=period, value=31.5, version=one.version, **known
    )
    submit_actual(office.engine, actual_id=seen["id"], version=two.version, **known)
    press(run, "check-verify")
    said = words_of(run)
    assert "Operator Dinas Kesehatan (contoh) mengubah" in said
    assert "Tersimpan sekarang: 31,5" in said
    assert f"Yang Anda lihat: {typed(seen['value'])}" in said
    assert office.row(key)["state"] == "submitted"
    press(run, "check-verify")
    assert office.row(key)["state"] == "verified"


def test_own_input_is_not_offered_and_its_reason_is_told(office: Office) -> None:
    key = office.ready()
    with office.engine.begin() as conn:
        conn.execute(
            update(actual)
            .where(actual.c.id == office.row(key)["id"])
            .values(entered_by="verifikator")
        )
    run = office.check("verifikator", key)
    assert "check-verify" not in buttons(run)
    assert "check-return" in buttons(run)


@pytest.mark.parametrize(
    ("account", "views"),
    [
        ("verifikator", ["antrean", "sanggahan", "riwayat"]),
        ("penyetuju", ["antrean", "sanggahan", "kunci", "riwayat"]),
        ("inspektorat", ["antrean", "sanggahan", "kunci", "riwayat"]),
        ("admin", ["kunci", "riwayat"]),
    ],
)
def test_each_role_is_offered_what_it_may_do(
    office: Office, account: str, views: list[str]
) -> None:
    run = office.visit(account, "verifikasi")
    (control,) = run.get("button_group")
    assert [one.content for one in control.proto.options] == [
        {"antrean": "Antrean", "sanggahan": "Sanggahan", "kunci": "Kunci", "riwayat": "Riwayat"}[
            view
        ]
        for view in views
    ]
