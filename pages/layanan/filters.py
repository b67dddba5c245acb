"""The choices, bound to the address by code: ?periode=2026-10&tampil=posisi&opd=OPD-12."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import N_, _
from pages.layanan.choices import DISTRICT_PARTS, Chosen, Look
from pages.shared.pickers import choice, period_words
from reports.services.emergency import FAMILY
from reports.services.village import FAMILIES as FAMILIES_OF_PAPERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pages.layanan.loader import Shelf
    from pages.shared.viewer import Viewer

LOOKS: Final = {
    Look.POSITION: N_("How we stand"),
    Look.WAITING: N_("Who waits"),
    Look.COHORT: N_("By month received"),
    Look.EMERGENCY: N_("Emergencies"),
    Look.VILLAGE: N_("Finished in the village"),
}
MONTHS: Final = {
    Look.EMERGENCY: N_("Month of the event"),
    Look.VILLAGE: N_("Month finished"),
}
WIDTHS: Final = (5, 5, 5, 6, 5, 3)
MONTH_DUE: Final = N_("Month due")
FAMILIES: Final = {Look.EMERGENCY: (FAMILY,), Look.VILLAGE: FAMILIES_OF_PAPERS}
"""Kinds of services that a look is of; the others are of all."""
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
    with st.container(key="services-filters", horizontal=True):
        words = {one.value: _(LOOKS[one]) for one in Look}
        look = Look(_pick(_("View"), "tampil", words, (210, 210)))
        period = choice(
            _(MONTHS.get(look, MONTH_DUE)), known.months, default=known.usual, key="periode",
            words=period_words, width=170,
        )  # fmt: skip
        opd = ""
        if look in FAMILIES:
            # Emergencies and papers are told by service and place: no OPD is asked for.
            st.query_params.pop("opd", None)
        else:
            opd = _pick(_("OPD"), "opd", {"": _("All OPD"), **known.offices}, (180, 210))
        names = known.services_of(opd, FAMILIES.get(look, ()))
        service = _pick(_("Service"), "layanan", {"": _("All services"), **names}, (260, 390))
        place = _place(known.places)
        hours = _hours(look)
    return Chosen(period, look, opd, service, place, hours, _request())


def _pick(label: str, key: str, words: Mapping[str, str], widths: tuple[int, int]) -> str:
    """widths: px while all is shown, so that one row holds the fields; and for a chosen name."""
    options = tuple(words)
    chosen = st.query_params.get(key) in options[1:]
    return choice(
        label, options, default=options[0], key=key, words=words.__getitem__, width=widths[chosen]
    )


def _place(names: Mapping[str, str]) -> str:
    """The kecamatan, and the desa of the one that the address names."""
    asked = st.query_params.get(PLACE_KEY, "")
    inside = ".".join(asked.split(".")[:DISTRICT_PARTS])
    shown = {
        code: name
        for code, name in names.items()
        if code.count(".") < DISTRICT_PARTS or code.startswith(f"{inside}.")
    }
    return _pick(_("Area"), PLACE_KEY, {"": _("Whole area"), **shown}, (220, 260))


def _hours(look: Look) -> int:
    if look is not Look.WAITING:
        st.query_params.pop("jam", None)
        return int(USUAL_HOURS)
    return int(
        choice(_("Due within"), HOURS, default=USUAL_HOURS, key="jam",
               words=lambda one: _("{count} hours").format(count=one), width=160)
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
