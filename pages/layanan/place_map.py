"""The map of the late share of the last 30 days: kecamatan, or the desa of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from charts.map.altair_map import ready_map
from charts.map.classes import MapKind, classify
from charts.map.frame import MapData
from core.figure import State
from core.numbers import number
from core.words import _, language
from metrics.definitions import definition
from metrics.display import value_in_sentence
from reports.services.area import METRIC

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.services.places import Place
    from pages.layanan.choices import Chosen
    from pages.layanan.view import Given

WIDTH: Final = 900
COLUMNS: Final = (
    "code", "name", "value", "text", "state", "state_label", "source", "as_of", "sample",
)  # fmt: skip


class Drawn(NamedTuple):
    """A ready spec with what it says, and the same for a sheet of paper."""

    spec: dict[str, Any]
    words: str
    data: MapData

    def paper(self, spoken: str) -> dict[str, Any]:
        """Light, as wide as a page."""
        return ready_map(self.data, dark=False, language=spoken, width=WIDTH)


def place_map(
    given: Given, late: Mapping[str, Place], chosen: Chosen, *, dark: bool
) -> Drawn | None:
    """The flat map; None without boundaries, or where no place has a share."""
    if not given.shapes or all(one.late.value is None for one in late.values()):
        return None
    subject = definition(METRIC)
    words = partial(value_in_sentence, subject)
    rows = [_row(given, one.code, late.get(one.code), words) for one in given.shapes]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    finding = _finding(given, late)
    measure = _("{metric} · {level} · from {least} requests on").format(
        metric=subject.label,
        level=_("Desa and kelurahan") if chosen.place else _("Kecamatan"),
        least=number(given.held.minimum),
    )
    data = MapData(
        outlines=given.shapes,
        frame=frame,
        classes=classify(frame["value"], kind=MapKind.RATE, words=words, percent=True),
        kind=MapKind.RATE,
        title=finding,
        subtitle=measure,
        selected=chosen.place or None,
        credit=() if given.credit is None else given.credit.lines,
    )
    spec = ready_map(data, dark=dark, language=language(), width=WIDTH, fluid=True)
    return Drawn(spec, f"{finding}. {measure}", data)


def _row(given: Given, code: str, found: Place | None, words: partial[str]) -> dict[str, Any]:
    held = given.held
    value = None if found is None else found.late.value
    state = _("nothing fell due")
    if found is not None:
        # Without its n: each number would be a row of the legend. The table has them.
        few = _("under {count} requests").format(count=number(held.minimum))
        state = few if found.late.state is State.INSUFFICIENT else found.late.reason
    text = ""
    if found is not None and value is not None:
        text = _("{value} ({late} of {count})").format(
            value=words(value), late=number(found.late.part), count=number(found.n)
        )
    return {
        "code": code,
        "name": held.places.get(code, code),
        "value": float("nan") if value is None else value,
        "text": text,
        "state": "",
        "state_label": state or text,
        "source": held.source,
        "as_of": held.as_of,
        "sample": held.loaded.sample,
    }


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
