"""The figures of a screen as files: the same as `manage.py figures`, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.words import _, language, use_language
from pages.shared.database import engine
from reports.files import names_of, to_csv, to_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.figure import Figure

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_figures(figures: Sequence[Figure], name: str) -> None:
    """Two buttons; a file is made only when its button is pressed.

    name: start of the file name, such as "ringkasan-51.08".
    """
    if not figures:
        return
    spoken = language()

    def file(make: Callable[[Sequence[Figure], dict[str, str]], bytes]) -> Callable[[], bytes]:
        def content() -> bytes:
            use_language(spoken)  # The file is made later, outside this page's run.
            with engine().connect() as conn:
                return make(figures, names_of(conn, figures))

        return content

    with st.container(horizontal=True, key=f"downloads-{name}"):
        st.download_button(
            _("Download CSV"), file(to_csv), f"{name}.csv", "text/csv", icon=":material/download:",
            key=f"csv-{name}", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            _("Download XLSX"), file(to_xlsx), f"{name}.xlsx", XLSX, icon=":material/download:",
            key=f"xlsx-{name}", on_click="ignore",
        )  # fmt: skip
