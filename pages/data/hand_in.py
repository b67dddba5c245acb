"""Handing a file in: topic, template, file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import streamlit as st

from core import clock
from core.errors import DashboardError
from core.words import _, language, use_language
from data.imports.actuals_template import write_actuals_template
from data.imports.template import write_template
from data.imports.topics import title_of, topic_named
from pages.data.parts import UPLOAD_MEGABYTES, heading, lines, notice
from pages.data.task import jobs_of, take_up
from pages.shared.database import engine
from pages.shared.downloads import XLSX
from pages.shared.pickers import choice
from review.import_rights import topics_of, within_of
from review.intake.commands import submit
from review.intake.outcome import State

if TYPE_CHECKING:
    from collections.abc import Callable

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
        st.html(lines([_("Fill in the template, or choose a file of your own.")]))
        office = _office(viewer, topic)
        st.download_button(
            _("Download the template"),
            _template(topic) if office is None else _reports(viewer, office),
            f"templat-{topic}.xlsx" if office is None else f"{_('actuals')}-{office}.xlsx",
            XLSX,
            icon=":material/download:",
            key="data-template",
            on_click="ignore",
        )
        turn = st.session_state.setdefault(TURN, 0)
        file = st.file_uploader(
            _("File (XLSX or CSV)"),
            key=f"data-upload-{turn}",
            max_upload_size=UPLOAD_MEGABYTES,
        )
    if file is not None:
        try:
            job = submit(
                jobs_of(viewer),
                by=viewer.person,
                topic=topic,
                file_name=file.name,
                content=file.getvalue(),
            )
        except DashboardError as error:
            notice(error)
        else:
            st.session_state[TURN] = turn + 1
            take_up(job)


def _office(viewer: Viewer, topic: str) -> str | None:
    """Whose open reports the template holds; None for one that is empty."""
    offices = sorted(within_of(viewer.person, topic) or ())
    if len(offices) < 2:  # noqa: PLR2004 (nothing to choose)
        return next(iter(offices), None)
    return choice(_("OPD"), offices, default=offices[0], key="opd", words=str)


def _reports(viewer: Viewer, office: str) -> Callable[[], bytes]:
    spoken, database, settings = language(), engine(), viewer.settings
    today = clock.today(settings.regency)

    def content() -> bytes:
        use_language(spoken)  # The file is made later, outside this page's run.
        buffer = io.BytesIO()
        with database.connect() as conn:
            write_actuals_template(conn, buffer, opd=office, as_of=today, settings=settings)
        return buffer.getvalue()

    return content


def _template(topic: str) -> Callable[[], bytes]:
    spoken = language()

    def content() -> bytes:
        use_language(spoken)  # The file is made later, outside this page's run.
        buffer = io.BytesIO()
        write_template(topic_named(topic), buffer)
        return buffer.getvalue()

    return content
