"""Public services as of a minute, and ready screens, kept per data version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from core import clock
from core.words import speaking
from data.queries.boundaries import boundary_credit, outlines
from pages.layanan import material
from pages.layanan.choices import Look
from pages.layanan.emergency_view import build_emergency
from pages.layanan.looked import Looked
from pages.layanan.share_map import Shapes
from pages.layanan.view import Given, Requests, build_view
from pages.layanan.village_view import build_village
from pages.shared.database import engine, settings
from reports.services.basis import basis
from reports.services.card import told
from reports.services.emergency import alarms, slowest
from reports.services.requests import due_numbers, due_within, longest_waiting
from reports.services.village import villages

if TYPE_CHECKING:
    from datetime import date, datetime

    from core.scope import Scope
    from data.queries.boundaries import Credit
    from pages.layanan.choices import Chosen
    from pages.layanan.material import Evidence, Register, Standing
    from pages.layanan.view import View
    from pages.shared.viewer import Viewer
    from reports.services.basis import Basis
    from reports.services.card import Told
    from reports.services.emergency import Alarms
    from reports.services.trend import Received
    from reports.services.village import Villages

TOPICS = ("requests", "services", "standards", "opd", "regions", "events")
LINES = ("regions", "boundaries")
LANGUAGES_KEPT, KEPT, VIEWS, SHAPES = 4, 64, 96, 64
NO_SHAPES = Shapes((), None)
OWN = (Look.EMERGENCY, Look.VILLAGE)
LISTED = 15
"""Requests of a list; the rest is reached through the filters."""


class Outlines:
    """The boundaries of one data version, made when they are first asked for."""

    def __init__(self) -> None:
        self.of = lru_cache(SHAPES)(self._of)
        self.credit = lru_cache(LANGUAGES_KEPT)(self._credit)

    def _of(self, language: str, level: str, within: str, narrow: bool) -> Shapes:  # noqa: FBT001 (a cache's key)
        with engine().connect() as conn:
            found = outlines(conn, level=level, within=within)
        return Shapes(found, self.credit(language), narrow)

    def _credit(self, language: str) -> Credit | None:
        with speaking(language), engine().connect() as conn:
            return boundary_credit(conn)


class Names:
    """What may be chosen on one day, and what of it does not move with the minute."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.register = lru_cache(LANGUAGES_KEPT)(self._register)
        self.alarms = lru_cache(KEPT)(self._alarms)
        self.villages = lru_cache(KEPT)(self._villages)

    def _register(self, language: str) -> Register:
        with speaking(language), engine().connect() as conn:
            return material.register(conn, basis(conn, settings(), self.now))

    def _alarms(self, language: str, chosen: Chosen) -> Alarms | None:
        with speaking(language), engine().connect() as conn:
            held = basis(conn, settings(), self.now)
            return alarms(conn, held, chosen.period, service=chosen.service, place=chosen.place)

    def _villages(self, language: str, chosen: Chosen) -> Villages:
        with speaking(language), engine().connect() as conn:
            held = basis(conn, settings(), self.now)
            return villages(conn, held, chosen.period, service=chosen.service, place=chosen.place)


