"""Audit follow-up: the 60-day clock, ages, shares, and rupiah outstanding."""

from __future__ import annotations

from datetime import date

import pytest

from core.words import speaking
from metrics.performance.audit import (
    Age,
    Recommendation,
    Status,
    age_band,
    due_day,
    follow_up,
    settled,
)

REPORT = date(2026, 5, 25)
AS_OF = date(2026, 11, 22)


def row(code: str, status: Status, day: date = REPORT, *money: int) -> Recommendation:
    return Recommendation(code, "OPD-05", day, status, *money)


def test_an_answer_is_due_60_days_after_the_report() -> None:
    assert due_day(date(2026, 5, 25)) == date(2026, 7, 24)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Age.ANSWERING),
        (60, Age.ANSWERING),
        (61, Age.HALF_YEAR),
        (180, Age.HALF_YEAR),
        (181, Age.YEAR),
        (365, Age.YEAR),
        (366, Age.OLDER),
    ],
)
def test_ages_fall_into_four_bands(days: int, expected: Age) -> None:
    assert age_band(days) == expected


def test_the_four_shares_have_one_denominator() -> None:
    found = follow_up(
        [
            row("1", Status.SETTLED),
            row("2", Status.SETTLED),
            row("3", Status.IN_PROGRESS),
            row("4", Status.EXEMPT),
        ],
        AS_OF,
    )
    assert {status: found.share(status) for status in Status} == {
        Status.SETTLED: 100 * 2 / 4,
        Status.IN_PROGRESS: 25,
        Status.NOT_STARTED: 0,
        Status.EXEMPT: 25,
    }
    assert (found.settled, found.total) == (50, 4)
    assert settled({"sesuai": 3, "belum": 1}) == 75
    assert settled({}) is None


def test_without_a_recommendation_there_is_no_share() -> None:
    found = follow_up([], AS_OF)
    assert (found.total, found.settled, found.outstanding, found.next_due) == (0, None, 0, None)


def test_only_open_recommendations_are_outstanding() -> None:
    found = follow_up(
        [
            row("1", Status.SETTLED, REPORT, 100, 40),
            row("2", Status.IN_PROGRESS, REPORT, 100, 40),
            row("3", Status.NOT_STARTED, REPORT, 500),
            row("4", Status.EXEMPT, REPORT, 700),
            row("5", Status.IN_PROGRESS, REPORT, 100, 120),
            row("6", Status.NOT_STARTED),
        ],
        AS_OF,
    )
    assert found.outstanding == (100 - 40) + 500


def test_the_clock_and_the_ages_run_for_open_ones_only() -> None:
    found = follow_up(
        [
            row("1", Status.NOT_STARTED, date(2026, 10, 1)),
            row("2", Status.IN_PROGRESS, date(2026, 11, 1)),
            row("3", Status.NOT_STARTED, date(2025, 5, 26)),
            row("4", Status.SETTLED, date(2026, 11, 20)),
        ],
        AS_OF,
    )
    assert (found.overdue, found.next_due) == (1, date(2026, 11, 30))
    assert found.ages == {Age.ANSWERING: 2, Age.HALF_YEAR: 0, Age.YEAR: 0, Age.OLDER: 1}


def test_the_sixtieth_day_is_not_overdue() -> None:
    one = [row("1", Status.NOT_STARTED)]
    assert follow_up(one, due_day(REPORT)).overdue == 0
    assert follow_up(one, date(2026, 7, 25)).overdue == 1


def test_statuses_and_ages_have_words() -> None:
    with speaking("id"):
        assert [status.label for status in Status] == [
            "sesuai dengan rekomendasi",
            "belum sesuai, dalam proses",
            "belum ditindaklanjuti",
            "tidak dapat ditindaklanjuti dengan alasan yang sah",
        ]
        assert [age.label for age in Age] == [
            "sampai 60 hari",
            "61 s.d. 180 hari",
            "181 s.d. 365 hari",
            "lebih dari 365 hari",
        ]
