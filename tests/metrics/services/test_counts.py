"""Compliance with what is open and late in its denominator, and counts that add up."""

from __future__ import annotations

import csv
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figure import State
from core.numbers import rounded
from core.words import speaking
from metrics.services.counts import Counts, Rate, Share, at_risk, counts_of, rate, total

GOLDEN = Path(__file__).parents[2] / "golden" / "sla_golden.csv"
AS_OF = np.datetime64("2026-01-07T12:00")
# Created, resolved, minutes paused: the ten tickets behind the aggregate rows of sla_golden.csv.
TICKETS = (
    ("2026-01-06T08:00", "2026-01-06T09:00", 0),
    ("2026-01-06T08:00", "2026-01-06T12:00", 0),
    ("2026-01-06T08:00", "2026-01-06T12:01", 0),
    ("2026-01-06T09:00", "2026-01-06T15:00", 180),
    ("2026-01-06T10:00", "2026-01-07T10:00", 0),
    ("2026-01-07T11:00", None, 0),
    ("2026-01-07T07:00", None, 0),
    ("2026-01-01T09:00", None, 0),
    ("2026-01-06T13:00", "2026-01-06T13:30", 0),
    ("2026-01-07T08:00", "2026-01-07T10:00", 0),
)
TARGET = 240


def minutes() -> tuple[np.ndarray, np.ndarray]:
    """Elapsed minutes of the ten tickets less pauses, and which of them are resolved."""
    spans = [
        (np.datetime64(end) if end else AS_OF) - np.datetime64(start) for start, end, _ in TICKETS
    ]
    paused = [pause for *_, pause in TICKETS]
    elapsed = np.array([span / np.timedelta64(1, "m") for span in spans]).astype(np.int64) - paused
    return elapsed, np.array([end is not None for _, end, _ in TICKETS])


def golden(name: str) -> str:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "aggregate"]
    return next(row["expected"] for row in rows if row["name"].startswith(name))


def test_the_aggregate_rows_of_the_golden_file() -> None:
    elapsed, resolved = minutes()
    found = counts_of(elapsed, np.full(10, TARGET), resolved)
    assert found.closed_only is not None
    assert str(rounded(found.closed_only, 2)) == golden("compliance_closed_only_pct")
    assert found.breached == int(golden("breached closed"))
    assert found.backlog == int(golden("backlog"))
    assert (found.met, found.running, found.late_open) == (5, 1, 2)
    assert found.compliance == 100 * 5 / (5 + 2 + 2)


def test_the_example_by_hand() -> None:
    elapsed = np.array([90, 150, 240, 400, 300, 100])
    resolved = np.array([True, True, True, True, False, False])
    found = counts_of(elapsed, np.full(6, TARGET), resolved)
    assert (found.met, found.breached, found.breached_open, found.running) == (3, 1, 1, 1)
    assert found.compliance == 100 * 3 / (3 + 1 + 1) == 60
    assert found.closed_only == 100 * 3 / (3 + 1) == 75
    assert (found.backlog, found.overdue) == (2, 1)


def test_reports_nobody_touched_stay_in_the_denominator() -> None:
    # Provinsi Jambi, January to August 2020: 215 reports, 77 done, 12 in progress, 126 untouched.
    found = Counts(received=215, due=215, met=77, closed=77, late_open=138)
    assert found.closed_only == 100
    assert found.compliance == 100 * 77 / 215
    assert round(100 * 126 / 215, 1) == 58.6


def test_nothing_at_all_is_no_data_and_neither_0_nor_100() -> None:
    nothing = total([])
    assert nothing == Counts()
    for which in Share:
        assert nothing.share(which) == Rate(0, 0, None, State.NO_DATA)
    with speaking("id"):
        assert nothing.share(Share.COMPLIANCE).text() == "tidak ada data"


def test_a_set_whose_requests_all_still_run_has_no_compliance() -> None:
    found = counts_of(np.array([10, 20]), np.full(2, TARGET), np.zeros(2, dtype=bool))
    assert found.compliance is None
    assert found.running == 2


