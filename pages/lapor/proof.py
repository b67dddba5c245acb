"""Evidence: what is there, adding a link or a file, taking one off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from core.errors import DashboardError
from core.words import _
from pages.lapor.form import tell
from pages.shared.database import engine
from pages.shared.report_parts import evidence_list, notice
from pages.shared.uploader import uploader_words
from review.performance.evidence import add_file, add_link, remove_evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.queries.performance.evidence import Piece
    from pages.lapor.loader import Office

TURN: Final = "report-proof-turn"
"""Counts what was added: new keys empty the fields."""
LONGEST_ADDRESS: Final = 2000
LONGEST_NAME: Final = 120


def proof(
    office: Office, pieces: Sequence[Piece], subject: Mapping[str, Any] | None, name: str
) -> None:
    """The list, and the means to change it where there is a subject that is open.

    subject: the argument by which the commands know it, such as {"actual_id": 7}. name: parts the
    keys of several such sections.
    """
    st.html(evidence_list(pieces, office.viewer.settings.regency))
    if subject is None:
        return
    with st.container(key=f"proof-{name}"):
        # In a place of their own: one more must not move the field that holds the next file.
        with st.container(key=f"proof-list-{name}"):
            for piece in pieces:
                if st.button(
                    _("Take off {name}").format(name=piece.name),
                    key=f"proof-off-{piece.id}",
                    icon=":material/delete:",
                ):
                    _do(partial(_remove, office, piece.token), _("The evidence is off."))
        left, right = st.columns(2)
        with left:
            _link(office, subject, name)
        with right:
            _file(office, subject, name)


def _remove(office: Office, token: str) -> None:
    viewer = office.viewer
    remove_evidence(engine(), by=viewer.person, settings=viewer.settings, token=token)


def _link(office: Office, subject: Mapping[str, Any], name: str) -> None:
    turn = st.session_state.setdefault(TURN, 0)
    with st.form(f"proof-link-{name}", border=False):
        address = st.text_input(
            _("Link to the evidence (https://…)"),
            key=f"proof-address-{name}-{turn}",
            max_chars=LONGEST_ADDRESS,
            autocomplete="off",
        )
        title = st.text_input(
            _("What it shows (optional)"),
            key=f"proof-title-{name}-{turn}",
            max_chars=LONGEST_NAME,
            autocomplete="off",
        )
        pressed = st.form_submit_button(
            _("Add the link"), icon=":material/add_link:", key=f"proof-add-{name}"
        )
    if pressed:
        viewer = office.viewer
        _do(
            lambda: add_link(
                engine(),
                by=viewer.person,
                settings=viewer.settings,
                address=address,
                name=title,
                **subject,
            ),
            _("The link is added."),
        )


def _file(office: Office, subject: Mapping[str, Any], name: str) -> None:
    viewer = office.viewer
    limit = viewer.settings.storage.evidence_megabytes
    uploader_words(_("PDF, PNG, JPEG, XLSX, DOCX or CSV"), limit)
    turn = st.session_state.setdefault(TURN, 0)
    file = st.file_uploader(
        _("File as evidence"), key=f"proof-file-{name}-{turn}", max_upload_size=limit
    )
    if file is not None:
        _do(
            lambda: add_file(
                engine(),
                by=viewer.person,
                settings=viewer.settings,
                name=file.name,
                content=file.getvalue(),
                **subject,
            ),
            _("The file is added."),
        )


def _do(act: Callable[[], object], done: str) -> None:
    """Change the evidence and show the screen anew, or say why that is not possible."""
    try:
        act()
    except DashboardError as error:
        st.html(notice(error))
        return
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    tell(done)
    st.rerun()
