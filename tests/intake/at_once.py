"""The steps of a job, done here and at once instead of in a process of their own.

It is the code that the process runs, on the same folder, database and language; what a process
adds (its bounds, its end by force, its turn) is for the tests that begin one.
"""

from __future__ import annotations

import os
from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from core.settings import DATABASE_VARIABLE
from review.intake import processes, worker

if TYPE_CHECKING:
    from review.intake.jobs import Job


@dataclass(frozen=True, slots=True)
class Ended:
    """What is left of a process that has come to its end."""

    pid: int

    def poll(self) -> int:
        return 0


def _work(job: Job, url: str) -> Ended:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE_VARIABLE, url)
        # The language of a step is its own, not the reader's.
        copy_context().run(worker.work_at, job)
    return Ended(os.getpid())


def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on no job begins a process, to the end of the test."""
    monkeypatch.setattr(processes, "_begin", _work)
