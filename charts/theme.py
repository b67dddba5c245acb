"""The one look of every chart: colours by role, sizes, and the locale of the reader.

Builders name roles (`style="ours"`), never colours: the same chart becomes light or dark,
Indonesian or English, when `ready` turns it into a Vega-Lite spec.
"""

from __future__ import annotations

import copy
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
from altair.utils.schemapi import disable_debug_mode
from babel import Locale

from core.words import language as current_language
from core.words import speaking

if TYPE_CHECKING:
    from collections.abc import Mapping

    AnyChart = alt.Chart | alt.LayerChart

COLOURS: Final[Mapping[str, Mapping[str, str]]] = {
    "light": {
        "ground": "#FFFFFF",
        "second": "#F4F6F8",
        "text": "#17212B",
        "quiet": "#4A5866",
        "accent": "#5A3A8E",
        "biru": "#1B65A6",
        "hijau": "#1B7A43",
        "kuning": "#E8B71A",
        "oranye": "#D9731A",
        "merah": "#B42318",
        "none": "#8593A0",
        "rule": "#DDE3E9",
    },
    "dark": {
        "ground": "#0F1720",
        "second": "#182430",
        "text": "#F2F5F7",
        "quiet": "#B4C0CB",
        "accent": "#B79CF0",
        "biru": "#6BB3F2",
        "hijau": "#5CC98A",
        "kuning": "#F4CF57",
        "oranye": "#F2A154",
        "merah": "#FF8A80",
        "none": "#7C8A97",
        "rule": "#2B3A48",
    },
}
ROLE_TONES: Final = ("accent", "text", "quiet", "quiet", "none")
FONT: Final = "Inter, Noto Sans, Segoe UI, sans-serif"
LABEL_SIZE: Final = 14
TITLE_SIZE: Final = 18
# Below this width of the whole chart, in pixels, labels take their short form; see `by_width`.
NARROW: Final = 640

# Checking each part against the schema takes half a second a chart; the tests check whole specs.
disable_debug_mode()
_dark: ContextVar[bool] = ContextVar("dark", default=False)


def colours(*, dark: bool) -> Mapping[str, str]:
    """Colour by role, for one of the two themes."""
    return COLOURS["dark" if dark else "light"]


def by_width(narrow: str, wide: str, *, below: int = NARROW) -> str:
    """A Vega expression that takes one of two on a narrow screen and the other on a wide one.

    It asks for the width of the chart's place: the signal `width` is the plot's, which changes
    with the labels that it would choose. On paper there is no place, and the plot must do.
    """
    return f"(containerSize()[0] || width) < {below} ? {narrow} : {wide}"


def ready(chart: AnyChart, *, dark: bool, language: str) -> dict[str, Any]:
    """The chart as a Vega-Lite spec with theme and locale inside, to be kept and shown as it is.

    Data stands inside the layers: Streamlit converts a spec's top-level data to Arrow at each
    run, and leaves a layer's own alone.
    """
    token = _dark.set(dark)
    try:
        with speaking(language):
            spec: dict[str, Any] = chart.to_dict(validate=False)
    finally:
        _dark.reset(token)
    return _with_data_inside(spec)


def _with_data_inside(spec: dict[str, Any]) -> dict[str, Any]:
    datasets = spec.pop("datasets", {})
    shared = spec.pop("data", None)
    layers = spec.get("layer")
    if layers is None:  # One mark: make it the only layer of a layered chart.
        moved = {key: spec.pop(key) for key in ("mark", "encoding", "transform") if key in spec}
        layers = spec["layer"] = [moved]
    for layer in layers:
        _put_data(layer, shared, datasets)
    return spec


def _put_data(part: dict[str, Any], outer: Any, datasets: Mapping[str, Any]) -> None:  # noqa: ANN401 (Vega-Lite JSON)
    own = part.get("data", outer)
    if "layer" in part:
        part.pop("data", None)
        for inner in part["layer"]:
            _put_data(inner, own, datasets)
    elif isinstance(own, dict) and own.get("name") in datasets:
        part["data"] = {"values": copy.deepcopy(datasets[own["name"]])}
    elif own is not None:
        part["data"] = own


