"""Reporting compliance: what counts, in time, late, missing, and for how long."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from metrics.performance.compliance import (
    Compliance,
    Report,
    days_silent,
    of_parts,
    of_reports,
    report,
)
from metrics.performance.parts import parts_of
from tests.metrics.performance.building import DAYS

DUE = date(2026, 10, 14)
AS_OF = date(2026, 11, 22)


def test_the_worked_example() -> None:
    found = Compliance(on_time=18, late=4, missing=2)
    assert found.rate == 100 * 18 / (18 + 4 + 2) == 75
    assert found.completeness is not None
    assert round(found.completeness, 2) == 91.67


def test_nothing_expected_is_no_data_and_not_100() -> None:
    assert (Compliance().rate, Compliance().completeness) == (None, None)


def test_the_due_day_itself_is_in_time() -> None:
    assert report(DUE, DUE, DAYS).on_time
    late = report(DUE, date(2026, 10, 19), DAYS)
    assert (late.on_time, late.late, late.days_late) == (False, True, 3)
    silent = report(DUE, None, DAYS)
    assert (silent.on_time, silent.late, silent.days_late) == (False, False, 0)


def test_a_report_that_is_not_due_is_out_of_every_count() -> None:
    reports = [report(DUE, None, DAYS), report(AS_OF, AS_OF, DAYS)]
    assert of_reports(reports, AS_OF) == Compliance(missing=1)
    assert of_reports(reports, DUE) == Compliance()


def test_silence_is_counted_in_working_days() -> None:
    assert days_silent(DUE, date(2026, 10, 19), DAYS) == 3
    assert days_silent(DUE, DUE, DAYS) == 0


reports = st.lists(
    st.builds(
        report,
        st.dates(date(2026, 10, 1), date(2026, 12, 31)),
        st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 31)),
        st.just(DAYS),
    )
)


@given(reports)
def test_stored_counts_say_the_same_as_the_reports(owed: list[Report]) -> None:
    parts = parts_of("OPD", "2026-Q3", [], cap=100, reports=owed)
    assert of_parts(parts, AS_OF) == of_reports(owed, AS_OF)


@given(reports)
def test_shares_stay_between_0_and_100_and_lateness_never_helps(owed: list[Report]) -> None:
    found = of_reports(owed, AS_OF)
    if found.rate is not None and found.completeness is not None:
        assert 0 <= found.rate <= found.completeness <= 100
