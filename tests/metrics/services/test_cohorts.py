"""A month of receipts is not final until its longest target has passed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from core.words import speaking
from metrics.services.cohorts import cohort, cohorts

NOW = np.datetime64("2026-11-22T00:00:00")
TODAY = date(2026, 11, 22)
PASSED, AHEAD = np.datetime64("2026-11-20T07:59:59"), np.datetime64("2026-12-18T07:59:59")


@pytest.mark.parametrize(
    ("period", "last_target", "final"),
    [
        ("2026-09", PASSED, True),
        ("2026-10", AHEAD, False),
        ("2026-11", PASSED, False),
        ("2026-09", NOW, False),
        ("2026-09", None, True),
    ],
    ids=["over", "a target ahead", "the month still runs", "this very moment", "no clock started"],
)
def test_final_after_the_month_and_its_longest_target(
    period: str, last_target: np.datetime64 | None, *, final: bool
) -> None:
    found = cohort(period, 200, 123, last_target, now=NOW, today=TODAY)
    assert found.final is final


def test_a_month_that_is_not_final_says_how_much_is_judged() -> None:
    found = cohort("2026-10", 1200, 123, AHEAD, now=NOW, today=TODAY)
    assert found.share.value == 100 * 123 / 1200
    with speaking("id"):
        assert found.label == "belum final (123 dari 1.200 sudah dinilai)"
    assert cohort("2026-09", 3, 3, PASSED, now=NOW, today=TODAY).label == ""


def test_requests_fall_into_the_cohorts_of_their_receipt() -> None:
    late_after = np.array([PASSED, AHEAD, AHEAD, "NaT", PASSED], dtype="datetime64[s]")
    found = cohorts(
        np.array(["2026-10", "2026-10", "2026-10", "2026-10", "2026-09"]),
        late_after,
        np.array([False, True, False, False, True]),
        now=NOW,
        today=TODAY,
    )
    september, october = found
    assert (september.period, september.judged, september.final) == ("2026-09", 1, True)
    assert (october.received, october.judged, october.waiting) == (4, 2, 1)
    assert october.last_target == AHEAD
    assert not october.final


def test_a_cohort_that_only_waits_has_no_longest_target() -> None:
    (found,) = cohorts(
        np.array(["2026-09"]),
        np.array(["NaT"], dtype="datetime64[s]"),
        np.array([False]),
        now=NOW,
        today=TODAY,
    )
    assert (found.last_target, found.waiting, found.share.value) == (None, 1, 0)
