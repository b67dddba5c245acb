"""The history of imports, kept per data version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from data.queries.batch_rows import count_batches
from data.queries.batches import history as batches_of
from pages.shared.database import engine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.shared.viewer import Viewer

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class History:
    """A page of the batches, newest first, as rows of data.queries.batches, and how many in all."""

    rows: tuple[Mapping[str, Any], ...]
    count: int


def load_history(viewer: Viewer, topic: str | None = None, page: int = 0) -> History:
    """A page of the history; pages count from 0."""
    return _history(tuple(sorted(viewer.versions.items())), topic, page)


# Whatever imports or undoes raises the version of its topic.
@st.cache_resource(max_entries=64, show_spinner=False)
def _history(versions: tuple[tuple[str, int], ...], topic: str | None, page: int) -> History:
    with engine().connect() as conn:
        frame = batches_of(conn, topic=topic, first=page * PAGE, count=PAGE)
        count = count_batches(conn, topic)
    known = frame.astype(object).where(frame.notna(), None)
    return History(tuple(known.to_dict("records")), count)  # type: ignore[arg-type]
