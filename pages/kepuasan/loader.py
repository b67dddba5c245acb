"""The survey's answers by period, and ready screens, kept per data version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from core import clock
from core.periods import Period, PeriodKind
from core.words import speaking
from data.queries.services.surveys import survey_years
from pages.kepuasan.view import Given, build_view
from pages.shared.database import engine, settings
from pages.shared.pickers import periods_within
from reports.services.satisfaction import (
    satisfaction_board,
    satisfaction_by_service,
)

if TYPE_CHECKING:
    from datetime import date

    from pages.kepuasan.view import Chosen, View
    from pages.shared.viewer import Viewer
    from reports.services.satisfaction import Board, Unit

TOPICS = ("surveys", "services", "opd")
KEPT, VIEWS = 32, 64


class Shelf:
    """What one data version gives, made when it is first asked for and never changed."""

    def __init__(self, today: date) -> None:
        with engine().connect() as conn:
            self.years = survey_years(conn)
        self.periods = _periods(self.years, today)
        self.board = lru_cache(KEPT)(self._board)
        self.view = lru_cache(VIEWS)(self._view)

    def _board(self, language: str, period: str) -> Board:
        with speaking(language), engine().connect() as conn:
            return satisfaction_board(conn, settings(), year=period)

    def _view(self, language: str, chosen: Chosen) -> View:
        with speaking(language):
            shown = self.board(language, chosen.period)
            services: tuple[Unit, ...] = ()
            if any(one.code == chosen.opd for one in shown.units):
                with engine().connect() as conn:
                    services = satisfaction_by_service(conn, settings(), chosen.opd, chosen.period)
            return build_view(Given(shown, services, settings()), chosen)


def _periods(years: tuple[str, ...], today: date) -> tuple[str, ...]:
    """Each year with answers, newest first, with the halves of it that have begun."""
    found: list[str] = []
    for year in years:
        whole = Period.parse(year)
        halves = periods_within(PeriodKind.HALF, whole, whole)
        found += [year, *(one.text for one in reversed(halves) if one.start <= today)]
    return tuple(found)


def shelf(viewer: Viewer) -> Shelf:
    """What the present data version gives today."""
    return _shelf(viewer.at(*TOPICS), clock.today(viewer.settings.regency))


# Two: while the version changes, some readers are still on the one before.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shelf(version: tuple[int, ...], today: date) -> Shelf:
    return Shelf(today)


def load_view(viewer: Viewer, held: Shelf, chosen: Chosen) -> View:
    """The screen for these choices."""
    return held.view(viewer.language, chosen)
