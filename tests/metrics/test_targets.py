"""Targets: two ends, both inclusive, judged on the printed value; our own go first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import SettingsError
from core.periods import Period
from core.settings import RegionalTarget, load_settings
from core.words import speaking
from metrics.definitions import definition, definitions
from metrics.targets import (
    Target,
    TargetStatus,
    check_targets,
    gap_to_target,
    met,
    national_targets,
    own_targets,
    status_label,
    status_of,
    target_of,
)

INFLATION = definition("inflation_yoy")
BAND_2024 = Target(1.5, 3.5, "PMK 101/PMK.010/2021", regional=False)
OWN = RegionalTarget("mcp_score", "2025", "RPJMD", last="2029", value=92.0)


def national(metric: str, period: str, region: str = "51.08") -> Target | None:
    return target_of(metric, region, Period.parse(period))


@pytest.mark.parametrize(
    ("period", "lower", "upper", "source"),
    [
        ("2022-12", 2.0, 4.0, "PMK 101/PMK.010/2021"),
        ("2023-11", 2.0, 4.0, "PMK 101/PMK.010/2021"),
        ("2024-05", 1.5, 3.5, "PMK 101/PMK.010/2021"),
        ("2025-12", 1.5, 3.5, "PMK 31/2024"),
        ("2027-01", 1.5, 3.5, "PMK 31/2024"),
    ],
)
def test_the_inflation_band_is_that_of_its_year(
    period: str, lower: float, upper: float, source: str
) -> None:
    found = national("inflation_yoy", period)
    assert found is not None
    assert (found.lower, found.upper, found.source) == (lower, upper, source)
    assert not found.regional


@pytest.mark.parametrize("period", ["2021-12", "2028-01"])
def test_a_year_without_a_decree_has_no_target(period: str) -> None:
    assert national("inflation_yoy", period) is None


def test_a_metric_without_a_target_has_none() -> None:
    assert national("inflation_mtm", "2024-05") is None


def test_the_use_of_the_national_target_for_a_region_is_said_to_be_a_convention() -> None:
    found = national("inflation_yoy", "2024-05")
    assert found is not None
    with speaking("id"):
        assert "kesepakatan" in found.note
    with speaking("en"):
        assert "convention" in found.note


def test_the_vaccination_target_holds_in_any_period() -> None:
    found = national("rabies_vaccination_coverage", "2025-10")
    assert found is not None
    assert (found.lower, found.upper) == (70.0, None)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (1.49, TargetStatus.BELOW),
        (-0.39, TargetStatus.BELOW),
        (1.494, TargetStatus.BELOW),
        (1.495, TargetStatus.WITHIN),
        (1.5, TargetStatus.WITHIN),
        (2.92, TargetStatus.WITHIN),
        (3.5, TargetStatus.WITHIN),
        (3.504, TargetStatus.WITHIN),
        (3.505, TargetStatus.ABOVE),
        (4.31, TargetStatus.ABOVE),
    ],
)
def test_both_ends_count_as_within_on_the_printed_value(value: float, status: str) -> None:
    assert status_of(BAND_2024, value, 2) == status


def test_the_status_is_a_word() -> None:
    floor = Target(70, None, "", regional=False)
    coverage = definition("rabies_vaccination_coverage")
    with speaking("id"):
        assert status_label(INFLATION, BAND_2024, 0.27) == "di bawah sasaran"
        assert status_label(INFLATION, BAND_2024, 2.92) == "dalam sasaran"
        assert status_label(INFLATION, BAND_2024, 3.71) == "di atas sasaran"
        assert status_label(coverage, floor, 74.48) == "mencapai target"
        assert status_label(coverage, floor, 64.92) == "belum mencapai target"


def test_more_than_enough_meets_a_target_only_where_more_is_better() -> None:
    assert not met(INFLATION, BAND_2024, 0.27)
    assert not met(INFLATION, BAND_2024, 3.71)
    assert met(INFLATION, BAND_2024, 3.5)
    mcp, bites = definition("mcp_score"), definition("rabies_bites")
    band = Target(80, 90, "", regional=True)
    assert met(mcp, band, 95)
    assert not met(mcp, band, 79.99)
    assert met(bites, band, 12)
    assert not met(bites, band, 91)


def test_the_gap_to_a_target_is_counted_from_the_end_that_was_passed() -> None:
    assert gap_to_target(INFLATION, BAND_2024, 3.71) == 0.21
    assert gap_to_target(INFLATION, BAND_2024, 0.27) == -1.23
    assert gap_to_target(INFLATION, BAND_2024, 2.92) == 0
    floor = Target(70, None, "", regional=False)
    assert gap_to_target(definition("rabies_vaccination_coverage"), floor, 73.17) == 3.17


def test_our_own_target_goes_before_the_national_one() -> None:
    own = RegionalTarget("inflation_yoy", "2024", "RPJMD", last="2024", lower=1.0, upper=3.0)
    found = target_of("inflation_yoy", "51.08", Period.parse("2024-12"), (own,))
    assert found == Target(1.0, 3.0, "RPJMD", regional=True)
    before = target_of("inflation_yoy", "51.08", Period.parse("2023-12"), (own,))
    assert before is not None
    assert not before.regional


@pytest.mark.parametrize(
    ("period", "found"),
    [("2024", False), ("2025", True), ("2029", True), ("2030", False), ("2029-12", True)],
)
def test_our_own_target_holds_from_its_first_to_its_last_period(period: str, found: bool) -> None:
    assert (target_of("mcp_score", "51.08", Period.parse(period), (OWN,)) is not None) == found


def test_a_period_that_outlasts_a_target_is_not_held_to_it() -> None:
    half = RegionalTarget("mcp_score", "2025", "RPJMD", last="2029-06", value=92.0)
    assert target_of("mcp_score", "51.08", Period.parse("2029"), (half,)) is None
    assert target_of("mcp_score", "51.08", Period.parse("2029-H1"), (half,)) is not None


def test_a_single_value_is_a_floor_or_a_ceiling_by_the_direction() -> None:
    period = Period.parse("2026")
    floor = target_of("mcp_score", "51.08", period, (OWN,))
    bites = RegionalTarget("rabies_bites", "2025", "RPJMD", value=2000)
    ceiling = target_of("rabies_bites", "51.08", period, (bites,))
    assert (floor, ceiling) == (
        Target(92.0, None, "RPJMD", regional=True),
        Target(None, 2000, "RPJMD", regional=True),
    )


def test_our_own_targets_bind_no_other_region() -> None:
    settings = replace(load_settings(environment={}), targets=(OWN,))
    assert own_targets(settings, "51.08") == (OWN,)
    assert own_targets(settings, "14.08") == ()


@pytest.mark.parametrize(
    "bad",
    [
        RegionalTarget("mcp_scor", "2025", "", value=1),
        RegionalTarget("mcp_score", "2025", ""),
        RegionalTarget("mcp_score", "2025", "", value=1, lower=1),
        RegionalTarget("mcp_score", "2025", "", lower=3, upper=1),
        RegionalTarget("inflation_yoy", "2025", "", value=2.5),
    ],
)
def test_a_target_that_cannot_be_used_is_refused(bad: RegionalTarget) -> None:
    with pytest.raises(SettingsError):
        check_targets([bad])


def test_usable_targets_pass_the_check() -> None:
    check_targets([OWN])


def test_every_shipped_target_names_a_metric_and_a_source() -> None:
    for row in national_targets():
        assert row.metric in definitions()
        assert row.target.source
        assert row.target.note_id != row.target.note_en


def test_an_own_rate_is_a_yardstick_for_the_parts_and_an_own_amount_is_not() -> None:
    amount = RegionalTarget("rabies_bites", "2025", "RPJMD", last="2029", value=100.0)
    settings = replace(load_settings(environment={}), targets=(OWN, amount))
    assert own_targets(settings, "51.08") == (OWN, amount)
    assert own_targets(settings, "51.08.05") == (OWN,)
    assert own_targets(settings, "51.07") == ()
    assert own_targets(settings, "51.080") == ()
