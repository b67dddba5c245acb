"""What the browser can draw, what was clicked, the legend, and the table beside the map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from charts.map.legend import legend_notes, legend_rows
from core.words import speaking
from pages.server.index import DEVICE, script_hashes
from pages.shared import map as shared
from pages.shared.place_table import FOLDER, NAME, SCRIPT, PlaceRow, _sent
from tests.charts.maps import CREDIT, count_map, points, rate_map

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = "map"


class Context:
    def __init__(self, cookies: Mapping[str, Any]) -> None:
        self.cookies = cookies


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    held: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", held)
    return held


@pytest.mark.parametrize(
    ("cookies", "webgl", "narrow"),
    [
        ({"webgl": "1", "layar": "lebar"}, True, False),
        ({"webgl": "0", "layar": "sempit"}, False, True),
        ({"webgl": "yes", "layar": "<b>"}, None, None),
        ({"webgl": object(), "layar": object()}, None, None),  # a mock of a test is no answer
        ({}, None, None),
    ],
)
def test_only_what_the_browser_has_said_counts(
    monkeypatch: pytest.MonkeyPatch, cookies: Any, webgl: bool | None, narrow: bool | None
) -> None:
    monkeypatch.setattr(st, "context", Context(cookies))
    assert shared.has_webgl() is webgl
    assert shared.is_narrow() is narrow


def test_the_script_that_asks_the_browser_is_in_the_policy_and_keeps_nothing_personal() -> None:
    assert len(re.findall(r"'sha256-[^']+'", script_hashes())) == 2
    assert "SameSite=Lax" in DEVICE
    assert set(re.findall(r'keep\("(\w+)"', DEVICE)) == {shared.WEBGL_COOKIE, shared.SCREEN_COOKIE}
    assert "max-age" not in DEVICE.lower()  # gone with the browser's session
    assert "</script" not in DEVICE


def deck_state(code: str, layer: str = "regions-") -> dict[str, Any]:
    chosen = {"properties": {"code": code, "n": "Seririt"}, "geometry": {}}
    return {"selection": {"indices": {layer: [1]}, "objects": {layer: [chosen]}}}


def test_a_click_on_the_deck_is_answered_once(state: dict[str, Any]) -> None:
    assert shared.clicked(KEY) is None
    state[KEY] = deck_state("51.08.02")
    assert shared.clicked(KEY) == "51.08.02"
    assert shared.clicked(KEY) is None
    # The same region again, after the map was drawn with it: its layer has a new name.
    state[KEY] = deck_state("51.08.02", "regions-51.08.02")
    assert shared.clicked(KEY) == "51.08.02"
    state[KEY] = {"selection": {"indices": {}, "objects": {}}}
    assert shared.clicked(KEY) is None
    state[KEY] = deck_state("51.08.02", "regions-51.08.02")
    assert shared.clicked(KEY) == "51.08.02"


def test_a_circle_and_a_place_of_interest_are_told_apart(state: dict[str, Any]) -> None:
    state[KEY] = {"selection": {"objects": {"circles-": [{"code": "51.08.03", "n": "Busungbiu"}]}}}
    assert shared.clicked(KEY) == "51.08.03"
    state[KEY] = {"selection": {"objects": {"places-round": [{"n": "RSUD"}]}}}
    assert shared.clicked(KEY) is None


def test_a_click_on_the_flat_map_is_answered_once(state: dict[str, Any]) -> None:
    state[KEY] = {"selection": {"place": [{"code": "51.08.02"}]}}
    assert shared.clicked(KEY) == "51.08.02"
    assert shared.clicked(KEY) is None
    empty: tuple[dict[str, Any], ...] = (
        {"selection": {"place": []}},
        {"selection": {"place": [{"code": 7}]}},
        {},
    )
    for nothing in empty:
        state[KEY] = nothing
        assert shared.clicked(KEY) is None


def test_the_legend_names_classes_hatching_places_and_credit() -> None:
    with speaking("id"):
        data = rate_map(points=points())
        html = shared.legend_html(legend_rows(data, dark=False), legend_notes(data), data.credit)
    for words in (*data.classes.labels, "belum ada data", "RSUD", "Pasar", *CREDIT, "DATA CONTOH"):
        assert words.replace("<", "&lt;") in html
    assert html.count("dk-hatched") == 1
    assert html.count("dk-tone-") == len(data.classes.labels)


def test_the_legend_of_counts_shows_circles_and_escapes_words() -> None:
    data = count_map()
    rows = legend_rows(data, dark=False)
    assert [row.radius is not None for row in rows] == [True] * len(data.classes.sizes) + [False]
    html = shared.legend_html(rows, ["<script>"], ["a & b"])
    assert "<script>" not in html
    assert "&amp;" in html


def test_the_table_sends_what_a_row_has_and_no_more() -> None:
    row = PlaceRow("51.08.01", "Gerokgak", "16%", "tersedia", tone=0)
    assert _sent(row)["tone"] == 0
    assert {"hatched", "sample"} >= {name for name, value in _sent(row).items() if value is False}
    assert "further" not in _sent(row)


def test_the_tables_script_is_a_file_of_our_own_and_writes_text_only() -> None:
    script = (FOLDER / "place_table_files" / SCRIPT).read_text(encoding="utf-8")
    for unsafe in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"):
        assert unsafe not in script
    assert "textContent" in script
    assert "aria-current" in script


def table_page() -> None:
    from pages.shared.place_table import PlaceRow, place_table  # noqa: PLC0415

    rows = [
        PlaceRow("51.08.01", "Gerokgak", "16%", "tersedia", tone=0),
        PlaceRow("51.08.02", "<b>Seririt", "belum ada data", "belum ada data", hatched=True),
    ]
    place_table(rows, "table", "51.08.01", caption="Cakupan", heading="Kecamatan", value="Nilai")


def test_the_table_is_one_small_message_served_from_a_file() -> None:
    """Fails when a new Streamlit registers components in another way."""
    at = AppTest.from_function(table_page, default_timeout=20).run()
    assert not at.exception
    [found] = at.get("bidi_component")
    proto = found.proto
    assert proto.component_name == NAME
    assert proto.js_source_path.endswith(SCRIPT)
    assert not proto.js_content
    assert "Gerokgak" in proto.json
    assert len(proto.json) < 1000
