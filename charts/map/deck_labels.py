"""Names, values and places of interest on the pydeck map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import pydeck as pdk

from charts.map.circles import wishes
from charts.map.colours import rgba
from charts.map.layout import MARKER, Wish, names
from charts.map.points import ROUND, SQUARE
from charts.map.view import WORLD
from charts.theme import FONT, colours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from charts.map.colours import Rgba
    from charts.map.frame import MapData, Outline, Region
    from charts.map.points import Spot
    from charts.map.view import View

SIZE: Final = 18
LARGE: Final = 22
LARGE_FROM: Final = 1100
"""Width of the map in pixels from which names are set larger."""
FEW: Final = 26
"""Up to so many regions each has its name from the start; more are named on zooming in."""
ROOMY: Final = 14
"""Up to so many names are set in the large size."""
NEAR: Final = 7.0
"""Times that the map has grown when the names of many regions have reached their full size."""
EQUATOR: Final = 40_075_017
"""Metres around the earth."""
SMALL: Final = 15
HALO: Final = 6


def label_size(view: View) -> int:
    """Size of names that always stand on the map, in pixels."""
    return LARGE if view.width >= LARGE_FROM else SIZE


def label_layers(
    data: MapData, regions: Sequence[Region], view: View, spots: Sequence[Spot], *, dark: bool
) -> list[pdk.Layer]:
    """Names with values: all of them where they are few, else as they come near on zooming in."""
    if not data.labels:
        return []
    # What lies beyond the edges is named when the reader moves there.
    around = [Wish(one, (one.name,)) for one in data.around if _is_inside(one, view)]
    if len(regions) <= FEW:
        return _always(
            [*wishes(data, regions, view.width, view.height), *around], view, spots, dark=dark
        )
    # Each its own rank: two of the same rank would both half vanish.
    rows = [_row(region, -rank) for rank, region in enumerate(regions, start=1)]
    return [
        _near(rows, view, dark=dark),
        *(_always(around, view, spots, dark=dark) if around else []),
    ]


def _is_inside(outline: Outline, view: View) -> bool:
    x, y = view.pixel(outline.longitude, outline.latitude)
    return 0 < x < view.width and 0 < y < view.height


def _always(
    wanted: Sequence[Wish], view: View, spots: Sequence[Spot], *, dark: bool
) -> list[pdk.Layer]:
    size = label_size(view) if len(wanted) <= ROOMY else SMALL
    found = names(wanted, view, size, spots)
    rows = [{"t": "\n".join(name.lines), "at": name.at} for name in found]
    leads = [{"from": name.lead[0], "to": name.lead[1]} for name in found if name.lead]
    layers = [_leads(leads, dark=dark)] if leads else []
    look = {**_halo(dark=dark), "size_units": pdk.types.String("pixels")}
    return [*layers, _texts("names", rows, size, look, dark=dark)]


def _halo(*, dark: bool) -> dict[str, Any]:
    """It hides less of a narrow region than a box would."""
    return {
        "font_settings": {"sdf": True, "radius": 14, "buffer": 8, "fontSize": 72},
        "outline_width": HALO,
        "outline_color": rgba(colours(dark=dark)["ground"]),
    }


def _near(rows: list[dict[str, Any]], view: View, *, dark: bool) -> pdk.Layer:
    """Names that grow with the map up to a size to be read, as many as find room."""
    far = EQUATOR * math.cos(math.radians(view.latitude)) / (WORLD * 2.0**view.zoom)
    look = {
        **_halo(dark=dark),
        # Hardly seen: a name without a box lets another lie over its ends.
        "background": True,
        "get_background_color": rgba(colours(dark=dark)["ground"], 1),
        "extensions": [{"@@type": "CollisionFilterExtension"}],
        "collision_group": pdk.types.String("names"),
        "get_collision_priority": "k",
        "collision_test_props": {"sizeScale": 1.5},
        "size_units": pdk.types.String("meters"),
        "size_max_pixels": SMALL,
    }
    return _texts("more-names", rows, SMALL * far / NEAR, look, dark=dark)


def _row(region: Region, rank: int) -> dict[str, Any]:
    at = (round(region.outline.longitude, 5), round(region.outline.latitude, 5))
    return {"t": f"{region.name}\n{region.text or region.state}", "at": at, "k": rank}


def _texts(
    name: str, rows: list[dict[str, Any]], size: float, look: dict[str, Any], *, dark: bool
) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        pickable=False,
        get_text="t",
        get_position="at",
        get_size=size,
        get_color=rgba(colours(dark=dark)["text"]),
        font_family=pdk.types.String(FONT),
        font_weight=700,
        line_height=1.15,
        character_set=pdk.types.String("auto"),
        **look,
    )


def _leads(rows: list[dict[str, Any]], *, dark: bool) -> pdk.Layer:
    return pdk.Layer(
        "LineLayer",
        rows,
        id="leads",
        pickable=False,
        get_source_position="from",
        get_target_position="to",
        get_color=rgba(colours(dark=dark)["text"]),
        get_width=1.5,
    )


def point_layers(found: Sequence[Spot], *, dark: bool) -> list[pdk.Layer]:
    """Places of interest: a letter on its ground, hollow where only the desa is known."""
    layers = []
    for shape in (ROUND, SQUARE):
        rows = [_spot(one, dark=dark) for one in found if one.marker.shape == shape]
        if rows:
            layers.append(_markers(f"places-{shape}", rows, radius=12 if shape == ROUND else 2))
    return layers


def _spot(one: Spot, *, dark: bool) -> dict[str, Any]:
    ground: Rgba = rgba(colours(dark=dark)["ground"])
    colour = rgba(one.marker.colour)
    return {
        "t": one.marker.letter,
        "at": [one.longitude, one.latitude],
        "o": (one.beside * MARKER, 0),
        "c": ground if one.exact else colour,
        "b": colour if one.exact else ground,
        "e": colour,
        "n": one.name,
        "v": f"{one.marker.label} · {one.precision}",
        "s": one.source,
    }


def _markers(name: str, rows: list[dict[str, Any]], *, radius: int) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        pickable=True,
        get_text="t",
        get_position="at",
        get_size=15,
        size_units=pdk.types.String("pixels"),
        get_color="c",
        get_pixel_offset="o",
        font_family=pdk.types.String(FONT),
        font_weight=700,
        character_set=pdk.types.String("auto"),
        background=True,
        get_background_color="b",
        get_border_color="e",
        get_border_width=2,
        background_padding=[6, 3],
        background_border_radius=radius,
    )
