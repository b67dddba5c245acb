from __future__ import annotations

from typing import Any

import altair as alt
import pytest

from charts.layer import layered, of_rows
from charts.theme import COLOURS, by_width, colours, ready
from charts.title import chart_title, in_parts
from core.words import language


def chart() -> alt.LayerChart:
    marks: alt.Chart = of_rows([{"x": 1, "y": 2.5}]).mark_point().encode(x="x:Q", y="y:Q")
    return layered([marks], height=100, title=chart_title("Temuan", "Ukuran · satuan · 2024"))


def spec(*, dark: bool = False, language: str = "id") -> dict[str, Any]:
    return ready(chart(), dark=dark, language=language)


def test_numbers_and_months_are_indonesian_in_every_browser() -> None:
    locale = spec()["config"]["locale"]
    assert locale["number"]["decimal"] == ","
    assert locale["number"]["thousands"] == "."
    assert locale["number"]["currency"] == ["Rp\u00a0", ""]
    assert locale["number"]["minus"] == "\u2212"
    assert locale["time"]["months"][7] == "Agustus"
    assert locale["time"]["days"][0] == "Minggu"


def test_an_english_reader_gets_english_numbers_and_months() -> None:
    locale = spec(language="en")["config"]["locale"]
    assert locale["number"]["decimal"] == "."
    assert locale["time"]["months"][7] == "August"


def test_the_language_of_the_run_is_left_as_it_was() -> None:
    spec(language="en")
    assert language() == "id"


def test_light_and_dark_differ_in_every_role_but_carry_the_same_data() -> None:
    light, dark = spec(), spec(dark=True)
    assert light["config"]["background"] == "#FFFFFF"
    assert dark["config"]["background"] == "#0F1720"
    assert light["layer"] == dark["layer"]
    assert COLOURS["light"].keys() == COLOURS["dark"].keys()
    assert all(COLOURS["light"][role] != COLOURS["dark"][role] for role in COLOURS["light"])


def test_nothing_is_smaller_than_fourteen_pixels() -> None:
    config = spec()["config"]
    sizes = [config["axis"]["labelFontSize"], config["text"]["fontSize"]]
    sizes += [config["title"]["fontSize"], config["title"]["subtitleFontSize"]]
    assert min(sizes) >= 14


def test_data_stands_in_the_layers_where_streamlit_leaves_it_alone() -> None:
    made = spec()
    assert "data" not in made
    assert "datasets" not in made
    assert made["layer"][0]["data"]["values"] == [{"x": 1, "y": 2.5}]


def test_a_ready_spec_keeps_to_the_schema_of_vega_lite() -> None:
    alt.LayerChart.from_dict(spec(), validate=True)


@pytest.mark.parametrize(
    ("role", "ground"),
    [(role, ground) for role in ("text", "quiet", "accent") for ground in ("ground", "second")],
)
@pytest.mark.parametrize("dark", [False, True])
def test_texts_stand_out_from_their_grounds(role: str, ground: str, *, dark: bool) -> None:
    tone = colours(dark=dark)
    assert contrast(tone[role], tone[ground]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_title_takes_more_lines_on_a_phone() -> None:
    title = chart_title("Kabupaten Siak 2,35 pada 2022: 1,49 di bawah Kabupaten Sumedang", "a · b")
    narrow, wide = title.to_dict()["text"]["expr"].split(" : ", 1)
    assert narrow.count('", "') == 2
    assert wide.endswith('["Kabupaten Siak 2,35 pada 2022: 1,49 di bawah Kabupaten Sumedang"]')


def test_a_measure_breaks_between_its_parts_only() -> None:
    lines = in_parts("Inflasi tahunan · persen · Februari 2020–Januari 2026")
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "Inflasi tahunan · persen ·",
        "Februari 2020–Januari 2026",
    ]


def test_a_width_decides_between_two_expressions() -> None:
    expression = by_width("'a'", "'b'", below=500)
    assert expression == "(containerSize()[0] || width) < 500 ? 'a' : 'b'"
