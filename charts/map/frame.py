"""What a map shows, whoever draws it: both builders take their regions and words from here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from charts.map.classes import Classes, MapKind, class_of
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


class Outline(Protocol):
    """A region's polygon; geometry is GeoJSON, longitude and latitude a point inside it."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def geometry(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def longitude(self) -> float: ...  # noqa: D102
    @property
    def latitude(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class MapData:
    """One map, ready to be drawn.

    outlines: the regions. frame: one row a region with code, name, value (NaN: none), text (the
    value with its unit), state_label, source, as_of, sample. title: the finding. subtitle:
    measure, unit and period. points: places of interest with kind, kind_label, name, latitude,
    longitude, precision, precision_label, source. credit: lines for the foot. around: regions of
    the level above, drawn as lines with names. labels: whether names stand on the map.
    """

    outlines: tuple[Outline, ...]
    frame: pd.DataFrame
    classes: Classes
    kind: MapKind
    title: str
    subtitle: str
    selected: str | None = None
    points: pd.DataFrame | None = None
    credit: tuple[str, ...] = ()
    labels: bool = True
    around: tuple[Outline, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """One region of the map in words. value and tone (a step of the ramp) are None without data."""

    outline: Outline
    value: float | None
    tone: int | None
    number: int | None
    text: str
    state: str
    source: str
    as_of: str
    sample: bool

    @property
    def code(self) -> str:
        """The region's code."""
        return self.outline.code

    @property
    def name(self) -> str:
        """The region's name."""
        return self.outline.name

    @property
    def missing(self) -> bool:
        """Whether there is nothing to draw but the state."""
        return self.value is None

    @property
    def said(self) -> str:
        """The value with its unit, or why there is none; a sample says so."""
        if self.value is None:
            return self.state
        return f"{self.text} ({_('SAMPLE DATA')})" if self.sample else self.text


def regions_of(data: MapData) -> tuple[Region, ...]:
    """Each outline with its row of the frame; one without a row has no data."""
    rows = {str(row["code"]): row for row in data.frame.to_dict("records")}
    return tuple(_region(outline, rows.get(outline.code), data) for outline in data.outlines)


def _region(outline: Outline, row: Mapping[Any, Any] | None, data: MapData) -> Region:
    if row is None:
        return Region(outline, None, None, None, "", _("no data yet"), "", "", sample=False)
    value = _value(row["value"])
    number = None if value is None else class_of(data.classes, value)
    return Region(
        outline=outline,
        value=value,
        tone=None if number is None else data.classes.tones[number],
        number=number,
        text=_text(row["text"]),
        state=_text(row["state_label"]) or _("no data yet"),
        source=_text(row["source"]),
        as_of=_text(row["as_of"]),
        sample=bool(row["sample"] == 1),  # a missing mark is none
    )


def _value(given: Any) -> float | None:  # noqa: ANN401 (a cell of a frame)
    try:
        value = float(given)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _text(given: Any) -> str:  # noqa: ANN401 (a cell of a frame)
    """A cell's text; pandas writes a missing one as NaN or None."""
    return given if isinstance(given, str) else ""


def sample_in(regions: tuple[Region, ...]) -> bool:
    """Whether any value on the map is a sample."""
    return any(region.sample and not region.missing for region in regions)
