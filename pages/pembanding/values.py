"""The rows of one metric as plain values, its headline or one component, by region.

A page draws a few dozen of them many times over: plain values are ten times lighter than a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.figure import Publication
from core.periods import Period
from core.words import _, language
from metrics.series import Point, headline
from metrics.source_words import source_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from metrics.definitions import Definition

MAIN: Final = "main"
"""The component that is the region's own headline value, whatever its name is."""
MEAN_ENDING: Final = ", rata-rata"
"""How the name of a mean differs from that of its component in the published files."""


@dataclass(frozen=True, slots=True)
class Value:
    """One published value. row: its label in the frame it came from."""

    point: Point
    region: str
    region_name: str
    level: str
    component: str
    named_as: str
    unit: str
    source: str
    source_url: str
    is_mean: bool
    row: int

    @property
    def period(self) -> Period:
        """The period it is published for."""
        return self.point.period

    @property
    def name(self) -> str:
        """What was measured, as the publisher names it: not always the region itself.

        The published names are Indonesian; for an English reader a mean is named in English.
        """
        if language() == "id" or not self.is_mean:
            return self.named_as
        return _("{region} (mean of governments)").format(region=self.region_name)


Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Values by region code in the order of time: a region's own, and means over governments."""

    own: Mapping[str, Values]
    mean: Mapping[str, Values]


def components(frame: pd.DataFrame, definition: Definition) -> tuple[str, ...]:
    """Components that have values: MAIN first, then those that are no headline and no mean."""
    present = list(dict.fromkeys(frame["component"]))
    means = (*definition.mean, *(name + MEAN_ENDING for name in present))
    others = [name for name in present if name not in definition.main and name not in means]
    return (MAIN, *others) if any(name in definition.main for name in present) else tuple(others)


def book(frame: pd.DataFrame, definition: Definition, component: str) -> Book:
    """The values of a component; frame: rows of one metric as data.queries gives them."""
    if component == MAIN:
        own, mean = headline(frame, definition), headline(frame, definition, mean=True)
    else:
        own = frame[frame["component"] == component]
        mean = frame[frame["component"] == component + MEAN_ENDING]
    return Book(_by_region(own, is_mean=False), _by_region(mean, is_mean=True))


def _by_region(frame: pd.DataFrame, *, is_mean: bool) -> dict[str, Values]:
    found: dict[str, list[Value]] = {}
    for index, row in zip(frame.index, frame.to_dict("records"), strict=True):
        found.setdefault(row["region_code"], []).append(_value(int(index), row, is_mean=is_mean))
    return {
        code: tuple(sorted(some, key=lambda one: (one.period.end, one.period.start)))
        for code, some in found.items()
    }


def _value(index: int, row: dict[Any, Any], *, is_mean: bool) -> Value:
    url = row["source_url"]
    publication = Publication(row["status"])
    return Value(
        point=Point(Period.parse(row["period"]), float(row["value"]), publication),
        region=row["region_code"],
        region_name=row["region_name"],
        level=row["level"],
        component=row["component"],
        named_as=row["named_as"],
        unit=row["unit"],
        source=source_text(row["source"]),
        source_url=url if isinstance(url, str) else "",  # Missing is NaN in a frame.
        is_mean=is_mean,
        row=index,
    )
