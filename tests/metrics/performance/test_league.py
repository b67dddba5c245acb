"""Ranks: ties, movement, and nothing for whom there is no score."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.performance.league import movement, ranked


def test_ties_share_a_rank_and_the_next_one_is_left_out() -> None:
    scores = {"A": 90.0, "D": 70.0, "C": 80.0, "B": 80.0, "E": None}
    found = ranked(scores)
    assert found == {"A": 1, "B": 2, "C": 2, "D": 4, "E": None}
    assert list(found) == ["A", "B", "C", "D", "E"]


def test_scores_that_print_alike_tie() -> None:
    assert ranked({"A": 80.004, "B": 80.001, "C": 80.005}) == {"C": 1, "A": 2, "B": 2}


@pytest.mark.parametrize(
    ("rank", "before", "expected"),
    [(2, 5, 3), (5, 2, -3), (1, 1, 0), (None, 1, None), (1, None, None)],
)
def test_movement_is_places_won(rank: int | None, before: int | None, expected: int | None) -> None:
    assert movement(rank, before) == expected


board = st.dictionaries(st.text("ABCDEF", min_size=1, max_size=3), st.none() | st.floats(0, 100))


@given(scores=board, seed=st.randoms(use_true_random=False))
def test_ranking_does_not_depend_on_the_order_of_rows(
    scores: dict[str, float | None], seed: Any
) -> None:
    rows = list(scores.items())
    seed.shuffle(rows)
    assert list(ranked(dict(rows)).items()) == list(ranked(scores).items())


@given(board)
def test_a_rank_is_one_more_than_the_number_of_better_ones(scores: dict[str, float | None]) -> None:
    found = ranked(scores)
    for code, rank in found.items():
        if rank is None:
            assert scores[code] is None
        else:
            better = [one for one in found.values() if one is not None and one < rank]
            assert rank == len(better) + 1
