"""The figures of a screen as files: the same as `manage.py figures`, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.words import _, language, use_language
from pages.shared.database import engine
from reports.files import names_of, to_csv, to_xlsx
from reports.paper import as_pdf, as_png

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.figure import Figure

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_figures(
    figures: Sequence[Figure], name: str, sheet: Callable[[], Mapping[str, Any]] | None = None
) -> None:
    """Two buttons, and two more for a chart; a file is made only when its button is pressed.

    name: start of the file name, such as "ringkasan-51.08". sheet: gives the Vega-Lite spec of
    the chart as it is on paper.
    """
    if not figures and sheet is None:
        return
    spoken = language()

    def file(make: Callable[[Sequence[Figure], dict[str, str]], bytes]) -> Callable[[], bytes]:
        def content() -> bytes:
            use_language(spoken)  # The file is made later, outside this page's run.
            with engine().connect() as conn:
                return make(figures, names_of(conn, figures))

        return content

    def picture(make: Callable[[Mapping[str, Any]], bytes]) -> Callable[[], bytes]:
        def content() -> bytes:
            use_language(spoken)
            return make(sheet()) if sheet is not None else b""

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
        if sheet is not None:
            st.download_button(
                _("Download PNG"), picture(as_png), f"{name}.png", "image/png",
                icon=":material/download:", key=f"png-{name}", on_click="ignore",
            )  # fmt: skip
            st.download_button(
                _("Download PDF"), picture(as_pdf), f"{name}.pdf", PDF,
                icon=":material/download:", key=f"pdf-{name}", on_click="ignore",
            )  # fmt: skip
