"""Rows and ready screens of Pembanding, kept per data version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.words import speaking
from data.queries.published import metrics_with_values, published_values
from metrics.definitions import definition, definitions
from pages.pembanding.values import components
from pages.pembanding.view import Material, View, build_view, material
from pages.shared.database import engine, settings, versions

if TYPE_CHECKING:
    import pandas as pd

    from core.scope import Scope
    from pages.pembanding.choices import Chosen
    from pages.shared.viewer import Viewer

TOPICS = ("published", "regions")
HOUR = 3600
Version = tuple[int, ...]

# Resources, not data: all of it is frozen or never changed, and a copy at each run would cost
# more than the rest of the page.


def data_version() -> Version:
    """The version of everything that this page reads."""
    return versions(*TOPICS)


@st.cache_resource(max_entries=8, ttl=HOUR, show_spinner=False)
def metrics(version: Version) -> tuple[str, ...]:
    """Metrics that have any published value, in the order of their definitions: by theme."""
    with engine().connect() as conn:
        present = metrics_with_values(conn)
    return tuple(metric for metric in definitions() if metric in present)


@st.cache_resource(max_entries=64, ttl=HOUR, show_spinner=False)
def _frame(version: Version, metric: str) -> pd.DataFrame:
    with engine().connect() as conn:
        return published_values(conn, metrics=[metric])


@st.cache_resource(max_entries=64, ttl=HOUR, show_spinner=False)
def components_of(version: Version, metric: str) -> tuple[str, ...]:
    """Components of a metric that have values, its headline first."""
    return components(_frame(version, metric), definition(metric))


@st.cache_resource(max_entries=128, ttl=HOUR, show_spinner=False)
def material_of(version: Version, metric: str, component: str) -> Material:
    """The values of a component, and where and when there are any."""
    return material(_frame(version, metric), metric, component)


def load_view(viewer: Viewer, chosen: Chosen, version: Version, *, dark: bool) -> View:
    """The screen for these choices and this reader."""
    return _view(version, viewer.language, dark, chosen, viewer.scope)


@st.cache_resource(max_entries=256, ttl=HOUR, show_spinner=False)
def _view(version: Version, language: str, dark: bool, chosen: Chosen, scope: Scope) -> View:  # noqa: FBT001 (the cache's key)
    given = material_of(version, chosen.metric, chosen.component)
    with speaking(language):
        return build_view(given, chosen, settings(), dark=dark)
