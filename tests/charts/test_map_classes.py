"""Classes of a map: where they end, what they are called, and which values stay out."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.map.circles import SMALLEST, radius_of
from charts.map.classes import MOST, Classes, MapKind, class_of, classify
from charts.map.colours import RAMP
from core.numbers import number, percent
from core.words import speaking
from tests.charts.maps import whole_percent

NAN = float("nan")


def rates(values: list[float], **more: object) -> Classes:
    return classify(values, kind=MapKind.RATE, words=whole_percent, percent=True, **more)  # type: ignore[arg-type]


def plain(values: list[float], **more: object) -> Classes:
    return classify(values, kind=MapKind.RATE, words=number, **more)  # type: ignore[arg-type]


def test_percent_gets_edges_of_one_round_step() -> None:
    found = rates([52.0, 61.0, 74.0, 88.9, 97.0])
    assert found.edges == (60.0, 70.0, 80.0, 90.0)
    with speaking("id"):
        labels = rates([52.0, 61.0, 74.0, 88.9, 97.0]).labels
    assert labels == ("di bawah 60%", "60–70%", "70–80%", "80–90%", "90% atau lebih")


def test_a_value_on_an_edge_belongs_to_the_class_above() -> None:
    found = rates([52.0, 61.0, 74.0, 88.9, 97.0])
    assert [class_of(found, value) for value in (59.9, 60.0, 89.99, 90.0)] == [0, 1, 3, 4]


def test_the_target_is_an_edge_and_takes_the_place_of_the_nearest() -> None:
    found = rates([52.0, 61.0, 74.0, 88.9, 97.0], target=72.0)
    assert found.edges == (60.0, 72.0, 80.0, 90.0)
    assert len(found.labels) == MOST
    assert "72%" in found.method
    assert rates([52.0, 97.0], target=60.0).edges == (60.0, 70.0, 80.0, 90.0)
    assert 99.0 in rates([52.0, 60.0], target=99.0).edges


def test_other_units_are_cut_into_quantiles_without_an_empty_class() -> None:
    values = [float(value) for value in (1, 2, 3, 4, 5, 6, 7, 8, 9, 1000)]
    found = plain(values)
    counts = [sum(class_of(found, value) == place for value in values) for place in range(5)]
    assert counts == [2, 2, 2, 2, 2]


def test_an_edge_between_quantiles_is_a_round_number() -> None:
    assert plain([1203.0, 2487.0, 3111.0, 4790.0, 9876.0]).edges == (2000.0, 3000.0, 4000.0, 9000.0)


def test_edges_of_the_metric_win() -> None:
    assert rates([1.0, 99.0], edges=(25.0, 50.0)).edges == (25.0, 50.0)


@pytest.mark.parametrize("values", [[80.0], [80.0, 80.0, 80.0], [80.0, NAN]])
def test_one_value_is_one_class_called_by_it(values: list[float]) -> None:
    for found in (rates(values), plain(values)):
        assert not found.edges
        assert len(found.labels) == len(found.tones) == 1
        assert class_of(found, 80.0) == 0
    assert rates(values).labels == ("80%",)


@pytest.mark.parametrize("values", [[], [NAN], [math.inf, NAN]])
def test_without_a_value_there_is_no_class(values: list[float]) -> None:
    for found in (rates(values), plain(values), classify(values, kind=MapKind.COUNT, words=number)):
        assert not found.labels
        assert not found.sizes
        assert class_of(found, 5.0) is None


def test_a_missing_value_has_no_class() -> None:
    found = rates([52.0, NAN, 97.0])
    assert class_of(found, NAN) is None
    assert class_of(found, math.inf) is None


def test_negative_values_are_worded_without_two_dashes() -> None:
    with speaking("id"):
        found = classify(
            [-12.0, -3.0, 4.0, 9.0], kind=MapKind.RATE, words=lambda v: percent(v, 0), percent=True
        )
    assert found.edges == (-10.0, -5.0, 0.0, 5.0)
    assert found.labels[1] == "−10% sampai −5%".replace("−10%", "−10")
    assert class_of(found, -12.0) == 0
    assert class_of(found, 0.0) == 3


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=200), st.booleans())
def test_any_values_get_at_most_five_rising_classes(values: list[float], round_: bool) -> None:
    found = classify(values, kind=MapKind.RATE, words=number, percent=round_)
    assert 1 <= len(found.labels) == len(found.tones) == len(found.edges) + 1 <= MOST
    assert list(found.edges) == sorted(set(found.edges))
    assert all(0 <= (class_of(found, value) or 0) < len(found.labels) for value in values)


def test_counts_have_circle_sizes_and_no_colours() -> None:
    found = classify([758.0, 140.0, 3.0], kind=MapKind.COUNT, words=number)
    assert not found.labels
    assert not found.edges
    assert found.sizes == (500.0, 100.0, 50.0)
    assert found.size_labels == ("500", "100", "50")


def test_the_area_of_a_circle_is_in_proportion_and_never_too_small_to_see() -> None:
    assert radius_of(400.0, 400.0, 40.0) == 40.0
    assert radius_of(100.0, 400.0, 40.0) == 20.0
    assert radius_of(0.001, 400.0, 40.0) == SMALLEST
    assert radius_of(0.0, 400.0, 40.0) == SMALLEST


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_ramp_goes_one_way_in_each_theme() -> None:
    light, dark = ([luminance(colour) for colour in RAMP[theme]] for theme in ("light", "dark"))
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)
