"""How old the open requests are, in slots whose numbers add up to all of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.words import speaking
from metrics.services.ageing import by_bounds, by_days, by_share, by_share_of_counts
from tests.metrics.services.test_counts import golden, minutes

HOUR = 60.0


def test_the_ageing_row_of_the_golden_file() -> None:
    elapsed, resolved = minutes()
    found = by_bounds(elapsed[~resolved].astype(float), (4 * HOUR, 24 * HOUR, 72 * HOUR))
    assert ";".join(map(str, found.counts)) == golden("ageing of open tickets")


def test_by_share_of_the_target_each_upper_edge_belongs_to_its_slot() -> None:
    elapsed = np.array([0.0, 120, 121, 240, 241, 480, 481])
    found = by_share(elapsed, np.full(7, 240.0))
    assert found.counts == (2, 2, 2, 1)
    with speaking("id"):
        labels = [slot.share_label for slot in found.slots]
    assert labels == ["≤50%", ">50–100%", ">100–200%", ">200%"]


def test_a_target_of_at_once_is_used_up_by_the_first_second() -> None:
    assert by_share(np.array([0.0, 1.0]), np.zeros(2)).counts == (1, 0, 0, 1)


def test_by_calendar_days() -> None:
    found = by_days(np.array([0.0, 3, 3.9, 4, 7, 8, 14, 15, 30, 31, 400]))
    assert found.counts == (3, 2, 2, 2, 2)
    with speaking("id"):
        assert [slot.days_label for slot in found.slots] == [
            "0–3 hari", "4–7 hari", "8–14 hari", "15–30 hari", "lebih dari 30 hari",
        ]  # fmt: skip


def test_a_request_without_a_running_clock_is_unknown_and_not_young() -> None:
    found = by_share(np.array([np.nan, 10.0]), np.array([240.0, np.nan]))
    assert (found.counts, found.unknown, found.total) == ((0, 0, 0, 0), 2, 2)
    assert by_days(np.array([])).counts == (0, 0, 0, 0, 0)


@given(st.lists(st.tuples(st.integers(0, 10**6) | st.none(), st.integers(0, 10**5))))
def test_the_slots_hold_each_request_once(rows: list[tuple[int | None, int]]) -> None:
    elapsed = np.array([np.nan if used is None else used for used, _ in rows], dtype=float)
    targets = np.array([target for _, target in rows], dtype=float)
    found = by_share(elapsed, targets)
    assert found.total == by_days(elapsed).total == len(rows)
    known = [(used, target) for used, target in rows if used is not None]
    past = [sum(used * 100 > target * share for used, target in known) for share in (50, 100, 200)]
    stored = by_share_of_counts(len(known), *past, unknown=len(rows) - len(known))
    assert stored == found
