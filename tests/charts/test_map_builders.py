"""The two maps say the same; neither asks anybody outside for anything."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import streamlit

from charts.map.altair_map import PLACE, ready_map
from charts.map.circles import radius_of
from charts.map.colours import ramp, rgba
from charts.map.deck import NO_STYLE, ready_deck
from charts.map.frame import MapData
from charts.map.labels import Box, placed
from charts.map.legend import legend_notes, legend_rows
from charts.map.view import bounds_of, view_of
from core.words import speaking
from tests.charts.maps import (
    CREDIT,
    NAMES,
    NONE,
    SQUARES,
    count_map,
    points,
    rate_map,
    square,
)


@pytest.fixture(autouse=True)
def indonesian() -> Any:
    with speaking("id"):
        yield


def deck_of(data: MapData, *, dark: bool = False) -> dict[str, Any]:
    made = ready_deck(data, dark=dark, view=view_of(data.outlines, 800, 500))
    spec: dict[str, Any] = json.loads(made.to_json())
    return spec


def layer(spec: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in spec["layers"] if one["id"].startswith(name))
    return found


def said(spec: dict[str, Any]) -> dict[str, dict[str, Any]]:
    features = layer(spec, "regions")["data"]["features"]
    return {one["properties"]["code"]: one["properties"] for one in features}


def flat(data: MapData, *, dark: bool = False, width: int = 760) -> dict[str, Any]:
    return ready_map(data, dark=dark, language="id", width=width)


def rows(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [
        row for one in spec["layer"] if one["mark"]["type"] == mark for row in one["data"]["values"]
    ]


def fills(spec: dict[str, Any]) -> dict[str, str]:
    """Colour by row of the flat map's legend."""
    scale = spec["layer"][0]["encoding"]["fill"]["scale"]
    return dict(zip(scale["domain"], scale["range"], strict=True))


def test_the_deck_names_no_address_no_tile_and_no_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CARTO_API_KEY", "MAPBOX_API_KEY", "MapboxAccessToken", "GOOGLE_MAPS_API_KEY"):
        monkeypatch.setenv(name, "secret")
    data = rate_map(points=points(), selected="51.08.02")
    spec = deck_of(data)
    assert not re.search(r"https?:|//|secret|Tile|carto", json.dumps(spec))
    # Streamlit fetches a style from CARTO unless it finds exactly this word.
    assert spec["mapStyle"] == NO_STYLE == "__MAP_STYLE__"
    assert "mapProvider" not in spec


