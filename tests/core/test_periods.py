"""Periods read aloud as people say them, and refuse what is no period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.periods import Period, PeriodKind
from core.words import speaking


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "label"),
    [
        ("2024", "year", "2024-01-01", "2024-12-31", "2024"),
        ("2024-H1", "half", "2024-01-01", "2024-06-30", "Semester I 2024"),
        ("2024-H2", "half", "2024-07-01", "2024-12-31", "Semester II 2024"),
        ("2024-Q3", "quarter", "2024-07-01", "2024-09-30", "TW III 2024"),
        ("2024-02", "month", "2024-02-01", "2024-02-29", "Februari 2024"),
        ("2024-08", "month", "2024-08-01", "2024-08-31", "Agustus 2024"),
        ("2024-W33", "week", "2024-08-12", "2024-08-18", "minggu ke-3 Agustus 2024"),
        ("2024-08-11", "day", "2024-08-11", "2024-08-11", "11 Agustus 2024"),
    ],
)
def test_each_form_has_its_days_and_its_words(
    text: str, kind: str, start: str, end: str, label: str
) -> None:
    period = Period.parse(text)
    assert (period.kind, period.start.isoformat(), period.end.isoformat()) == (kind, start, end)
    assert period.label() == label
    assert str(period) == text


def test_english_words_on_request() -> None:
    with speaking("en"):
        assert Period.parse("2024-Q3").label() == "Q3 2024"
        assert Period.parse("2024-08").label() == "August 2024"


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-13", "2024-00", "2023-02-29", "2024-Q5", "2024-H3", "2023-W53", "2024-8",
     "2024/08", " 2024", "2024-08-11T00", "0000", "Agustus 2024"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_the_valid_forms(text: str) -> None:
    with pytest.raises(Invalid, match=r"bukan periode.*2024-Q3"):
        Period.parse(text)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_lies_in_its_month_and_its_year(day: date) -> None:
    parsed = Period.parse(day.isoformat())
    assert parsed.start == parsed.end == day
    month, year = Period.parse(f"{day:%Y-%m}"), Period.parse(f"{day:%Y}")
    assert year.start <= month.start <= day <= month.end <= year.end
    assert (month.end + timedelta(days=1)).day == 1
    assert month.kind is PeriodKind.MONTH


def test_periods_sort_by_their_last_day() -> None:
    texts = ["2024", "2023-12", "2024-Q1", "2024-03-31", "2024-03"]
    assert [str(one) for one in sorted(map(Period.parse, texts))] == [
        "2023-12", "2024-Q1", "2024-03", "2024-03-31", "2024",
    ]  # fmt: skip
