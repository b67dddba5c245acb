"""Locks: approved figures to lock, several at once; requests to unlock; what is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.numbers import number
from core.words import _, ngettext
from data.queries.performance.queue import Desk
from pages.shared.database import engine
from pages.shared.report_parts import heading, lines, notice
from pages.shared.report_words import figure_words, value_words
from pages.verifikasi.choices import asked, choose_office, choose_quarter, lock_desks
from pages.verifikasi.deciding import SAID
from pages.verifikasi.queue_list import captions, shown_rows, table
from review.access import Permission, may
from review.performance.verifying import lock_many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.queries.performance.queue import Waiting
    from pages.verifikasi.loader import CheckDesk

SEEN: Final = "lock-seen"


def locks(desk: CheckDesk) -> None:
    """Filters, requests first, then what can be locked, then what is."""
    viewer = desk.viewer
    with st.container(key="check-filters", horizontal=True):
        every = tuple(asked(viewer, one) for one in lock_desks(viewer))
        opd = choose_office(desk.held.offices(every))
        quarter = choose_quarter(desk.today)
    found = table(desk, asked(viewer, Desk.UNLOCK, opd, quarter))
    if Desk.LOCK in lock_desks(viewer):
        found = _to_lock(desk, opd, quarter) or found
    if not found:
        st.html(lines([_("Nothing waits here.")]))


def _to_lock(desk: CheckDesk, opd: str | None, quarter: str) -> bool:
    """What is approved, and folded away what is locked; False when there is neither."""
    viewer = desk.viewer
    ask = asked(viewer, Desk.LOCK, opd, quarter)
    rows = desk.held.waiting(ask, viewer.scope, shown_rows())
    if rows and may(viewer.person, Permission.LOCK_ACTUAL).allowed:
        _several(desk, rows, desk.held.count(ask).count)
    else:
        table(desk, ask)
    locked = asked(viewer, Desk.LOCKED, opd, quarter)
    count = desk.held.count(locked).count
    if count:
        title = _("Locked figures ({count})").format(count=number(count))
        fold = st.expander(title, key="locked-fold", on_change="rerun")
        if fold.open:
            with fold:
                table(desk, locked)
    return bool(rows) or bool(count)


def _several(desk: CheckDesk, rows: Sequence[Waiting], count: int) -> None:
    """A form with a mark for each figure: the chosen ones, or all that are listed."""
    mark = f" · {_('SAMPLE DATA')}" if any(one.sample for one in rows) else ""
    st.html(heading(captions()[Desk.LOCK] + mark))
    before = st.session_state.get(SEEN)
    seen: Mapping[int, int] = before if isinstance(before, dict) else {}
    with st.form("lock-form", border=False):
        with st.container(horizontal=True, key="lock-buttons"):
            some = st.form_submit_button(_("Lock the chosen ones"), type="primary", key="lock-some")
            text = ngettext(
                "Lock the {count} that is listed", "Lock all {count} that are listed", len(rows)
            )
            every = st.form_submit_button(text.format(count=number(len(rows))), key="lock-all")
        marked = [one for one in rows if st.checkbox(_label(one), key=f"lock-{one.id}")]
    if count > len(rows):
        text = _("{shown} of {count} are listed.")
        st.html(lines([text.format(shown=number(len(rows)), count=number(count))], "dk-notes"))
    st.session_state[SEEN] = {one.id: one.version for one in rows}
    if some or every:
        chosen = rows if every else marked
        _lock(desk, {one.id: seen.get(one.id, one.version) for one in chosen})


def _label(one: Waiting) -> str:
    value = "" if one.value is None else value_words(one.value, one.unit, one.decimals)
    parts = (figure_words(one.name, one.period), one.opd_short, value)
    return " · ".join(part for part in parts if part)


def _lock(desk: CheckDesk, chosen: Mapping[int, int]) -> None:
    viewer = desk.viewer
    try:
        lock_many(engine(), by=viewer.person, settings=viewer.settings, chosen=chosen)
    except DashboardError as error:
        st.html(notice(error))
        return
    text = ngettext("{count} figure is locked.", "{count} figures are locked.", len(chosen))
    st.session_state[SAID] = text.format(count=number(len(chosen)))
    st.session_state.pop(SEEN, None)
    st.rerun()
