"""Scores, budgets, audits and goals of all OPD, and ready screens, kept per data version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from core import clock
from core.periods import Period
from core.words import speaking
from data.queries.performance.budgets import budget_lines
from data.queries.performance.goals import goals, programme_sums
from data.queries.performance.recommendations import recommendations, status_counts
from data.queries.performance.scores import score_parts
from data.queries.performance.standings import key_standings
from pages.kinerja_opd.choices import Look
from pages.kinerja_opd.view import Material, build_view
from pages.shared.boards import TOPICS, boards
from pages.shared.database import engine, settings
from reports.performance.audit import Audits
from reports.performance.board import changes
from reports.performance.scoring import quarters_to
from reports.performance.tree import Cascade

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.scope import Scope
    from data.queries.performance.budgets import BudgetLine
    from metrics.performance.parts import Part
    from pages.kinerja_opd.choices import Chosen
    from pages.kinerja_opd.view import View
    from pages.shared.boards import Boards
    from pages.shared.viewer import Viewer
    from reports.performance.board import Changes

BOARDS, VIEWS = 16, 96


class Shelf:
    """What one data version gives on one day, made when it is first asked for, never changed."""

    def __init__(self, held: Boards) -> None:
        self.as_of = held.register.as_of
        self.register, self.board = held.register, held.board
        self.changes = lru_cache(BOARDS)(self._changes)
        self.history = lru_cache(BOARDS)(self._history)
        self.lines = lru_cache(BOARDS)(self._lines)
        self.audits = lru_cache(BOARDS)(self._audits)
        self.cascade = lru_cache(BOARDS)(self._cascade)
        self.view = lru_cache(VIEWS)(self._view)

    def _changes(self, period: str) -> Changes:
        shown = self.board(period)
        with engine().connect() as conn:
            return changes(conn, self.register, shown)

    def _history(self, period: str) -> Mapping[tuple[str, str], tuple[Part, ...]]:
        with engine().connect() as conn:
            return score_parts(conn, first=quarters_to(period)[0], last=period)

    def _lines(self, period: str) -> tuple[BudgetLine, ...]:
        end = Period.parse(period).end
        with engine().connect() as conn:
            return budget_lines(conn, until=f"{end.year}-{end.month:02}")

    def _audits(self, scope: Scope) -> Audits:
        with engine().connect() as conn:
            return Audits(status_counts(conn), recommendations(conn, scope=scope))

    def _cascade(self, period: str, scope: Scope) -> Cascade:
        cap = settings().performance.capaian_cap
        with engine().connect() as conn:
            return Cascade(
                goals(conn, year=period[:4]),
                key_standings(conn, scope=scope, period=period),
                programme_sums(conn, period=period, as_of=self.as_of.isoformat(), cap=cap),
            )

    def _view(self, language: str, scope: Scope, chosen: Chosen, dark: bool) -> View:  # noqa: FBT001 (a cache's key)
        look, period = chosen.look, chosen.period
        with speaking(language):
            given = Material(
                register=self.register,
                board=self.board(period),
                history=self.history(period) if look is Look.RANKS else {},
                changes=self.changes(period),
                lines=self.lines(period) if look is Look.BUDGET else (),
                audits=self.audits(scope) if look is Look.AUDIT else None,
                cascade=self.cascade(period, scope) if look is Look.TREE else None,
            )
            return build_view(given, chosen, dark=dark)


def shelf(viewer: Viewer) -> Shelf:
    """What the present data version gives today."""
    return _shelf(viewer.at(*TOPICS), clock.today(viewer.settings.regency))


# Two: while the version changes, some readers are still on the one before.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shelf(version: tuple[int, ...], as_of: date) -> Shelf:
    return Shelf(boards(version, as_of))


def load_view(viewer: Viewer, held: Shelf, chosen: Chosen, *, dark: bool) -> View:
    """The screen for these choices and this reader."""
    return held.view(viewer.language, viewer.scope, chosen, dark)
