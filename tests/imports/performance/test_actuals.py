"""Actuals by file: drafts of the own OPD, step by step, and the way back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, insert, select

from core.errors import Invalid, NotAllowed, StaleVersion
from data.rollups import rebuild, rules_of
from data.schema import actual_step, evidence, import_batch
from data.versions import version_of
from metrics.performance.kinds import OPEN, ReportState
from review.import_rights import may_import, may_undo, within_of
from review.importing import import_file
from review.undoing import prepare_undo, undo_batch
from review.work import Actor, first_broken_event, unit_of_work
from tests.imports.files import ADMIN, BUPATI, SYSTEM_ACTOR, VERIFIER, dump
from tests.imports.performance.house import (
    ACTUAL,
    ANYONE,
    FARMER,
    FARMS,
    HEAD,
    HEALTH,
    OPERATOR,
    SETTINGS,
    actuals,
    change,
    load,
    prepare,
    problems,
    put,
    report,
    standings,
    steps,
    table,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from data.imports.model import Prepared

Q2, Q3 = "2026-Q2", "2026-Q3"
RATIO = {"Kode indikator": "I-MONTH", "Realisasi": "", "Pembilang": "1", "Penyebut": "3"}


def test_a_report_comes_in_as_a_draft_with_its_step(offices: Engine, fixed_clock: datetime) -> None:
    now = fixed_clock.replace(tzinfo=None)
    result = report(offices, {"Catatan": "lengkap"}, {**RATIO, "Periode": "Agustus 2026"})
    assert (result.added, result.changed) == (2, 0)
    row = actuals(offices)["I-FLOW", Q3]
    assert (row.state, row.version, row.entered_by, row.entered_at) == ("draft", 1, "op", now)
    assert (row.value, row.note, row.batch_id) == (90.0, "lengkap", result.batch_id)
    assert (row.submitted_by, row.first_submitted_at) == (None, None)
    monthly = actuals(offices)["I-MONTH", "2026-08"]
    assert monthly.value == pytest.approx(100 / 3, abs=1e-12)
    assert (monthly.numerator, monthly.denominator) == (1, 3)
    (step,) = steps(offices, "I-FLOW", Q3)
    assert (step.version, step.actor, step.action, step.at) == (1, "op", "import", now)
    assert (step.from_state, step.to_state, step.old_value, step.new_value) == (
        None, "draft", None, 90.0,
    )  # fmt: skip


def test_a_draft_shows_in_no_standing(offices: Engine) -> None:
    before = standings(offices, "I-FLOW")
    report(offices, {}, {"Periode": Q2})
    assert standings(offices, "I-FLOW") == before
    with offices.begin() as conn:
        rebuild(conn, rules_of(SETTINGS))
    assert standings(offices, "I-FLOW") == before


def test_an_open_report_is_changed_by_a_file_into_a_draft(offices: Engine) -> None:
    periods = ("2026-Q1", Q2, Q3)
    for state, period in zip(sorted(OPEN), periods, strict=True):
        put(offices, "I-FLOW", period, state)
    assert report(offices, *({"Periode": period} for period in periods)).changed == 3
    for state, period in zip(sorted(OPEN), periods, strict=True):
        row = actuals(offices)["I-FLOW", period]
        assert (row.state, row.version, row.value, row.entered_by) == ("draft", 6, 90.0, "op")
        (step,) = steps(offices, "I-FLOW", period)
        assert (step.version, step.from_state, step.old_value, step.new_value) == (
            6, state, 70.0, 90.0,
        )  # fmt: skip


def test_a_report_that_went_on_is_not_changed_by_a_file(offices: Engine) -> None:
    gone_on = sorted(set(ReportState) - OPEN)
    periods = [f"2025-Q{number}" for number in range(1, 5)]
    for state, period in zip(gone_on, periods, strict=True):
        put(offices, "I-FLOW", period, state)
    rows = table(ACTUAL, *({"Periode": period} for period in periods))
    found = problems(offices, "actuals", rows, OPERATOR)
    assert [(row, key) for row, key, _said in found] == [(n, "value") for n in range(2, 6)]
    for state, (_row, _key, said) in zip(gone_on, found, strict=True):
        assert f"berstatus “{state.label}”" in said
        assert ("Tarik dahulu" in said) == (state == "submitted")
    before = dump(offices)
    same = ({"Periode": period, "Realisasi": "70"} for period in periods)
    assert report(offices, *same).batch_id is None
    assert dump(offices) == before


def test_rows_without_a_value_are_left_out_and_a_note_alone_empties_nothing(
    offices: Engine,
) -> None:
    report(offices, {"Catatan": "lengkap"})
    rows = table(ACTUAL, {"Realisasi": ""}, {"Periode": Q2, "Realisasi": "80"})
    found = prepare(offices, "actuals", rows, OPERATOR)
    assert (found.row_count, len(found.added), len(found.changed)) == (1, 1, 0)
    assert found.notes == ("1 baris tanpa nilai dilewati.",)
    nothing = table(ACTUAL, {"Realisasi": ""}, {"Realisasi": "", "Catatan": "lengkap"})
    assert "Belum ada baris yang diisi" in problems(offices, "actuals", nothing, OPERATOR)[0][2]
    assert report(offices, {"Realisasi": "", "Catatan": "menyusul"}).changed == 1
    row = actuals(offices)["I-FLOW", Q3]
    assert (row.value, row.note, row.version) == (90.0, "menyusul", 2)


def test_a_plain_value_takes_the_place_of_a_reckoned_one(offices: Engine) -> None:
    own = {**RATIO, "Periode": "2026-08"}
    report(offices, own)
    report(offices, {**own, "Realisasi": "51,25", "Pembilang": "", "Penyebut": ""})
    row = actuals(offices)["I-MONTH", "2026-08"]
    assert (row.value, row.numerator, row.denominator) == (51.25, None, None)


def test_reports_are_named_by_the_cadence_of_their_indicator(offices: Engine) -> None:
    rows = [{"Periode": "2026-Q1"}, {"Periode": "triwulan II 2026"}, {"Periode": "TW 3 2026"}]
    rows += [{**RATIO, "Periode": text} for text in ("Januari 2026", "2026-02", "03/2026")]
    rows += [{"Kode indikator": "I-RELEASE", "Periode": "2025"}]
    assert report(offices, *rows).added == 7
    assert sorted(period for _code, period in actuals(offices)) == [
        "2025", "2026-01", "2026-02", "2026-03", "2026-Q1", Q2, Q3,
    ]  # fmt: skip


def test_an_operator_cannot_touch_another_opd_by_file(offices: Engine) -> None:
    put(offices, "I-FARM", Q3, "verified")
    foreign = table(ACTUAL, {"Kode indikator": "I-FARM"}, {})
    (found,) = problems(offices, "actuals", foreign, OPERATOR)
    assert found[:2] == (2, "indicator_code")
    assert f"Baris ini milik {FARMS}; Anda hanya dapat mengirim baris milik {HEALTH}" in found[2]
    assert "berstatus" not in found[2]
    theirs = prepare(offices, "actuals", table(ACTUAL, {"Kode indikator": "I-FARM", "Periode": Q2}),
                     FARMER)  # fmt: skip
    before = dump(offices)
    with pytest.raises(NotAllowed, match=FARMS):
        import_file(offices, by=OPERATOR, prepared=theirs, settings=SETTINGS)
    assert dump(offices) == before
    batch = import_file(offices, by=FARMER, prepared=theirs, settings=SETTINGS).batch_id or 0
    with pytest.raises(NotAllowed):
        undo_batch(offices, by=OPERATOR, batch_id=batch, settings=SETTINGS)
    assert ("I-FARM", Q2) in actuals(offices)


def test_who_may_report_by_file(offices: Engine) -> None:
    for person in (OPERATOR, HEAD, FARMER, ANYONE):
        assert may_import(person, "actuals").allowed
    for other in (VERIFIER, ADMIN, BUPATI, SYSTEM_ACTOR, Actor("op")):
        assert not may_import(other, "actuals").allowed
    assert within_of(OPERATOR, "actuals") == within_of(HEAD, "actuals") == frozenset({HEALTH})
    assert within_of(ANYONE, "actuals") is None
    assert within_of(VERIFIER, "actuals") == frozenset()
    assert within_of(OPERATOR, "published") is None
    assert load(offices, "actuals", table(ACTUAL, {}), HEAD).added == 1
    found = prepare(offices, "actuals", table(ACTUAL, {"Periode": Q2}))
    with pytest.raises(NotAllowed):
        import_file(offices, by=VERIFIER, prepared=found, settings=SETTINGS)
    assert may_undo(OPERATOR, "actuals", "op").allowed
    for person in (VERIFIER, HEAD, ADMIN):
        assert not may_undo(person, "actuals", "op").allowed


def test_undo_brings_back_what_was_there_as_a_further_version(offices: Engine) -> None:
    put(offices, "I-FLOW", Q3, "returned")
    result = report(offices, {}, {"Periode": Q2})
    undo_batch(offices, by=OPERATOR, batch_id=result.batch_id or 0, settings=SETTINGS)
    (key,) = actuals(offices)
    row = actuals(offices)[key]
    assert (row.value, row.state, row.version, row.entered_by, row.batch_id) == (
        70.0, "returned", 7, "orang", None,
    )  # fmt: skip
    trail = [(one.version, one.action, one.from_state, one.to_state, one.new_value)
             for one in steps(offices, "I-FLOW", Q3)]  # fmt: skip
    assert trail == [(6, "import", "returned", "draft", 90), (7, "undo", "draft", "returned", 70)]
    gone = [(one.version, one.action, one.new_value) for one in steps(offices, "I-FLOW", Q2)]
    assert gone == [(1, "import", 90.0), (2, "undo", None)]
    report(offices, {"Periode": Q2})
    assert actuals(offices)["I-FLOW", Q2].version == 3
    with offices.connect() as conn:
        assert first_broken_event(conn) is None


@pytest.mark.parametrize(
    "deed", [{"state": "submitted", "version": 2}, {"value": 91.0, "version": 2, "batch_id": None}]
)
def test_what_people_worked_on_since_is_not_taken_back(
    offices: Engine, deed: dict[str, object]
) -> None:
    batch = report(offices, {}, {"Periode": Q2}).batch_id or 0
    change(offices, "I-FLOW", Q3, **deed)
    assert prepare_undo(offices, batch_id=batch).obstacles == (
        "1 baris sudah dikerjakan sejak itu.",
    )
    before = dump(offices)
    with pytest.raises(Invalid):
        undo_batch(offices, by=OPERATOR, batch_id=batch, settings=SETTINGS)
    assert dump(offices) == before


def test_a_report_with_evidence_is_not_taken_back(offices: Engine) -> None:
    batch = report(offices, {}).batch_id or 0
    proof = {"token": "t", "kind": "link", "name": "Surat", "address": "https://x.id",
             "added_by": "op"}  # fmt: skip
    with offices.begin() as conn:
        at = conn.scalar(select(import_batch.c.imported_at).limit(1))
        conn.execute(insert(evidence).values(
            **proof, added_at=at, actual_id=actuals(offices)["I-FLOW", Q3].id
        ))  # fmt: skip
    assert prepare_undo(offices, batch_id=batch).obstacles == ("1 laporan sudah memiliki bukti.",)


def test_what_is_submitted_after_the_preview_stops_the_import(offices: Engine) -> None:
    report(offices, {})
    mine = prepare(offices, "actuals", table(ACTUAL, {"Realisasi": "95"}), OPERATOR)
    with unit_of_work(offices, by=Actor("op")) as work:
        work.bump("actuals")
    change(offices, "I-FLOW", Q3, state="submitted", version=2)
    before = dump(offices)
    with pytest.raises(StaleVersion, match="telah dikerjakan sejak pratinjau"):
        import_file(offices, by=OPERATOR, prepared=mine, settings=SETTINGS)
    assert dump(offices) == before


def test_of_two_uploads_at_once_one_wins_and_the_other_is_told(offices: Engine) -> None:
    periods = ("2026-Q1", Q2, Q3)
    previews = [
        prepare(offices, "actuals",
                table(ACTUAL, *({"Periode": one, "Realisasi": value} for one in periods)), by)
        for value, by in (("1", OPERATOR), ("2", HEAD))
    ]  # fmt: skip
    start = Barrier(2)

    def store(job: tuple[Prepared, object]) -> str:
        start.wait()
        try:
            import_file(offices, by=job[1], prepared=job[0], settings=SETTINGS)  # type: ignore[arg-type]
        except StaleVersion:
            return "told"
        return "stored"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(store, zip(previews, (OPERATOR, HEAD), strict=True)))
    assert told == ["stored", "told"]
    assert len({row.value for row in actuals(offices).values()}) == 1
    with offices.connect() as conn:
        assert conn.scalar(select(func.count()).select_from(actual_step)) == len(periods)
        assert version_of(conn, "actuals")[0] >= 1


def test_a_file_that_repeats_a_sample_report_leaves_it_as_it_is(offices: Engine) -> None:
    batch = report(offices, {}, {"Periode": Q2}).batch_id
    with offices.begin() as conn:
        conn.execute(import_batch.update().where(import_batch.c.id == batch).values(synthetic=True))
    change(offices, "I-FLOW", Q2, state="returned", version=3)
    result = report(offices, {"Realisasi": "91"}, {"Periode": Q2})
    assert (result.changed, result.same) == (1, 1)
    rows = actuals(offices)
    assert (rows["I-FLOW", Q3].batch_id, rows["I-FLOW", Q3].version) == (result.batch_id, 2)
    assert (rows["I-FLOW", Q2].batch_id, rows["I-FLOW", Q2].state) == (batch, "returned")
