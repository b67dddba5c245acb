"""The made-up requests are lifelike: hours, seasons, holidays, a backlog, a service that fails."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from data.sample_services.pace import FAILING
from data.sample_services.places import places_of
from data.sample_services.season import floods
from metrics.services.clock import WorkingClock
from metrics.services.hours import office_hours
from metrics.workdays import workdays
from tests.sample.requests import (
    HOME,
    SETTINGS,
    compliance,
    judged,
    judged_of,
    large,
    received,
    small,
)


def test_offices_are_busy_by_day_and_emergencies_come_at_any_hour() -> None:
    rows = received(large())
    by_night = rows["local"].dt.hour.isin(range(5))
    office, crew = rows["source"] == "adminduk", rows["source"].isin(["damkar", "psc-119"])
    assert by_night[office].mean() < 0.02
    assert by_night[crew].mean() > 0.08
    weekend = rows["local"].dt.day_of_week >= 5
    assert weekend[office].mean() < 0.08
    assert weekend[crew].mean() == pytest.approx(2 / 7, abs=0.04)
    first, last = rows["local"].dt.day_of_week == 0, rows["local"].dt.day_of_week == 4
    assert first[office].sum() > 1.2 * last[office].sum()


def by_day(*services: str) -> dict[date, int]:
    rows = received(large())
    chosen = rows[rows["service_code"].isin(services)]
    found: dict[date, int] = chosen["local"].dt.date.value_counts().to_dict()
    return found


def mean_of(counts: dict[date, int], first: date, last: date) -> float:
    return float(np.mean([count for day, count in counts.items() if first <= day <= last]))


def test_seasons_and_holidays_are_seen() -> None:
    born = by_day("akta-kelahiran", "kk", "sktm")
    july, october = (
        float(np.mean([count for day, count in born.items() if day.month == month]))
        for month in (7, 10)
    )
    assert july > 1.3 * october
    office = by_day("ktp-el", "kk", "sku")
    ramadan = mean_of(office, date(2026, 2, 23), date(2026, 3, 13))
    assert ramadan < 0.92 * mean_of(office, date(2026, 1, 19), date(2026, 2, 13))
    worked = workdays(SETTINGS.calendar)
    off = [count for day, count in office.items() if not worked.is_worked(day)]
    on = [count for day, count in office.items() if worked.is_worked(day)]
    assert np.mean(off) < 0.25 * np.mean(on)
    # The first day after Nyepi and Lebaran.
    assert office[date(2026, 3, 25)] > 1.25 * np.mean(on)


def test_floods_bring_complaints() -> None:
    wet = by_day("pengaduan-lapor", "bpbd")
    usual = mean_of(wet, date.min, date.max)
    for year in (2024, 2025, 2026):
        for first in floods(HOME, year):
            assert mean_of(wet, first, first + timedelta(days=2)) > 1.7 * usual


def test_offices_work_in_office_hours_alone() -> None:
    clock = WorkingClock(office_hours(SETTINGS.calendar, SETTINGS.regency.time_zone))
    papers = large()["source"].isin(["adminduk", "perizinan", "desa"])
    done = large()[papers & (large()["kind"] == "resolved")]
    seconds = done["at"].to_numpy(dtype="datetime64[s]").astype(np.int64)
    at_work = clock.sums(seconds) > clock.sums(seconds - 1)
    # All but those whose clock was wrong.
    assert at_work.mean() > 0.998
    crews = large()[(large()["source"] == "psc-119") & (large()["kind"] == "resolved")]
    assert (crews["local"].dt.hour < 6).mean() > 0.1


def test_there_is_a_backlog_and_what_makes_one() -> None:
    good = judged()[judged()["flaw"].isna()]
    assert 0.01 < good["open"].mean() < 0.04
    assert 0.005 < good["overdue"].mean() < 0.025
    assert 0.01 < (good["reopened"] > 0).mean() < 0.05
    assert 0.005 < good["archived_at"].notna().mean() < 0.03
    assert 0.5 < good["acknowledged_at"].notna().mean() < 0.85
    waiting = good["open"] & good["complete_at"].isna() & good["source"].isin(["adminduk"])
    assert waiting.sum() > 20
    assert good["paused_since"].notna().sum() > 100
    assert 82 < compliance(good) < 92
    closed = 100 * good["met"].eq(True).sum() / good["met"].notna().sum()  # noqa: FBT003 (a column's value)
    assert closed > compliance(good) + 0.5


def test_one_service_fails_and_one_kecamatan_is_worst() -> None:
    good = judged()[judged()["flaw"].isna()]
    failing = good[good["service_code"] == FAILING]
    months = {
        month: compliance(failing[failing["due_month"] == month])
        for month in ("2026-05", "2026-06", "2026-08", "2026-09", "2026-10")
    }
    assert months["2026-05"] > 88
    assert months["2026-06"] > months["2026-08"] > months["2026-09"] > months["2026-10"]
    assert months["2026-10"] < 65
    last = failing[failing["due_month"].isin(["2026-08", "2026-09", "2026-10"])]
    districts = {code: compliance(rows) for code, rows in last.groupby("district")}
    places = places_of(HOME)
    worst = places.districts[places.worst]
    assert min(districts, key=lambda code: districts[code]) == worst
    assert districts.pop(worst) < min(districts.values()) - 20
    sisters = good[good["service_code"].isin(["kk", "akta-kelahiran"])]
    assert compliance(sisters[sisters["due_month"] == "2026-10"]) > 85


def test_the_failing_service_can_be_seen_in_the_shipped_sample() -> None:
    good = judged_of(small())
    failing = good[(good["service_code"] == FAILING) & good["flaw"].isna()]
    before = failing[failing["due_month"].between("2025-11", "2026-05")]
    after = failing[failing["due_month"].between("2026-08", "2026-10")]
    assert compliance(after) < compliance(before) - 15
    last = judged_of(small())["district"].value_counts()
    assert (last >= 10).all()


def test_crews_leave_arrive_and_are_in_time_near_their_posts() -> None:
    fires = judged()[(judged()["service_code"] == "damkar") & judged()["flaw"].isna()]
    both = fires.dropna(subset=["departed_at", "arrived_at"])
    assert (both["received_at"] < both["departed_at"]).all()
    assert (both["departed_at"] < both["arrived_at"]).all()
    assert 0.01 < fires["arrived_at"].isna().mean() < 0.06
    near = fires[fires["class_code"] == "dalam_wmk"]
    assert 0.3 < len(near) / len(fires) < 0.9
    in_time = near["answer_met"].dropna().mean()
    assert 0.75 < in_time < 0.95
    far = fires[fires["class_code"] == "luar_wmk"]
    assert far["answer_met"].isna().all()
    minutes = [(one["arrived_at"] - one["received_at"]).median() for one in (near, far)]
    assert minutes[0] < minutes[1]


def test_more_letters_are_finished_in_the_village_each_year() -> None:
    letters = judged()[(judged()["source"] == "desa") & judged()["flaw"].isna()]
    done = letters[letters["resolved_at"].notna()]
    assert done["level"].notna().all()
    assert letters.loc[letters["resolved_at"].isna(), "level"].isna().all()
    share = (done["level"] == "desa").groupby(done["received_at"].dt.year).mean()
    assert share.is_monotonic_increasing
    assert share[2024] < 0.72
    assert share[2026] > 0.78
