"""Numbers look Indonesian in Indonesian and English in English."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core import numbers
from core.settings import load_settings
from core.words import speaking


@pytest.mark.parametrize(
    ("value", "decimals", "indonesian", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.005, 2, "0,01", "0.01"),
        (2.675, 2, "2,68", "2.68"),
        (-0.5, 1, "−0,5", "−0.5"),
        (-0.001, 2, "0,00", "0.00"),
        (1e6, 0, "1.000.000", "1,000,000"),
    ],
)
def test_number(value: float, decimals: int, indonesian: str, english: str) -> None:
    assert numbers.number(value, decimals) == indonesian
    with speaking("en"):
        assert numbers.number(value, decimals) == english


def test_percent_signed_and_trimmed() -> None:
    assert numbers.percent(88.888) == "88,89%"
    assert numbers.number(0.5, 1, signed=True) == "+0,5"
    assert numbers.number(0.0, 1, signed=True) == "0,0"
    assert numbers.number(91.0, 2, trim=True) == "91"
    assert numbers.number(94.5, 2, trim=True) == "94,5"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.24e9, "Rp 1,2 miliar"),
        (350e6, "Rp 350 juta"),
        (13500, "Rp 13.500"),
        (-2.5e12, "−Rp 2,5 triliun"),
        (0, "Rp 0"),
    ],
)
def test_rupiah_has_as_few_digits_as_a_decision_needs(value: float, text: str) -> None:
    assert numbers.rupiah(value) == text


def test_days_and_moments_in_the_regencys_zone() -> None:
    regency = load_settings().regency
    assert numbers.day(date(2026, 11, 21)) == "21 November 2026"
    late = datetime(2026, 11, 21, 16, 15, tzinfo=UTC)
    assert numbers.moment(late, regency) == "22 November 2026 pukul 00.15 WITA"
    assert numbers.moment(late.replace(tzinfo=None), regency) == numbers.moment(late, regency)
    with speaking("en"):
        assert numbers.moment(late, regency) == "22 November 2026 at 00:15 WITA"
