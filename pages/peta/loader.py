"""Places, figures by place and ready maps, kept per data version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from core import clock
from core.figure import State
from core.periods import Period
from core.words import speaking
from data.queries.boundaries import boundary_credit, outlines
from data.queries.places import places, places_credit
from data.queries.regions import parts_of
from metrics.definitions import definition
from pages.peta.view import Material, View, build_view
from pages.shared.database import engine, settings
from reports.area.model import Context, Level
from reports.area.registry import area_metrics
from reports.figures import published_figures
from reports.opd_figures import Asked, score_figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    import pandas as pd

    from core.figure import Figure
    from data.queries.boundaries import Credit, Outline
    from pages.peta.choices import Chosen
    from pages.shared.viewer import Viewer
    from reports.area.model import AreaMetric

TOPICS = (
    "published", "regions", "boundaries", "places", "opd", "indicators", "targets", "actuals",
    "requests", "services", "standards",
)  # fmt: skip
SHAPES, VIEWS, CARDS = 64, 96, 512


class Shelf:
    """What one data version gives, made when it is first asked for and never changed."""

    def __init__(self, today: date) -> None:
        self.code = settings().regency.code
        self.today = today
        with engine().connect() as conn:
            self.parts = {part.code: part for part in parts_of(conn, self.code)}
        self.outlines = lru_cache(SHAPES)(self._outlines)
        self.levels = tuple(level for level in Level if self.outlines(level, self.code))
        self.metrics = lru_cache(4)(self._metrics)
        self.points = lru_cache(4)(self._points)
        self.credit = lru_cache(4)(self._credit)
        self.points_credit = lru_cache(4)(self._points_credit)
        self.own_figures = lru_cache(CARDS)(self._own_figures)
        self.view = lru_cache(VIEWS)(self._view)
        self._children: dict[str, tuple[str, ...]] = {}
        for code, part in self.parts.items():
            self._children[part.parent] = (*self._children.get(part.parent, ()), code)

    def places_of(self, code: str) -> tuple[str, ...]:
        """Codes of the kecamatan of a regency, or of the desa of a kecamatan."""
        return self._children.get(code, ())

    def place_name(self, code: str) -> str:
        """The name of a part of the regency; its code where it is none."""
        part = self.parts.get(code)
        return code if part is None else part.label

    def point_kinds(self, language: str) -> Mapping[str, str]:
        """The kinds of points of interest in words, by kind."""
        frame = self.points(language)
        return dict(zip(frame["kind"], frame["kind_label"], strict=True))

    def _outlines(self, level: Level, within: str) -> tuple[Outline, ...]:
        with engine().connect() as conn:
            return outlines(conn, level=level.value, within=within)

    def _metrics(self, language: str) -> Mapping[str, AreaMetric]:
        """In the reader's language: the states of the figures are words."""
        with speaking(language), engine().connect() as conn:
            return area_metrics(Context(conn, settings()))

    def _points(self, language: str) -> pd.DataFrame:
        with speaking(language), engine().connect() as conn:
            return places(conn)

    def _credit(self, language: str) -> Credit | None:
        with speaking(language), engine().connect() as conn:
            return boundary_credit(conn)

    def _points_credit(self, language: str) -> tuple[str, ...]:
        with speaking(language), engine().connect() as conn:
            return places_credit(conn)

    def _own_figures(self, language: str) -> tuple[Figure, ...]:
        """The regency's own newest figure of each metric of the map."""
        subjects = self.metrics(language)
        newest: dict[str, Figure] = {}
        with speaking(language), engine().connect() as conn:
            asked = Asked(settings(), self.today)
            every = published_figures(conn, settings=settings(), region=self.code)
            # A triwulan that still runs has no score yet: the one before it is the newest.
            scores = [
                one
                for one in score_figures(conn, asked)
                if one.opd is None and one.state is not State.NOT_DUE
            ]
            for one in (*every, *scores):
                if one.metric in subjects and one.component in definition(one.metric).main:
                    known = newest.get(one.metric)
                    if known is None or _end(known) <= _end(one):
                        newest[one.metric] = one
        return tuple(newest[metric] for metric in subjects if metric in newest)

    def _view(self, language: str, chosen: Chosen, dark: bool) -> View:  # noqa: FBT001 (a cache's key)
        with speaking(language):
            given = Material(
                settings=settings(),
                parts=self.parts,
                metrics=self.metrics(language),
                outlines=self.outlines(chosen.level, chosen.within),
                around=self._around(chosen),
                points=self.points(language),
                credit=self.credit(language),
                points_credit=self.points_credit(language),
                own=self.own_figures(language),
            )
            return build_view(given, chosen, dark=dark)

    def _around(self, chosen: Chosen) -> tuple[Outline, ...]:
        """Above desa, the kecamatan; of the one looked into, those beside it."""
        if chosen.level is Level.KECAMATAN:
            return ()
        every = self.outlines(Level.KECAMATAN, chosen.regency)
        return tuple(one for one in every if one.code != chosen.within)


def _end(figure: Figure) -> date:
    return Period.parse(figure.period).end


def shelf(viewer: Viewer) -> Shelf:
    """What the present data version gives."""
    return _shelf(viewer.at(*TOPICS), clock.hour())


# Two: while the version changes, some readers are still on the one before.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shelf(version: tuple[int, ...], hour: datetime) -> Shelf:
    return Shelf(clock.today(settings().regency))


def load_view(viewer: Viewer, held: Shelf, chosen: Chosen, *, dark: bool) -> View:
    """The screen for these choices and this reader."""
    return held.view(viewer.language, chosen, dark)
