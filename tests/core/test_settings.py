"""config.toml is strict: a slip is named with its file, its key and the valid keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.errors import SettingsError
from core.settings import CONFIG_FILE, load_settings

if TYPE_CHECKING:
    from pathlib import Path

GOOD = CONFIG_FILE.read_text(encoding="utf-8")


def write(folder: Path, old: str = "", new: str = "") -> Path:
    assert old in GOOD
    file = folder / "config.toml"
    file.write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
    return file


def test_the_shipped_file_is_read(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path), {})
    assert (settings.regency.code, settings.regency.province) == ("51.08", "51")
    assert settings.headline.metrics[0] == "mcp_score"
    assert settings.database.url.startswith("sqlite:///")
    assert settings.targets == ()


def test_the_environment_names_another_database(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path), {"DASHBOARD_DATABASE_URL": "postgresql://x/y"})
    assert settings.database.url == "postgresql://x/y"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[regency]", "[regensi]", ["regensi", "config.toml", "regency", "sign_in"]),
        ('name = "Kabupaten', 'nama = "Kabupaten', ["regency.nama", "time_zone", "language"]),
        ('code = "51.08"', "code = 51.08", ["regency.code", "teks", "51.08"]),
        ('code = "51.08"', 'code = "51.8"', ["regency.code", "51.8"]),
        ('language = "id"', 'language = "jv"', ["regency.language", "id, en", "jv"]),
        ('"Asia/Makassar"', '"Asia/Singaraja"', ["regency.time_zone", "Asia/Singaraja"]),
        ("session_hours = 12", "session_hours = 0", ["sign_in.session_hours"]),
        ("session_hours = 12", "session_hours = true", ["sign_in.session_hours", "bilangan bulat"]),
        ('mode = "local"', 'mode = "ldap"', ["sign_in.mode", "local"]),
        ('"mcp_score",', "3,", ["headline.metrics[0]", "teks"]),
        ("local_days = []", 'local_days = [{ date = "2026-03-19" }]', ["local_days[0].name"]),
        ("[calendar]\ncollective_leave_is_worked = false", "[calendar]",
         ["calendar.collective_leave_is_worked"]),
        ("[peers]", "[peers", ["config.toml", "tidak dapat dibaca"]),
        ("pause_cap_days = 30", "pause_cap_days = -1", ["services.pause_cap_days", "0 atau lebih"]),
        ("at_risk_percent = 80", "at_risk_percent = 0", ["1 sampai 100"]),
        ("at_risk_percent = 80", "at_risk_percent = 101", ["services.at_risk_percent"]),
        ("min_rate_count = 10", "min_rate_count = 0", ["services.min_rate_count"]),
        ("usual_weeks = 13", "usual_weeks = 6.5", ["services.usual_weeks", "bilangan bulat"]),
        ("histogram_from", "histograms_from", ["services.histograms_from", "histogram_from"]),
        ("ramadan = []", 'ramadan = [{ first = "2027-02-08" }]', ["calendar.ramadan[0].last"]),
        ("office_hours = []", 'office_hours = [{ hari = "1" }]', ["calendar.office_hours[0].hari"]),
    ],
)  # fmt: skip
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, old, new), {})
    for word in words:
        assert word in str(caught.value)


def test_a_missing_section_is_named(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(GOOD[: GOOD.index("[sign_in]")], encoding="utf-8")
    with pytest.raises(SettingsError, match=r"config\.toml: 'sign_in' tidak ada"):
        load_settings(file, {})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="tidak ada"):
        load_settings(tmp_path / "config.toml", {})


def test_hours_of_the_regencys_own(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path), {}).calendar.office_hours == ()
    window = '{ days = "5", opens = "08:00", closes = "11:00", valid_from = "2026-01-01" }'
    own = f"office_hours = [{window}]"
    (found,) = load_settings(write(tmp_path, "office_hours = []", own), {}).calendar.office_hours
    assert (found.days, found.opens, found.closes, found.ramadan) == ("5", "08:00", "11:00", False)


def test_the_rules_of_services_stand_as_shipped_where_the_section_is_missing(
    tmp_path: Path,
) -> None:
    begin, end = GOOD.index("[services]"), GOOD.index("[storage]")
    shipped = load_settings(write(tmp_path), {}).services
    file = tmp_path / "older.toml"
    file.write_text(GOOD[:begin] + GOOD[end:], encoding="utf-8")
    assert load_settings(file, {}).services == shipped
    assert (shipped.pause_cap_days, shipped.at_risk_percent, shipped.usual_weeks) == (30, 80, 13)
    assert (shipped.min_rate_count, shipped.min_percentile_count) == (10, 10)
    assert shipped.histogram_from == 1000


def test_a_target_of_the_regencys_own(tmp_path: Path) -> None:
    own = (
        '[[targets]]\nmetric = "mcp_score"\nfirst = "2025"\nvalue = 92\nsource = "RPJMD"\n[regency]'
    )
    (target,) = load_settings(write(tmp_path, "[regency]", own), {}).targets
    assert (target.metric, target.value, target.lower, target.last) == ("mcp_score", 92.0, None, "")