class Shelf:
    """What one data version gives at one minute, made when it is first asked for."""

    def __init__(self, now: datetime, names: Names, shapes: Outlines) -> None:
        self.now, self.shapes, self.names = now, shapes, names
        self.register = names.register
        self.basis = lru_cache(LANGUAGES_KEPT)(self._basis)
        self.standing = lru_cache(KEPT)(self._standing)
        self.evidence = lru_cache(KEPT)(self._evidence)
        self.view = lru_cache(VIEWS)(self._view)

    def _basis(self, language: str) -> Basis:
        with speaking(language), engine().connect() as conn:
            return basis(conn, settings(), self.now)

    def _standing(self, language: str, chosen: Chosen) -> Standing:
        held = self.basis(language)
        with speaking(language), engine().connect() as conn:
            return material.standing(conn, held, chosen)

    def _evidence(self, language: str, chosen: Chosen) -> Evidence:
        held, found = self.basis(language), self.standing(language, chosen)
        with speaking(language), engine().connect() as conn:
            return material.evidence(conn, held, chosen, found)

    def _requests(self, language: str, scope: Scope, chosen: Chosen) -> Requests:
        held, filters = self.basis(language), chosen.filters
        limit = LISTED if chosen.look is Look.WAITING else 1
        with engine().connect() as conn:
            listed = longest_waiting(conn, held, scope, filters=filters, limit=limit)
            if chosen.look is not Look.WAITING:
                return Requests(listed)
            hours = chosen.hours
            return Requests(
                listed,
                due_within(conn, held, scope, hours, filters=filters, limit=LISTED),
                due_numbers(conn, held, hours, filters),
                material.ageing(conn, held, chosen, self.standing(language, chosen.plain)),
            )

    def _told(self, language: str, scope: Scope, number: int | None) -> Told | None:
        if number is None:
            return None
        held = self.basis(language)
        with engine().connect() as conn:
            return told(conn, held, scope, number)

    def _view(
        self,
        language: str,
        scope: Scope,
        chosen: Chosen,
        dark: bool,  # noqa: FBT001 (a cache's key)
        narrow: bool,  # noqa: FBT001 (a cache's key)
    ) -> View:
        look, plain = chosen.look, chosen.plain
        held = self.basis(language)
        if look in OWN:
            return self._own(language, scope, chosen, dark=dark, narrow=narrow)
        with speaking(language):
            given = Given(
                held=held,
                standing=self.standing(language, plain),
                requests=self._requests(language, scope, chosen),
                evidence=self.evidence(language, plain) if look is Look.POSITION else None,
                cohorts=self._cohorts(held, plain) if look is Look.COHORT else (),
                card=self._told(language, scope, chosen.request),
                shapes=self._shapes(language, chosen, narrow=narrow),
            )
            return build_view(given, chosen, dark=dark)

    def _own(
        self, language: str, scope: Scope, chosen: Chosen, *, dark: bool, narrow: bool
    ) -> View:
        """The looks that stand on rows of their own; these are read once a day and version."""
        held, plain = self.basis(language), chosen.plain
        with speaking(language):
            shapes = self._shapes(language, chosen, narrow=narrow)
            told_of = self._told(language, scope, chosen.request)
            at = Looked(held, chosen, told_of, shapes, dark)
            if chosen.look is Look.VILLAGE:
                return build_village(at, self.names.villages(language, plain))
            found = self.names.alarms(language, plain)
            slow = () if found is None else slowest(found, scope, chosen.service)
            return build_emergency(at, found, slow)

    def _cohorts(self, held: Basis, chosen: Chosen) -> tuple[Received, ...]:
        with engine().connect() as conn:
            return material.cohorts(conn, held, chosen)

    def _shapes(self, language: str, chosen: Chosen, *, narrow: bool) -> Shapes:
        """Kecamatan, or the desa of the one looked into; none where nothing is by place."""
        by_place = chosen.look is Look.POSITION and not (chosen.service or chosen.opd)
        if not by_place and chosen.look not in OWN:
            return NO_SHAPES
        level = "desa" if chosen.place else "kecamatan"
        within = chosen.district or settings().regency.code
        return self.shapes.of(language, level, within, narrow)


def shelf(viewer: Viewer) -> Shelf:
    """What the present data version gives in this minute."""
    version, now = viewer.at(*TOPICS), clock.now().replace(second=0, microsecond=0)
    names = _names(version, clock.today(viewer.settings.regency))
    shapes = _outlines(viewer.at(*LINES))
    # Views can be kept only while "now" stands still; a minute is finer than any promise.
    return _shelf((*version, *viewer.at(*LINES)), now, names, shapes)


@st.cache_resource(max_entries=2, show_spinner=False)
def _names(version: tuple[int, ...], today: date) -> Names:
    return Names(clock.now())


@st.cache_resource(max_entries=2, show_spinner=False)
def _outlines(version: tuple[int, ...]) -> Outlines:
    return Outlines()


# Two: while the version or the minute changes, some readers are still on the one before.
@st.cache_resource(max_entries=2, show_spinner=False)
def _shelf(version: tuple[int, ...], now: datetime, _names: Names, _shapes: Outlines) -> Shelf:
    return Shelf(now, _names, _shapes)


def load_view(
    viewer: Viewer, held: Shelf, chosen: Chosen, *, dark: bool, narrow: bool = False
) -> View:
    """The screen for these choices and this reader; narrow: on a phone."""
    return held.view(viewer.language, viewer.scope, chosen, dark, narrow)
