"""The queue, the figures in it and the trail, kept per data version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from core import clock
from core.words import speaking
from data.queries.performance.evidence import evidence_of_actuals, evidence_of_objections
from data.queries.performance.objections import count_open, objections
from data.queries.performance.offices import offices
from data.queries.performance.questions import many_at_once, questions_of
from data.queries.performance.queue import Ask, count_waiting, offices_waiting, waiting
from data.queries.performance.report import report
from data.queries.performance.steps import Trail, count_steps, steps
from pages.shared.database import engine, settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.scope import Scope
    from data.queries.performance.evidence import Piece
    from data.queries.performance.objections import Objection
    from data.queries.performance.questions import Asked
    from data.queries.performance.queue import Count, Waiting
    from data.queries.performance.report import Report
    from data.queries.performance.steps import Step
    from pages.shared.viewer import Viewer

TOPICS: Final = ("opd", "indicators", "targets", "actuals", "accounts")
STEPS_SHOWN: Final = 30
LISTS, FIGURES = 128, 256
RECENT: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with what helps to decide on it."""

    report: Report
    evidence: tuple[Piece, ...]
    steps: tuple[Step, ...]
    asked: tuple[Asked, ...]
    objections: tuple[Objection, ...]


class Shelf:
    """What one data version gives, made when it is first asked for and never changed."""

    def __init__(self) -> None:
        self.settings = settings()
        with engine().connect() as conn:
            self.names = {one.code: one.short_name for one in offices(conn)}
        self.waiting = lru_cache(LISTS)(self._waiting)
        self.count = lru_cache(LISTS)(self._count)
        self.offices = lru_cache(LISTS)(self._offices)
        self.opened = lru_cache(FIGURES)(self._opened)
        self.objections = lru_cache(LISTS)(self._objections)
        self.open_objections = lru_cache(LISTS)(self._open_objections)
        self.steps = lru_cache(LISTS)(self._steps)
        self.step_count = lru_cache(LISTS)(self._step_count)
        self.stamped = lru_cache(8)(self._stamped)

    def _waiting(self, ask: Ask, scope: Scope, count: int) -> tuple[Waiting, ...]:
        with engine().connect() as conn:
            return waiting(conn, scope=scope, ask=ask, count=count)

    def _count(self, ask: Ask) -> Count:
        with engine().connect() as conn:
            return count_waiting(conn, ask=ask)

    def _offices(self, asks: tuple[Ask, ...]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        with engine().connect() as conn:
            for ask in asks:
                found |= offices_waiting(conn, ask=ask)
        return dict(sorted(found.items(), key=lambda one: one[1]))

    def _opened(self, code: str, period: str, scope: Scope, as_of: date) -> Opened | None:
        with engine().connect() as conn:
            found = report(conn, scope=scope, code=code, period=period)
            if found is None or found.stored is None:
                return None
            asked = questions_of(conn, scope=scope, code=code, settings=self.settings)
            ids = [found.stored.id]
            trail = Trail(code=code, period=period)
            return Opened(
                found,
                evidence_of_actuals(conn, scope=scope, ids=ids),
                steps(conn, scope=scope, trail=trail, count=STEPS_SHOWN),
                tuple(one for one in asked if touches(one, period)),
                objections(conn, scope=scope, as_of=as_of, actual_id=ids[0]),
            )

    def _objections(
        self, scope: Scope, as_of: date, count: int
    ) -> tuple[tuple[Objection, ...], Mapping[str, tuple[Piece, ...]]]:
        with engine().connect() as conn:
            found = objections(conn, scope=scope, as_of=as_of, count=count)
            ids = [one.id for one in found]
            pieces = evidence_of_objections(conn, scope=scope, ids=ids)
        kept: dict[str, tuple[Piece, ...]] = {}
        for piece in pieces:
            kept[piece.subject] = (*kept.get(piece.subject, ()), piece)
        return found, kept

    def _open_objections(self, scope: Scope, as_of: date) -> int:
        with engine().connect() as conn:
            return count_open(conn, scope=scope, as_of=as_of)

    def _steps(self, trail: Trail, scope: Scope, first: int, count: int) -> tuple[Step, ...]:
        with engine().connect() as conn:
            return steps(conn, scope=scope, trail=trail, first=first, count=count)

    def _step_count(self, trail: Trail) -> int:
        with engine().connect() as conn:
            return count_steps(conn, trail=trail)

    def _stamped(self, as_of: date, language: str) -> tuple[str, ...]:
        since = datetime.combine(as_of - RECENT, time())
        with speaking(language), engine().connect() as conn:
            return many_at_once(conn, settings=self.settings, since=since)


def touches(one: Asked, period: str) -> bool:
    """Whether a question concerns this period: its own, or its year's target."""
    return one.question.period in (period, period[:4])


def shelf(viewer: Viewer) -> Shelf:
    """What the present data version gives."""
    return _shelf(viewer.at(*TOPICS))


# Two: while the version changes, some readers are still on the one before.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shelf(version: tuple[int, ...]) -> Shelf:
    return Shelf()


@dataclass(frozen=True, slots=True)
class CheckDesk:
    """The person who checks, on this day, with what is known."""

    viewer: Viewer
    held: Shelf
    today: date

    def opened(self, code: str, period: str) -> Opened | None:
        """One figure as far as the person may see it."""
        return self.held.opened(code, period, self.viewer.scope, self.today)


def desk_of(viewer: Viewer) -> CheckDesk:
    """The desk of this person."""
    return CheckDesk(viewer, shelf(viewer), clock.today(viewer.settings.regency))
