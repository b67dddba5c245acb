"""What holds indicators up: reported by this OPD, or to be cleared by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.periods import Period
from core.words import _
from data.queries.performance.blockers import blockers
from pages.lapor.form import tell
from pages.shared.database import engine
from pages.shared.pickers import period_words
from pages.shared.report_parts import heading, lines, notice
from pages.shared.report_words import figure_words, when
from pages.shared.table import Column, html_table
from review.access import Permission, may
from review.performance.blockers import close_blocker, raise_blocker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.queries.performance.blockers import Blocker
    from pages.lapor.loader import Office

LONGEST: Final = 2000


def obstacles(office: Office) -> None:
    """The list, the form that closes one, the form that reports one."""
    with engine().connect() as conn:
        rows = blockers(conn, opd=office.code)
    if rows:
        st.html(_table(office, rows))
    else:
        st.html(lines([_("No obstacle has been reported.")]))
    if not may(office.viewer.person, Permission.RAISE_BLOCKER, opd=office.code).allowed:
        return
    left, right = st.columns(2, gap="large")
    with right:
        _close(office, [one for one in rows if one.open])
    with left:
        _raise(office)


def _raise(office: Office) -> None:
    names = office.works_at()
    if not names:
        return
    st.html(heading(_("Report an obstacle")))
    with st.form("blocker-form", border=False):
        code = st.selectbox(
            _("Indicator"), list(names), format_func=names.__getitem__, key="blocker-indicator",
            placeholder=_("Choose"),
        )  # fmt: skip
        cause = st.selectbox(
            _("Caused by"), list(office.held.shorts), format_func=office.held.shorts.__getitem__,
            index=list(office.held.shorts).index(office.code), key="blocker-cause",
            placeholder=_("Choose"),
        )  # fmt: skip
        period = st.selectbox(
            _("Period"), _periods(office), format_func=period_words, key="blocker-period",
            placeholder=_("Choose"),
        )  # fmt: skip
        text = st.text_area(_("What is in the way?"), key="blocker-text", max_chars=LONGEST)
        pressed = st.form_submit_button(_("Report the obstacle"), key="blocker-raise")
    if pressed:
        _do(
            lambda: raise_blocker(
                engine(),
                by=office.viewer.person,
                indicator=code,
                period=period,
                said_by=office.code,
                caused_by=cause,
                text=text,
            ),
            _("The obstacle is reported; the OPD that causes it sees it."),
        )


def _close(office: Office, rows: Sequence[Blocker]) -> None:
    if not rows:
        return
    st.html(heading(_("Close an obstacle")))
    with st.form("blocker-close", border=False):
        number = st.selectbox(
            _("Number of the obstacle"), [str(one.id) for one in rows], key="blocker-number",
            placeholder=_("Choose"),
        )  # fmt: skip
        words = st.text_area(_("How was it cleared?"), key="blocker-words", max_chars=LONGEST)
        pressed = st.form_submit_button(_("Close it"), key="blocker-done")
    if pressed:
        _do(
            lambda: close_blocker(
                engine(), by=office.viewer.person, blocker_id=int(number), words=words
            ),
            _("The obstacle is closed."),
        )


def _do(act: Callable[[], object], done: str) -> None:
    try:
        act()
    except DashboardError as error:
        st.html(notice(error))
        return
    tell(done)
    st.rerun()


def _periods(office: Office) -> list[str]:
    """The triwulan of this day and the three before it, newest first."""
    count = office.today.year * 4 + (office.today.month - 1) // 3
    return [f"{one // 4}-Q{one % 4 + 1}" for one in range(count, count - 4, -1)]


def _table(office: Office, rows: Sequence[Blocker]) -> str:
    columns = [
        Column("number", _("Number"), short=True),
        Column("figure", _("Indicator")),
        Column("text", _("Obstacle")),
        Column("by", _("Reported by"), short=True),
        Column("cause", _("Caused by"), short=True),
        Column("state", _("State")),
    ]
    regency, names = office.viewer.settings.regency, office.held.shorts
    cells = []
    for one in rows:
        state = _("open since {moment}").format(moment=when(one.raised_at, regency))
        if one.closed_at is not None:
            state = _("closed on {moment} by {name}: {words}").format(
                moment=when(one.closed_at, regency), name=one.closed_by, words=one.closing or ""
            )
        cells.append(
            {
                "number": str(one.id),
                "figure": figure_words(one.indicator_name, Period.parse(one.period).text),
                "text": one.text,
                "by": names.get(one.opd, one.opd),
                "cause": names.get(one.cause_opd, one.cause_opd),
                "state": state,
            }
        )
    return html_table(columns, cells, caption=_("Obstacles, open ones first"))
