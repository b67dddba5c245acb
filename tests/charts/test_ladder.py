from __future__ import annotations

import altair as alt

from charts.ladder import Step, ladder_chart
from charts.theme import ready
from tests.charts.specs import layers, rows

SIAK = [
    Step("own", "Kabupaten Siak (Cukup)", 2.35, "2,35"),
    Step("band", "Baik", 2.60, "2,60", "+0,25 poin"),
    Step("band", "Sangat Baik", 3.50, "3,50", "+1,15 poin"),
    Step("best", "Kabupaten Sumedang", 3.84, "3,84", "+1,49 poin"),
]


def spec(steps: list[Step]) -> dict[str, object]:
    chart = ladder_chart(steps, title="0,25 lagi menuju Baik", subtitle="Indeks SPBE · 2022")
    return ready(chart, dark=False, language="id")


def test_the_ladder_goes_from_siak_over_its_bands_to_sumedang() -> None:
    bars = rows(spec(SIAK), "bar")
    top_down = sorted(bars, key=lambda row: row["place"])
    assert [row["long"] for row in top_down] == [
        "3,84 (+1,49 poin)",
        "3,50 (+1,15 poin)",
        "2,60 (+0,25 poin)",
        "2,35",
    ]
    assert {row["own"] for row in bars} == {2.35}


def test_the_own_value_alone_is_in_the_accent() -> None:
    made = spec(SIAK)
    assert [row["name"] for row in rows(made, "point", "ours-rung")] == ["Kabupaten Siak (Cukup)"]
    assert [row["text"] for row in rows(made, "text", "ours-text")] == ["2,35"]


def test_bands_and_the_best_have_marks_of_different_shape() -> None:
    made = spec(SIAK)
    assert [row["name"] for row in rows(made, "tick")] == ["Baik", "Sangat Baik"]
    [best] = [layer["mark"] for layer in layers(made) if layer["mark"].get("shape") == "diamond"]
    assert best["style"] == "rung"


def test_equal_values_still_have_a_scale() -> None:
    level = [SIAK[0], Step("best", "Kabupaten A", 2.35, "2,35", "0 poin")]
    low, high = layers(spec(level))[0]["encoding"]["x"]["scale"]["domain"]
    assert low < 2.35 < high


def test_the_spec_keeps_to_the_schema_of_vega_lite() -> None:
    alt.LayerChart.from_dict(spec(SIAK), validate=True)
