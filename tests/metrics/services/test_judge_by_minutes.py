"""Judgement against a reference that walks minute by minute, over pauses, holidays and Ramadan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.services.events import moments_column, seconds_of
from metrics.services.judge import Rules, judge
from metrics.services.kinds import Unit
from tests.metrics.services import minutes
from tests.metrics.services.making import LOCAL, TURNS, seconds, standard

if TYPE_CHECKING:
    import numpy.typing as npt

ORIGIN = int(seconds(f"{minutes.FIRST} 00:00")[0])
AMOUNTS = {Unit.MINUTES: 900, Unit.WORKING_HOURS: 30, Unit.WORKING_DAYS: 14, Unit.CALENDAR_DAYS: 20}
HORIZON = 150 * minutes.DAY
BATCH = 500


@dataclass(frozen=True)
class Batch:
    """Random requests in minutes since FIRST. resolved: -1 where open. pauses: per request."""

    received: list[int]
    resolved: list[int]
    pauses: list[list[tuple[int, int]]]


def batch(generator: np.random.Generator, turn: str) -> Batch:
    """Requests of 2024 to 2026, most near a turn; every fifth one open, pauses overlapping."""
    low, high = (
        (int(one) - ORIGIN) // 60 for one in seconds("2024-01-01 00:00", "2026-12-01 00:00")
    )
    received = generator.integers(low, high, BATCH)
    if turn:
        start = (int(seconds(f"{turn} 00:00")[0]) - ORIGIN) // 60
        received = start + generator.integers(-4 * minutes.DAY, 8 * minutes.DAY, BATCH)
    lengths = np.exp(generator.uniform(0, np.log(60 * minutes.DAY), BATCH)).astype(np.int64)
    resolved = np.where(generator.random(BATCH) < 0.2, -1, received + lengths)
    begins = received[:, None] + generator.integers(-600, 6 * minutes.DAY, (BATCH, 4))
    ends = begins + np.exp(generator.uniform(0, np.log(9 * minutes.DAY), (BATCH, 4))).astype(
        np.int64
    )
    count = generator.integers(0, 5, BATCH)
    pauses = [list(zip(begins[n, :k].tolist(), ends[n, :k].tolist(), strict=True))
              for n, k in enumerate(count)]  # fmt: skip
    return Batch(received.tolist(), resolved.tolist(), pauses)


def column(values: list[int]) -> npt.NDArray[np.datetime64]:
    """Minutes since FIRST as moments; negative ones are missing."""
    moments = ORIGIN + 60 * np.array(values, dtype=np.int64)
    return moments_column(np.where(np.array(values) < 0, np.iinfo(np.int64).min, moments))


def fast(made: Batch, unit: Unit, amount: int, cap_days: int) -> pd.DataFrame:
    n = len(made.received)
    nothing = column([-1] * n)
    ends = column(made.resolved)
    never = ("complete_at", "acknowledged_at", "departed_at", "arrived_at", "archived_at")
    requests = pd.DataFrame({
        "request": np.arange(n), "service": "pengaduan", "klass": "", "paused_reason": 0,
        "received_at": column(made.received), "first_at": column(made.received),
        "last_at": column(made.received), **dict.fromkeys(never, nothing),
        **dict.fromkeys(("resolved_at", "first_resolved_at", "answered_at"), ends),
    })  # fmt: skip
    rows = [(place, *span) for place, spans in enumerate(made.pauses) for span in spans]
    place, begin, end = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    pauses = pd.DataFrame({
        "request": place, "start": column(begin.tolist()), "end": column(end.tolist()),
    })  # fmt: skip
    rules = Rules(pause_cap_days=cap_days)
    return judge(requests, pauses, [standard(unit, amount)], LOCAL, rules)


def slow(made: Batch, place: int, unit: Unit, amount: int, cap_days: int) -> tuple[object, ...]:
    """One request minute by minute: due, late after (minutes since FIRST), elapsed, met."""
    start, end = made.received[place], made.resolved[place]
    stop = start + HORIZON
    paused = minutes.paused_minutes(
        made.pauses[place], start, stop if end < 0 else end, stop, cap_days
    )
    runs = minutes.WORKED if unit.is_working else minutes.ALWAYS
    running = runs[start:stop] & ~paused
    if unit.counts_days:
        due = 1 + minutes.due_days(start, amount, paused, working=unit.is_working)
        first = late = due * minutes.DAY - start
    else:
        first, late = minutes.due_minutes(running, amount * unit.seconds // 60)
    if end < 0:
        return start + first, start + late, None, None
    elapsed = int(np.count_nonzero(running[: end - start]))
    met = end - start < late if unit.counts_days else elapsed <= amount * unit.seconds // 60
    return start + first, start + late, elapsed, met


@pytest.mark.parametrize("unit", list(Unit))
@given(
    seed=st.integers(0, 2**32 - 1), turn=st.sampled_from(TURNS), share=st.floats(0, 1),
    cap_days=st.sampled_from([0, 5, 30]),
)  # fmt: skip
@settings(max_examples=10)
def test_judgement_agrees_with_walking_minute_by_minute(
    unit: Unit, seed: int, turn: str, share: float, cap_days: int
) -> None:
    amount = round(share * AMOUNTS[unit])
    made = batch(np.random.default_rng(seed), turn)
    found = fast(made, unit, amount, cap_days)
    expected = [slow(made, place, unit, amount, cap_days) for place in range(BATCH)]
    # Days are due with their last second, one second before the minute at which they end.
    earlier = 1 if unit.counts_days else 0
    for name, column in (("due_at", 0), ("late_after", 1)):
        moments = (seconds_of(found[name]) + earlier - ORIGIN) / 60
        assert moments.tolist() == [row[column] for row in expected]
    lengths = [None if pd.isna(one) else one / 60 for one in found["elapsed"]]
    assert lengths == [row[2] for row in expected]
    assert [None if pd.isna(one) else one for one in found["met"]] == [row[3] for row in expected]
