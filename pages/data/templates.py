"""The templates of a topic, to be downloaded and filled in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import streamlit as st

from core import clock
from core.words import N_, _, language, use_language
from data.imports import actuals
from data.imports.actuals_template import write_actuals_template
from data.imports.template import write_template
from data.imports.topics import topic_named
from pages.shared.database import engine
from pages.shared.downloads import XLSX
from pages.shared.pickers import choice
from review.import_rights import within_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.imports.model import Topic
    from pages.shared.viewer import Viewer

FILLED: Final = {actuals.TOPIC.id: (write_actuals_template, N_("actuals"))}
"""Topics whose template holds the open rows of an OPD: what writes it, and the file's name."""


def templates(viewer: Viewer, topic: Topic) -> None:
    """A button for each shape that a file of the topic may have."""
    office = _office(viewer, topic.id) if topic.id in FILLED else None
    if office is not None:
        _button(_("Download the template"), _open_rows(viewer, topic.id, office),
                f"{_(FILLED[topic.id][1])}-{office}", "data-template")  # fmt: skip
        return
    with st.container(horizontal=True, key="data-templates"):
        for place, shape in enumerate(topic.shapes):
            words = _("Download the template")
            if shape.form:
                words = _("Template: {form}").format(form=_(shape.form))
            name = f"templat-{topic.id}" + (f"-{place + 1}" if place else "")
            key = "data-template" + (f"-{place + 1}" if place else "")
            _button(words, blank(topic.id, place), name, key)


def _button(words: str, content: Callable[[], bytes], name: str, key: str) -> None:
    st.download_button(
        words, content, f"{name}.xlsx", XLSX, icon=":material/download:", key=key,
        on_click="ignore",
    )  # fmt: skip


def _office(viewer: Viewer, topic: str) -> str | None:
    """Whose open rows the template holds; None for one that is empty."""
    offices = sorted(within_of(viewer.person, topic) or ())
    if len(offices) < 2:  # noqa: PLR2004 (nothing to choose)
        return next(iter(offices), None)
    return choice(_("OPD"), offices, default=offices[0], key="opd", words=str)


def _open_rows(viewer: Viewer, topic: str, office: str) -> Callable[[], bytes]:
    spoken, database, settings = language(), engine(), viewer.settings
    today = clock.today(settings.regency)
    write, _name = FILLED[topic]

    def content() -> bytes:
        use_language(spoken)  # The file is made later, outside this page's run.
        buffer = io.BytesIO()
        with database.connect() as conn:
            write(conn, buffer, opd=office, as_of=today, settings=settings)
        return buffer.getvalue()

    return content


def blank(topic: str, place: int = 0) -> Callable[[], bytes]:
    """What makes the empty template of a shape of the topic."""
    spoken = language()

    def content() -> bytes:
        use_language(spoken)  # The file is made later, outside this page's run.
        buffer = io.BytesIO()
        write_template(topic_named(topic).shapes[place], buffer)
        return buffer.getvalue()

    return content
