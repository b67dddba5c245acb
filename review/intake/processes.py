"""The processes that work at jobs: few at once, each alone, known when it ends by itself.

A process of its own keeps the interpreter that serves the pages free, bounds the memory that a
file may take, and lets a file that breaks its reader break nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

from core.settings import DATABASE_VARIABLE, ROOT
from review.intake.limits import SECONDS
from review.intake.outcome import Outcome, State

if TYPE_CHECKING:
    from review.intake.jobs import Job

MOST_AT_ONCE: Final = 2
LOOKING: Final = ("read", "undo_look")
"""Steps that write nothing."""
LEAN: Final = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""Each thread would reserve its share of the address space that the process is bounded by."""
PROCESS: Final = "running"
"""File in a job's folder: the turn and the number of the process that works at it."""

# Shared by all persons of this server on purpose: it bounds what runs at once, and keeps the
# handles by which the system lets go of a process that has ended.
_handles: dict[str, subprocess.Popen[bytes]] = {}
_lock = threading.Lock()


def start(job: Job, url: str) -> bool:
    """Let a process work at the job's request; False when too many run: ask again later."""
    with _lock:
        if _is_running(job):
            return True
        for name in [name for name, one in _handles.items() if one.poll() is not None]:
            del _handles[name]
        if len(_handles) >= MOST_AT_ONCE:
            return False
        (job.folder / "progress.json").unlink(missing_ok=True)
        turn = job.request().turn
        process = _begin(job, url)
        _handles[job.id] = process
        (job.folder / PROCESS).write_text(f"{turn} {process.pid}", encoding="utf-8")
        return True


def _begin(job: Job, url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (this program's own module, a folder of our own)
        [sys.executable, "-m", "review.intake.worker", str(job.folder)],
        cwd=ROOT,
        env={**os.environ, **LEAN, DATABASE_VARIABLE: url},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=None,
        start_new_session=True,
    )


def state_of(job: Job) -> tuple[State, Outcome | None]:
    """How far a job is, and what it came to when it is done."""
    running = _is_running(job)
    outcome = job.outcome()  # Asked after: a process that has just ended has left its result.
    if outcome is not None:
        return outcome.state, outcome
    if running:
        return State.RUNNING, None
    return (State.LOST if _was_started(job) else State.WAITING), None


def _mark(job: Job) -> tuple[int, int] | None:
    try:
        turn, number = (job.folder / PROCESS).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return None
    return int(turn), int(number)


def _was_started(job: Job) -> bool:
    mark = _mark(job)
    return mark is not None and mark[0] == job.request().turn


def _is_running(job: Job) -> bool:
    handle = _handles.get(job.id)
    if handle is not None:
        return handle.poll() is None
    # Perhaps a process that an earlier start of this server began: it is not our child any more.
    mark = _mark(job)
    return mark is not None and os.name == "posix" and _age(job) < SECONDS and _exists(mark[1])


def _age(job: Job) -> float:
    return time.time() - (job.folder / PROCESS).stat().st_mtime


def _exists(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def stop(job: Job) -> None:
    """End the work at a job that only reads; storing and undoing end by themselves, whole."""
    handle = _handles.get(job.id)
    if handle is not None and job.request().step in LOOKING:
        handle.terminate()
