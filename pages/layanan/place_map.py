"""The map of the late share of the last 30 days: kecamatan, or the desa of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core.figure import State
from core.numbers import number
from core.words import _
from metrics.definitions import definition
from metrics.display import value_in_sentence
from pages.layanan.share_map import Spot, Subject, share_map
from reports.services.area import METRIC

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.services.places import Place
    from pages.layanan.choices import Chosen
    from pages.layanan.share_map import Drawn
    from pages.layanan.view import Given


def place_map(
    given: Given, late: Mapping[str, Place], chosen: Chosen, *, dark: bool
) -> Drawn | None:
    """The flat map; None without boundaries, or where no place has a share."""
    held = given.held
    measure = _("{metric} · {level} · from {least} requests on").format(
        metric=definition(METRIC).label,
        level=_("Desa and kelurahan") if chosen.place else _("Kecamatan"),
        least=number(held.minimum),
    )
    subject = Subject(_finding(given, late), measure, METRIC, _("nothing fell due"), chosen.place)
    spots = {code: _spot(given, one) for code, one in late.items()}
    return share_map(held, given.shapes, spots, subject, dark=dark)


def _spot(given: Given, found: Place) -> Spot:
    value = found.late.value
    if value is None:
        # Without its n: each number would be a row of the legend. The table has them.
        few = _("under {count} requests").format(count=number(given.held.minimum))
        return Spot(None, few if found.late.state is State.INSUFFICIENT else found.late.reason)
    words = partial(value_in_sentence, definition(METRIC))
    text = _("{value} ({late} of {count})").format(
        value=words(value), late=number(found.late.part), count=number(found.n)
    )
    return Spot(value, text)


def _finding(given: Given, late: Mapping[str, Place]) -> str:
    """The place with the highest share, and how many are late in all."""
    count = sum(one.late.part for one in late.values())
    known = [one for one in late.values() if one.late.value is not None]
    total = _("{count} late in the last 30 days").format(count=number(count))
    if not known:
        return total
    worst = max(known, key=lambda one: (one.late.value or 0.0, one.code))
    return _("{total}; highest share in {place}: {share} (n = {number})").format(
        total=total, place=given.held.place_name(worst.code), share=worst.late.text(),
        number=number(worst.n),
    )  # fmt: skip
