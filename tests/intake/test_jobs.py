"""A job from the file to the stored rows, each step in a process of its own."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from core.errors import Invalid, NotAllowed
from core.settings import ROOT
from core.words import speaking
from data.schema import audit_event, import_batch, role_grant
from review.importing import import_file, prepare_import
from review.intake import processes
from review.intake.commands import look_at_undo, read_facts, say_again, store_job, undo_job
from review.intake.jobs import DAY
from review.intake.outcome import State, from_json, to_json
from review.intake.processes import start, state_of
from review.undoing import undo_batch
from tests.imports.files import SYSTEM_ACTOR, as_csv, as_xlsx, published
from tests.intake.desk import OPERATOR, Desk, bad, good

if TYPE_CHECKING:
    from pathlib import Path

NO_FACTS: dict[str, str | None] = {}


def test_a_file_is_read_previewed_stored_and_taken_back(desk: Desk) -> None:
    before = desk.values()
    job, found = desk.read(good())
    assert (found.state, found.added, found.changed, found.same) == (State.PREVIEW, 1, 1, 0)
    first = found.shifts[0]
    assert (first.row, first.field, first.before, first.after) == (3, "Nilai", "91", "95,5")
    assert desk.values() == before
    store_job(desk.jobs, job, read_facts("Surat KPK", "https://jaga.id", "11/08/2026"))
    stored = desk.wait(job)
    assert (stored.state, stored.added, stored.changed) == (State.STORED, 1, 1)
    assert desk.values() == before | {"2025": 92.5, "2024": 95.5}
    with desk.engine.connect() as conn:
        batch = conn.execute(select(import_batch).order_by(import_batch.c.id.desc())).mappings()
        newest = batch.first()
        actors = conn.scalars(select(audit_event.c.actor).where(audit_event.c.action == "import"))
        assert list(actors)[-1] == OPERATOR
    assert newest is not None
    assert (newest["imported_by"], newest["source"], newest["as_of"]) == (
        OPERATOR, "Surat KPK", "2026-08-11",
    )  # fmt: skip
    assert not job.upload.exists()
    assert not job.prepared.exists()
    undone = look_at_undo(desk.jobs, by=desk.person(), batch=stored.batch or 0)
    preview = desk.wait(undone)
    assert (preview.state, preview.added, preview.changed) == (State.UNDO_PREVIEW, 1, 1)
    back = preview.shifts[0]
    assert (back.field, back.before, back.after) == ("Nilai", "95,5", "91")
    undo_job(desk.jobs, undone)
    assert desk.wait(undone).state is State.UNDONE
    assert desk.values() == before


def test_mistakes_are_told_and_a_marked_copy_waits(desk: Desk) -> None:
    job, found = desk.read(bad())
    assert (found.state, found.problem_count, found.copy) == (State.PROBLEMS, 3, "whole")
    assert [(one.sheet, one.row, one.column) for one in found.problems] == [
        ("Data", 2, "value"), ("Data", 3, "metric"), ("Data", 4, "region_code"),
    ]  # fmt: skip
    assert all(one.message and one.hint for one in found.problems)
    assert job.copy.read_bytes().startswith(b"PK")
    assert not job.prepared.exists()


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


def test_a_topic_that_is_not_theirs_is_refused_at_the_door(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.hand_in(good(), topic="regions")


def test_a_job_is_shown_to_its_own_person_alone(desk: Desk) -> None:
    job, _found = desk.read(good())
    assert desk.jobs.find(job.id, OPERATOR) == job
    assert desk.jobs.find(job.id, "verifikator") is None
    for name in ("", "../" + job.id, job.id.upper() + "x", "0" * 32):
        assert desk.jobs.find(name, OPERATOR) is None


def test_the_folder_is_private_and_a_foreign_one_refused(desk: Desk) -> None:
    folder = desk.jobs.folder()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    with pytest.raises(Exception, match="dapat dibuka pengguna lain"):
        desk.jobs.folder()


def test_a_killed_process_ends_in_words_and_the_file_can_be_read_again(desk: Desk) -> None:
    job = desk.hand_in(good())
    os.kill(processes._handles[job.id].pid, signal.SIGKILL)
    processes._handles[job.id].wait()
    assert state_of(job) == (State.LOST, None)
    job.next()
    assert start(job, desk.jobs.url)
    assert desk.wait(job).state is State.PREVIEW


def test_a_file_that_is_no_table_ends_in_words(desk: Desk) -> None:
    for content in (b"%PDF-1.7", b"PK\x03\x04broken", b"\x00" * 50):
        _job, found = desk.read(content)
        assert found.state is State.FAILED
        assert found.message
        assert found.hint


def test_more_jobs_than_places_wait_for_their_turn(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "MOST_AT_ONCE", 1)
    first, second = desk.hand_in(good()), desk.hand_in(bad(), by="verifikator")
    assert state_of(second)[0] is State.WAITING
    assert desk.wait(first).state is State.PREVIEW
    assert desk.wait(second).state is State.PROBLEMS


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


@pytest.mark.parametrize(("address", "day"), [("jaga.id", ""), ("", "kemarin"), ("", "TW I 2024")])
def test_a_wrong_address_or_day_is_refused_before_anything_runs(address: str, day: str) -> None:
    with pytest.raises(Invalid):
        read_facts("", address, day)


def test_an_outcome_comes_back_from_json_as_it_was(desk: Desk) -> None:
    for content in (good(), bad()):
        _job, found = desk.read(content)
        assert from_json(to_json(found)) == found


def test_memory_beyond_the_limit_ends_in_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A start-up file that Python reads by itself lowers the limit of the process.

    Not below what the program takes with its tables and the thread that watches the time."""
    hook = "import review.intake.limits as limits\nlimits.MEMORY = 160_000_000\n"
    (tmp_path / "sitecustomize.py").write_text(hook, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    rows = published(*[{"component": f"k{number}"} for number in range(180_000)])
    found = desk.wait(desk.hand_in(as_csv(rows), "besar.csv"))
    assert found.state is State.FAILED
    assert "memori" in found.message
    assert found.hint


def test_the_process_of_a_job_loads_neither_streamlit_nor_pandas() -> None:
    code = "import sys, review.intake.worker, review.intake.steps; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"streamlit", "pandas", "numpy", "openpyxl"} & set(run.stdout.split())


def test_the_command_line_still_undoes_what_the_screen_stored(desk: Desk) -> None:
    job, _found = desk.read(good())
    store_job(desk.jobs, job, NO_FACTS)
    batch = desk.wait(job).batch or 0
    assert undo_batch(desk.engine, by=SYSTEM_ACTOR, batch_id=batch).batch_id == batch
