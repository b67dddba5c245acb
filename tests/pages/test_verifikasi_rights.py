"""Who sees and does what on Verifikasi, and its parts beside the queue."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from core.settings import load_settings
from data.queries.performance.worklist import Stage
from data.schema import actual, objection
from metrics.performance.kinds import ReportState
from review.accounts import person_named
from review.performance.verifying import verify_actual
from tests.access.visitors import page_alone
from tests.pages.reporting import HEALTH, OPERATOR, Office, buttons, press, words_of


@pytest.mark.parametrize("state", ["submitted", "verified", "approved", "locked", "returned"])
@pytest.mark.parametrize(
    ("account", "allowed"),
    [
        ("inspektorat", {}),
        (
            "verifikator",
            {
                "submitted": {"check-verify", "check-return", "check-reject"},
                "verified": {"check-return", "check-reject"},
            },
        ),
        (
            "penyetuju",
            {
                "submitted": {"check-return", "check-reject"},
                "verified": {"check-approve", "check-return", "check-reject"},
            },
        ),
        ("admin", {"approved": {"check-lock"}, "locked": {"check-ask_unlock"}}),
    ],
)
def test_only_what_a_role_may_do_is_shown(
    office: Office, account: str, allowed: dict[str, set[str]], state: str
) -> None:
    run = office.check(account, office.first_in(state))
    offered = {one for one in buttons(run) if one.startswith("check-")} - {"check-back"}
    assert offered == allowed.get(state, set())


def test_the_administrator_sees_no_value_before_it_is_verified(office: Office) -> None:
    key = office.ready()
    said = words_of(office.check("admin", key))
    assert "Sebelum diverifikasi, nilai hanya terbuka bagi OPD-nya" in said
    assert "https://contoh.go.id/rekap-imunisasi" not in said
    assert 'class="dk-value"' not in said


def test_a_draft_is_nobodys_but_its_opds(office: Office) -> None:
    key = office.item(Stage.OVERDUE).key
    office.enter(key, "87,1234")
    for account in ("verifikator", "penyetuju", "inspektorat", "admin"):
        said = words_of(office.check(account, key))
        assert "87,12" not in said
        assert "Rekap" not in said.split("Riwayat angka ini")[0] or "nilai" in said
        assert 'class="dk-value"' not in said


def test_several_figures_are_locked_at_once(office: Office) -> None:
    run = office.visit("admin", "verifikasi", opd=HEALTH)
    boxes = [one for one in run.checkbox if (one.key or "").startswith("lock-")]
    assert 2 < len(boxes) <= 50
    for box in boxes[:2]:
        box.check()
    press(run, "lock-some")
    assert "2 angka dikunci." in words_of(run)
    press(run, "lock-some")
    assert "2 angka dikunci." not in words_of(run)
    with office.engine.connect() as conn:
        ids = [int(str(box.key).removeprefix("lock-")) for box in boxes]
        found = conn.execute(select(actual.c.state).where(actual.c.id.in_(ids))).scalars()
        assert sorted(found) == [*["approved"] * (len(ids) - 2), "locked", "locked"]


def test_an_unlock_is_asked_for_by_one_and_confirmed_by_another(office: Office) -> None:
    key = office.first_in("locked")
    run = office.check("admin", key)
    run.text_area(key=f"check-reason-{key}").set_value("Salah ketik, nilai 12 seharusnya 21.")
    press(run, "check-ask_unlock")
    assert office.row(key)["unlock_by"] == "admin"
    assert "check-confirm_unlock" not in buttons(office.check("admin", key))
    run = office.check("penyetuju", key)
    assert "Salah ketik, nilai 12 seharusnya 21." in words_of(run)
    press(run, "check-confirm_unlock")
    assert office.row(key)["state"] == "returned"


def test_an_objection_is_decided_by_another_than_the_verifier(office: Office) -> None:
    run = office.visit("penyetuju", "verifikasi", tampil="sanggahan")
    with office.engine.connect() as conn:
        query = select(objection.c.id, objection.c.actual_id, objection.c.reason)
        pending = query.where(objection.c.state == "open").order_by(objection.c.decide_by.desc())
        number, figure, reason = conn.execute(pending.limit(1)).one()
    assert reason in words_of(run)
    assert "Keputusan paling lambat" in words_of(run)
    run.text_area(key=f"objection-words-{number}").set_value("Rekap rumah sakit swasta sah.")
    press(run, "objection-uphold")
    assert "Sanggahan diterima: " in words_of(run)
    with office.engine.connect() as conn:
        state = conn.scalar(select(actual.c.state).where(actual.c.id == figure))
    assert state == ReportState.RETURNED
    verifier = office.visit("verifikator", "verifikasi", tampil="sanggahan")
    assert "objection-uphold" not in buttons(verifier)


def test_the_trail_is_narrowed_by_address_and_paged(office: Office) -> None:
    run = office.visit("inspektorat", "verifikasi", tampil="riwayat", langkah="lock", opd=HEALTH)
    said = words_of(run)
    assert re.search(r"Langkah 1 s\.d\. 50 dari [\d.]+, yang terbaru lebih dahulu", said)
    assert "mengunci" in said
    assert "menyetujui" not in said
    assert "Dinkes" in said
    second = words_of(office.visit("inspektorat", "verifikasi", tampil="riwayat", hal="2"))
    assert "Langkah 51 s.d. 100" in second
    junk = office.visit("inspektorat", "verifikasi", tampil="<b>", langkah="x", opd="x", hal="x")
    assert "<b>" not in words_of(junk).replace("<b>Pertanyaan", "")


def test_at_most_fifty_rows_are_listed_until_more_are_asked_for(office: Office) -> None:
    run = office.visit("penyetuju", "verifikasi")
    assert re.search(r"Ditampilkan 50 dari \d+\.", words_of(run))
    press(run, "queue-more-approve")
    assert re.search(r"Ditampilkan 100 dari \d+\.", words_of(run))


@pytest.mark.parametrize("key", ["x", "x~2026", "~", "OPD-05-01~<b>", "OPD-05-01~1999"])
def test_an_address_that_names_nothing_is_told(office: Office, key: str) -> None:
    assert "Angka ini tidak (lagi) dilaporkan." in words_of(office.check("verifikator", key))


@pytest.mark.parametrize("account", ["bupati", OPERATOR, "kadis.kesehatan", "layar.rapat"])
def test_who_checks_nothing_sees_no_queue(office: Office, account: str) -> None:
    assert "tidak berwenang" in words_of(office.visit(account, "verifikasi"))


def test_what_another_has_just_decided_leaves_the_queue(office: Office) -> None:
    key = office.ready()
    row = office.row(key)
    with office.engine.connect() as conn:
        other = person_named(conn, "verifikator")
    verify_actual(
        office.engine, by=other, settings=load_settings(environment={}), actual_id=row["id"],
        version=row["version"],
    )  # fmt: skip
    assert "check-verify" not in buttons(office.check("verifikator", key))


def test_the_page_by_itself_asks_who_looks(use_sample: str) -> None:
    assert "menunggu" not in words_of(page_alone("pages/verifikasi/page.py"))
