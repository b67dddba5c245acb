"""The job that the address names (`?kerja=…`), if it is this person's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from review.intake.commands import say_again
from review.intake.jobs import Jobs
from review.intake.outcome import Outcome, State
from review.intake.processes import state_of

if TYPE_CHECKING:
    from pages.shared.viewer import Viewer
    from review.intake.jobs import Job

KEY: Final = "kerja"
BUSY: Final = (State.WAITING, State.RUNNING)
UNDOING: Final = ("undo_look", "undo")


@dataclass(frozen=True, slots=True)
class Task:
    """A job as it is at this run. job None: the address names one that is not there."""

    jobs: Jobs
    job: Job | None
    state: State
    outcome: Outcome

    @property
    def busy(self) -> bool:
        """Whether a process works at it, or will."""
        return self.state in BUSY


def jobs_of(viewer: Viewer) -> Jobs:
    """The jobs of this installation."""
    return Jobs(viewer.settings.database.url)


def current(viewer: Viewer) -> Task | None:
    """The job of the address; None when it names none.

    What another handed in and what is long gone look the same: nothing is told of either.
    """
    name = st.query_params.get(KEY)
    if name is None:
        return None
    jobs = jobs_of(viewer)
    job = jobs.find(name, viewer.person.username)
    if job is None:
        return Task(jobs, None, State.LOST, Outcome(State.LOST))
    state, outcome = state_of(job)
    if outcome is not None and outcome.language != viewer.language and say_again(jobs, job):
        state, outcome = State.RUNNING, None
    request = job.request()
    known = Outcome(state, topic=request.topic, file_name=request.file_name, batch=request.batch)
    return Task(jobs, job, state, outcome or known)


def take_up(job: Job) -> None:
    """Go on with this job: its id goes into the address, so that a reload finds it again."""
    st.query_params[KEY] = job.id
    st.rerun()


def put_down() -> None:
    """Leave the job: the address names none any more."""
    st.query_params.pop(KEY, None)
