"""The value of a report: typed, saved as a draft, submitted, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.words import _
from metrics.performance.kinds import Formula
from pages.lapor.sheet import NOTE, VALUE, close, given, keep, labels, place_of
from pages.lapor.typed import example
from pages.shared.database import engine
from pages.shared.report_parts import lines, notice
from review.performance.conflict import Conflict
from review.performance.machine import Action
from review.performance.reporting import save_actual, submit_actual, withdraw_actual

if TYPE_CHECKING:
    from data.queries.performance.report import Measure
    from pages.lapor.loader import Office, Opened
    from pages.lapor.sheet import Sheet
    from review.performance.steps import Saved

SAID: Final = "report-said"
LONGEST_NUMBER: Final = 40
LONGEST_NOTE: Final = 2000
YES_NO: Final = ("", "1", "0")


def tell(text: str) -> None:
    """Say this on top of the screen in the next run."""
    st.session_state[SAID] = text


def value_form(office: Office, opened: Opened, sheet: Sheet) -> None:
    """The form, and what its two buttons do."""
    measure = opened.report.measure
    with st.form("report-form", border=False):
        _fields(measure, sheet.key)
        st.text_area(
            _("Note (optional)"),
            key=place_of(sheet.key, NOTE),
            max_chars=LONGEST_NOTE,
            height=80,
        )
        with st.container(horizontal=True, key="report-buttons"):
            save = st.form_submit_button(_("Save draft"), key="report-save")
            submit = st.form_submit_button(_("Submit"), type="primary", key="report-submit")
    keep(sheet)
    if save:
        _save_only(office, opened, sheet)
    elif submit:
        _save_and_submit(office, opened, sheet)


def _fields(measure: Measure, key: str) -> None:
    if measure.facts.formula is Formula.YES_NO and measure.ratio is None:
        words = {"": _("Not chosen yet"), "1": _("Yes"), "0": _("No")}
        st.selectbox(
            labels(measure)[VALUE],
            YES_NO,
            key=place_of(key, VALUE),
            format_func=words.__getitem__,
            placeholder=_("Choose"),
        )
        return
    for name, label in labels(measure).items():
        st.text_input(
            label,
            key=place_of(key, name),
            max_chars=LONGEST_NUMBER,
            placeholder=_("for example {number}").format(number=example()),
            autocomplete="off",
        )


def save(office: Office, opened: Opened, sheet: Sheet) -> Saved | None:
    """Store a draft; None when it could not be, and the screen says why."""
    measure, viewer = opened.report.measure, office.viewer
    try:
        saved = save_actual(
            engine(),
            by=viewer.person,
            settings=viewer.settings,
            indicator=measure.code,
            period=opened.report.period,
            version=sheet.version,
            **given(sheet, measure),
        )
    except Conflict as clash:
        sheet.clash = clash
        st.rerun()
    except DashboardError as error:
        st.html(notice(error))
        return None
    sheet.version, sheet.clash = saved.version, None
    return saved


def _save_only(office: Office, opened: Opened, sheet: Sheet) -> None:
    if save(office, opened, sheet) is not None:
        sheet.ready = None
        tell(_("The draft is saved. It is seen by your OPD alone until it is submitted."))
        st.rerun()


def _save_and_submit(office: Office, opened: Opened, sheet: Sheet) -> None:
    saved = save(office, opened, sheet)
    if saved is None:
        return
    # What the checks ask is shown before the last word; see pages/lapor/asking.py.
    sheet.ready = saved.version
    st.rerun()


def submit(office: Office, sheet: Sheet, actual_id: int) -> bool:
    """Hand the saved figure in; False when that is not possible, and the screen says why."""
    viewer = office.viewer
    try:
        submit_actual(
            engine(),
            by=viewer.person,
            settings=viewer.settings,
            actual_id=actual_id,
            version=sheet.version or 0,
        )
    except Conflict as clash:
        sheet.clash, sheet.ready = clash, None
        st.rerun()
    except DashboardError as error:
        sheet.ready = None
        st.html(notice(error) + lines([_("Your draft is saved.")], "dk-notes"))
        return False
    close()
    tell(_("Submitted. It waits for verification now."))
    return True


def withdraw_button(office: Office, opened: Opened) -> None:
    """Take a submitted figure back, while nobody has verified it."""
    stored, viewer = opened.report.stored, office.viewer
    if stored is None or not st.button(Action.WITHDRAW.label, key="report-withdraw"):
        return
    try:
        withdraw_actual(
            engine(),
            by=viewer.person,
            settings=viewer.settings,
            actual_id=stored.id,
            version=stored.version,
        )
    except DashboardError as error:
        st.html(notice(error))
        return
    close()
    tell(_("Withdrawn. You can change it and submit it again."))
    st.rerun()
