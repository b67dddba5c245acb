"""The buttons under a figure: what this person may do with it now, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from core.errors import DashboardError
from core.periods import Period
from core.words import N_, _
from data.queries.performance.queue import Desk
from pages.shared.database import engine
from pages.shared.report_parts import heading, lines, notice, put
from pages.verifikasi.choices import FIGURE, asked, desks_of, filters
from pages.verifikasi.queue_list import shown_rows
from review.performance import verifying
from review.performance.machine import MOVES, Action, Row, actions_for, check, permitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.queries.performance.report import Report
    from pages.verifikasi.loader import CheckDesk, Opened

SEEN: Final = "check-seen"
SAID: Final = "check-said"
LONGEST: Final = 2000
OFFERED: Final = (
    Action.VERIFY, Action.APPROVE, Action.LOCK, Action.CONFIRM_UNLOCK, Action.RETURN,
    Action.REJECT, Action.ASK_UNLOCK, Action.REFUSE_UNLOCK,
)  # fmt: skip
FIRST: Final = (Action.VERIFY, Action.APPROVE, Action.LOCK, Action.CONFIRM_UNLOCK)
DONE: Final = {
    Action.VERIFY: N_("Verified: {figure}."),
    Action.APPROVE: N_("Approved: {figure}."),
    Action.LOCK: N_("Locked: {figure}."),
    Action.RETURN: N_("Sent back: {figure}."),
    Action.REJECT: N_("Rejected: {figure}."),
    Action.ASK_UNLOCK: N_("Unlock asked for: {figure}."),
    Action.CONFIRM_UNLOCK: N_("Unlocked and sent back to its OPD: {figure}."),
    Action.REFUSE_UNLOCK: N_("Unlock refused: {figure}."),
}
TURNS: Final = {
    Action.VERIFY: Desk.VERIFY,
    Action.APPROVE: Desk.APPROVE,
    Action.LOCK: Desk.LOCK,
    Action.CONFIRM_UNLOCK: Desk.UNLOCK,
    Action.REFUSE_UNLOCK: Desk.UNLOCK,
}


def deciding(desk: CheckDesk, opened: Opened, key: str) -> None:
    """The form with the permitted steps, or why this person cannot take one."""
    report, viewer = opened.report, desk.viewer
    row, stored = row_of(report), report.stored
    if stored is None:
        return
    allowed = actions_for(viewer.person, row, viewer.settings)
    offered = [one for one in OFFERED if one in allowed]
    if not offered:
        put(lines(_why_not(desk, row), "dk-notes"))
        _remember(key, stored.version)
        return
    st.html(heading(_("Decision")))
    with st.form("check-form", border=False):
        reason = ""
        if any(one.needs_reason for one in offered):
            reason = st.text_area(_reason_label(offered), key=f"check-reason-{key}",
                                  max_chars=LONGEST, height=100)  # fmt: skip
        with st.container(horizontal=True, key="check-buttons"):
            pressed = [
                one
                for one in offered
                if st.form_submit_button(
                    one.label, type="primary" if one in FIRST else "secondary",
                    key=f"check-{one.value}",
                )
            ]  # fmt: skip
    if pressed:
        _decide(desk, report, key, pressed[0], reason)
    _remember(key, stored.version)


def row_of(report: Report) -> Row:
    """What the rules need to know of a figure."""
    stored = report.stored
    if stored is None:
        return Row(report.measure.opd, None)
    names = ("entered", "submitted", "verified", "unlock")
    people = {f"{name}_by": stored.people.get(name) for name in names}
    return Row(report.measure.opd, stored.state, **people)


def _reason_label(offered: Sequence[Action]) -> str:
    names = ", ".join(one.label for one in offered if one.needs_reason)
    return _("Reason (needed for: {actions})").format(actions=names)


def _why_not(desk: CheckDesk, row: Row) -> list[str]:
    """Why a step that the role and the state would allow is not for this very person."""
    viewer = desk.viewer
    for action in OFFERED:
        fits = row.state in MOVES[action].sources
        if not fits or not permitted(action, viewer.person, row).allowed:
            continue
        found = check(action, row.state, person=viewer.person, row=row, settings=viewer.settings)
        if not found.allowed:
            return [found.reason]
    return []


def _remember(key: str, version: int) -> None:
    """The version that is on the screen when the person presses a button."""
    st.session_state[SEEN] = (key, version)


def seen_version(key: str, now: int) -> int:
    """The version that the person saw when they decided."""
    found = st.session_state.get(SEEN)
    if isinstance(found, tuple) and found[0] == key:
        return int(found[1])
    return now


def _decide(desk: CheckDesk, report: Report, key: str, action: Action, reason: str) -> None:
    stored = report.stored
    if stored is None:
        return
    following = _next(desk, key, action)
    version = seen_version(key, stored.version)
    try:
        _act(desk, action, stored.id, version, reason)
    except DashboardError as error:
        st.html(notice(error))
        return
    figure = _("{indicator}, {period}").format(
        indicator=report.measure.name, period=Period.parse(report.period).label()
    )
    st.session_state[SAID] = _(DONE[action]).format(figure=figure)
    st.session_state.pop(SEEN, None)
    if following is None:
        st.query_params.pop(FIGURE, None)
    else:
        st.query_params[FIGURE] = following
    st.rerun()


def _act(desk: CheckDesk, action: Action, actual_id: int, version: int, reason: str) -> None:
    viewer = desk.viewer
    known: dict[str, Any] = {
        "by": viewer.person,
        "settings": viewer.settings,
        "actual_id": actual_id,
        "version": version,
    }
    plain = {
        Action.VERIFY: verifying.verify_actual,
        Action.APPROVE: verifying.approve_actual,
        Action.LOCK: verifying.lock_actual,
        Action.CONFIRM_UNLOCK: verifying.confirm_unlock,
    }
    said = {
        Action.RETURN: verifying.return_actual,
        Action.REJECT: verifying.reject_actual,
        Action.ASK_UNLOCK: verifying.ask_unlock,
        Action.REFUSE_UNLOCK: verifying.refuse_unlock,
    }
    if action in plain:
        plain[action](engine(), **known)
    else:
        said[action](engine(), **known, reason=reason)


def _next(desk: CheckDesk, key: str, action: Action) -> str | None:
    """The figure that comes after this one in the same queue, else the first of it."""
    viewer = desk.viewer
    turns = desks_of(viewer)
    turn = TURNS.get(action) or (turns[0] if turns else None)
    if turn is None or action is Action.ASK_UNLOCK:
        return None
    ask = asked(viewer, turn, *filters(desk.held.names, desk.today))
    keys = [one.key for one in desk.held.waiting(ask, viewer.scope, shown_rows())]
    if key in keys:
        place = keys.index(key)
        keys = [*keys[place + 1 :], *keys[:place]]
    return keys[0] if keys else None
