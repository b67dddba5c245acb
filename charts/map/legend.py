"""The legend both maps share, as rows: what each mark means, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.map.circles import LARGEST, highest, radius_of
from charts.map.classes import MapKind
from charts.map.frame import regions_of, sample_in
from charts.map.points import markers
from core.words import _, ngettext

if TYPE_CHECKING:
    from charts.map.frame import MapData
    from charts.map.points import Marker


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One mark. tone: step of the ramp; radius: of a circle in pixels; marker: of a place."""

    label: str
    tone: int | None = None
    hatched: bool = False
    radius: float | None = None
    marker: Marker | None = None


def legend_rows(data: MapData, *, dark: bool, largest: float = LARGEST) -> tuple[LegendRow, ...]:
    """Classes or circles, then the states without data, then kinds of places."""
    classes = data.classes
    rows = [
        LegendRow(label, tone=tone)
        for label, tone in zip(classes.labels, classes.tones, strict=True)
    ]
    top = highest(data)
    rows += [
        LegendRow(label, radius=radius_of(size, top, largest))
        for label, size in zip(classes.size_labels, classes.sizes, strict=True)
    ]
    states = {region.state: None for region in regions_of(data) if region.missing}
    rows += [LegendRow(state, hatched=True) for state in states]
    rows += [LegendRow(one.label, marker=one) for one in markers(data.points, dark=dark)]
    return tuple(rows)


def legend_notes(data: MapData) -> tuple[str, ...]:
    """What else a reader must know: the classes' method, samples, regions without a polygon."""
    regions = regions_of(data)
    notes = (
        [_("Classes: {method}.").format(method=data.classes.method)] if data.classes.labels else []
    )
    if data.kind is MapKind.COUNT and data.classes.sizes:
        notes.append(_("Circles: {method}.").format(method=data.classes.method))
    if sample_in(regions):
        notes.append(_("SAMPLE DATA: not real figures."))
    drawn = {region.code for region in regions}
    undrawn = sum(str(code) not in drawn for code in data.frame["code"])
    if undrawn:
        notes.append(
            ngettext(
                "{count} area has no boundary yet: it is in the table only.",
                "{count} areas have no boundary yet: they are in the table only.",
                undrawn,
            ).format(count=undrawn)
        )
    if markers(data.points, dark=False):
        notes.append(_("Filled marker: exact point. Hollow marker: a point within its village."))
    return tuple(notes)
