from __future__ import annotations

from typing import Any

import altair as alt
import pytest

from charts.heat_grid import HeatCell, HeatRow, contrast, heat_grid, ink
from charts.map.colours import ramp
from charts.theme import ready
from tests.charts.specs import layers, rows

BANDS = {0: "Sangat Rendah", 2: "Sedang", 4: "Sangat Tinggi"}
ROWS = (
    HeatRow(
        "Dinkes",
        "Dinas Kesehatan",
        (
            HeatCell("92,4", "92", "Sangat Tinggi", "TW II 2026", 4),
            HeatCell("70,1", "70", "Sedang", "TW III 2026", 2),
        ),
    ),
    HeatRow(
        "Disarpus",
        "Dinas Arsip dan Perpustakaan",
        (None, HeatCell("belum cukup data", "", "belum cukup data", "TW III 2026", None)),
    ),
)


def spec(*, dark: bool = False) -> dict[str, Any]:
    chart = heat_grid(
        ROWS, (("II", "2026"), ("III", "2026")), BANDS, title="Temuan", subtitle="Skor", dark=dark
    )
    return ready(chart, dark=dark, language="id")


def test_every_value_is_printed_in_the_order_of_the_rows() -> None:
    texts = {(row["y"], row["x"]): row["text"] for row in rows(spec(), "text")}
    assert texts == {(0, 0): "92,4", (0, 1): "70,1", (1, 1): "belum cukup data"}


def test_what_is_missing_is_an_empty_dashed_box_and_never_a_step_of_the_hue() -> None:
    boxes = [layer for layer in layers(spec()) if layer["mark"]["type"] == "rect"]
    known, missing = boxes
    assert "strokeDash" not in known["mark"]
    assert missing["mark"]["strokeDash"] == [3, 3]
    assert [row["name"] for row in missing["data"]["values"]] == ["Dinas Arsip dan Perpustakaan"]
    scale = known["encoding"]["fill"]["scale"]
    pairs = dict(zip(scale["domain"], scale["range"], strict=True))
    assert pairs["belum cukup data"] not in ramp(dark=False)
    assert pairs["Sangat Tinggi"] == ramp(dark=False)[4]
    assert "Sangat Rendah" not in pairs


@pytest.mark.parametrize("dark", [False, True])
def test_the_text_can_be_read_on_every_step(dark: bool) -> None:
    for fill in ramp(dark=dark):
        assert contrast(ink(fill, dark=dark), fill) >= 4.5


def test_columns_have_two_lines_and_a_short_year_for_a_phone() -> None:
    axis = layers(spec())[0]["encoding"]["x"]["axis"]
    assert '["III", "2026"]' in axis["labelExpr"]
    assert '["III", "\\u2019' in axis["labelExpr"] or "’26" in axis["labelExpr"]


@pytest.mark.parametrize("dark", [False, True])
def test_the_grid_keeps_to_the_schema_of_vega_lite(dark: bool) -> None:
    alt.LayerChart.from_dict(spec(dark=dark), validate=True)
