"""GeoJSON features as an Altair chart's data, without Altair looking at each coordinate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.layer import Row


FEATURE: Final = "Feature"
"""GeoJSON's word for a shape with its properties."""


class Features:
    """Rows that Altair takes as they are: walking through them takes a second for 148 desa."""

    _schema: ClassVar[dict[str, Any]] = {"type": "array"}

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)

    def to_dict(self, *_args: object, **_options: object) -> list[Row]:
        """The rows themselves."""
        return self.rows


def of_shapes(name: str, rows: Sequence[Row]) -> alt.Chart:
    """A chart over GeoJSON features, to be given a mark_geoshape. name: its own in the chart."""
    data: Any = Features(rows)
    # Altair gathers nameless data, hashes it and hands on what it found.
    return alt.Chart(alt.InlineData(values=data, name=name))
