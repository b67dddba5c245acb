"""What is looked at: the OPD, the part of the screen, the figure; all in the address."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import N_, _
from pages.shared.pickers import choice
from review.access import PERMISSIONS, Permission

if TYPE_CHECKING:
    from pages.shared.viewer import Viewer

VIEW: Final = "tampil"


class View(StrEnum):
    """The parts of the screen."""

    WORK = "daftar"
    UPLOAD = "unggah"
    QUESTIONS = "pertanyaan"
    AUDITS = "rekomendasi"
    BLOCKERS = "kendala"


TITLES: Final = {
    View.WORK: N_("Work list"),
    View.UPLOAD: N_("Hand in a file"),
    View.QUESTIONS: N_("Questions"),
    View.AUDITS: N_("Recommendations"),
    View.BLOCKERS: N_("Obstacles"),
}


def choose_office(viewer: Viewer) -> str | None:
    """The OPD of the person; one of several is chosen and stands in the address."""
    allowed = [
        grant.opd_code
        for grant in viewer.person.roles
        if grant.opd_code and Permission.SEE_REPORTS in PERMISSIONS[grant.role]
    ]
    codes = tuple(dict.fromkeys(allowed))
    if not codes:
        return None
    if len(codes) == 1:
        st.query_params.pop("opd", None)
        return codes[0]
    return choice(_("OPD"), codes, default=codes[0], key="opd")


def choose_view(default: View) -> View:
    """The part that is shown; the address leads, an unknown one falls back to the default."""
    asked = st.query_params.get(VIEW)
    if asked is not None and asked not in set(View):
        del st.query_params[VIEW]
    value = View(asked) if asked in set(View) else default
    if st.session_state.get(VIEW) != value.value:
        st.session_state[VIEW] = value.value
    chosen = st.segmented_control(
        _("Part of the screen"),
        [one.value for one in View],
        key=VIEW,
        format_func=lambda code: _(TITLES[View(code)]),
        label_visibility="collapsed",
        required=True,
        on_change=_into_address,
        args=(default.value,),
    )
    return View(chosen or value)


def _into_address(default: str) -> None:
    chosen = st.session_state[VIEW]
    if chosen == default:
        st.query_params.pop(VIEW, None)
    else:
        st.query_params[VIEW] = chosen
