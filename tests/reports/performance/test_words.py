from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from metrics.performance.kinds import Pattern, Reason, ReportState
from reports.overview.model import Tone
from reports.performance.words import (
    amount,
    local_day,
    missing_periods,
    span,
    to_date_status,
    year_status,
)
from tests.reports.performance.making import DAYS, REGENCY, TODAY, held


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (1234.5, "dosis", 1, "1.234,5 dosis"),
        (88.89, "%", 2, "88,89%"),
        (1.2e9, "Rp", 0, "Rp 1,2 miliar"),
        (350e6, "rupiah", 0, "Rp 350 juta"),
        (7.0, "kasus", 2, "7 kasus"),
    ],
)
def test_amounts_in_their_own_unit(value: float, unit: str, decimals: int, text: str) -> None:
    assert amount(value, unit, decimals) == text


def test_a_range_has_two_ends_and_no_target_has_none() -> None:
    assert span(30, 45, "menit", 0) == "30 sampai 45 menit"
    assert span(30, None, "menit", 0) == "30 menit"
    assert span(None, None, "menit", 0) == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reason": Reason.NOT_REPORTED, "reported": False}, "belum lapor 27 hari kerja"),
        ({"reason": Reason.NOT_REPORTED, "reported": False, "due_on": date(2026, 12, 14)},
         "belum jatuh tempo"),
        ({"reason": Reason.NOT_REPORTED, "due_on": date(2027, 4, 14), "pattern": Pattern.RELEASE},
         "belum rilis"),
        ({"reason": Reason.NOT_RELEASED, "due_on": None}, "belum rilis"),
        ({"reason": Reason.NO_TARGET}, "belum ada target"),
        ({"reason": Reason.NO_BASELINE}, None),
        ({"reason": Reason.BAD_DATA}, "data salah"),
        ({"reason": Reason.ZERO_TARGET}, None),
        ({"realised": None, "verified": False, "verification": ReportState.SUBMITTED},
         "menunggu verifikasi"),
        ({}, "belum ada data"),
    ],
)  # fmt: skip
def test_what_has_no_achievement_says_why_and_takes_no_colour(
    given: dict[str, Any], words: str | None
) -> None:
    status = to_date_status(held(to_date=None, year=None, **given), TODAY, DAYS)
    assert status.tone is Tone.MISSING
    assert status.word == words if words is not None else status.word
    assert status.word not in ("", "0", "100")


def test_the_two_achievements_are_judged_by_their_own_scales() -> None:
    one = held()
    to_date, year = to_date_status(one, TODAY, DAYS), year_status(one)
    assert year is not None
    assert (to_date.word, to_date.tone, to_date.level) == ("Tinggi", Tone.PLAIN, 1)
    assert (year.word, year.tone) == ("Sangat Rendah", Tone.MERAH)


def test_missing_periods_are_named() -> None:
    assert missing_periods(held(missing=("2026-Q1", "2026-08"))) == "TW I 2026, Agustus 2026"
    assert missing_periods(held()) == ""


def test_a_late_evening_in_utc_is_the_next_day_here() -> None:
    evening = datetime(2026, 10, 5, 20, 0)  # noqa: DTZ001 (as stored)
    assert local_day(evening, REGENCY) == "6 Oktober 2026"
