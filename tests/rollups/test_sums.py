"""Stored sums give the very score that the formulas give over the standings themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from core.periods import Period
from core.settings import load_settings
from data.engine import writing
from data.rollups import ensure, rebuild, rules_of
from data.schema import actual, data_version, indicator, score_part, standing
from metrics.performance.compliance import of_parts
from metrics.performance.kinds import Reason
from metrics.performance.score import Entry, Part, score, score_of_parts
from metrics.workdays import workdays
from tests.rollups import regency

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SETTINGS = load_settings()
MONTHS = ("2026-07", "2026-08", "2026-09")
DAYS = (date(2024, 4, 2), date(2026, 10, 1), date(2026, 10, 20), date(2026, 11, 22),
        date(2028, 1, 1))  # fmt: skip


def entries(conn: Connection) -> dict[tuple[str, str], list[Entry]]:
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for row in conn.execute(select(standing)).mappings():
        found[row["opd_code"], row["period"]].append(
            Entry(
                row["indicator_code"], row["weight"], row["to_date"], row["verified"],
                row["reported"], date.fromisoformat(row["due_on"]) if row["due_on"] else None,
                Reason(row["reason"]) if row["reason"] else None, row["year"],
            )
        )  # fmt: skip
    return found


def parts(conn: Connection) -> dict[tuple[str, str], list[Part]]:
    found: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for row in conn.execute(select(score_part)).mappings():
        found[row["opd_code"], row["period"]].append(Part(**row))
    return found


@pytest.mark.parametrize("cap", [100.0, 120.0])
def test_sums_and_standings_make_the_same_score(sample_engine: Engine, cap: float) -> None:
    counted = replace(SETTINGS.performance, capaian_cap=cap)
    ensure(sample_engine, replace(SETTINGS, performance=counted))
    with sample_engine.connect() as conn:
        lines, sums = entries(conn), parts(conn)
    assert lines.keys() == sums.keys()
    for day in DAYS:
        for key, those in lines.items():
            one = score(those, day, cap=cap, min_coverage=0.6)
            assert close(one, score_of_parts(sums[key], day, min_coverage=0.6)), (key, day)


@pytest.mark.parametrize("period", ["2025-Q4", "2026-Q2", "2026-Q3", "2026-Q4"])
def test_the_regency_is_the_mean_over_all_indicators(sample_reader: Engine, period: str) -> None:
    with sample_reader.connect() as conn:
        lines = [one for key, those in entries(conn).items() if key[1] == period for one in those]
        sums = [one for key, those in parts(conn).items() if key[1] == period for one in those]
    for day in DAYS:
        one = score(lines, day, cap=100.0, min_coverage=0.6)
        assert close(one, score_of_parts(sums, day, min_coverage=0.6))


def close(one: Any, other: Any) -> bool:
    """Equal, but for the last digits of a sum that was added up in another order."""
    names = type(one).__slots__
    return all(
        getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-9)
        if isinstance(getattr(one, name), float)
        else getattr(one, name) == getattr(other, name)
        for name in names
    )


@pytest.mark.parametrize("office", ["OPD-05", "OPD-06", "OPD-20"])
def test_reports_are_counted_by_their_own_due_day(sample_reader: Engine, office: str) -> None:
    """Counted here by hand from the reports of one office and triwulan."""
    days, zone = workdays(SETTINGS.calendar), ZoneInfo(SETTINGS.regency.time_zone)
    as_of, counted = date(2026, 10, 20), Counter[str]()
    with sample_reader.connect() as conn:
        cadences = conn.execute(
            select(indicator.c.code, indicator.c.cadence).where(indicator.c.opd_code == office)
        )
        owed = {
            (code, period)
            for code, cadence in cadences
            for period in {"month": MONTHS, "quarter": ("2026-Q3",), "year": ()}[cadence]
        }
        query = select(actual.c.indicator_code, actual.c.period, actual.c.first_submitted_at)
        handed_in = {(code, period): at for code, period, at in conn.execute(query)}
        sums = parts(conn)[office, "2026-Q3"]
    for code, period in owed:
        due = days.add(Period.parse(period).end, SETTINGS.performance.report_days)
        if due >= as_of:
            continue
        at = handed_in.get((code, period))
        day = at and at.replace(tzinfo=UTC).astimezone(zone).date()
        kind = "missing" if day is None else "late" if day > due else "on_time"
        counted[kind] += 1
        if day is not None and day > due:
            counted["days"] += days.between(due, day)
    found = of_parts(sums, as_of)
    assert found.expected > 0
    assert (found.on_time, found.late, found.missing, found.days_late) == (
        counted["on_time"], counted["late"], counted["missing"], counted["days"],
    )  # fmt: skip


def test_other_settings_make_the_tables_anew(sample_engine: Engine) -> None:
    def version() -> int:
        with sample_engine.connect() as conn:
            query = select(data_version.c.version).where(data_version.c.topic == "actuals")
            return int(conn.scalar(query) or 0)

    def sums() -> tuple[float, str]:
        with sample_engine.connect() as conn:
            rows = [one for those in parts(conn).values() for one in those]
        return sum(one.points for one in rows), max(one.due_on for one in rows)

    assert not ensure(sample_engine, SETTINGS)
    before, first = version(), sums()
    looser = replace(SETTINGS, performance=replace(SETTINGS.performance, capaian_cap=120.0))
    assert ensure(sample_engine, looser)
    assert not ensure(sample_engine, looser)
    assert version() == before + 1
    assert sums()[0] > first[0]
    slower = replace(SETTINGS, performance=replace(SETTINGS.performance, report_days=20))
    assert ensure(sample_engine, slower)
    assert sums()[1] > first[1]
    assert ensure(sample_engine, SETTINGS)
    assert sums() == first
    # A rule that changes no row needs no new rows.
    patient = replace(SETTINGS, performance=replace(SETTINGS.performance, objection_days=9))
    assert not ensure(sample_engine, patient)
    assert ensure(sample_engine, SETTINGS, anew=True)


def test_lateness_is_judged_by_the_day_of_the_regency(empty_engine: Engine) -> None:
    """16.30 UTC of the due day is the day after in Makassar, still the same day in London."""
    days = workdays(SETTINGS.calendar)
    due = days.add(date(2026, 6, 30), SETTINGS.performance.report_days)
    evening = datetime(due.year, due.month, due.day, 16, 30)  # noqa: DTZ001 (UTC, as it is stored)
    with writing(empty_engine).connect() as conn:
        regency.found(conn)
        regency.aim(conn, "A-2", "2026", 0, 10.0)
        regency.report(conn, "A-2", "2026-Q2", first_submitted_at=evening)
        for zone, late in (("Asia/Makassar", 1), ("Europe/London", 0)):
            rebuild(conn, replace(rules_of(SETTINGS), time_zone=zone))
            found = next(
                one for one in parts(conn)["A", "2026-Q2"] if one.due_on == due.isoformat()
            )
            assert (found.reports_late, found.days_late) == (late, late)
            assert found.reports_on_time == 1 - late


def test_an_office_without_indicators_has_no_row(empty_engine: Engine) -> None:
    with writing(empty_engine).connect() as conn:
        assert rebuild(conn, rules_of(SETTINGS)) == 0
        assert regency.tables(conn) == ([], [])
