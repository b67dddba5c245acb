"""The choices, bound to the address by code: ?periode=2026-10&tampil=posisi&opd=OPD-12."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import N_, _
from pages.layanan.choices import DISTRICT_PARTS, Chosen, Look
from pages.shared.pickers import choice, period_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.layanan.loader import Shelf
    from pages.shared.viewer import Viewer

LOOKS: Final = {
    Look.POSITION: N_("How we stand"),
    Look.WAITING: N_("Who waits"),
    Look.COHORT: N_("By month received"),
}
HOURS: Final = ("24", "48", "72")
USUAL_HOURS: Final = "48"
REQUEST_KEY: Final = "permohonan"
PLACE_KEY: Final = "wilayah"
LONGEST: Final = 12
"""Digits of a request's number; longer ones name none."""


def choose(viewer: Viewer, held: Shelf) -> Chosen | None:
    """What the reader looks at; None while no request is loaded."""
    known = held.register(viewer.language)
    if not known.months:
        return None
    with st.container(key="services-filters"):
        first, second, third, fourth, fifth, sixth = st.columns([4, 4, 5, 6, 5, 4])
        with first:
            words = {one.value: _(LOOKS[one]) for one in Look}
            look = Look(_pick(_("View"), "tampil", words))
        with second:
            period = choice(
                _("Month due"), known.months, default=known.usual, key="periode",
                words=period_words,
            )  # fmt: skip
        with third:
            opd = _pick(_("OPD"), "opd", {"": _("All OPD"), **known.offices})
        with fourth:
            names = known.services_of(opd)
            service = _pick(_("Service"), "layanan", {"": _("All services"), **names})
        with fifth:
            place = _place(known.places)
        with sixth:
            hours = _hours(look)
    return Chosen(period, look, opd, service, place, hours, _request())


def _pick(label: str, key: str, words: Mapping[str, str]) -> str:
    options = tuple(words)
    return choice(label, options, default=options[0], key=key, words=words.__getitem__)


def _place(names: Mapping[str, str]) -> str:
    """The kecamatan, and the desa of the one that the address names."""
    asked = st.query_params.get(PLACE_KEY, "")
    inside = ".".join(asked.split(".")[:DISTRICT_PARTS])
    shown = {
        code: name
        for code, name in names.items()
        if code.count(".") < DISTRICT_PARTS or code.startswith(f"{inside}.")
    }
    return _pick(_("Area"), PLACE_KEY, {"": _("Whole area"), **shown})


def _hours(look: Look) -> int:
    if look is not Look.WAITING:
        st.query_params.pop("jam", None)
        return int(USUAL_HOURS)
    return int(
        choice(_("Due within"), HOURS, default=USUAL_HOURS, key="jam",
               words=lambda one: _("{count} hours").format(count=one))
    )  # fmt: skip


def _request() -> int | None:
    """The number of the request in the address; anything that is no number leaves it."""
    asked = st.query_params.get(REQUEST_KEY)
    if asked is None:
        return None
    if not asked.isascii() or not asked.isdigit() or len(asked) > LONGEST:
        del st.query_params[REQUEST_KEY]
        return None
    return int(asked)
