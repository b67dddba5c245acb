"""The map for screens with WebGL: own polygons on plain ground, no tile and no outside request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pydeck as pdk

from charts.map.circles import circle_size, has_circles, highest, radius_of
from charts.map.colours import BARE_BORDER, BORDER, ramp, rgba, theme_of
from charts.map.deck_labels import label_layers, point_layers
from charts.map.frame import regions_of
from charts.map.points import spots
from charts.map.shapes import FEATURE
from charts.map.view import bounds_of
from charts.theme import FONT, colours

if TYPE_CHECKING:
    from charts.map.colours import Rgba
    from charts.map.frame import MapData, Outline, Region
    from charts.map.view import View

# The region under the pointer: name, value, then state, source and day. Streamlit escapes them.
TOOLTIP: Final = "<strong>{}</strong><br/>{}<br/><small>{}</small>".format("{n}", "{v}", "{s}")
HATCH: Final = {"hatch": {"type": "hatch", "strokeWidth": 2, "gap": 6, "angle": 45}}
# A map that zooms on a double click waits 300 ms after each click; a turned map has no north.
CONTROLS: Final = {"doubleClickZoom": False, "dragRotate": False, "touchRotate": False}
CIRCLE_ALPHA: Final = 217
FAINT: Final = 90
# Streamlit fetches a basemap from CARTO unless it finds this word; leaving the style out will not
# do. pydeck would hand on keys of the environment besides.
NO_STYLE: Final = "__MAP_STYLE__"
UNWANTED: Final = ("mapProvider", "cartoKey", "mapboxKey", "googleMapsKey")


@dataclass(frozen=True, slots=True)
class ReadyDeck:
    """A deck already in JSON, to be kept: showing it again costs nothing.

    It has the parts of pydeck.Deck that Streamlit reads.
    """

    json: str
    _tooltip: dict[str, Any]
    layers: None = None
    width: None = None
    mapbox_key: None = None

    def to_json(self) -> str:
        """The deck as deck.gl's JSON."""
        return self.json


def ready_deck(data: MapData, *, dark: bool, view: View) -> ReadyDeck:
    """The map as compact JSON: pydeck's own writes each coordinate on a line of its own."""
    deck = deck_map(data, dark=dark, view=view)
    kept = [layer.data for layer in deck.layers]
    for layer in deck.layers:
        layer.data = []
    spec = json.loads(deck.to_json())
    for key in UNWANTED:
        spec.pop(key, None)
    spec["mapStyle"] = NO_STYLE
    for layer, rows in zip(spec["layers"], kept, strict=True):
        layer["data"] = rows
    text = json.dumps(spec, separators=(",", ":"), ensure_ascii=False)
    return ReadyDeck(text, _tooltip(dark=dark))


def deck_map(data: MapData, *, dark: bool, view: View) -> pdk.Deck:
    """The map as pydeck's object. Layers that return a click have `code` in their objects.

    The selected code is part of the layers' ids: with a new id Streamlit forgets its own
    selection, which would otherwise pale all other regions and turn the next click into its
    opposite.
    """
    regions = regions_of(data)
    layers = [_regions(data, regions, dark=dark)]
    if data.around:
        layers.append(_lines("around", data.around, colours(dark=dark)["text"], 2.5))
    chosen = [region.outline for region in regions if region.code == data.selected]
    if chosen:
        layers.append(_lines("selected", chosen, colours(dark=dark)["accent"], 5))
    if has_circles(data.classes, data.kind):
        layers.append(_circles(data, regions, view, dark=dark))
    found = spots(data.points, bounds_of(data.outlines), dark=dark)
    layers += point_layers(found, dark=dark)
    layers += label_layers(data, regions, view, found, dark=dark)
    return pdk.Deck(
        layers=layers,
        initial_view_state=pdk.ViewState(
            longitude=view.longitude,
            latitude=view.latitude,
            zoom=view.zoom,
            min_zoom=4,
            max_zoom=15,
        ),
        views=[pdk.View(type="MapView", controller=CONTROLS)],
        map_provider=None,
        tooltip=_tooltip(dark=dark),
    )


