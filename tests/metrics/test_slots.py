"""A sparkline has one slot a period, and a period without a figure is an empty slot."""

from __future__ import annotations

import pytest

from core.periods import Period
from metrics.model import Frequency
from metrics.slots import last_slots


@pytest.mark.parametrize(
    ("frequency", "given", "expected"),
    [
        (Frequency.YEAR, {"2020": 88, "2021": 94.59, "2023": 90}, [88, 94.59, None, 90]),
        (Frequency.MONTH, {"2024-11": 1, "2025-02": 2}, [1, None, None, 2]),
        (Frequency.QUARTER, {"2024-Q4": 1, "2025-Q1": 2, "2025-Q3": 3}, [1, 2, None, 3]),
        (Frequency.YEAR, {"2022-11": 6868}, [6868]),
        (Frequency.YEAR, {"2023-06-14": 27, "2023-06": 29}, [29]),
        (Frequency.ONCE, {"2020": 1, "2024": 2}, [1, 2]),
        (Frequency.MONTH, {}, []),
    ],
)
def test_slots(frequency: Frequency, given: dict[str, float], expected: list[float | None]) -> None:
    values = [(Period.parse(text), float(value)) for text, value in given.items()]
    assert last_slots(values, frequency, 12) == expected


def test_no_more_slots_than_asked_for() -> None:
    months = [(Period.parse(f"2024-{month:02d}"), float(month)) for month in range(1, 13)]
    assert last_slots(months, Frequency.MONTH, 3) == [10.0, 11.0, 12.0]
