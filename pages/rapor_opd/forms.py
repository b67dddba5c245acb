"""What can be said about figures right here: objections and obstacles, each in a short form."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final

import streamlit as st

from core import clock
from core.errors import DashboardError
from core.numbers import day
from core.periods import Period
from core.words import _
from pages.shared.database import engine
from pages.shared.failure import words
from review.access import Permission
from review.performance.blockers import close_blocker, raise_blocker
from review.performance.machine import may_for_own
from review.performance.objections import objection_deadline, raise_objection

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.queries.performance.indicators import Reported
    from pages.rapor_opd.choices import Chosen
    from pages.rapor_opd.loader import Shelf
    from pages.shared.viewer import Viewer

DONE: Final = "card-done"
LONGEST: Final = 1000
SHORTEST: Final = 26
"""Letters of an obstacle in a list that a phone shows whole."""


def said() -> None:
    """What the last form did, once."""
    text = st.session_state.pop(DONE, None)
    if text:
        st.success(text, icon=":material/check_circle:")


def _run(deed: Callable[[], object], done: str) -> None:
    """Do it and show the screen anew, or say why not; nothing that was typed is lost."""
    try:
        deed()
    except DashboardError as error:
        st.html(words(_("This cannot be done"), error.message, error.hint))
        return
    st.session_state[DONE] = done
    st.rerun()


def objecting(viewer: Viewer, held: Shelf, chosen: Chosen) -> None:
    """The head's objection to a verified figure of the chosen indicator, while there is time."""
    if not may_for_own(viewer.person, Permission.OBJECT, chosen.opd).allowed:
        return
    figures = _open_to_objection(viewer, held, chosen)
    if not figures:
        return
    with st.expander(_("Object to a figure"), icon=":material/gavel:"), st.form("objection"):
        names = {str(one.id): _figure(viewer, one) for one in figures}
        picked = st.selectbox(
            _("Figure"), tuple(names), format_func=names.__getitem__, placeholder=_("Choose")
        )
        reason = st.text_area(_("Reason"), max_chars=LONGEST)
        if st.form_submit_button(_("Object to this figure"), type="primary"):
            _run(
                lambda: raise_objection(
                    engine(),
                    by=viewer.person,
                    settings=viewer.settings,
                    actual_id=int(picked),
                    reason=reason,
                ),
                _("The objection is raised. It is decided by another person than the verifier."),
            )


def _open_to_objection(viewer: Viewer, held: Shelf, chosen: Chosen) -> list[Reported]:
    detail = held.detail(chosen.indicator, chosen.period, viewer.scope)
    if detail is None or detail.facts.opd != chosen.opd:
        return []
    today = clock.today(viewer.settings.regency)
    return [
        one
        for one in detail.reported
        if one.state.is_verified
        and one.verified_at is not None
        and today <= objection_deadline(one.verified_at, viewer.settings)
    ]


def _figure(viewer: Viewer, one: Reported) -> str:
    period = Period.parse(one.period).label()
    if one.verified_at is None:
        return period
    return _("{period}, until {day}").format(
        period=period, day=day(objection_deadline(one.verified_at, viewer.settings))
    )


def obstructed(viewer: Viewer, held: Shelf, chosen: Chosen) -> None:
    """Report an obstacle to the chosen indicator, or say how an open one ended."""
    if not may_for_own(viewer.person, Permission.RAISE_BLOCKER, chosen.opd).allowed:
        return
    if chosen.indicator:
        _raising(viewer, held, chosen)
    _closing(viewer, held, chosen)


def _raising(viewer: Viewer, held: Shelf, chosen: Chosen) -> None:
    title = _("Report an obstacle to the chosen indicator")
    with st.expander(title, icon=":material/block:"), st.form("obstacle"):
        offices = {one.office.code: one.office.name for one in held.board(chosen.period).offices}
        cause = st.selectbox(
            _("Caused by"),
            tuple(offices),
            index=tuple(offices).index(chosen.opd),
            format_func=offices.__getitem__,
            placeholder=_("Choose"),
        )
        text = st.text_area(_("What holds it up"), max_chars=LONGEST)
        if st.form_submit_button(_("Report the obstacle"), type="primary"):
            _run(
                lambda: raise_blocker(
                    engine(),
                    by=viewer.person,
                    indicator=chosen.indicator,
                    period=chosen.period,
                    said_by=chosen.opd,
                    caused_by=cause,
                    text=text,
                ),
                _("The obstacle is reported; it stands on the list of the OPD that causes it."),
            )


def _closing(viewer: Viewer, held: Shelf, chosen: Chosen) -> None:
    card = held.card(chosen.opd, chosen.period, viewer.scope)
    # A list of Streamlit breaks no line: what it says must fit a phone. The table has the rest.
    still = {
        str(one.id): f"{one.id}: {shorten(one.text, SHORTEST, placeholder='…')}"
        for one in card.blockers
        if one.open
    }
    if not still:
        return
    title = _("Say how an obstacle ended")
    with st.expander(title, icon=":material/check:"), st.form("obstacle-ended"):
        picked = st.selectbox(
            _("Obstacle"), tuple(still), format_func=still.__getitem__, placeholder=_("Choose")
        )
        text = st.text_area(_("How it ended"), max_chars=LONGEST)
        if st.form_submit_button(_("Close the obstacle"), type="primary"):
            _run(
                lambda: close_blocker(
                    engine(), by=viewer.person, blocker_id=int(picked), words=text
                ),
                _("The obstacle is closed."),
            )
