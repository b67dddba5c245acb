"""Which reports a triwulan has, and when they are due."""

from __future__ import annotations

from datetime import date

import pytest

from core.periods import Period
from metrics.performance.kinds import Cadence, Pattern
from metrics.performance.periods import (
    due_on,
    periods_of,
    periods_to,
    publication_month,
    quarter,
    quarter_before,
    reports_of,
    stands_in,
)
from tests.metrics.performance.building import DAYS, indicator


def texts(periods: tuple[Period, ...]) -> list[str]:
    return [one.text for one in periods]


@pytest.mark.parametrize(
    ("cadence", "n", "own", "upto"),
    [
        (Cadence.MONTH, 1, 3, 3),
        (Cadence.MONTH, 3, 3, 9),
        (Cadence.QUARTER, 3, 1, 3),
        (Cadence.YEAR, 3, 0, 0),
        (Cadence.YEAR, 4, 1, 1),
    ],
)
def test_a_triwulan_has_its_own_periods_and_those_before_it(
    cadence: Cadence, n: int, own: int, upto: int
) -> None:
    triwulan = quarter(2026, n)
    assert len(periods_of(cadence, triwulan)) == own
    assert len(periods_to(cadence, triwulan)) == upto
    assert periods_to(cadence, triwulan)[upto - own :] == periods_of(cadence, triwulan)


def test_the_months_of_a_triwulan() -> None:
    assert texts(periods_of(Cadence.MONTH, quarter(2026, 3))) == ["2026-07", "2026-08", "2026-09"]


def test_the_triwulan_before() -> None:
    assert quarter_before(quarter(2026, 1)) == quarter(2025, 4)
    assert quarter_before(Period.parse("2026-11")) == quarter(2026, 3)


def test_a_report_is_due_ten_working_days_after_its_period() -> None:
    # Good Friday, 3 April 2026, is not worked.
    assert due_on(indicator(), quarter(2026, 1), DAYS, 10) == date(2026, 4, 15)
    monthly = indicator(cadence=Cadence.MONTH)
    assert due_on(monthly, Period.parse("2026-10"), DAYS, 10) == date(2026, 11, 13)


def test_a_period_of_another_cadence_is_not_awaited() -> None:
    assert due_on(indicator(), Period.parse("2026-01"), DAYS, 10) is None
    assert due_on(indicator(valid_to=2025), quarter(2026, 1), DAYS, 10) is None


@pytest.mark.parametrize(
    ("release_month", "published", "stands"),
    [
        (0, "2026-12", "2026-Q4"),
        (3, "2027-03", "2026-Q4"),
        (6, "2027-06", "2026-Q4"),
        (-5, "2026-07", "2026-Q3"),
        (-11, "2026-01", "2026-Q1"),
    ],
)
def test_a_release_is_due_after_the_month_of_its_publication(
    release_month: int, published: str, stands: str
) -> None:
    one = indicator(Pattern.RELEASE, cadence=Cadence.YEAR, release_month=release_month)
    year = Period.parse("2026")
    month = publication_month(one, 2026)
    assert month == Period.parse(published)
    assert stands_in(one, year).text == stands
    assert due_on(one, year, DAYS, 10) == DAYS.add(month.end, 10)
    owed = {n: texts(reports_of(one, quarter(2026, n))) for n in (1, 2, 3, 4)}
    assert owed == {n: ["2026"] if stands.endswith(str(n)) else [] for n in (1, 2, 3, 4)}


def test_other_patterns_owe_the_reports_of_their_cadence() -> None:
    assert texts(reports_of(indicator(), quarter(2026, 2))) == ["2026-Q2"]
    assert reports_of(indicator(valid_from=2027), quarter(2026, 2)) == ()
    assert publication_month(indicator(), 2026) is None
    assert stands_in(indicator(cadence=Cadence.MONTH), Period.parse("2026-05")).text == "2026-Q2"
