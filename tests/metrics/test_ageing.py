"""When a value is old: by its own cadence, from the end of its period."""

from __future__ import annotations

from datetime import date

import pytest

from core.periods import Period
from metrics.ageing import age_months, is_old
from metrics.definitions import definition


@pytest.mark.parametrize(
    ("period", "today", "months"),
    [
        ("2024", date(2025, 1, 1), 0),
        ("2024", date(2025, 1, 31), 0),
        ("2024", date(2025, 2, 1), 1),
        ("2024", date(2026, 1, 1), 12),
        ("2024", date(2024, 6, 1), 0),
        ("2025-01", date(2025, 2, 28), 0),
        ("2025-01", date(2025, 3, 1), 1),
        ("2025-10-16", date(2025, 11, 16), 0),
        ("2025-10-16", date(2025, 11, 17), 1),
        ("2026-Q3", date(2026, 11, 21), 1),
    ],
)
def test_age_is_whole_months_since_the_period_ended(period: str, today: date, months: int) -> None:
    assert age_months(Period.parse(period), today) == months


def test_a_monthly_rate_is_old_when_its_successor_has_been_out_for_long() -> None:
    inflation, august = definition("inflation_yoy"), Period.parse("2026-08")
    assert not is_old(inflation, august, date(2026, 10, 5))
    assert is_old(inflation, august, date(2026, 11, 1))


def test_a_yearly_score_is_old_once_the_next_one_is_due() -> None:
    mcp = definition("mcp_score")
    assert not is_old(mcp, Period.parse("2024"), date(2026, 3, 31))
    assert is_old(mcp, Period.parse("2024"), date(2026, 4, 1))


def test_a_decree_does_not_age() -> None:
    assert not is_old(definition("het_price"), Period.parse("2023-03"), date(2030, 1, 1))
