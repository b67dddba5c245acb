"""The parts of Lapor: the work list with its report, files, questions, audits, obstacles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.lapor.asking import every_question
from pages.lapor.audits import audits
from pages.lapor.choices import View
from pages.lapor.entry import entry
from pages.lapor.form import SAID
from pages.lapor.listing import FIGURE, listing, pressed
from pages.lapor.obstacles import obstacles
from pages.lapor.upload import upload
from pages.shared.jump import jump
from pages.shared.report_parts import said

if TYPE_CHECKING:
    from pages.lapor.loader import Office


def show(office: Office, view: View) -> None:
    """What was just done, then the part that was chosen."""
    done = st.session_state.pop(SAID, None)
    # Its place is there with and without words: what is below keeps its own, and so a file that
    # is dropped, or a text that is typed, while a run goes on.
    with st.container(key="report-said"):
        if isinstance(done, str):
            st.html(said(done))
    match view:
        case View.WORK:
            _work(office)
        case View.UPLOAD:
            upload(office)
        case View.QUESTIONS:
            every_question(office)
        case View.AUDITS:
            audits(office)
        case View.BLOCKERS:
            obstacles(office)


def _work(office: Office) -> None:
    found = pressed()
    if found is not None:
        st.query_params[FIGURE] = found
    key = st.query_params.get(FIGURE)
    jump(key or "", "report-back")
    if key is None:
        listing(office.work(), None)
    else:
        entry(office, key)
