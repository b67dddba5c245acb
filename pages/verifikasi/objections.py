"""Objections: what is open with its deadline, its evidence and its decision; what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.errors import DashboardError
from core.numbers import day
from core.words import _
from data.queries.performance.objections import OPEN
from pages.shared.database import engine
from pages.shared.objection_words import objection_lines, objection_state_words
from pages.shared.pickers import choice
from pages.shared.report_parts import evidence_list, heading, lines, notice
from pages.shared.report_words import figure_words, value_words
from pages.shared.table import Column, html_table
from pages.verifikasi.choices import FIGURE
from pages.verifikasi.deciding import SAID
from review.access import Permission, may
from review.performance.objections import decide_objection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.queries.performance.evidence import Piece
    from data.queries.performance.objections import Objection
    from pages.verifikasi.loader import CheckDesk

KEY: Final = "nomor"
SHOWN: Final = 50
LONGEST: Final = 2000


def objections(desk: CheckDesk) -> None:
    """The table, and one of the open ones to be decided."""
    found, pieces = desk.held.objections(desk.viewer.scope, desk.today, SHOWN)
    if not found:
        st.html(lines([_("No objection has been raised.")]))
        return
    pending = [one for one in found if one.state == OPEN]
    if pending:
        codes = [str(one.id) for one in pending]
        chosen = choice(
            _("Objection"), codes, default=codes[0], key=KEY,
            words=lambda code: next(_short(one) for one in pending if str(one.id) == code),
        )  # fmt: skip
        one = next(row for row in pending if str(row.id) == chosen)
        _decision(desk, one, pieces.get(chosen, ()))
    st.html(_table(found))


def _short(one: Objection) -> str:
    return _("Number {number} · {opd}").format(number=one.id, opd=one.opd_short)


def _name(one: Objection) -> str:
    return f"{one.opd_short}: {figure_words(one.name, one.period)}"


def _decision(desk: CheckDesk, one: Objection, pieces: Sequence[Piece]) -> None:
    regency = desk.viewer.settings.regency
    value = "" if one.value is None else value_words(one.value, one.unit, one.decimals)
    st.html(
        heading(_name(one))
        + lines([_("Figure objected to: {value}").format(value=value) if value else ""])
        + lines(objection_lines(one, regency))
        + evidence_list(pieces, regency)
    )
    st.button(
        _("Open the figure"), key="objection-figure", on_click=_open, args=(one.key,),
        icon=":material/open_in_new:",
    )  # fmt: skip
    if not may(desk.viewer.person, Permission.DECIDE_OBJECTION).allowed:
        return
    if desk.viewer.person.username == one.verified_by:
        text = _("You verified this figure yourself; another person has to decide now.")
        st.html(lines([text], "dk-notes"))
        return
    with st.form("objection-form", border=False):
        words = st.text_area(
            _("Reason of the decision"), key=f"objection-words-{one.id}", max_chars=LONGEST
        )
        with st.container(horizontal=True, key="objection-buttons"):
            upheld = st.form_submit_button(
                _("Uphold: the figure goes back"), type="primary", key="objection-uphold"
            )
            rejected = st.form_submit_button(_("Reject the objection"), key="objection-reject")
    if upheld or rejected:
        _decide(desk, one, words, upheld=upheld)


def _open(key: str) -> None:
    st.query_params[FIGURE] = key


def _decide(desk: CheckDesk, one: Objection, words: str, *, upheld: bool) -> None:
    viewer = desk.viewer
    try:
        decide_objection(
            engine(),
            by=viewer.person,
            settings=viewer.settings,
            objection_id=one.id,
            upheld=upheld,
            words=words,
        )
    except DashboardError as error:
        st.html(notice(error))
        return
    text = _("Objection upheld: {figure}.") if upheld else _("Objection rejected: {figure}.")
    st.session_state[SAID] = text.format(figure=_name(one))
    st.query_params.pop(KEY, None)
    st.rerun()


def _table(found: Sequence[Objection]) -> str:
    columns = [
        Column("number", _("Number"), short=True),
        Column("figure", _("Figure")),
        Column("opd", _("OPD"), short=True),
        Column("by", _("Decide by"), short=True),
        Column("state", _("State"), short=True),
        Column("reason", _("Reason")),
        Column("decision", _("Decision")),
    ]
    rows = [
        {
            "number": str(one.id),
            "figure": figure_words(one.name, one.period),
            "opd": one.opd_short,
            "by": day(one.decide_by),
            "state": objection_state_words(one.state),
            "reason": one.reason,
            "decision": one.decision or "",
        }
        for one in found
    ]
    caption = _("Objections, open ones first")
    if any(one.sample for one in found):
        caption = f"{caption} · {_('SAMPLE DATA')}"
    return html_table(columns, rows, caption=caption)