@alt.theme.register("dashboard", enable=True)
def _theme() -> alt.theme.ThemeConfig:
    config: Any = _config(dark=_dark.get(), language=current_language())
    # fit-x: the height given is the plot's own, on which the places of labels are computed.
    return {
        "autosize": {"type": "fit-x", "contains": "padding"},
        # Labels are measured before the font has come: they may turn out a little wider.
        "padding": {"left": 2, "top": 4, "right": 14, "bottom": 6},
        "config": config,
    }


@cache
def locale_tables(language: str) -> dict[str, Any]:
    """Vega's tables of numbers and times, for "id" or "en"; it knows no locale by name."""
    names = Locale.parse("id_ID" if language == "id" else "en_GB")
    comma = language == "id"
    return {
        "number": {
            "decimal": "," if comma else ".",
            "thousands": "." if comma else ",",
            "grouping": [3],
            "currency": ["Rp\u00a0", ""],
            "minus": "\u2212",
        },
        "time": {
            "dateTime": "%e %B %Y %H.%M" if comma else "%e %B %Y %H:%M",
            "date": "%e %B %Y",
            "time": "%H.%M" if comma else "%H:%M",
            "periods": ["AM", "PM"],
            # Vega's week begins on Sunday, Babel's day 0 is Monday.
            "days": [names.days["format"]["wide"][day] for day in (6, 0, 1, 2, 3, 4, 5)],
            "shortDays": [
                names.days["format"]["abbreviated"][day] for day in (6, 0, 1, 2, 3, 4, 5)
            ],
            "months": [names.months["format"]["wide"][month] for month in range(1, 13)],
            "shortMonths": [names.months["format"]["abbreviated"][month] for month in range(1, 13)],
        },
    }


def _config(*, dark: bool, language: str) -> dict[str, Any]:
    tone = colours(dark=dark)
    axis = {
        "labelFont": FONT,
        "labelFontSize": LABEL_SIZE,
        "labelColor": tone["quiet"],
        "labelLimit": 240,
        "labelPadding": 6,
        "titleFont": FONT,
        "titleFontSize": LABEL_SIZE,
        "titleFontWeight": 500,
        "titleColor": tone["quiet"],
        "domainColor": tone["none"],
        "tickColor": tone["none"],
        "gridColor": tone["rule"],
    }
    return {
        # Vega would describe each mark in English ("x: 1.7e12; role: peer"); the chart's own
        # description and the table beside it say the same to the ear.
        "aria": False,
        "background": tone["ground"],
        "font": FONT,
        "locale": locale_tables(language),
        "view": {"stroke": None},
        "axis": axis,
        "title": {
            "anchor": "start",
            "frame": "group",
            "font": FONT,
            "fontSize": TITLE_SIZE,
            "fontWeight": 600,
            "color": tone["text"],
            "subtitleFont": FONT,
            "subtitleFontSize": LABEL_SIZE,
            "subtitleColor": tone["quiet"],
            "subtitlePadding": 6,
            "offset": 14,
        },
        "text": {"font": FONT, "fontSize": LABEL_SIZE, "color": tone["quiet"]},
        # In the order of charts.line.Role: a scale with range="category" colours by role.
        "range": {"category": [tone[name] for name in ROLE_TONES]},
        "style": _styles(tone),
    }


def _styles(tone: Mapping[str, str]) -> dict[str, Any]:
    """Named looks of marks: what a builder asks for by role."""
    # `color`, not `stroke` or `fill`: rules and texts would keep Vega-Lite's own colour.
    return {
        "dot": {"stroke": tone["ground"], "strokeWidth": 1},
        "ring": {"fill": tone["ground"], "strokeWidth": 2},
        "ours-text": {"color": tone["accent"], "fontWeight": 700},
        "quiet-text": {"color": tone["quiet"]},
        "strong-text": {"color": tone["text"], "fontWeight": 600},
        "leader": {"color": tone["none"], "strokeWidth": 1, "strokeDash": [1, 3]},
        "break": {"color": tone["text"], "strokeWidth": 1.25, "strokeDash": [2, 3]},
        "zero": {"color": tone["quiet"], "strokeWidth": 1},
        "band": {"color": tone["quiet"], "fillOpacity": 0.12},
        "target": {"color": tone["text"], "strokeWidth": 1},
        "bar": {"color": tone["none"], "fillOpacity": 0.35},
        "rung": {"color": tone["quiet"]},
        "ours-rung": {"color": tone["accent"]},
    }
