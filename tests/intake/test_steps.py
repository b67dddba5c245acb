"""What the steps of a job find and say; `test_jobs` begins a process for each, this file none."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from core.words import speaking
from data.schema import role_grant
from review.importing import import_file, prepare_import
from review.intake.commands import say_again, store_job
from review.intake.jobs import DAY
from review.intake.outcome import State, from_json, to_json
from review.undoing import undo_batch
from tests.imports.files import SYSTEM_ACTOR, as_xlsx, published
from tests.intake.at_once import at_once
from tests.intake.desk import OPERATOR, bad, good

if TYPE_CHECKING:
    from tests.intake.desk import Desk

NO_FACTS: dict[str, str | None] = {}


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    at_once(monkeypatch)
    return desk


def test_a_file_that_changes_nothing_says_so(desk: Desk) -> None:
    job, _first = desk.read(good())
    store_job(desk.jobs, job, NO_FACTS)
    desk.wait(job)
    _again, found = desk.read(good())
    assert (found.state, found.added, found.changed, found.same) == (State.PREVIEW, 0, 0, 2)


def test_the_second_of_two_is_told_who_was_faster_and_sees_the_new_difference(desk: Desk) -> None:
    mine, first = desk.read(as_xlsx(published({"period": "2024", "value": 80})))
    assert first.shifts[0].before == "91"
    other = prepare_import(
        desk.engine, topic="published", file_name="lain.xlsx",
        content=as_xlsx(published({"period": "2024", "value": 85})),
    )  # fmt: skip
    import_file(desk.engine, by=desk.person("verifikator"), prepared=other)
    store_job(desk.jobs, mine, NO_FACTS)
    told = desk.wait(mine)
    assert told.state is State.PREVIEW
    assert "Verifikator (contoh)" in told.moved[0]
    assert "lain.xlsx" in told.moved[0]
    assert "91 → 85" in told.moved[1]
    assert (told.shifts[0].before, told.shifts[0].after) == ("85", "80")
    assert desk.values()["2024"] == 85
    store_job(desk.jobs, mine, NO_FACTS)
    assert desk.wait(mine).state is State.STORED
    assert desk.values()["2024"] == 80


def test_who_has_lost_the_role_since_the_upload_stores_nothing(desk: Desk) -> None:
    job, _found = desk.read(good())
    with desk.engine.begin() as conn:
        operators = update(role_grant).where(role_grant.c.role == "operator_opd")
        conn.execute(operators.values(role="bupati"))
    before = desk.values()
    store_job(desk.jobs, job, NO_FACTS)
    found = desk.wait(job)
    assert found.state is State.FAILED
    assert "tidak berwenang memuat angka" in found.message
    assert desk.values() == before


def test_old_jobs_and_all_but_a_persons_newest_are_cleared(desk: Desk) -> None:
    jobs = [desk.read(bad())[0] for _number in range(5)]
    assert not jobs[0].folder.exists()
    assert all(job.folder.exists() for job in jobs[1:])
    old = time.time() - DAY - 60
    for path in jobs[1].folder.iterdir():
        os.utime(path, (old, old))
    desk.hand_in(bad(), by="verifikator")
    assert not jobs[1].folder.exists()


def test_another_language_says_it_anew(desk: Desk) -> None:
    job, found = desk.read(bad())
    assert found.language == "id"
    with speaking("en"):
        assert say_again(desk.jobs, job)
    again = desk.wait(job)
    assert again.language == "en"
    assert "not a number" in again.problems[0].message


def test_an_outcome_comes_back_from_json_as_it_was(desk: Desk) -> None:
    for content in (good(), bad()):
        _job, found = desk.read(content)
        assert from_json(to_json(found)) == found


def test_the_command_line_still_undoes_what_the_screen_stored(desk: Desk) -> None:
    job, _found = desk.read(good())
    store_job(desk.jobs, job, NO_FACTS)
    batch = desk.wait(job).batch or 0
    assert undo_batch(desk.engine, by=SYSTEM_ACTOR, batch_id=batch).batch_id == batch


def test_a_job_is_shown_to_its_own_person_alone(desk: Desk) -> None:
    job, _found = desk.read(good())
    assert desk.jobs.find(job.id, OPERATOR) == job
    assert desk.jobs.find(job.id, "verifikator") is None
    for name in ("", "../" + job.id, job.id.upper() + "x", "0" * 32):
        assert desk.jobs.find(name, OPERATOR) is None


def test_a_file_that_is_no_table_ends_in_words(desk: Desk) -> None:
    for content in (b"%PDF-1.7", b"PK\x03\x04broken", b"\x00" * 50):
        _job, found = desk.read(content)
        assert found.state is State.FAILED
        assert found.message
        assert found.hint
