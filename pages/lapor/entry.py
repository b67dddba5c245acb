"""One report: what is known of it, its form, its evidence, what was asked, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import DashboardError, Invalid
from core.periods import Period
from core.words import _
from pages.lapor.asking import answers, last_word
from pages.lapor.clash import clash_panel
from pages.lapor.facts import state_notice, surroundings
from pages.lapor.form import value_form, withdraw_button
from pages.lapor.listing import FIGURE
from pages.lapor.objecting import objecting
from pages.lapor.proof import proof
from pages.lapor.sheet import close, sheet_of
from pages.shared.report_facts import reached
from pages.shared.report_parts import chips, facts, folded, heading, lines, notice, put, steps_table
from pages.shared.report_words import due_words, figure_words, value_words
from review.performance.machine import Action, Row, actions_for

if TYPE_CHECKING:
    from data.queries.performance.report import Report
    from pages.lapor.loader import Office, Opened


def entry(office: Office, key: str) -> None:
    """The figure that the address names, if it is one of this OPD."""
    st.button(
        _("Back to the work list"), icon=":material/arrow_back:", key="report-back", on_click=leave
    )
    opened = _opened(office, key)
    if opened is None:
        error = DashboardError(
            _("This figure is not here, or it is not one of your OPD."),
            hint=_("Choose a report from the work list."),
        )
        st.html(notice(error))
        return
    report = opened.report
    actions = actions_for(office.viewer.person, row_of(report), office.viewer.settings)
    item = next((one for one in office.work() if one.key == key), None)
    st.html(
        heading(figure_words(report.measure.name, report.period))
        + chips(_chips(report, due_words(None if item is None else item.due_on)))
        + state_notice(report)
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        _editing(office, opened, key, actions)
    with right:
        st.html(facts(surroundings(report)))
    put(_more(office, opened))


def leave() -> None:
    """Back to the list: the address names no figure any more."""
    st.query_params.pop(FIGURE, None)
    close()


def _opened(office: Office, key: str) -> Opened | None:
    code, _sign, text = key.partition("~")
    try:
        period = Period.parse(text)
    except Invalid:
        return None
    return office.opened(code, period.text)


def row_of(report: Report) -> Row:
    """What the rules need to know of it."""
    stored = report.stored
    if stored is None:
        return Row(report.measure.opd, None)
    names = ("entered", "submitted", "verified", "unlock")
    people = {f"{name}_by": stored.people.get(name) for name in names}
    return Row(report.measure.opd, stored.state, **people)


def _chips(report: Report, due: str) -> list[str]:
    stored = report.stored
    state = _("not reported yet") if stored is None else stored.state.label
    return [
        state,
        _("due by {day}").format(day=due) if due else "",
        _("SAMPLE DATA") if report.measure.sample else "",
    ]


def _editing(office: Office, opened: Opened, key: str, actions: tuple[Action, ...]) -> None:
    report = opened.report
    stored = report.stored
    editable = Action.SAVE in actions
    # However much is said of the value, the evidence below keeps its place.
    with st.container(key="report-value"):
        _value(office, opened, key, actions)
    st.html(heading(_("Evidence")))
    if stored is None:
        text = _("Save the draft first; evidence is then added to it.")
        st.html(f'<p class="dk-notes">{text}</p>')
    else:
        proof(office, opened.evidence, {"actual_id": stored.id} if editable else None, "figure")
    answers(office, report.measure.code, report.period)
    objecting(office, opened)


def _value(office: Office, opened: Opened, key: str, actions: tuple[Action, ...]) -> None:
    report = opened.report
    stored = report.stored
    if Action.SAVE in actions:
        sheet = sheet_of(key, report)
        clash_panel(office, opened, sheet)
        last_word(office, opened, sheet)
        value_form(office, opened, sheet)
        put(lines([reached(report)]))
    elif stored is not None and stored.value is not None:
        value = value_words(stored.value, report.measure.unit, report.measure.decimals)
        st.html(f'<p class="dk-value">{value}</p>')
        if Action.WITHDRAW in actions:
            withdraw_button(office, opened)


def _more(office: Office, opened: Opened) -> str:
    if not opened.steps:
        return ""
    regency = office.viewer.settings.regency
    table = steps_table(opened.steps, regency, _("Steps, the newest first"))
    return folded(_("What happened to this figure"), table)