def test_streamlit_still_knows_the_word_that_keeps_it_from_fetching_a_basemap() -> None:
    """Fails when a new Streamlit marks "no basemap" in another way."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    script = next(folder.glob("DeckGlJsonChart.*.js")).read_text(encoding="utf-8")
    for word in (NO_STYLE, "FillStyleExtension", "CollisionFilterExtension", "proceduralPattern"):
        assert word in script


def test_no_data_is_hatched_and_has_no_class_colour() -> None:
    for dark in (False, True):
        found = said(deck_of(rate_map(), dark=dark))
        empty = found["51.08.04"]
        assert empty["p"] == "hatch"
        assert empty["v"] == "belum ada data"
        assert tuple(empty["f"]) not in {rgba(colour) for colour in ramp(dark=dark)}
        assert all("p" not in one for code, one in found.items() if code != "51.08.04")


def test_rates_are_colours_and_counts_are_circles() -> None:
    data = rate_map()
    found = said(deck_of(data))
    colours = [rgba(one) for one in data.classes.colours(dark=False)]
    assert [tuple(found[code]["f"]) for code in ("51.08.01", "51.08.02", "51.08.03")] == [
        colours[0], colours[3], colours[-1],
    ]  # fmt: skip
    assert not [one for one in deck_of(data)["layers"] if one["@@type"] == "ScatterplotLayer"]
    spec = deck_of(count_map())
    assert {tuple(one["f"]) for one in said(spec).values() if "p" not in one} == {
        (0xF4, 0xF6, 0xF8, 255)
    }
    circles = layer(spec, "circles")["data"]
    assert {one["code"] for one in circles} == {"51.08.01", "51.08.02", "51.08.03"}
    radius = {one["code"]: one["r"] for one in circles}
    assert radius["51.08.02"] == pytest.approx(radius["51.08.01"] / 2, abs=0.1)
    assert radius["51.08.03"] == radius_of(0.0, 400.0, 33.0)


@pytest.mark.parametrize("make", [rate_map, count_map])
@pytest.mark.parametrize("dark", [False, True])
def test_both_maps_say_the_same(make: Any, dark: bool) -> None:
    data = make(selected="51.08.03")
    deck, chart = said(deck_of(data, dark=dark)), flat(data, dark=dark)
    regions = {row["code"]: row for row in rows(chart, "geoshape") if "code" in row}
    assert {code: one["v"] for code, one in deck.items()} == {
        code: row["said"] for code, row in regions.items()
    }
    fill = next(one for one in chart["layer"] if "fill" in one.get("encoding", {}))["encoding"][
        "fill"
    ]
    scale = dict(zip(fill["scale"]["domain"], fill["scale"]["range"], strict=True))
    for code, one in deck.items():
        if "p" not in one:
            assert rgba(scale[regions[code]["key"]]) == tuple(one["f"])
    legend = [row.label for row in legend_rows(data, dark=dark) if row.tone is not None]
    assert legend == list(data.classes.labels)
    assert set(legend) <= set(scale)


def test_a_sample_is_marked_in_both() -> None:
    data = rate_map()
    assert "DATA CONTOH" in said(deck_of(data))["51.08.02"]["v"]
    assert (
        "DATA CONTOH"
        in next(r for r in rows(flat(data), "geoshape") if r["code"] == "51.08.02")["said"]
    )
    assert any("DATA CONTOH" in note for note in legend_notes(data))
    assert not any(
        "DATA CONTOH" in note for note in legend_notes(rate_map((35.0, NONE, 91.5, 1.0)))
    )


def test_every_name_and_value_stands_on_both_maps() -> None:
    data = rate_map()
    deck = [row["t"] for row in layer(deck_of(data), "names")["data"]]
    chart = [row["text"] for row in rows(flat(data), "text") if "code" in row]
    assert deck == [
        "Gerokgak\n35%", "Seririt\n70%", "Busungbiu\n91,5%", "Banjar\nbelum ada data",
    ]  # fmt: skip
    assert {tuple(lines) for lines in chart} == {tuple(text.split("\n")) for text in deck}
    names = layer(deck_of(data), "names")
    assert names["getSize"] >= 18
    assert names["characterSet"] == "auto"


def test_names_can_be_left_out() -> None:
    data = rate_map(labels=False)
    assert not [one for one in deck_of(data)["layers"] if one["@@type"] == "TextLayer"]
    assert not [row for row in rows(flat(data), "text") if "code" in row]


def test_whose_boundaries_they_are_stands_on_the_flat_map_with_method_and_legend() -> None:
    spec = flat(rate_map(), width=328)
    foot = " ".join(line for row in rows(spec, "text") if "code" not in row for line in row["text"])
    for text in (*CREDIT, "kelas tetap", "70%"):
        assert text in foot
    assert spec["title"]["subtitle"]
    assert "data" not in spec
    assert "datasets" not in spec
    assert any(
        "putus-putus" in key for key in spec["layer"][0]["encoding"]["fill"]["scale"]["domain"]
    )


def test_a_click_on_the_flat_map_selects_the_code() -> None:
    [found] = flat(rate_map())["params"]
    assert found["name"] == PLACE
    assert found["select"]["fields"] == ["code"]
    assert {row["code"] for row in rows(flat(rate_map()), "geoshape")} == {
        one.code for one in SQUARES
    }


def test_the_selected_region_is_outlined_and_the_layer_forgets_the_last_click() -> None:
    before, after = deck_of(rate_map()), deck_of(rate_map(selected="51.08.03"))
    assert layer(before, "regions")["id"] != layer(after, "regions")["id"]
    [feature] = layer(after, "selected")["data"]["features"]
    assert feature["geometry"] == SQUARES[2].geometry
    assert "selected" not in {one["id"] for one in before["layers"]}
    # With the same view Streamlit leaves the person's zoom alone.
    assert before["initialViewState"] == after["initialViewState"]


def test_only_places_with_coordinates_inside_the_map_are_drawn() -> None:
    spec = deck_of(rate_map(points=points()))
    drawn = [row for one in spec["layers"] if one["id"].startswith("places") for row in one["data"]]
    assert {row["n"] for row in drawn} == {"RSUD Buleleng", "RSUD Giri Emas", "Pasar Anyar"}
    letters = {row["n"]: row["t"] for row in drawn}
    assert letters["RSUD Buleleng"] == letters["RSUD Giri Emas"] != letters["Pasar Anyar"]
    exact, rough = (
        next(r for r in drawn if r["n"] == f"RSUD {n}") for n in ("Buleleng", "Giri Emas")
    )
    assert exact["b"] == rough["c"]  # filled, and hollow
    # Two at one point stand side by side.
    assert sorted(row["o"][0] for row in drawn) == [0, 0, 22.0]
    chart = flat(rate_map(points=points()))
    assert {row["name"] for row in rows(chart, "point")} == {row["n"] for row in drawn}


def test_the_tooltip_names_value_state_source_and_day() -> None:
    found = said(deck_of(rate_map()))["51.08.01"]
    assert found["n"] == "Gerokgak"
    assert found["v"] == "35%"
    assert found["s"] == "tersedia · Dinas Pertanian · 2025"


def test_a_name_full_of_markup_stays_text() -> None:
    evil = (square(0, "<img src=x onerror=alert(1)>"), *SQUARES[1:])
    data = rate_map()
    made = ready_deck(
        MapData(evil, data.frame, data.classes, data.kind, data.title, data.subtitle),
        dark=False, view=view_of(evil, 800, 500),
    )  # fmt: skip
    # The template has no text of the data; Streamlit escapes what it puts in.
    assert "img" not in json.dumps(made._tooltip)


def test_the_view_holds_all_outlines() -> None:
    for width, height in ((800, 500), (328, 300), (1800, 900)):
        view = view_of(SQUARES, width, height)
        box = bounds_of(SQUARES)
        assert box is not None
        left, top = view.pixel(box.west, box.north)
        right, low = view.pixel(box.east, box.south)
        assert 0 <= left < right <= width
        assert 0 <= top < low <= height
        assert max((right - left) / width, (low - top) / height) > 0.85
        assert view.place(*view.pixel(115.1, -8.2)) == pytest.approx((115.1, -8.2))
    assert view_of((), 800, 500).zoom < 6


def test_names_do_not_lie_over_each_other() -> None:
    crowd = [Box(400 + place, 250, 90, 40) for place in range(9)]
    found = placed(crowd, 800, 500, [Box(400, 250, 30, 30)])
    for place, one in enumerate(found):
        assert not any(one.hits(other) for other in found[place + 1 :])
        assert 45 <= one.x <= 755
        assert 20 <= one.y <= 480


def test_an_empty_map_is_drawn_all_the_same() -> None:
    data = rate_map((NONE,) * 4, target=None)
    assert {one["p"] for one in said(deck_of(data)).values()} == {"hatch"}
    assert flat(data)["layer"]
    assert len(NAMES) == len(rows(flat(data), "geoshape"))
