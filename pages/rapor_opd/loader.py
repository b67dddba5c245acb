"""One OPD, its indicators, and ready screens, kept per data version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from core import clock
from core.periods import Period
from core.words import speaking
from data.queries.performance.blockers import blockers
from data.queries.performance.budgets import budget_lines
from data.queries.performance.disputes import disputes, returned_codes
from data.queries.performance.indicators import facts_of, reports_of, shares_of, targets_of
from data.queries.performance.objections import objections
from data.queries.performance.recommendations import recommendations, status_counts
from data.queries.performance.shared import shared_codes, work_for_others
from data.queries.performance.standings import by_period, standings
from data.queries.performance.steps import Trail, steps
from pages.rapor_opd.view import Material, build_view
from pages.shared.boards import TOPICS, boards
from pages.shared.database import engine
from reports.performance.audit import Audits
from reports.performance.card import Card, Detail
from reports.performance.scoring import before_of
from reports.performance.track import yearly

if TYPE_CHECKING:
    from datetime import date

    from core.scope import Scope
    from pages.rapor_opd.choices import Chosen
    from pages.rapor_opd.view import View
    from pages.shared.boards import Boards
    from pages.shared.viewer import Viewer

CARDS, VIEWS = 128, 128
STEPS: Final = 30
"""Rows of the trail of one indicator; all of it stands on Verifikasi."""


class Shelf:
    """What one data version gives on one day, made when it is first asked for, never changed."""

    def __init__(self, held: Boards) -> None:
        self.register, self.board = held.register, held.board
        self.card = lru_cache(CARDS)(self._card)
        self.detail = lru_cache(CARDS)(self._detail)
        self.view = lru_cache(VIEWS)(self._view)

    def _card(self, opd: str, period: str, scope: Scope) -> Card:
        as_of, year, before = self.register.as_of, period[:4], before_of(period)
        office = next(one for one in self.board(period).offices if one.office.code == opd)
        end = Period.parse(period).end
        with engine().connect() as conn:
            rows = by_period(standings(conn, scope=scope, periods=(before, period), opd=opd))
            return Card(
                office=office,
                now=rows.get(period, ()),
                before=rows.get(before, ()),
                blockers=blockers(conn, opd=opd),
                lines=budget_lines(conn, until=f"{end.year}-{end.month:02}", opd=opd),
                audits=Audits(
                    status_counts(conn, opd=opd), recommendations(conn, scope=scope, opd=opd)
                ),
                shared=shared_codes(conn, opd),
                work=work_for_others(conn, opd),
                disputes=disputes(conn, opd=opd, year=year, as_of=as_of),
                objections=objections(conn, scope=scope, as_of=as_of, opd_code=opd),
                returned=returned_codes(conn, scope=scope, opd=opd, year=year),
            )

    def _detail(self, code: str, period: str, scope: Scope) -> Detail | None:
        with engine().connect() as conn:
            facts = facts_of(conn, code)
            if facts is None:
                return None
            year = "" if yearly(facts) else period[:4]
            inside = facts.opd in scope.full or scope.sees_submitted
            held = standings(conn, scope=scope, periods=(period,), codes=(code,))
            return Detail(
                facts=facts,
                held=held[0] if held else None,
                aimed=targets_of(conn, code, year=year),
                reported=reports_of(conn, code, scope=scope, year=year),
                shares=shares_of(conn, code),
                steps=steps(conn, scope=scope, trail=Trail(code=code), count=STEPS)
                if inside
                else (),
            )

    def _view(self, language: str, scope: Scope, own: bool, chosen: Chosen, dark: bool) -> View:  # noqa: FBT001 (a cache's key)
        with speaking(language):
            given = Material(
                register=self.register,
                board=self.board(chosen.period),
                card=self.card(chosen.opd, chosen.period, scope),
                detail=self.detail(chosen.indicator, chosen.period, scope)
                if chosen.indicator
                else None,
                reports=own,
            )
            return build_view(given, chosen, dark=dark)


def shelf(viewer: Viewer) -> Shelf:
    """What the present data version gives today."""
    return _shelf(viewer.at(*TOPICS), clock.today(viewer.settings.regency))


# Two: while the version changes, some readers are still on the one before.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shelf(version: tuple[int, ...], as_of: date) -> Shelf:
    return Shelf(boards(version, as_of))


def load_view(viewer: Viewer, held: Shelf, chosen: Chosen, *, reports: bool, dark: bool) -> View:
    """The screen for these choices and this reader. reports: they may report for this OPD."""
    return held.view(viewer.language, viewer.scope, reports, chosen, dark)
