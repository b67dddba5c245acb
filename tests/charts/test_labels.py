from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from charts.labels import spread, wrapped


def test_labels_with_room_stay_where_they_are_wanted() -> None:
    assert spread([20, 100, 60], [18, 18, 18], 0, 200) == [20, 100, 60]


def test_labels_at_one_place_are_moved_apart_and_keep_their_order() -> None:
    assert spread([50, 50], [18, 18], 0, 200) == [50, 68]


def test_labels_at_the_lower_edge_are_pushed_up() -> None:
    assert spread([198, 199], [18, 18], 0, 200) == [173, 191]


@given(
    st.lists(
        st.tuples(st.floats(0, 340), st.sampled_from([18.0, 34.0, 50.0])), min_size=1, max_size=12
    )
)
def test_no_two_labels_ever_overlap(labels: list[tuple[float, float]]) -> None:
    wanted = [middle for middle, _ in labels]
    heights = [height for _, height in labels]
    places = spread(wanted, heights, 0, 340)
    edges = sorted((place - h / 2, place + h / 2) for place, h in zip(places, heights, strict=True))
    assert all(below[0] - above[1] > -1e-6 for above, below in pairwise(edges))
    if sum(heights) <= 340:
        assert edges[0][0] > -1e-6
        assert edges[-1][1] < 340 + 1e-6


def test_words_are_never_broken() -> None:
    assert wrapped("Indonesia (rata-rata nasional)", 13) == ["Indonesia", "(rata-rata", "nasional)"]
    assert wrapped("", 13) == [""]
