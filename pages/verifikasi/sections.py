"""The parts of Verifikasi."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.jump import jump
from pages.shared.report_parts import said
from pages.verifikasi.choices import FIGURE, View
from pages.verifikasi.deciding import SAID
from pages.verifikasi.figure import figure
from pages.verifikasi.locking import locks
from pages.verifikasi.objections import objections
from pages.verifikasi.queue_list import pressed, queue
from pages.verifikasi.trail import trail

if TYPE_CHECKING:
    from pages.verifikasi.loader import CheckDesk


def show(desk: CheckDesk, view: View) -> None:
    """What was just decided, then the figure that is open, else the part that was chosen."""
    done = st.session_state.pop(SAID, None)
    # Its place is there with and without words, so that what is typed below is not lost.
    with st.container(key="check-said"):
        if isinstance(done, str):
            st.html(said(done))
    found = pressed()
    if found is not None:
        st.query_params[FIGURE] = found
    key = st.query_params.get(FIGURE)
    jump(key or "", "check-back")
    if key is not None:
        figure(desk, key)
        return
    match view:
        case View.QUEUE:
            queue(desk)
        case View.OBJECTIONS:
            objections(desk)
        case View.LOCKS:
            locks(desk)
        case View.TRAIL:
            trail(desk)
