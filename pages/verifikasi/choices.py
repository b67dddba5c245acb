"""Which part of the screen, and which part of the queue; all in the address."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.periods import Period
from core.words import N_, _
from data.queries.performance.queue import Ask, Desk
from pages.shared.pickers import choice, period_words
from review.access import Permission, may

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pages.shared.viewer import Viewer

VIEW: Final = "tampil"
FIGURE: Final = "angka"
ALL: Final = "-"
QUARTERS: Final = 12


class View(StrEnum):
    """The parts of the screen."""

    QUEUE = "antrean"
    OBJECTIONS = "sanggahan"
    LOCKS = "kunci"
    TRAIL = "riwayat"


TITLES: Final = {
    View.QUEUE: N_("Queue"),
    View.OBJECTIONS: N_("Objections"),
    View.LOCKS: N_("Locks"),
    View.TRAIL: N_("Trail"),
}


def views_of(viewer: Viewer) -> tuple[View, ...]:
    """The parts that this person has something to do in; who only reads sees all of them."""
    allowed = {one for one in Permission if may(viewer.person, one).allowed}
    acts = allowed & {Permission.VERIFY_ACTUAL, Permission.APPROVE_ACTUAL}
    reads = viewer.scope.sees_submitted and not acts
    found = []
    if acts or reads:
        found.append(View.QUEUE)
    if Permission.DECIDE_OBJECTION in allowed or reads:
        found.append(View.OBJECTIONS)
    if allowed & {Permission.LOCK_ACTUAL, Permission.CONFIRM_UNLOCK} or reads:
        found.append(View.LOCKS)
    return (*found, View.TRAIL)


def desks_of(viewer: Viewer) -> tuple[Desk, ...]:
    """Whose queue this is: to verify, to approve, or both for who only reads."""
    verifies = may(viewer.person, Permission.VERIFY_ACTUAL).allowed
    approves = may(viewer.person, Permission.APPROVE_ACTUAL).allowed
    if not verifies and not approves and viewer.scope.sees_submitted:
        return (Desk.VERIFY, Desk.APPROVE)
    return (*((Desk.VERIFY,) if verifies else ()), *((Desk.APPROVE,) if approves else ()))


def lock_desks(viewer: Viewer) -> tuple[Desk, ...]:
    """What of the locks is this person's: to lock, to decide on unlocks; all for who only reads."""
    if may(viewer.person, Permission.LOCK_ACTUAL).allowed or not checks_figures(viewer):
        return (Desk.UNLOCK, Desk.LOCK, Desk.LOCKED)
    return (Desk.UNLOCK,)


def checks_figures(viewer: Viewer) -> bool:
    """Whether the person verifies or approves, and so does more than read."""
    rights = (Permission.VERIFY_ACTUAL, Permission.APPROVE_ACTUAL)
    return any(may(viewer.person, one).allowed for one in rights)


def asked(viewer: Viewer, desk: Desk, opd: str | None = None, quarter: str = ALL) -> Ask:
    """A part of the queue in which the person does not find their own input."""
    apart: tuple[str, ...] = ()
    if desk is Desk.VERIFY:
        apart = ("entered", "submitted")
    elif desk is Desk.APPROVE:
        apart = ("entered",)
        if not viewer.settings.performance.verifier_may_approve:
            apart = ("entered", "verified")
    period = None if quarter == ALL else Period.parse(quarter)
    return Ask(desk, opd, period, viewer.person.username, apart)


def choose_view(views: Sequence[View]) -> View:
    """The part that is shown; the address leads, one that is not offered falls back."""
    codes = [one.value for one in views]
    given = st.query_params.get(VIEW)
    if given is not None and given not in codes:
        del st.query_params[VIEW]
    value = given if given in codes else codes[0]
    if st.session_state.get(VIEW) != value:
        st.session_state[VIEW] = value
    chosen = st.segmented_control(
        _("Part of the screen"),
        codes,
        key=VIEW,
        format_func=lambda code: _(TITLES[View(code)]),
        label_visibility="collapsed",
        required=True,
        on_change=_into_address,
        args=(codes[0],),
    )
    return View(chosen or value)


def _into_address(default: str) -> None:
    chosen = st.session_state[VIEW]
    st.query_params.pop(FIGURE, None)
    if chosen == default:
        st.query_params.pop(VIEW, None)
    else:
        st.query_params[VIEW] = chosen


def choose_office(names: Mapping[str, str]) -> str | None:
    """One OPD, or all of them."""
    codes = (ALL, *names)
    found = choice(
        _("OPD"),
        codes,
        default=ALL,
        key="opd",
        words=lambda code: _("All OPD") if code == ALL else names[code],
    )
    return None if found == ALL else found


def quarters(today: date) -> list[str]:
    """The last triwulan, the present one first."""
    count = today.year * 4 + (today.month - 1) // 3
    return [f"{one // 4}-Q{one % 4 + 1}" for one in range(count, count - QUARTERS, -1)]


def filters(names: Mapping[str, str], today: date) -> tuple[str | None, str]:
    """The OPD and the triwulan of the address, where no select is drawn to check them."""
    opd, quarter = st.query_params.get("opd"), st.query_params.get("periode", ALL)
    return opd if opd in names else None, quarter if quarter in quarters(today) else ALL


def choose_quarter(today: date) -> str:
    """One of the last triwulan, or ALL."""
    return choice(
        _("Triwulan"),
        (ALL, *quarters(today)),
        default=ALL,
        key="periode",
        words=lambda code: _("All periods") if code == ALL else period_words(code),
    )
