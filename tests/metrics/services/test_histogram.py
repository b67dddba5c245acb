"""Packed histograms: within 1 % of the exact quantile, additive, and the same bytes each time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Invalid
from metrics.services.histogram import (
    BUCKETS,
    FIRST,
    SPOKEN,
    bucket,
    changed,
    empty,
    histogram,
    merge,
    pack,
    pack_groups,
    quantile,
    unpack,
)
from metrics.services.varints import decode, encode

QUANTILES = (0.0, 0.1, 0.25, 0.5, 0.8, 0.9, 0.95, 0.99, 1.0)
SHAPES = ("uniform", "lognormal", "two peaks", "ties", "one value", "mostly at once")
durations = st.lists(st.integers(0, 10**9), max_size=60)


def seconds(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def shaped(shape: str, n: int, scale: int, seed: int) -> np.ndarray:
    """n durations of a shape, the larger ones about `scale` seconds."""
    draw = np.random.default_rng(seed)
    if shape == "uniform":
        found = draw.integers(0, scale, n).astype(float)
    elif shape == "lognormal":
        found = draw.lognormal(np.log(scale), 1.6, n)
    elif shape == "two peaks":
        low, high = draw.normal(scale / 50, scale / 500, n), draw.normal(scale, scale / 20, n)
        found = np.where(np.arange(n) < n // 2, low, high)
    elif shape == "ties":
        found = draw.choice(draw.integers(0, scale, 4), n)
    elif shape == "one value":
        found = np.full(n, scale)
    else:
        found = np.where(draw.random(n) < 0.7, 0, draw.integers(1, scale, n))
    floored: np.ndarray = np.maximum(found, 0).astype(np.int64)
    return floored


@settings(max_examples=300)
@given(
    st.sampled_from(SHAPES),
    st.integers(1000, 5000),
    st.integers(2, 10**8),
    st.integers(0, 2**32),
    st.floats(0, 1),
)
def test_a_quantile_is_within_1_percent_of_the_exact_one(
    shape: str, n: int, scale: int, seed: int, q: float
) -> None:
    values = shaped(shape, n, scale, seed)
    found = histogram(values)
    for share in (*QUANTILES, q):
        exact = float(np.quantile(values, share, method="linear"))
        assert quantile(found, share) == pytest.approx(exact, rel=0.01, abs=1e-9)


def test_a_median_between_two_peaks_lies_between_them() -> None:
    values = np.repeat(seconds([600, 86_400]), 500)
    assert np.quantile(values, 0.5) == (600 + 86_400) / 2
    assert quantile(histogram(values), 0.5) == pytest.approx(43_500, rel=0.01)


def test_a_bucket_speaks_within_1_percent_of_each_of_its_seconds() -> None:
    last = FIRST[1:] - 1
    assert (np.diff(FIRST) > 0).all()
    for edge in (FIRST[1:-1], last[1:]):
        assert (np.abs(SPOKEN[1:-1] - edge) <= 0.01 * edge).all()
    assert FIRST[:101].tolist() == list(range(101))
    assert SPOKEN[:100].tolist() == list(range(100))


def test_zero_has_a_bucket_of_its_own_and_the_longest_has_one_too() -> None:
    assert bucket(seconds([0, 1, 99, 100, 101, 102])).tolist() == [0, 1, 99, 100, 100, 101]
    assert bucket(seconds([2**62])).tolist() == [BUCKETS - 1]


@given(durations)
def test_a_duration_lies_in_the_bucket_it_is_given(values: list[int]) -> None:
    array = seconds(values)
    place = bucket(array)
    assert (FIRST[place] <= array).all()
    assert (array < FIRST[place + 1]).all()


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        bucket(seconds([5, -1]))


def test_nothing_has_no_quantile() -> None:
    assert quantile(empty(), 0.5) is None
    assert unpack(pack(empty())) == empty() == merge([])
    assert len(pack(empty())) == 1


@given(durations, durations)
def test_histograms_add_up_and_come_off_again(some: list[int], others: list[int]) -> None:
    one, two = histogram(seconds(some)), histogram(seconds(others))
    both = histogram(seconds(some + others))
    assert one + two == two + one == both
    assert both - two == one
    assert merge([pack(one), pack(empty()), pack(two)]) == both
    assert hash(one + two) == hash(both)


def test_more_than_there_is_does_not_come_off() -> None:
    with pytest.raises(Invalid) as caught:
        _ = histogram(seconds([60])) - histogram(seconds([60, 60]))
    assert "rollup --rebuild" in caught.value.hint


@given(durations)
def test_equal_content_packs_to_equal_bytes(values: list[int]) -> None:
    packed = pack(histogram(seconds(values)))
    assert pack(histogram(seconds(values[::-1]))) == packed
    assert pack(unpack(packed)) == packed
    half = len(values) // 2
    stepwise = changed(changed(None, seconds(values[half:]), seconds([])), seconds(values[:half]),
                       seconds([]))  # fmt: skip
    assert stepwise == packed


@given(durations, durations)
def test_what_came_and_went_leaves_the_bytes_of_a_rebuild(kept: list[int], gone: list[int]) -> None:
    packed = pack(histogram(seconds(kept + gone)))
    assert changed(packed, seconds([]), seconds(gone)) == pack(histogram(seconds(kept)))


@given(st.lists(st.tuples(st.integers(-3, 5), st.integers(0, 10**7)), max_size=80))
def test_groups_are_packed_as_each_one_would_be_alone(rows: list[tuple[int, int]]) -> None:
    keys, values = seconds([key for key, _ in rows]), seconds([value for _, value in rows])
    assert pack_groups(keys, values) == {
        key: pack(histogram(values[keys == key])) for key in sorted(set(keys.tolist()))
    }


def test_groups_may_have_names() -> None:
    found = pack_groups(np.array(["b", "a", "b"]), seconds([60, 120, 60]))
    assert list(found) == ["a", "b"]
    assert unpack(found["b"]) == histogram(seconds([60, 60]))


def test_a_week_of_a_service_packs_small() -> None:
    values = shaped("lognormal", 2000, 200_000, 1)
    assert len(pack(histogram(values))) < 700


@given(st.lists(st.lists(st.integers(0, 2**62), max_size=12), max_size=6))
def test_varints_come_back_with_the_length_of_each_stream(rows: list[list[int]]) -> None:
    streams = [encode(seconds(row))[0].tobytes() for row in rows]
    values, counts = decode(streams)
    assert values.tolist() == [value for row in rows for value in row]
    assert counts.tolist() == [len(row) for row in rows]
    _, ends = encode(seconds([value for row in rows for value in row]))
    assert len(ends) == len(values)


def test_varints_are_the_public_ones() -> None:
    assert encode(seconds([0, 127, 128, 300]))[0].tolist() == [0, 127, 0x80, 1, 0xAC, 2]
