from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair as alt
import pytest

from charts.theme import ready
from charts.track import ActualSpot, Edge, SpotKind, TargetStep, Track
from charts.trajectory import trajectory
from tests.charts.specs import layers, rows

QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
TRACK = Track(
    slots=QUARTERS,
    full=tuple(f"{one} 2026" for one in QUARTERS),
    targets=(
        TargetStep(0, 80, "80 dosis"),
        TargetStep(1, 180, "180 dosis"),
        TargetStep(2, 270, "270 dosis", original=300, original_text="300 dosis"),
        TargetStep(3, 360, "360 dosis", original=400, original_text="400 dosis"),
    ),
    spots=(
        ActualSpot(0, 90, SpotKind.VERIFIED, "90 dosis", "disetujui"),
        ActualSpot(1, 160, SpotKind.VERIFIED, "160 dosis", "terverifikasi"),
        ActualSpot(2, 240, SpotKind.WAITING, "240 dosis", "menunggu verifikasi"),
    ),
    year=Edge(360, 360, "Target 2026: 360 dosis"),
    now=2,
    now_text="Target s.d. TW III 2026: 270 dosis",
)


def spec(track: Track) -> dict[str, Any]:
    chart = trajectory(track, title="Temuan", subtitle="Dosis")
    assert chart is not None
    return ready(chart, dark=False, language="id")


def test_targets_are_steps_and_a_revised_one_leaves_the_original_dashed() -> None:
    made = spec(TRACK)
    assert [row["y"] for row in rows(made, "rule", "target")] == [80, 180, 270, 360]
    assert [(row["y"], row["text"]) for row in rows(made, "rule", "break")] == [
        (300, "300 dosis"), (400, "400 dosis"),
    ]  # fmt: skip


def test_what_is_not_verified_is_hollow_and_joined_to_nothing() -> None:
    made = spec(TRACK)
    assert [row["y"] for row in rows(made, "line")] == [90, 160]
    points = {
        row["text"]: (layer["mark"]["shape"], layer["mark"]["filled"])
        for layer in layers(made)
        if layer["mark"]["type"] == "point"
        for row in layer["data"]["values"]
    }
    assert points == {
        "90 dosis": ("circle", True),
        "160 dosis": ("circle", True),
        "240 dosis": ("circle", False),
    }


@pytest.mark.parametrize(
    ("kind", "shape"), [(SpotKind.OPEN, "diamond"), (SpotKind.INCOMPLETE, "triangle-up")]
)
def test_drafts_and_incomplete_sums_have_shapes_of_their_own(kind: SpotKind, shape: str) -> None:
    made = spec(replace(TRACK, spots=(replace(TRACK.spots[0], kind=kind),)))
    marks = [layer["mark"] for layer in layers(made) if layer["mark"]["type"] == "point"]
    assert [(mark["shape"], mark["filled"]) for mark in marks] == [(shape, False)]
    assert not rows(made, "line")


def test_a_gap_between_verified_values_stays_a_gap() -> None:
    spots = (TRACK.spots[0], replace(TRACK.spots[1], place=3))
    assert [row["run"] for row in rows(spec(replace(TRACK, spots=spots)), "line")] == [1, 2]


def test_year_target_expected_and_last_value_are_named_apart() -> None:
    made = spec(TRACK)
    said = {style: [" ".join(row["wide"]) for row in rows(made, "text", style)]
            for style in ("quiet-text", "strong-text", "ours-text")}  # fmt: skip
    assert said == {
        "quiet-text": ["Target 2026: 360 dosis"],
        "strong-text": ["Target s.d. TW III 2026: 270 dosis"],
        "ours-text": ["240 dosis"],
    }
    tops = sorted(row["y_wide"] for style in said for row in rows(made, "text", style))
    assert len(set(tops)) == 3


def test_a_range_is_a_band_with_both_ends() -> None:
    track = replace(TRACK, targets=(TargetStep(2, 30, "30 sampai 45", upper=45),), year=None)
    made = spec(track)
    assert [(row["y"], row["y2"]) for row in rows(made, "rect", "band")] == [(30, 45)]
    assert [row["y"] for row in rows(made, "rule", "target")] == [30, 45]


def test_nothing_to_draw_gives_no_chart() -> None:
    empty = replace(TRACK, targets=(), spots=(), year=None)
    assert trajectory(empty, title="", subtitle="") is None


@pytest.mark.parametrize("track", [TRACK, replace(TRACK, now=None), replace(TRACK, spots=())])
def test_the_trajectory_keeps_to_the_schema_of_vega_lite(track: Track) -> None:
    alt.LayerChart.from_dict(spec(track), validate=True)
