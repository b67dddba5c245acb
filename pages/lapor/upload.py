"""Actuals by file: the own OPD's template, the file, its mistakes or its preview."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.words import _, language, use_language
from data.imports.actuals_template import write_actuals_template
from pages.data.answer import answer
from pages.data.loader import History
from pages.data.mapping import mapping_form
from pages.data.options import reading
from pages.data.parts import UPLOAD_MEGABYTES, notice
from pages.data.progress import bar
from pages.data.result import preview, problems
from pages.data.task import current, jobs_of, put_down, take_up
from pages.lapor.form import tell
from pages.shared.database import engine
from pages.shared.downloads import XLSX
from pages.shared.report_parts import heading, lines
from pages.shared.uploader import uploader_words
from pages.shared.viewer import require
from review.access import Permission
from review.intake.commands import read_again, submit
from review.intake.outcome import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.data.task import Task
    from pages.lapor.loader import Office
    from review.intake.jobs import Job

TOPIC: Final = "actuals"
TURN: Final = "report-upload-turn"
EVERY: Final = 1.0
"""Seconds between two looks at a running job."""
AT_WORK: Final = (State.MAPPING, State.PREVIEW)


def upload(office: Office) -> None:
    """The file at hand, or the way to hand one in."""
    viewer = office.viewer
    uploader_words(_("XLSX or CSV"), UPLOAD_MEGABYTES)
    task = current(viewer)
    if task is not None:
        st.html(lines([answer(task, History((), 0), viewer.settings.regency)], "dk-answer"))
        _work(office, task)
    if task is None or (not task.busy and task.state not in AT_WORK):
        _hand_in(office)


def _hand_in(office: Office) -> None:
    st.html(
        heading(_("Report by file"))
        + lines(
            [
                _("The template holds the open reports of your OPD with last values and targets."),
                _("Fill in the values, leave the rest as it is, and hand the file in here."),
            ],
            "dk-notes",
        )
    )
    st.download_button(
        _("Download the template of your OPD"),
        _template(office),
        f"laporan-{office.code}.xlsx",
        XLSX,
        icon=":material/download:",
        key="report-template",
        on_click="ignore",
    )
    turn = st.session_state.setdefault(TURN, 0)
    file = st.file_uploader(
        _("Filled template (XLSX or CSV)"),
        key=f"report-upload-{turn}",
        max_upload_size=UPLOAD_MEGABYTES,
    )
    if file is None:
        return
    try:
        job = submit(
            jobs_of(office.viewer),
            by=office.viewer.person,
            topic=TOPIC,
            file_name=file.name,
            content=file.getvalue(),
        )
    except DashboardError as error:
        notice(error)
    else:
        st.session_state[TURN] = turn + 1
        take_up(job)


def _template(office: Office) -> Callable[[], bytes]:
    spoken = language()

    def content() -> bytes:
        use_language(spoken)  # The file is made later, outside this page's run.
        buffer = io.BytesIO()
        with engine().connect() as conn:
            write_actuals_template(
                conn,
                buffer,
                opd=office.code,
                as_of=office.today,
                settings=office.viewer.settings,
            )
        return buffer.getvalue()

    return content


def _work(office: Office, task: Task) -> None:
    if task.job is None:
        return
    if task.busy:
        _watch()
        return
    if task.outcome.moved:
        st.html(lines(task.outcome.moved))
    _result(office, task, task.job)
    if task.state in AT_WORK:
        st.button(_("Cancel"), key="report-leave", on_click=put_down)


def _result(office: Office, task: Task, job: Job) -> None:
    match task.state:
        case State.MAPPING:
            mapping_form(office.viewer, task, job)
            reading(task, job)
        case State.PROBLEMS:
            problems(office.viewer, task, job)
        case State.PREVIEW:
            preview(office.viewer, task, job)
        case State.STORED:
            put_down()
            tell(_("The file is stored as drafts. Add evidence to each report and submit it."))
            st.query_params.pop("tampil", None)
            st.rerun()
        case State.LOST:
            if job.upload.exists() and st.button(_("Read it again"), key="report-again"):
                read_again(task.jobs, job)
                st.rerun()
        case State.FAILED:
            notice(DashboardError(_("Nothing is stored or changed."), hint=task.outcome.hint))


@st.fragment(run_every=EVERY)
def _watch() -> None:
    """The bar of a running job; when it is done, the whole page runs once more."""
    task = current(require(Permission.SEE_REPORTS))
    if task is None or task.job is None or not task.busy:
        st.rerun()
    bar(task, task.job)
