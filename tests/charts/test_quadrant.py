from __future__ import annotations

from typing import Any

import altair as alt

from charts.quadrant import HEIGHT, LINE, Measures, QuadrantDot, quadrant
from charts.theme import ready
from tests.charts.specs import layers, rows

MEASURES = Measures(
    "Serapan (%)",
    "Skor (poin)",
    (60.0, 80.0),
    ("serapan rendah, capaian tinggi", "keduanya tinggi", "keduanya rendah", "serapan tinggi"),
    "OPD",
    "Status",
)


def dot(name: str, x: float, y: float, *, named: bool = False) -> QuadrantDot:
    return QuadrantDot(name, f"Dinas {name}", x, y, f"{x}%", f"{y}", "Sesuai rencana", named)


DOTS = [dot("A", 50, 70), dot("B", 51, 70.4, named=True), dot("C", 52, 70.2, named=True),
        dot("D", 90, 95, named=True)]  # fmt: skip


def spec(dots: list[QuadrantDot]) -> dict[str, Any]:
    chart = quadrant(dots, MEASURES, title="Temuan", subtitle="Serapan × capaian")
    return ready(chart, dark=False, language="id")


def test_only_outliers_carry_their_name_and_the_accent() -> None:
    made = spec(DOTS)
    assert [row["text"] for row in rows(made, "text", "ours-text")] == ["B", "C", "D"]
    assert [row["name"] for row in rows(made, "point", "rung")] == ["Dinas A"]
    assert len(rows(made, "point", "ours-rung")) == 3


def test_names_of_neighbours_do_not_lie_over_each_other() -> None:
    made = spec(DOTS)
    scale = layers(made)[0]["encoding"]["x"]["scale"]["domain"]
    assert scale == [40, 100]
    [axis] = {tuple(one["encoding"]["y"]["scale"]["domain"]) for one in layers(made)
              if "scale" in one["encoding"].get("y", {})}  # fmt: skip
    pixels = HEIGHT / (axis[1] - axis[0])
    places = {row["text"]: row["y"] * pixels for row in rows(made, "text", "ours-text")}
    assert abs(places["B"] - places["C"]) >= LINE - 1e-6


def test_a_name_near_the_right_edge_stands_at_the_left_of_its_dot() -> None:
    marks = {
        row["text"]: layer["mark"]["align"]
        for layer in layers(spec(DOTS))
        if layer["mark"].get("style") == "ours-text"
        for row in layer["data"]["values"]
    }
    assert marks == {"B": "left", "C": "left", "D": "right"}


def test_the_four_corners_say_what_they_are() -> None:
    assert [row["wide"] for row in rows(spec(DOTS), "text", "quiet-text")] == [
        [words] for words in MEASURES.corners
    ]


def test_no_tick_goes_above_the_whole() -> None:
    ticks = layers(spec(DOTS))[1]["encoding"]["y"]["axis"]["values"]
    assert max(ticks) == 100


def test_the_quadrant_keeps_to_the_schema_of_vega_lite() -> None:
    alt.LayerChart.from_dict(spec(DOTS), validate=True)
