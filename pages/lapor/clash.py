"""Two people at one figure: both values with names and times, and the choice between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.words import _
from pages.lapor.form import save, tell
from pages.lapor.sheet import refill
from pages.shared.report_parts import facts, heading, lines
from pages.shared.report_words import value_words, when

if TYPE_CHECKING:
    from pages.lapor.loader import Office, Opened
    from pages.lapor.sheet import Sheet
    from review.performance.conflict import Conflict


def clash_panel(office: Office, opened: Opened, sheet: Sheet) -> None:
    """Nothing was overwritten: the person chooses which value holds."""
    clash = sheet.clash
    if clash is None:
        return
    title = _("{name} changed this figure while you were at it").format(name=clash.their_name)
    st.html(
        f'<div class="dk-notice" role="alert">{heading(title)}'
        f"{lines([_('Nothing was overwritten, and what you typed is still here.')])}"
        f"{facts(_both(office, opened, clash))}</div>"
    )
    with st.container(horizontal=True, key="report-clash"):
        mine = clash.state.is_open and st.button(
            _("Use my value"), type="primary", key="report-mine"
        )
        theirs = st.button(_("Use the stored value"), key="report-theirs")
    if mine:
        # Both values were on the screen: now the person overwrites knowingly.
        sheet.version = clash.their_version
        if save(office, opened, sheet) is not None:
            tell(_("Your value is saved as the draft."))
            st.rerun()
    elif theirs:
        refill(sheet.key, opened.report)
        tell(_("The form shows the stored value now."))
        st.rerun()


def _both(office: Office, opened: Opened, clash: Conflict) -> list[tuple[str, str]]:
    measure = opened.report.measure

    def words(value: float | None) -> str:
        if value is None:
            return _("no value")
        return value_words(value, measure.unit, max(measure.decimals, 2))

    theirs = _("{value}: {name}, {moment} ({state})").format(
        value=words(clash.theirs),
        name=clash.their_name,
        moment=when(clash.their_at, office.viewer.settings.regency),
        state=clash.state.label,
    )
    mine = _("{value}: {name}, now, not stored").format(
        value=words(clash.mine), name=office.viewer.person.display_name
    )
    return [(_("Yours"), mine), (_("Stored"), theirs)]
