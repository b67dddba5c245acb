"""The choices, bound to the address by code: ?opd=OPD-05&periode=2026-Q3&indikator=IKU-1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.words import _
from pages.rapor_opd.choices import Chosen
from pages.rapor_opd.rows import EVERY
from pages.shared.pickers import choice, period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.rapor_opd.loader import Shelf
    from pages.shared.viewer import Viewer
    from reports.performance.scoring import OfficeScore


def choose(viewer: Viewer, held: Shelf) -> Chosen | None:
    """What the reader looks at; None while no OPD stands in any triwulan."""
    register = held.register
    if register.newest is None:
        return None
    with st.container(key="card-filters"):
        first, second, third = st.columns([5, 3, 6])
        with second:
            periods = tuple(reversed(register.quarters))
            period = choice(
                _("Period"), periods, default=register.newest, key="periode", words=period_words
            )
        offices = held.board(period).offices
        if not offices:
            return None
        with first:
            opd = _office(viewer, offices)
        with third:
            indicator = _indicator(viewer, held, opd, period)
    return Chosen(opd, period, indicator, st.query_params.get("semua") == EVERY)


def _office(viewer: Viewer, offices: Sequence[OfficeScore]) -> str:
    """Every OPD of the triwulan; by default the own one, else the one with the lowest score."""
    names = {one.office.code: one.office.name for one in sorted(offices, key=_by_code)}
    return choice(
        _("OPD"),
        tuple(names),
        default=_default(viewer, offices),
        key="opd",
        words=names.__getitem__,
    )


def _by_code(one: OfficeScore) -> tuple[str, str]:
    return one.office.league, one.office.code


def _default(viewer: Viewer, offices: Sequence[OfficeScore]) -> str:
    codes = [one.office.code for one in offices]
    own = sorted(viewer.scope.full.intersection(codes))
    if own:
        return own[0]
    scored = [(one.value, one.office.code) for one in offices if one.value is not None]
    return min(scored)[1] if scored else codes[0]


def _indicator(viewer: Viewer, held: Shelf, opd: str, period: str) -> str:
    """The indicators of the OPD; by default the verified one with the lowest achievement."""
    rows = held.card(opd, period, viewer.scope).now
    if not rows:
        st.query_params.pop("indikator", None)
        return ""
    names = {one.code: one.name for one in rows}
    lowest = min(
        rows, key=lambda one: (one.settled is None, one.settled or 0.0, -one.weight, one.code)
    )
    return choice(
        _("Indicator"),
        tuple(names),
        default=lowest.code,
        key="indikator",
        words=names.__getitem__,
    )
