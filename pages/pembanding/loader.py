"""Rows and ready screens of Pembanding, kept per data version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from core.words import speaking
from data.queries.published import metrics_with_values, published_values
from metrics.definitions import definition, definitions
from metrics.labels import theme_label
from pages.pembanding.values import components
from pages.pembanding.view import Material, View, build_view, material
from pages.shared.database import engine, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from core.scope import Scope
    from pages.pembanding.choices import Chosen
    from pages.shared.viewer import Viewer

TOPICS = ("published", "regions")
FRAMES, MATERIALS, VIEWS = 64, 128, 128


class Shelf:
    """What one data version gives, made when it is first asked for and never changed.

    One look-up in Streamlit's cache a run, then plain ones: its keys cost more than the look-up.
    """

    def __init__(self) -> None:
        with engine().connect() as conn:
            present = metrics_with_values(conn)
        self.metrics = tuple(metric for metric in definitions() if metric in present)
        self.frame = lru_cache(FRAMES)(_frame)
        self.components = lru_cache(MATERIALS)(self._components)
        self.material = lru_cache(MATERIALS)(self._material)
        self.metric_labels = lru_cache(FRAMES)(self._metric_labels)
        self.place_labels = lru_cache(VIEWS)(self._place_labels)
        self.view = lru_cache(VIEWS)(self._view)

    def _components(self, metric: str) -> tuple[str, ...]:
        """Components of a metric that have values, its headline first."""
        return components(self.frame(metric), definition(metric))

    def _material(self, metric: str, component: str) -> Material:
        """The values of a component, and where and when there are any."""
        return material(self.frame(metric), metric, component)

    def _metric_labels(self, language: str) -> Mapping[str, str]:
        """Metrics under their themes, by id."""
        with speaking(language):
            subjects = [definition(metric) for metric in self.metrics]
            return {one.id: f"{theme_label(one.theme)}: {one.label}" for one in subjects}

    def _place_labels(self, language: str, metric: str, component: str) -> Mapping[str, str]:
        """Regions that have values of a component, by code."""
        with speaking(language):
            places = self.material(metric, component).coverage.places
            return {code: place.label for code, place in places.items()}

    def _view(self, language: str, dark: bool, chosen: Chosen, _scope: Scope) -> View:  # noqa: FBT001 (a cache's key)
        given = self.material(chosen.metric, chosen.component)
        with speaking(language):
            return build_view(given, chosen, settings(), dark=dark)


def _frame(metric: str) -> pd.DataFrame:
    with engine().connect() as conn:
        return published_values(conn, metrics=[metric], whole=True)


def shelf(viewer: Viewer) -> Shelf:
    """What the present data version gives."""
    return _shelf(viewer.at(*TOPICS))


# Two: while the version changes, some readers are still on the one before.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shelf(version: tuple[int, ...]) -> Shelf:
    return Shelf()


def load_view(viewer: Viewer, held: Shelf, chosen: Chosen, *, dark: bool) -> View:
    """The screen for these choices and this reader."""
    return held.view(viewer.language, dark, chosen, viewer.scope)
