"""A slip in config.toml that only the definitions can know is named at the start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import SettingsError
from core.settings import RegionalTarget, load_settings
from metrics.configured import check_settings


def test_the_shipped_settings_pass() -> None:
    settings = load_settings()
    assert check_settings(settings) is settings


def test_an_unknown_headline_metric_is_named_with_near_ones() -> None:
    settings = load_settings()
    wrong = replace(settings, headline=replace(settings.headline, metrics=("mcp_scor",)))
    with pytest.raises(
        SettingsError, match=r"config\.toml: headline\.metrics.*mcp_scor.*mcp_score"
    ):
        check_settings(wrong)


@pytest.mark.parametrize(
    "target",
    [
        RegionalTarget("mcp_skor", "2025", "RPJMD", value=92),
        RegionalTarget("mcp_score", "tahun 2025", "RPJMD", value=92),
        RegionalTarget("mcp_score", "2025", "RPJMD"),
        RegionalTarget("mcp_score", "2025", "RPJMD", lower=95, upper=90),
        RegionalTarget("inflation_yoy", "2025", "RPJMD", value=3),
    ],
)
def test_a_target_that_means_nothing_is_refused(target: RegionalTarget) -> None:
    with pytest.raises(SettingsError):
        check_settings(replace(load_settings(), targets=(target,)))
