"""The progress bar of a job, and what happens when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import N_, _
from data.imports.model import Phase
from pages.data.task import current, put_down
from pages.shared.viewer import require
from review.access import Permission
from review.intake.outcome import State
from review.intake.processes import start, stop
from review.intake.worker import COPYING

if TYPE_CHECKING:
    from pages.data.task import Task
    from review.intake.jobs import Advance, Job

EVERY: Final = 1.0
"""Seconds between two looks at a running job."""
# Where a phase begins on the bar, and how much of it is the phase's own.
SHARE: Final = {
    Phase.READ: (0.05, 0.1), Phase.CHECK: (0.15, 0.6), Phase.COMPARE: (0.75, 0.2),
    COPYING: (0.95, 0.05), Phase.WRITE: (0.05, 0.9),
}  # fmt: skip
COPY_WORDS: Final = N_("Writing the marked copy")


@st.fragment(run_every=EVERY)
def watch() -> None:
    """The bar of a running job; when it is done, the whole page runs once more."""
    viewer = require(Permission.SEE_IMPORTS)
    task = current(viewer)
    if task is None or task.job is None or not task.busy:
        st.rerun()
    bar(task, task.job)


def bar(task: Task, job: Job) -> None:
    """How far the job has come, and the way out of it."""
    if task.state is State.WAITING:
        start(job, task.jobs.url)
    share, text = _progress(job.advance())
    st.progress(share, text=text)
    if st.button(_("Stop and choose another file"), key="data-stop"):
        stop(job)
        put_down()
        st.rerun()


def _progress(advance: Advance | None) -> tuple[float, str]:
    if advance is None:
        return 0.0, _("Starting")
    begin, own = SHARE.get(advance.phase, (0.0, 1.0))
    done = min(advance.done / advance.total, 1.0) if advance.total > 0 else 0.0
    words = _(COPY_WORDS) if advance.phase == COPYING else Phase(advance.phase).label
    return begin + own * done, words
