"""A flat map of one value a place: of what, how it is read, and why some have none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from charts.map.altair_map import ready_map
from charts.map.classes import MapKind, classify
from charts.map.frame import MapData
from core.figure import State
from core.numbers import day, number
from core.words import _, language, speaking
from metrics.definitions import definition
from metrics.display import value_in_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from data.queries.boundaries import Credit, Outline
    from metrics.services.counts import Rate
    from reports.services.basis import Basis

WIDTH: Final = 900
NARROW: Final = 328
"""Pixels that a phone leaves for it."""
COLUMNS: Final = (
    "code", "name", "value", "text", "state", "state_label", "source", "as_of", "sample",
)  # fmt: skip
KEPT: Final = 64


class Drawn(NamedTuple):
    """A ready spec with what it says, and the same for a sheet of paper."""

    spec: dict[str, Any]
    words: str
    data: MapData

    def paper(self, spoken: str) -> dict[str, Any]:
        """Light, as wide as a page."""
        return ready_map(self.data, dark=False, language=spoken, width=WIDTH)


@dataclass(frozen=True, slots=True)
class Spot:
    """The value of a place with its words; value None: the words say why."""

    value: float | None
    words: str


def without(held: Basis, found: Rate) -> Spot:
    """A place that has no share; without its n, for each number would be a row of the legend."""
    if found.state is State.INSUFFICIENT:
        return Spot(None, _("under {count}").format(count=number(held.minimum)))
    return Spot(None, found.reason)


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """The places to draw, for a phone or not; kept with the boundaries, and known by itself."""

    outlines: tuple[Outline, ...]
    credit: Credit | None
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What a map is of. title: the finding; measure: of what, where, when; selected: a code or ''.

    metric: whose values they are, '' for minutes. nothing: said of a place without an entry.
    """

    title: str
    measure: str
    metric: str
    nothing: str
    selected: str


def share_map(
    held: Basis,
    shapes: Shapes,
    spots: Mapping[str, Spot],
    subject: Subject,
    *,
    dark: bool,
    least: int = 1,
) -> Drawn | None:
    """The map; None without boundaries, or where fewer than `least` places have a value."""
    if sum(one.value is not None for one in spots.values()) < least or not shapes.outlines:
        return None
    rows = tuple(_row(held, one.code, spots.get(one.code), subject) for one in shapes.outlines)
    return _drawn(shapes, rows, subject, language(), dark)


# By what it shows: a minute later most maps are the same, and a map costs more than its numbers.
@lru_cache(KEPT)
def _drawn(
    shapes: Shapes,
    rows: tuple[tuple[Any, ...], ...],
    subject: Subject,
    spoken: str,
    dark: bool,  # noqa: FBT001 (a cache's key)
) -> Drawn:
    with speaking(spoken):
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        frame["value"] = frame["value"].astype(float)
        classes = classify(
            frame["value"],
            kind=MapKind.RATE,
            words=_read(subject.metric),
            percent=bool(subject.metric),
        )
        data = MapData(
            outlines=shapes.outlines,
            frame=frame,
            classes=classes,
            kind=MapKind.RATE,
            title=subject.title,
            subtitle=subject.measure,
            selected=subject.selected or None,
            credit=() if shapes.credit is None else shapes.credit.lines,
        )
        width = NARROW if shapes.narrow else WIDTH
        spec = ready_map(data, dark=dark, language=spoken, width=width, fluid=True)
    return Drawn(spec, f"{subject.title}. {subject.measure}", data)


def _read(metric: str) -> Callable[[float], str]:
    if metric:
        return partial(value_in_sentence, definition(metric))
    return minutes_text


def minutes_text(value: float) -> str:
    """So many minutes, to a tenth: 9,6 menit."""
    return _("{minutes} minutes").format(minutes=number(value, 1, trim=True))


def _row(held: Basis, code: str, found: Spot | None, subject: Subject) -> tuple[Any, ...]:
    known = found is not None and found.value is not None
    words = subject.nothing if found is None else found.words
    return (
        code, held.places.get(code, code), None if found is None else found.value,
        words if known else "", "", words, held.source, day(held.look.today),
        held.loaded.sample,
    )  # fmt: skip
