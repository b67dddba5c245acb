"""The preview of an undo, and its confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.numbers import number
from core.words import _
from pages.data.parts import heading, lines
from pages.data.view import changed_caption, row_table, shift_table
from pages.data.words import undo_words
from review.intake.commands import undo_job

if TYPE_CHECKING:
    from pages.data.task import Task
    from review.intake.jobs import Job


def undo_preview(task: Task, job: Job) -> None:
    """What goes, what is restored; or what stands in the way."""
    found = task.outcome
    if found.obstacles:
        st.html(lines(found.obstacles, "dk-line"))
        st.html(lines([_("Undo the later batches first, or import the right values over it.")]))
        return
    if st.button(undo_words(found), type="primary", key="data-undo-confirm"):
        undo_job(task.jobs, job)
        st.rerun()
    body = ""
    if found.shifts:
        body += heading(_("What is restored")) + shift_table(found, changed_caption(found))
    if found.rows:
        shown, count = number(len(found.rows)), number(found.added)
        caption = _("The first {shown} of {count} rows that go").format(shown=shown, count=count)
        body += heading(_("What goes")) + row_table(found, caption)
    if body:
        st.html(body)
