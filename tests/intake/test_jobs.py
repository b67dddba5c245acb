"""A job from the file to the stored rows, each step in a process of its own."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from core.errors import Invalid, NotAllowed
from core.settings import ROOT
from data.schema import audit_event, import_batch
from review.intake import processes
from review.intake.commands import look_at_undo, read_facts, store_job, undo_job
from review.intake.outcome import State
from review.intake.processes import start, state_of
from tests.imports.files import as_csv, published
from tests.intake.desk import OPERATOR, Desk, bad, good, send, standing_still

if TYPE_CHECKING:
    from pathlib import Path

NO_FACTS: dict[str, str | None] = {}


@cache
def large() -> bytes:
    return as_csv(published(*[{"component": f"k{number}"} for number in range(180_000)]))


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


def test_a_topic_that_is_not_theirs_is_refused_at_the_door(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.hand_in(good(), topic="regions")


def test_the_folder_is_private_and_a_foreign_one_refused(desk: Desk) -> None:
    folder = desk.jobs.folder()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    with pytest.raises(Exception, match="dapat dibuka pengguna lain"):
        desk.jobs.folder()


def test_a_killed_process_ends_in_words_and_the_file_can_be_read_again(desk: Desk) -> None:
    with standing_still():
        job = desk.hand_in(good())
    assert state_of(job) == (State.RUNNING, None)
    send(job, signal.SIGKILL)
    processes._handles[job.id].wait()
    assert state_of(job) == (State.LOST, None)
    job.next()
    assert start(job, desk.jobs.url)
    assert desk.wait(job).state is State.PREVIEW


def test_more_jobs_than_places_wait_for_their_turn(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One of the test before may still be on its way out; it would take the only place.
    for process in processes._handles.values():
        process.wait(timeout=60)
    monkeypatch.setattr(processes, "MOST_AT_ONCE", 1)
    with standing_still():
        first = desk.hand_in(good())
    second = desk.hand_in(bad(), by="verifikator")
    assert [state_of(one)[0] for one in (first, second)] == [State.RUNNING, State.WAITING]
    send(first, signal.SIGCONT)
    assert desk.wait(first).state is State.PREVIEW
    assert desk.wait(second).state is State.PROBLEMS


@pytest.mark.parametrize(("address", "day"), [("jaga.id", ""), ("", "kemarin"), ("", "TW I 2024")])
def test_a_wrong_address_or_day_is_refused_before_anything_runs(address: str, day: str) -> None:
    with pytest.raises(Invalid):
        read_facts("", address, day)


def test_memory_beyond_the_limit_ends_in_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A start-up file that Python reads by itself lowers the limit of the process.

    Not below what the program takes with its tables and the thread that watches the time."""
    hook = "import review.intake.limits as limits\nlimits.MEMORY = 160_000_000\n"
    (tmp_path / "sitecustomize.py").write_text(hook, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    found = desk.wait(desk.hand_in(large(), "besar.csv"))
    assert found.state is State.FAILED
    assert "memori" in found.message
    assert found.hint


def test_the_process_of_a_job_loads_neither_streamlit_nor_pandas() -> None:
    code = "import sys, review.intake.worker, review.intake.steps; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    slow = {"streamlit", "pandas", "numpy", "openpyxl", "alembic"}
    assert not slow & set(run.stdout.split())
