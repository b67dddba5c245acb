"""Handing a file in: topic, template, file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.words import _
from data.imports.topics import title_of, topic_named
from pages.data.parts import UPLOAD_MEGABYTES, heading, lines, notice
from pages.data.source import KEY, source_field
from pages.data.task import jobs_of, take_up
from pages.data.templates import templates
from pages.shared.pickers import choice
from review.import_rights import topics_of
from review.intake.commands import submit
from review.intake.outcome import State

if TYPE_CHECKING:
    from pages.data.task import Task
    from pages.shared.viewer import Viewer

TURN: Final = "data-upload-turn"
"""Counts the files handed in: a new key empties the uploader."""
CLOSED: Final = (
    State.WAITING, State.RUNNING, State.MAPPING, State.PREVIEW, State.UNDO_PREVIEW
)  # fmt: skip
"""While a file waits for its person, no other is taken."""


def hand_in(viewer: Viewer, task: Task | None) -> None:
    """Topic, template and uploader, for whoever may import anything at all."""
    topics = [topic.id for topic in topics_of(viewer.person)]
    if not topics or (task is not None and task.state in CLOSED):
        return
    st.html(heading(_("Hand in a file")))
    with st.container(key="data-hand-in"):
        topic = choice(_("Topic"), topics, default=topics[0], key="topik", words=title_of)
        bulk = topic_named(topic).bulk
        st.html(lines([_("Fill in the template, or choose a file of your own.")]))
        templates(viewer, topic_named(topic))
        source = ""
        if bulk:
            source = source_field(viewer, _source_of(task))
            st.html(lines(_of_requests()))
            if not source:
                return
        _upload(viewer, topic, source)


def _source_of(task: Task | None) -> str:
    """The system of the file at hand: the mended one is most likely of the same."""
    return task.job.request().source if task is not None and task.job is not None else ""


def _of_requests() -> list[str]:
    return [
        _("The same request of the same system is one request, however often it is handed in."),
        _("Columns with names, NIK, telephone numbers or addresses are not stored."),
        _(
            "Here at most {limit} MB; the administrator loads larger files with:"
            " python manage.py import requests FILE"
        ).format(limit=UPLOAD_MEGABYTES),
    ]


def _upload(viewer: Viewer, topic: str, source: str) -> None:
    turn = st.session_state.setdefault(TURN, 0)
    file = st.file_uploader(
        _("File (XLSX or CSV)"), key=f"data-upload-{turn}", max_upload_size=UPLOAD_MEGABYTES
    )
    if file is None:
        return
    try:
        job = submit(
            jobs_of(viewer),
            by=viewer.person,
            topic=topic,
            file_name=file.name,
            content=file.getvalue(),
            source=source,
        )
    except DashboardError as error:
        notice(error)
    else:
        st.session_state[TURN] = turn + 1
        st.query_params.pop(KEY, None)  # The job knows it; a name that was typed is no code.
        take_up(job)
