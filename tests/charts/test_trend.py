from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt
import pytest

from charts.line import Line, Role, Rupture, Spot, TargetSpan, moment
from charts.theme import ready
from charts.trend import comparison_trend
from charts.trend_frame import month_ticks, value_bounds
from tests.charts.specs import layers, rows


def spot(day: date, value: float, *, derived: bool = False) -> Spot:
    text = str(value).replace(".", ",")
    return Spot(
        day, value, "Kabupaten Buleleng", str(day.year), text, f"{text} poin", "final", "koran",
        derived=derived,
    )  # fmt: skip


def end(year: int) -> date:
    return date(year, 12, 31)


OURS = Line(
    Role.OURS,
    "Kabupaten Buleleng",
    "Buleleng",
    runs=(
        (spot(end(2020), 88), spot(end(2021), 94.59)),
        (spot(end(2023), 90),),
        (spot(end(2024), 91),),
    ),
    loose=(spot(date(2021, 9, 16), 57),),
)
NATION = Line(
    Role.NATIONAL, "Indonesia (rata-rata nasional)", "Indonesia (rata-rata nasional)",
    runs=((spot(end(2023), 75), spot(end(2024), 76)),),
)  # fmt: skip
PEERS = [
    Line(Role.PEER, f"Kabupaten {name}", name, runs=((spot(end(2024), value),),))
    for name, value in (("Tabanan", 98), ("Badung", 98), ("Gianyar", 97.5), ("Bangli", 91))
]
BREAK = Rupture(date(2024, 4, 1), "Area MCP berubah")


def spec(lines: list[Line], **more: Any) -> dict[str, Any]:
    options = {"title": "Temuan", "subtitle": "Skor MCP · indeks", "yearly": True, **more}
    return ready(comparison_trend(lines, **options), dark=False, language="id")


def test_a_line_crosses_neither_a_gap_nor_a_break() -> None:
    drawn = rows(spec([OURS], ruptures=[BREAK]), "line")
    runs: dict[str, list[float]] = {}
    for row in drawn:
        runs.setdefault(row["run"], []).append(row["y"])
    assert list(runs.values()) == [[88, 94.59], [90], [91]]


def test_a_break_is_a_rule_with_its_name() -> None:
    made = spec([OURS], ruptures=[BREAK])
    assert [row["x"] for row in rows(made, "rule", "break")] == [moment(date(2024, 4, 1))]
    assert [row["name"] for row in rows(made, "text", "strong-text")] == [["Area MCP berubah"]]


def test_a_break_beyond_the_values_is_not_drawn() -> None:
    made = spec([OURS], ruptures=[Rupture(date(2026, 4, 1), "Instrumen baru")])
    assert not rows(made, "rule", "break")


def test_an_interim_value_is_hollow_and_on_no_line() -> None:
    made = spec([OURS])
    assert [row["y"] for row in rows(made, "point", "ring")] == [57]
    assert 57 not in [row["y"] for row in rows(made, "line")]


def test_a_derived_value_has_a_mark_of_its_own() -> None:
    line = Line(Role.PEER, "a", "a", runs=((spot(end(2022), 94.2, derived=True),),))
    assert [row["kind"] for row in rows(spec([line]), "point", "dot")] == ["derived"]


def test_our_line_is_drawn_last_and_named_in_the_accent() -> None:
    made = spec([OURS, NATION, *PEERS])
    assert rows(made, "line")[-1]["role"] == "ours"
    [label] = rows(made, "text", "ours-text")
    assert label["wide"] == "Kabupaten Buleleng 91"


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_labels_at_the_edge_do_not_overlap(width: str) -> None:
    made = spec([OURS, NATION, *PEERS])
    height = made["height"]
    low, high = next(
        layer["encoding"]["y"]["scale"]["domain"]
        for layer in layers(made)
        if "y" in layer["encoding"]
    )
    edges = []
    for row in rows(made, "text", "quiet-text") + rows(made, "text", "ours-text"):
        count = len(row["narrow"]) if width == "narrow" else 1
        top = (high - row[f"top_{width}"]) / (high - low) * height
        edges.append((top, top + count * 16))
    edges.sort()
    assert all(after[0] >= before[1] - 1e-6 for before, after in pairwise(edges))


def test_a_line_that_ended_early_says_when() -> None:
    early = Line(Role.PEER, "Kabupaten Karangasem", "Karangasem", runs=((spot(end(2020), 83.4),),))
    labels = [row["wide"] for row in rows(spec([OURS, early]), "text", "quiet-text")]
    assert labels == ["Kabupaten Karangasem 83,4 (2020)"]


def test_a_band_and_a_floor_are_drawn_as_targets() -> None:
    band = TargetSpan(end(2022), end(2026), 80, 95, "sasaran 80–95")
    floor = TargetSpan(end(2022), end(2026), 85, None, "target minimal 85")
    made = spec([OURS], targets=[band, floor])
    assert [(row["y"], row["y2"]) for row in rows(made, "rect")] == [(80, 95)]
    assert [row["y"] for row in rows(made, "rule", "target")] == [85]
    assert {row["wide"] for row in rows(made, "text", "quiet-text")} == {
        "sasaran 80–95",
        "target minimal 85",
    }


def test_the_year_stands_under_the_last_day_of_the_year() -> None:
    axis = layers(spec([NATION]))[0]["encoding"]["x"]["axis"]
    assert axis["values"] == [moment(end(2023)), moment(end(2024))]
    assert "%Y" in axis["labelExpr"]


def test_a_lone_interim_value_still_has_years_on_its_axis() -> None:
    line = Line(Role.OURS, "a", "a", runs=(), loose=(spot(date(2023, 6, 14), 27),))
    axis = layers(spec([line]))[0]["encoding"]["x"]["axis"]
    assert axis["values"] == [moment(end(2022)), moment(end(2023))]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2024, 5, 1), date(2025, 1, 1), 9),
        (date(2023, 1, 1), date(2025, 1, 1), 9),
        (date(2020, 2, 1), date(2026, 1, 1), 6),
    ],
)
def test_an_axis_of_months_names_at_most_ten(first: date, last: date, months: int) -> None:
    assert len(month_ticks(first, last)) == months


def test_a_measure_that_is_never_negative_has_no_axis_below_zero() -> None:
    assert value_bounds([0.27, 6.84])[0] == 0
    assert value_bounds([-0.39, 0.5])[0] < -0.39


def test_one_value_still_has_a_scale() -> None:
    low, high = value_bounds([88.0])
    assert low < 88 < high


def test_changes_show_the_zero_line() -> None:
    line = Line(Role.OURS, "a", "a", runs=((spot(end(2023), -0.4), spot(end(2024), 0.5)),))
    assert rows(spec([line]), "rule", "zero") == [{"y": 0}]
    assert not rows(spec([OURS]), "rule", "zero")


def test_the_spec_keeps_to_the_schema_of_vega_lite() -> None:
    band = TargetSpan(end(2022), end(2026), 80, 95, "sasaran 80–95")
    made = spec([OURS, NATION, *PEERS], ruptures=[BREAK], targets=[band])
    alt.LayerChart.from_dict(made, validate=True)
