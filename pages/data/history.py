"""The history of imports and the way to take one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from core.numbers import number
from core.words import _
from data.imports.topics import TOPICS, title_of
from pages.data.loader import PAGE, load_history
from pages.data.parts import heading, lines
from pages.data.task import jobs_of, take_up
from pages.data.view import history_table
from pages.shared.pickers import choice
from review.import_rights import may_undo
from review.intake.commands import look_at_undo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pages.shared.viewer import Viewer

ANY: Final = "-"


def history(viewer: Viewer) -> None:
    """Every import, newest first, by topic; whoever may undo one chooses it here."""
    st.html(heading(_("History of imports"), "riwayat"))
    with st.container(key="data-filters", horizontal=True):
        code = choice(
            _("Show the topic"),
            (ANY, *TOPICS),
            default=ANY,
            key="riwayat",
            words=lambda one: _("All topics") if one == ANY else title_of(one),
        )
        topic = None if code == ANY else code
        page = _page(load_history(viewer, topic).count)
    found = load_history(viewer, topic, page)
    if not found.rows:
        st.html(lines([_("Nothing has been imported yet.")]))
        return
    regency = viewer.settings.regency
    caption = _("{first} to {last} of {count} imports, newest first").format(
        first=number(page * PAGE + 1),
        last=number(page * PAGE + len(found.rows)),
        count=number(found.count),
    )
    st.html(history_table(found.rows, regency, caption))
    _undo(viewer, found.rows)


def _page(count: int) -> int:
    pages = [str(one) for one in range(1, (count - 1) // PAGE + 2)] if count else ["1"]
    if len(pages) == 1:
        st.query_params.pop("hal", None)
        return 0
    return int(choice(_("Page"), pages, default="1", key="hal")) - 1


def _undo(viewer: Viewer, rows: Sequence[Mapping[str, Any]]) -> None:
    """The batches of this page that the person may take back; why not, the look says."""
    own = {
        str(row["id"]): row
        for row in rows
        if row["undone_at"] is None
        and row["topic"] in TOPICS
        and may_undo(viewer.person, row["topic"], row["imported_by"]).allowed
    }
    if not own:
        return

    def words(code: str) -> str:
        if code == ANY:
            return _("Choose an import")
        row = own[code]
        return _("Batch {batch}: {topic}, {file}").format(
            batch=code, topic=title_of(row["topic"]), file=row["file_name"]
        )

    with st.container(key="data-undo"):
        chosen = choice(_("Undo an import"), (ANY, *own), default=ANY, key="batal", words=words)
        if chosen != ANY and st.button(_("See what undoing does"), key="data-undo-look"):
            job = look_at_undo(jobs_of(viewer), by=viewer.person, batch=int(chosen))
            st.query_params.pop("batal", None)
            take_up(job)
