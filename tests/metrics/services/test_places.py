"""The late map: counts everywhere, a rate only from ten requests on."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.figure import State
from metrics.services.counts import Counts, total
from metrics.services.places import late_map, window_counts

NOW = np.datetime64("2026-11-22T00:00:00")


def test_a_place_shows_its_share_with_n() -> None:
    (found,) = late_map({"51.08.06": Counts(due=40, met=28, closed=34)})
    assert (found.n, found.overdue.part, found.overdue.value) == (40, 6, 100 * 6 / 40)
    assert (found.late.part, found.late.value) == (12, 100 * 12 / 40)


def test_under_ten_there_is_a_count_and_no_rate() -> None:
    nine, ten = late_map({"a": Counts(due=9), "b": Counts(due=10)})
    assert (nine.overdue.part, nine.overdue.value) == (9, None)
    assert nine.overdue.state is State.INSUFFICIENT
    assert ten.overdue.value == 100


def test_a_place_without_requests_has_no_data() -> None:
    found = late_map({"b": Counts(due=10, met=10, closed=10)}, places=["a", "b"])
    assert [(one.code, one.overdue.state) for one in found] == [
        ("a", State.NO_DATA), ("b", State.OK),
    ]  # fmt: skip


def test_the_window_holds_what_fell_due_in_its_days() -> None:
    late_after = np.array(
        ["2026-10-22T23:59:59", "2026-10-23", "2026-11-21", "2026-11-21", "2026-11-22", "NaT"],
        dtype="datetime64[s]",
    )
    resolved = np.array(
        ["NaT", "2026-10-22", "2026-11-21T00:00:01", "NaT", "NaT", "NaT"], dtype="datetime64[s]"
    )
    found = window_counts(np.full(6, "a"), late_after, resolved, NOW)
    assert found == {"a": Counts(due=3, met=1, closed=2, late_open=1)}


moments = st.integers(-40, 10).map(lambda days: NOW + np.timedelta64(days, "D"))
nothing = st.just(np.datetime64("NaT"))
rows = st.lists(
    st.tuples(st.sampled_from("abc"), moments | nothing, moments | nothing), max_size=30
)


@given(rows)
def test_the_places_add_up_to_the_whole(
    some: list[tuple[str, np.datetime64, np.datetime64]],
) -> None:
    codes = np.array([code for code, _, _ in some], dtype="<U1")
    late_after = np.array([late for _, late, _ in some], dtype="datetime64[s]")
    resolved = np.array([done for _, _, done in some], dtype="datetime64[s]")
    apart = window_counts(codes, late_after, resolved, NOW)
    whole = window_counts(np.full(len(some), "all"), late_after, resolved, NOW)
    assert total(apart.values()) == total(whole.values())
