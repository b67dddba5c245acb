"""Periods as Indonesians write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import Period
from core.words import LANGUAGES, use_language
from data.imports.dates import read_date, read_period
from data.imports.model import Fault


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024", "2024"),
        (2024.0, "2024"),
        (2024, "2024"),
        ("Tahun 2024", "2024"),
        ("Semester I 2024", "2024-H1"),
        ("Semester 2 2024", "2024-H2"),
        ("2024-H2", "2024-H2"),
        ("TW III 2024", "2024-Q3"),
        ("tw 3 2024", "2024-Q3"),
        ("Triwulan 3 2024", "2024-Q3"),
        ("Triwulan III Tahun 2024", "2024-Q3"),
        ("2024-q3", "2024-Q3"),
        ("Q3 2024", "2024-Q3"),
        ("Agustus 2024", "2024-08"),
        ("AGUSTUS  2024", "2024-08"),
        ("Agt 2024", "2024-08"),
        ("August 2024", "2024-08"),
        ("Peb 2024", "2024-02"),
        ("2024-08", "2024-08"),
        ("08/2024", "2024-08"),
        ("2024-W33", "2024-W33"),
        ("minggu ke-3 Agustus 2024", "2024-W33"),
        ("31/12/2024", "2024-12-31"),
        ("31-12-2024", "2024-12-31"),
        ("31.12.2024", "2024-12-31"),
        ("31 Desember 2024", "2024-12-31"),
        ("2024-12-31", "2024-12-31"),
        ("2024-12-31 00:00:00", "2024-12-31"),
        (date(2024, 12, 31), "2024-12-31"),
        (datetime(2024, 12, 31), "2024-12-31"),  # noqa: DTZ001 (a spreadsheet knows no zone)
    ],
)
def test_a_period_is_read_as_it_is_written(cell: str | float | date, expected: str) -> None:
    assert read_period(cell) == expected


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("31 Februari 2024", "kalender"),
        ("29/02/2023", "kalender"),
        ("12/31/2024", "kalender"),
        ("1900", "1900"),
        (1900, "bukan periode"),
        (date(1900, 1, 5), "1900"),
        ("05/01/1900", "1900"),
        ("Agu-24", "dua angka"),
        ("1/1/24", "dua angka"),
        ("TW V 2024", "bukan periode"),
        ("Semester III 2024", "bukan periode"),
        ("2024-13", "bukan periode"),
        ("kemarin", "bukan periode"),
        (45516, "lembar kerja"),
        ("45516", "lembar kerja"),
        (2024.08, "bukan periode"),
        (True, "bukan periode"),
        (time(3, 4), "bukan periode"),
        (timedelta(days=2), "bukan periode"),
        (datetime(2024, 8, 11, 10, 30), "jam"),  # noqa: DTZ001 (a spreadsheet knows no zone)
        (date(2024, 8, 1), "bulannya"),
    ],
)
def test_what_is_no_period_is_refused_with_words(cell: str | float | date, word: str) -> None:
    found = read_period(cell)
    assert isinstance(found, Fault)
    assert word in found.message
    assert found.hint


def test_a_spreadsheet_day_that_may_be_a_month_says_how_to_write_both() -> None:
    found = read_period(date(2024, 8, 1))
    assert isinstance(found, Fault)
    assert "2024-08 " in found.hint
    assert "2024-08-01" in found.hint


def test_a_day_column_takes_a_first_of_the_month_and_partial_dates_but_no_quarter() -> None:
    assert read_date(date(2024, 8, 1)) == "2024-08-01"
    assert read_date("2024") == "2024"
    assert isinstance(read_date("TW III 2024"), Fault)


@given(
    st.dates(date(1951, 1, 1), date(2098, 12, 31)),
    st.sampled_from(("day", "month", "week", "quarter", "half", "year")),
    st.sampled_from(LANGUAGES),
)
def test_what_a_screen_shows_can_be_imported_again(day: date, kind: str, language: str) -> None:
    iso = day.isocalendar()
    text = {
        "day": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "week": f"{iso.year}-W{iso.week:02d}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "half": f"{day.year}-H{(day.month + 5) // 6}",
        "year": f"{day.year}",
    }[kind]
    use_language(language)
    assert read_period(Period.parse(text).label()) == text


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.datetimes(), st.times()))
def test_no_cell_makes_the_reader_stumble(cell: str | float | date | time) -> None:
    found = read_period(cell)
    assert isinstance(found, Fault) or Period.parse(found).text == found