def _tooltip(*, dark: bool) -> dict[str, Any]:
    tone = colours(dark=dark)
    style = {
        "backgroundColor": tone["ground"],
        "color": tone["text"],
        "border": f"1px solid {tone['none']}",
        "borderRadius": "6px",
        "fontFamily": FONT,
        "fontSize": "16px",
        "lineHeight": "1.4",
        "maxWidth": "22rem",
        "zIndex": "5",
    }
    return {"html": TOOLTIP, "style": style}


def said_of(region: Region) -> dict[str, str]:
    """What the tooltip says of a region, by the short keys that it travels under."""
    rest = [region.state] if region.value is not None else []
    rest += [text for text in (region.source, region.as_of) if text]
    return {"code": region.code, "n": region.name, "v": region.said, "s": " · ".join(rest)}


def _regions(data: MapData, regions: tuple[Region, ...], *, dark: bool) -> pdk.Layer:
    tone = colours(dark=dark)
    circles = has_circles(data.classes, data.kind)
    bare = circles or not data.classes.labels
    edge = (BARE_BORDER if bare else BORDER)[theme_of(dark=dark)]
    collection = {
        "type": "FeatureCollection",
        "features": [_feature(region, dark=dark) for region in regions],
    }
    parts = {
        # Streamlit rewrites the layer's own getFillColor while something is selected.
        "polygons-fill": {"getFillColor": "@@=properties.f"},
        # deck.gl would draw all borders a second time to find out what lies under a click.
        "polygons-stroke": {"pickable": False},
    }
    return pdk.Layer(
        "GeoJsonLayer",
        collection,
        id=f"regions-{data.selected or ''}",
        pickable=True,
        stroked=True,
        filled=True,
        _sub_layer_props=parts,
        get_fill_color="properties.f",
        get_line_color=rgba(edge),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1.5,
        line_joint_rounded=True,
        extensions=[{"@@type": "FillStyleExtension", "proceduralPattern": True}],
        fill_pattern_mapping=HATCH,
        fill_pattern_size_units=pdk.types.String("pixels"),
        get_fill_pattern="properties.p",
        get_fill_pattern_background_color=rgba(tone["ground"], 0),
        auto_highlight=False,
    )


def _feature(region: Region, *, dark: bool) -> dict[str, Any]:
    said: dict[str, Any] = {**said_of(region), "f": _fill(region, dark=dark)}
    if region.missing:
        said["p"] = "hatch"
    return {"type": FEATURE, "geometry": region.outline.geometry, "properties": said}


def _fill(region: Region, *, dark: bool) -> Rgba:
    tone = colours(dark=dark)
    if region.missing:
        return rgba(tone["none"])
    if region.tone is None:
        return rgba(tone["second"])
    return rgba(ramp(dark=dark)[region.tone])


def _lines(name: str, outlines: Any, colour: str, width: float) -> pdk.Layer:  # noqa: ANN401 (any sequence of outlines)
    features = [_bare(outline) for outline in outlines]
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": features},
        id=name,
        pickable=False,
        filled=False,
        stroked=True,
        get_line_color=rgba(colour),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=width,
        line_joint_rounded=True,
    )


def _bare(outline: Outline) -> dict[str, Any]:
    return {"type": FEATURE, "geometry": outline.geometry, "properties": {}}


def _circles(data: MapData, regions: tuple[Region, ...], view: View, *, dark: bool) -> pdk.Layer:
    top, largest = highest(data), circle_size(view.width, view.height)
    rows: list[dict[str, Any]] = [
        {
            **said_of(region),
            "at": [region.outline.longitude, region.outline.latitude],
            "r": radius_of(region.value, top, largest),
        }
        for region in regions
        if region.value is not None
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        sorted(rows, key=lambda row: -row["r"]),  # the small ones on top
        id=f"circles-{data.selected or ''}",
        pickable=True,
        stroked=True,
        get_position="at",
        get_radius="r",
        radius_units=pdk.types.String("pixels"),
        get_fill_color=rgba(ramp(dark=dark)[3], CIRCLE_ALPHA),
        get_line_color=rgba(colours(dark=dark)["text"]),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1.5,
    )
