"""What the columns of a file mean that is not the template: suggested, confirmed once, kept."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import DashboardError
from core.words import _
from data.imports.topics import topic_named
from data.services.sources import source_title
from pages.data.parts import lines, notice, persons_line
from pages.data.source import service_names
from pages.data.words import when
from pages.shared.database import engine
from review.intake.commands import confirm_layout, read_again
from review.intake.outcome import State
from review.way import Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.imports.model import Topic
    from pages.data.task import Task
    from pages.shared.viewer import Viewer
    from review.intake.jobs import Job
    from review.intake.outcome import Head, Outcome

UNREAD = ""


def mapping_line(viewer: Viewer, found: Outcome) -> list[str]:
    """Who confirmed the mapping by which the file was read; nothing when none was."""
    if not found.mapped_by:
        return []
    return [
        _("Columns are read as {name} confirmed them on {moment}.").format(
            name=found.mapped_by, moment=when(found.mapped_at, viewer.settings.regency)
        )
    ]


def mapping_form(viewer: Viewer, task: Task, job: Job) -> None:
    """A select for each header of the file; confirmed, it holds for every file with these."""
    found = task.outcome
    topic = topic_named(found.topic)
    titles = {column.key: _(column.title) for column in topic.every_column}
    st.html(lines([*_what_to_say(found, topic), *persons_line(found.persons)]))
    names = service_names(viewer, topic.id) if topic.bulk else {}
    with st.form(f"data-mapping-{job.request().turn}", border=False):
        chosen = [
            (head.text, _column(place, head, titles)) for place, head in enumerate(found.heads)
        ]
        service = _service(found, names) if topic.bulk else ""
        pressed = st.form_submit_button(
            _("Confirm the columns"),
            type="primary" if task.state is State.MAPPING else "secondary",
            key="data-mapping-confirm",
        )
    if pressed:
        _confirm(viewer, task, job, (chosen, Said(found.source, service)))


def _what_to_say(found: Outcome, topic: Topic) -> list[str]:
    if not topic.bulk:
        needed = [_(column.title) for column in topic.columns if column.required]
        return [
            _("Say once what each column of the file means; this is remembered."),
            _("Needed: {names}.").format(names=", ".join(needed)),
        ]
    return [
        _(
            "Say once what each column of a file from {source} means;"
            " its further files are read the same way."
        ).format(source=source_title(found.source)),
        _(
            "Needed: the number of the request and the time of its receipt;"
            " or, where a row is an event, number, time and event."
        ),
    ]


def _service(found: Outcome, names: Mapping[str, str]) -> str:
    """The service of rows that name none."""
    codes = [UNREAD, *names]
    code: str = st.selectbox(
        _("Service of rows that name none"),
        codes,
        index=codes.index(found.service) if found.service in codes else 0,
        format_func=lambda code: names.get(code) or _("each row names its service"),
        key="data-column-service",
        placeholder=_("Choose"),
    )
    return code


def _column(place: int, head: Head, titles: Mapping[str, str]) -> str:
    said, select = st.columns([2, 3], vertical_alignment="center")
    samples = " · ".join(head.samples) or _("(empty)")
    said.html(f'<p class="dk-line"><b>{escape(head.text)}</b></p>{lines([samples])}')
    codes = [UNREAD, *titles]
    key: str = select.selectbox(
        _("Meaning of {header}").format(header=head.text),
        codes,
        index=codes.index(head.key) if head.key in codes else 0,
        format_func=lambda code: titles.get(code) or _("not read"),
        key=f"data-column-{place}-{head.key}",
        label_visibility="collapsed",
        placeholder=_("Choose"),
    )
    return key


def _confirm(
    viewer: Viewer, task: Task, job: Job, chosen: tuple[Sequence[tuple[str, str]], Said]
) -> None:
    (columns, said), topic = chosen, task.outcome.topic
    try:
        confirm_layout(engine(), by=viewer.person, topic=topic, columns=columns, said=said)
    except DashboardError as error:
        notice(error)
        return
    read_again(task.jobs, job)
    st.rerun()
