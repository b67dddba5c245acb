"""The few places where Altair's types are too loose for this house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, Any]


def of_rows(rows: Sequence[Row]) -> alt.Chart:
    """A chart over plain rows, to be given a mark."""
    return alt.Chart(alt.InlineData(values=list(rows)))


def layered(
    layers: Sequence[alt.Chart], *, height: float, title: alt.TitleParams
) -> alt.LayerChart:
    """Layers over each other, as wide as their place, the plot so many pixels high."""
    return alt.LayerChart(layer=list(layers), width="container", height=height, title=title)
