"""The overview as one cached value: per data version, language, hour and reader's scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core import clock
from core.words import speaking
from pages.shared.database import engine, settings
from reports.overview.model import Context, Overview
from reports.overview.registry import overview

if TYPE_CHECKING:
    from datetime import datetime

    from core.scope import Scope
    from pages.shared.viewer import Viewer

TOPICS = (
    "published", "regions", "opd", "indicators", "targets", "actuals",
    "requests", "services", "standards", "surveys",
)  # fmt: skip


def load_overview(viewer: Viewer) -> Overview:
    """The overview for this reader, rebuilt only when a topic's version or the hour changes."""
    return _overview(viewer.at(*TOPICS), viewer.language, clock.hour(), viewer.scope)


# A resource, not data: the value is frozen, and unpickling it at each run would cost more.
@st.cache_resource(max_entries=64, show_spinner=False)
def _overview(version: tuple[int, ...], language: str, hour: datetime, scope: Scope) -> Overview:
    today = clock.today(settings().regency)
    with speaking(language), engine().connect() as conn:
        return overview(Context(conn, settings(), scope, today))
