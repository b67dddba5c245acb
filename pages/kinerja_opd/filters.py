"""The choices, bound to the address by code: ?periode=2026-Q3&liga=A&tampil=peringkat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import N_, _
from pages.kinerja_opd.choices import Chosen, Look, Sift
from pages.shared.pickers import choice, period_words
from reports.performance.scoring import LEAGUES

if TYPE_CHECKING:
    from pages.kinerja_opd.loader import Shelf

LEAGUE_WORDS: Final = {
    "A": N_("League A: dinas, badan, RSUD"),
    "B": N_("League B: kecamatan"),
}
LOOKS: Final = {
    Look.RANKS: N_("Scores and ranks"),
    Look.BUDGET: N_("Budget"),
    Look.AUDIT: N_("Audits"),
    Look.TREE: N_("Cascade of goals"),
}
SIFTS: Final = {
    Sift.ALL: N_("All OPD"),
    Sift.RED: N_("Red"),
    Sift.SILENT: N_("Not reported"),
}
SHOWN, HIDDEN = "tampil", "sembunyi"
RANKS: Final = {SHOWN: N_("Show ranks"), HIDDEN: N_("Hide ranks")}


def choose(held: Shelf) -> Chosen | None:
    """What the reader looks at; None while nothing stands anywhere."""
    register = held.register
    if register.newest is None:
        return None
    with st.container(key="performance-filters"):
        first, second, third, fourth, fifth = st.columns([4, 6, 4, 4, 4])
        with first:
            look = Look(_pick(_("View"), "tampil", {one.value: _(LOOKS[one]) for one in Look}))
        with second:
            league = _league(look)
        with third:
            periods = tuple(reversed(register.quarters))
            period = choice(
                _("Period"), periods, default=register.newest, key="periode", words=period_words
            )
        with fourth:
            sift = _sift(look)
        with fifth:
            unranked = _unranked(look)
    return Chosen(period, league, look, sift, unranked)


def _pick(label: str, key: str, words: dict[str, str]) -> str:
    options = tuple(words)
    return choice(label, options, default=options[0], key=key, words=words.__getitem__)


def _league(look: Look) -> str:
    """The cascade of goals is one for all OPD."""
    if look is Look.TREE:
        _forget("liga")
        return LEAGUES[0]
    return _pick(_("League"), "liga", {one: _(LEAGUE_WORDS[one]) for one in LEAGUES})


def _sift(look: Look) -> Sift:
    if look is not Look.RANKS:
        _forget("saring")
        return Sift.ALL
    return Sift(_pick(_("Filter"), "saring", {one.value: _(SIFTS[one]) for one in Sift}))


def _unranked(look: Look) -> bool:
    if look is not Look.RANKS:
        _forget("urutan")
        return False
    return _pick(_("Ranks"), "urutan", {one: _(words) for one, words in RANKS.items()}) == HIDDEN


def _forget(*keys: str) -> None:
    """Take what is not asked here out of the address."""
    for key in keys:
        st.query_params.pop(key, None)
