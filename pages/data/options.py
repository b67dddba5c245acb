"""How the file at hand is read: its sheet, its decimal sign, its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.words import _
from data.imports.model import Decimal
from pages.data.mapping import mapping_form
from pages.data.words import is_bulk
from review.intake.commands import read_again
from review.intake.outcome import State

if TYPE_CHECKING:
    from pages.data.task import Task
    from pages.shared.viewer import Viewer
    from review.intake.jobs import Job


def options(viewer: Viewer, task: Task, job: Job) -> None:
    """Folded away; a change reads the file anew."""
    with st.expander(_("Read the file differently"), icon=":material/tune:"):
        reading(task, job)
        if task.state is not State.MAPPING and task.outcome.heads:
            mapping_form(viewer, task, job)


def reading(task: Task, job: Job) -> None:
    """Sheet, and the decimal sign where there are decimals."""
    found, request = task.outcome, job.request()
    if len(found.sheets) > 1:
        sheet = st.selectbox(
            _("Sheet"),
            found.sheets,
            index=found.sheets.index(found.sheet) if found.sheet in found.sheets else 0,
            key=f"data-sheet-{request.turn}",
            placeholder=_("Choose"),
        )
        if sheet != found.sheet:
            read_again(task.jobs, job, sheet=sheet)
            st.rerun()
    if not is_bulk(found):
        _decimal(task, job)


def _decimal(task: Task, job: Job) -> None:
    request = job.request()
    signs = {
        Decimal.AUTO: _("found from the file"),
        Decimal.COMMA: _("comma, as in 12,5"),
        Decimal.DOT: _("point, as in 12.5"),
    }
    codes = [one.value for one in signs]
    decimal = st.selectbox(
        _("Decimal sign"),
        codes,
        index=codes.index(request.decimal),
        format_func=lambda code: signs[Decimal(code)],
        key=f"data-decimal-{request.turn}",
        placeholder=_("Choose"),
    )
    if decimal != request.decimal:
        read_again(task.jobs, job, decimal=decimal)
        st.rerun()
