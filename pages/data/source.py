"""From which system a file of requests comes: chosen among the known ones, or named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import _
from data.queries.services.catalogue import services
from data.services.sources import SOURCES, source_title, stored_sources
from pages.shared.database import engine
from pages.shared.pickers import choice
from review.import_rights import within_of

if TYPE_CHECKING:
    from pages.shared.viewer import Viewer

UNCHOSEN: Final = "-"
OTHER: Final = "+"
KEY: Final = "asal"


def source_field(viewer: Viewer, before: str) -> str:
    """The system that is chosen or named; '' while none is. before: of the file at hand, or ''."""
    known = _known(viewer.at("requests"))
    words = {UNCHOSEN: _("Choose the system"), OTHER: _("Another system")}
    chosen = choice(
        _("System that the file comes from"),
        (UNCHOSEN, *dict.fromkeys((*SOURCES, *known, *filter(None, [before]))), OTHER),
        default=before or UNCHOSEN,
        key=KEY,
        words=lambda code: words.get(code) or source_title(code),
    )
    if chosen == OTHER:
        named: str = st.text_input(_("Name of the system"), key="data-system", max_chars=30)
        return named.strip()
    return "" if chosen == UNCHOSEN else chosen


def service_names(viewer: Viewer, topic: str) -> dict[str, str]:
    """The services of those OPD for which they may hand in: code -> name."""
    within = within_of(viewer.person, topic)
    every = _services(viewer.at("services"))
    return {code: name for code, name, opd in every if within is None or opd in within}


# Whoever imports requests or services raises the version.
@st.cache_data(max_entries=2, show_spinner=False)
def _known(version: tuple[int, ...]) -> tuple[str, ...]:
    with engine().connect() as conn:
        return stored_sources(conn)


@st.cache_data(max_entries=2, show_spinner=False)
def _services(version: tuple[int, ...]) -> tuple[tuple[str, str, str], ...]:
    with engine().connect() as conn:
        return tuple((one.code, one.name, one.opd) for one in services(conn))
