"""The work list and the reports of an OPD, kept per data version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from core import clock
from data.queries.performance.evidence import (
    evidence_of_actuals,
    evidence_of_objections,
    evidence_of_recommendations,
)
from data.queries.performance.objections import objections
from data.queries.performance.offices import offices
from data.queries.performance.questions import questions
from data.queries.performance.recommendations import recommendations
from data.queries.performance.report import measures_of, report
from data.queries.performance.shared import work_for_others
from data.queries.performance.steps import Trail, steps
from data.queries.performance.worklist import work_of
from metrics.workdays import workdays
from pages.shared.database import engine, settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.scope import Scope
    from data.queries.performance.evidence import Piece
    from data.queries.performance.objections import Objection
    from data.queries.performance.questions import Asked
    from data.queries.performance.recommendations import Recommendation
    from data.queries.performance.report import Report
    from data.queries.performance.steps import Step
    from data.queries.performance.worklist import Item
    from pages.shared.viewer import Viewer

TOPICS = (
    "opd", "indicators", "targets", "contributors", "actuals", "recommendations", "accounts",
)  # fmt: skip
STEPS_SHOWN = 30
OFFICES, REPORTS = 64, 256


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with what belongs to it."""

    report: Report
    evidence: tuple[Piece, ...]
    steps: tuple[Step, ...]
    objections: tuple[Objection, ...]


class Shelf:
    """What one data version gives, made when it is first asked for and never changed."""

    def __init__(self) -> None:
        self.settings = settings()
        with engine().connect() as conn:
            known = offices(conn)
        self.names = {one.code: one.name for one in known}
        self.shorts = {one.code: one.short_name for one in known}
        self.work = lru_cache(OFFICES)(self._work)
        self.opened = lru_cache(REPORTS)(self._opened)
        self.asked = lru_cache(OFFICES)(self._asked)
        self.audits = lru_cache(OFFICES)(self._audits)
        self.works_at = lru_cache(OFFICES)(self._works_at)
        self.objection_evidence = lru_cache(OFFICES)(self._objection_evidence)

    def _work(self, opd: str, scope: Scope, as_of: date) -> tuple[Item, ...]:
        with engine().connect() as conn:
            return work_of(
                conn,
                scope=scope,
                opd=opd,
                as_of=as_of,
                workdays=workdays(self.settings.calendar),
                report_days=self.settings.performance.report_days,
            )

    def _opened(self, code: str, period: str, scope: Scope, as_of: date) -> Opened | None:
        with engine().connect() as conn:
            found = report(conn, scope=scope, code=code, period=period)
            if found is None or found.measure.opd not in scope.full:
                return None
            trail = Trail(code=code, period=period)
            number = found.stored.id if found.stored else 0
            return Opened(
                found,
                evidence_of_actuals(conn, scope=scope, ids=[number]) if number else (),
                steps(conn, scope=scope, trail=trail, count=STEPS_SHOWN),
                objections(conn, scope=scope, as_of=as_of, actual_id=number) if number else (),
            )

    def _asked(self, opd: str, scope: Scope, as_of: date) -> tuple[Asked, ...]:
        with engine().connect() as conn:
            return questions(conn, scope=scope, opd=opd, settings=self.settings, as_of=as_of)

    def _works_at(self, opd: str) -> Mapping[str, str]:
        """Indicators that an OPD leads or contributes to: code -> name."""
        with engine().connect() as conn:
            own = {one.code: one.name for one in measures_of(conn, opd)}
            return own | {one.code: one.name for one in work_for_others(conn, opd)}

    def _objection_evidence(self, number: int, scope: Scope) -> tuple[Piece, ...]:
        with engine().connect() as conn:
            return evidence_of_objections(conn, scope=scope, ids=[number])

    def _audits(
        self, opd: str, scope: Scope
    ) -> tuple[tuple[Recommendation, ...], tuple[Piece, ...]]:
        with engine().connect() as conn:
            return (
                recommendations(conn, scope=scope, opd=opd),
                evidence_of_recommendations(conn, scope=scope, opd=opd),
            )


def shelf(viewer: Viewer) -> Shelf:
    """What the present data version gives."""
    return _shelf(viewer.at(*TOPICS))


# Two: while the version changes, some readers are still on the one before.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shelf(version: tuple[int, ...]) -> Shelf:
    return Shelf()


@dataclass(frozen=True, slots=True)
class Office:
    """The OPD that the person reports for, on this day, with what is known of it."""

    viewer: Viewer
    code: str
    held: Shelf
    today: date

    @property
    def name(self) -> str:
        """The OPD's name."""
        return self.held.names.get(self.code, self.code)

    @property
    def sample(self) -> bool:
        """Whether any of its indicators is made up."""
        return any(one.measure.sample for one in self.work())

    def work(self) -> tuple[Item, ...]:
        """Its work list."""
        return self.held.work(self.code, self.viewer.scope, self.today)

    def opened(self, code: str, period: str) -> Opened | None:
        """One figure; None for what is not there or is another OPD's."""
        found = self.held.opened(code, period, self.viewer.scope, self.today)
        return found if found is not None and found.report.measure.opd == self.code else None

    def works_at(self) -> Mapping[str, str]:
        """Indicators that it leads or contributes to: code -> name."""
        return self.held.works_at(self.code)

    def objection_evidence(self, number: int) -> tuple[Piece, ...]:
        """What was laid before the one who decides an objection."""
        return self.held.objection_evidence(number, self.viewer.scope)

    def asked(self) -> tuple[Asked, ...]:
        """What the checks ask."""
        return self.held.asked(self.code, self.viewer.scope, self.today)


def office_of(viewer: Viewer, code: str) -> Office:
    """One OPD of the person."""
    return Office(viewer, code, shelf(viewer), clock.today(viewer.settings.regency))
