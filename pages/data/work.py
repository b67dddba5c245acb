"""The file at hand: what its state asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import DashboardError
from core.words import _
from pages.data.mapping import mapping_form
from pages.data.options import reading
from pages.data.parts import lines, notice
from pages.data.progress import watch
from pages.data.result import preview, problems
from pages.data.task import put_down
from pages.data.undoing import undo_preview
from pages.shared.navigation import page_path
from review.intake.commands import read_again
from review.intake.outcome import State

if TYPE_CHECKING:
    from pages.data.task import Task
    from pages.shared.viewer import Viewer
    from review.intake.jobs import Job


def work(viewer: Viewer, task: Task | None) -> None:
    """What the job of the address shows and asks for now."""
    if task is None or task.job is None:
        return
    if task.busy:
        watch()
    elif task.state is State.LOST:
        _lost(task, task.job)
    else:
        if task.outcome.moved:
            st.html(lines(task.outcome.moved, "dk-line"))
        _result(viewer, task, task.job)


def _result(viewer: Viewer, task: Task, job: Job) -> None:
    match task.state:
        case State.MAPPING:
            mapping_form(viewer, task, job)
            reading(task, job)
        case State.PROBLEMS:
            problems(viewer, task, job)
        case State.PREVIEW:
            preview(viewer, task, job)
        case State.STORED:
            _stored()
        case State.UNDO_PREVIEW:
            undo_preview(task, job)
        case State.FAILED:
            notice(DashboardError(_("Nothing is stored or changed."), hint=task.outcome.hint))
    if task.state in (State.PREVIEW, State.MAPPING, State.UNDO_PREVIEW):
        st.button(_("Cancel"), key="data-leave", on_click=put_down)


def _lost(task: Task, job: Job) -> None:
    looking = job.request().step == "read"
    hint = _("Split a large file, or save it anew as XLSX; then hand it in again.")
    notice(DashboardError(_("No stored data is lost or changed."), hint=hint if looking else ""))
    if job.upload.exists() and st.button(_("Read it again"), key="data-again", type="primary"):
        read_again(task.jobs, job)
        st.rerun()


def _stored() -> None:
    with st.container(horizontal=True, key="data-stored"):
        st.page_link(
            page_path("ringkasan"), label=_("See the overview"), icon=":material/space_dashboard:"
        )
    where = _("The history below lists it; it can be taken back there.")
    st.html(lines([where], "dk-line"))
