"""What the reading of a file came to: its mistakes, or what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.numbers import number
from core.words import _
from data.services.sources import source_title
from pages.data.mapping import mapping_line
from pages.data.options import options
from pages.data.parts import heading, lines, notice, persons_line
from pages.data.view import changed_caption, count_table, problem_table, row_table, shift_table
from pages.data.words import store_words
from pages.shared.downloads import XLSX
from review.intake.commands import read_facts, store_job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pages.data.task import Task
    from pages.shared.viewer import Viewer
    from review.intake.jobs import Job
    from review.intake.outcome import Outcome

COUNTS_WIDTH: Final = 560


def problems(viewer: Viewer, task: Task, job: Job) -> None:
    """The mistakes in a table, and the marked copy."""
    found = task.outcome
    rest = found.problem_count - len(found.problems)
    said = []
    if rest > 0:
        said.append(
            _("The first {shown} are listed; {rest} more are in the marked copy.").format(
                shown=number(len(found.problems)), rest=number(rest)
            )
        )
    if found.copy == "faulty":
        said.append(_("The file is long: the copy holds its faulty rows only."))
    said += _reading_notes(viewer, found)
    st.html(lines(said) + problem_table(found))
    with st.container(horizontal=True, key="data-problem-actions"):
        if found.copy:
            stem = found.file_name.rpartition(".")[0] or found.file_name
            st.download_button(
                _("Download the marked copy"),
                _bytes_of(job.copy),
                f"{stem}-{_('corrections')}.xlsx",
                XLSX,
                icon=":material/download:",
                type="primary",
                key="data-copy",
                on_click="ignore",
            )
    options(viewer, task, job)


def _bytes_of(path: Path) -> Callable[[], bytes]:
    def content() -> bytes:
        return path.read_bytes()

    return content


def _reading_notes(viewer: Viewer, found: Outcome) -> list[str]:
    said = [*found.notes]
    if found.ignored:
        said.append(_("Columns that are not read: {names}.").format(names=", ".join(found.ignored)))
    origin = []
    if found.source:
        origin = [_("System: {source}").format(source=source_title(found.source))]
    return [*origin, *mapping_line(viewer, found), *persons_line(found.persons), *said]


def preview(viewer: Viewer, task: Task, job: Job) -> None:
    """What is added and changed, with the button that stores it."""
    found = task.outcome
    notes = _reading_notes(viewer, found)
    if notes:
        st.html(lines(notes))
    if found.counts:
        with st.container(width=COUNTS_WIDTH):
            st.html(count_table(found))
    if found.added or found.changed:
        _confirm(task, job)
    body = ""
    if found.changed:
        body += heading(_("What changes")) + shift_table(found, changed_caption(found))
    if found.added:
        shown, count = number(len(found.rows)), number(found.added)
        caption = _("The first {shown} of {count} new rows").format(shown=shown, count=count)
        body += heading(_("What is added")) + row_table(found, caption)
    if body:
        st.html(body)
    options(viewer, task, job)


def _confirm(task: Task, job: Job) -> None:
    found = task.outcome
    with st.form("data-facts", border=False):
        with st.expander(_("Source and day (optional)"), icon=":material/edit_note:"):
            source = found.source or st.text_input(_("Source"), key="data-source", max_chars=1000)
            address = st.text_input(_("Source address"), key="data-source-url", max_chars=1000)
            as_of = st.text_input(
                _("As of"), key="data-as-of", placeholder=_("11/08/2024 or Agustus 2024"),
                max_chars=40,
            )  # fmt: skip
        words = store_words(found)
        pressed = st.form_submit_button(words, type="primary", key="data-store")
    if not pressed:
        return
    try:
        facts = read_facts(source, address, as_of)
    except DashboardError as error:
        notice(error)
        return
    store_job(task.jobs, job, facts)
    st.rerun()