def test_under_the_minimum_the_number_is_shown_and_no_rate() -> None:
    few = Counts(due=7, met=7, closed=7).share(Share.COMPLIANCE, minimum=10)
    assert few == Rate(7, 7, None, State.INSUFFICIENT)
    with speaking("id"):
        assert few.text() == "terlalu sedikit (n = 7)"
        assert rate(9, 10, 10).text() == "90,00%"
        assert Rate(0, 3, None, State.NO_TARGET).text() == "belum ada target"
    with speaking("en"):
        assert few.text() == "too few (n = 7)"


def test_a_first_response_is_counted_apart_from_the_solution() -> None:
    found = Counts(due=10, met=2, closed=4, answer_due=8, answered=7, answered_in_time=6)
    assert found.first_response == 100 * 6 / 8
    assert found.unanswered == 1
    assert found.compliance == 20


def test_reopened_requests_are_a_share_of_those_received() -> None:
    assert Counts(received=20, resolved=18, reopened=3).reopened_share == 100 * 3 / 20
    assert Counts(resolved=5).reopened_share is None


def test_at_risk_begins_exactly_at_80_percent_and_ends_with_the_target() -> None:
    used = np.array([191, 192, 240, 241])
    assert at_risk(used, np.full(4, TARGET)).tolist() == [False, True, True, False]
    found = counts_of(used, np.full(4, TARGET), np.zeros(4, dtype=bool))
    assert (found.at_risk, found.running, found.late_open) == (2, 3, 1)
    assert found.at_risk_share == 100 * 2 / 3
    assert at_risk(np.array([0, 1]), np.zeros(2, dtype=np.int64)).tolist() == [True, False]


def test_a_period_that_has_not_ended_leaves_out_what_is_still_in_time() -> None:
    stored = Counts(due=12, met=5, closed=6, answer_due=9, answered=4, answered_in_time=4)
    now = stored.without_running(4, answers=5)
    assert now.compliance == 100 * 5 / 8
    assert now.breached_open == 2
    assert now.first_response == 100


spans = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 300), st.booleans()), max_size=40)


@given(spans, st.lists(st.integers(0, 3), min_size=40, max_size=40))
def test_counts_add_up_over_any_split(rows: list[tuple[int, int, bool]], heaps: list[int]) -> None:
    def of(some: list[tuple[int, int, bool]]) -> Counts:
        table = np.array(some, dtype=np.int64).reshape(-1, 3)
        return counts_of(table[:, 0], table[:, 1], table[:, 2].astype(bool))

    parts = [[row for row, heap in zip(rows, heaps, strict=False) if heap == n] for n in range(4)]
    assert total(of(part) for part in parts) == of(rows)


@given(spans)
def test_each_request_has_one_outcome(rows: list[tuple[int, int, bool]]) -> None:
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    found = counts_of(table[:, 0], table[:, 1], table[:, 2].astype(bool))
    parts = (found.met, found.breached, found.late_open, found.running)
    assert sum(parts) == found.received == len(rows)
    assert found.breached_open == found.late_open
    if found.compliance is not None and found.closed_only is not None:
        assert 0 <= found.compliance <= found.closed_only <= 100


def test_each_field_is_added() -> None:
    names = [one.name for one in fields(Counts)]
    ones = Counts(*range(1, len(names) + 1))
    assert ones + ones == Counts(*range(2, 2 * len(names) + 1, 2))


@pytest.mark.parametrize("which", Share)
def test_a_share_is_taken_of_sums_and_never_averaged(which: Share) -> None:
    small = Counts(
        due=1, met=1, closed=1, answer_due=1, answered_in_time=1, answered=1,
        received=1, reopened=1, running=1, at_risk=1,
    )  # fmt: skip
    large = Counts(due=99, closed=99, answer_due=99, answered=99, received=99, running=99)
    assert (small + large).share(which).value == 1
