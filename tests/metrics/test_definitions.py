"""The one definition per metric: complete, strict, in both languages."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from core.errors import NotFound
from core.settings import ROOT, load_settings
from core.words import LANGUAGES, speaking
from metrics.definition_file import read_book
from metrics.definitions import (
    DEFINITIONS_FILE,
    DefinitionError,
    Style,
    component_label,
    component_regions,
    definition,
    definitions,
    unit_label,
    units,
)
from metrics.labels import direction_label, frequency_label, theme_label
from metrics.scales import scales

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = ROOT / "data" / "reference" / "published_values.csv"
GOOD = """
[units."%"]
style = "percent"
long = { id = "persen", en = "percent" }
[components]
"total" = { id = "total", en = "total" }
[metrics.sample_rate]
theme = "health"
name = { id = "Contoh", en = "Sample" }
short = { id = "Contoh", en = "Sample" }
unit = "%"
decimals = 2
direction = "up"
frequency = "year"
months_until_old = 12
scale = "spi"
main = ["total"]
formula = { id = "a", en = "a" }
how_to_read = { id = "a", en = "a" }
caveats = { id = "a", en = "a" }
source = { id = "a", en = "a" }
owner = { id = "a", en = "a" }
breaks = [{ period = "2024", label = { id = "a", en = "a" } }]
"""


def published_rows() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_published_metric_has_a_definition_with_its_units() -> None:
    for row in published_rows():
        one = definition(row["metric"])
        assert row["unit"] in (one.unit, *one.other_units), row["metric"]


# Nobody publishes them: they are counted from the list of region codes and from our own reports.
COUNTED = {
    "village_count",
    "opd_score",
    "opd_score_year",
    "reporting_compliance",
    "reporting_completeness",
    "indicator_achievement",
    "indicator_actual",
    "opd_budget_absorption",
    "opd_budget_physical",
    "opd_budget_deviation",
    "audit_settled",
    "service_compliance",
    "service_compliance_closed",
    "service_first_response",
    "service_p50",
    "service_p90",
    "service_backlog",
    "service_overdue",
    "service_late_share",
    "service_at_risk",
    "service_reopened",
    "service_usual_days",
    "emergency_in_time",
    "village_share",
    "village_journeys",
    "skm_ikm",
}


def test_every_definition_is_of_a_published_metric() -> None:
    assert set(definitions()) - COUNTED == {row["metric"] for row in published_rows()}


def test_a_part_of_a_region_is_named_by_a_component_that_is_published() -> None:
    components = {row["component"]: row["region_code"] for row in published_rows()}
    for component, code in component_regions().items():
        assert code.startswith(f"{components[component]}."), component


def test_an_amount_adds_up_and_a_rate_does_not() -> None:
    adding = {code for code, one in units().items() if one.adds_up}
    assert {"bites", "villages", "persons", "requests", "journeys", "IDR"} <= adding
    assert not adding & {"%", "pp", "points", "rank", "hours", "days", "Rp/kg", "index_0_100"}


def test_every_headline_metric_of_the_settings_is_defined() -> None:
    for metric in load_settings(environment={}).headline.metrics:
        assert definition(metric).main


def test_no_published_value_is_cut_by_the_decimals_of_its_definition() -> None:
    for row in published_rows():
        _whole, _mark, decimals = row["value"].partition(".")
        assert len(decimals.rstrip("0")) <= definition(row["metric"]).decimals, row


def test_every_text_differs_between_languages_where_it_is_a_sentence() -> None:
    for one in definitions().values():
        for texts in (one.formula, one.how_to_read, one.caveats):
            assert set(texts) == set(LANGUAGES)
            assert texts["id"] != texts["en"], one.id
            assert all(text.endswith((".", ".)")) for text in texts.values()), one.id


def test_numbers_in_texts_are_written_as_their_language_writes_them() -> None:
    for one in definitions().values():
        for texts in (one.formula, one.how_to_read, one.caveats):
            assert not re.search(r"\d\.\d(?!\d\d)", texts["id"]), one.id
            assert not re.search(r"\d,\d(?!\d\d)", texts["en"]), one.id


def test_names_are_unique_in_each_language() -> None:
    for language in LANGUAGES:
        names = [one.name[language] for one in definitions().values()]
        assert len(set(names)) == len(names)


def test_known_main_and_mean_components_do_not_mix() -> None:
    for one in definitions().values():
        assert not set(one.main) & set(one.mean), one.id


def test_only_the_metrics_with_a_published_predicate_scale_name_one() -> None:
    named = {one.id: one.scale for one in definitions().values() if one.scale}
    assert named == {
        "mcp_score": "mcp_zone",
        "mcp_area_score": "mcp_zone",
        "spi_score": "spi",
        "spbe_index": "digital_index",
        "sakip_score": "sakip",
        "sumedang_rapor_skpd_score": "sakip",
        "opd_score": "realisasi_kinerja",
        "opd_score_year": "capaian_triwulan_buleleng",
        "indicator_achievement": "realisasi_kinerja",
        "opd_budget_deviation": "deviasi_serapan",
        "skm_ikm": "ikm",
    }


def test_breaks_of_method_are_those_of_the_field() -> None:
    found = {
        one.id: [broken.period for broken in one.breaks]
        for one in definitions().values()
        if one.breaks
    }
    assert found == {
        "mcp_score": ["2024"],
        "mcp_area_score": ["2024"],
        "inflation_yoy": ["2024-01"],
        "inflation_mtm": ["2024-01"],
        "inflation_ytd": ["2024-01"],
        "spbe_index": ["2021", "2026"],
    }


def test_labels_follow_the_language_of_the_run() -> None:
    with speaking("id"):
        assert definition("inflation_yoy").label == "Inflasi tahunan"
        assert unit_label("index_1_5") == "indeks 1–5"
        assert component_label("worst of 4 OPD") == "terendah dari 4 OPD"
        assert definition("mcp_score").breaks[0].name == "Area MCP berubah"
    with speaking("en"):
        assert definition("inflation_yoy").label == "Yearly inflation"
        assert unit_label("index_1_5") == "index 1–5"
        assert component_label("umum") == "all items"


def test_a_proper_name_is_shown_as_it_is_written() -> None:
    assert component_label("RSUD Kepahiang") == "RSUD Kepahiang"


def test_themes_directions_and_frequencies_have_words() -> None:
    with speaking("id"):
        for one in definitions().values():
            words = (
                theme_label(one.theme),
                direction_label(one.direction),
                frequency_label(one.frequency),
            )
            assert all(words)
        assert frequency_label(definition("iph").frequency) == "bulanan"


def test_percentages_differ_in_percentage_points() -> None:
    assert units()["%"].style is Style.PERCENT
    assert units()["%"].step["id"] == "poin persen"


def test_an_unknown_metric_offers_the_nearest_names() -> None:
    with pytest.raises(NotFound) as caught:
        definition("mcp_scor")
    assert "mcp_score" in caught.value.hint


def test_an_unknown_unit_offers_the_nearest_codes() -> None:
    with pytest.raises(NotFound) as caught:
        unit_label("index_0_10")
    assert "index_0_100" in caught.value.hint


def test_the_good_sample_is_read(tmp_path: Path) -> None:
    file = tmp_path / "definitions.toml"
    file.write_text(GOOD, encoding="utf-8")
    book = read_book(file, ["spi"])
    assert book.metrics["sample_rate"].breaks[0].period == "2024"
    assert book.units["%"].short == book.units["%"].long


@pytest.mark.parametrize(
    ("good", "bad", "place"),
    [
        ('theme = "health"', 'theme = "money"', "sample_rate.theme"),
        ('unit = "%"', 'unit = "bushel"', "sample_rate.unit"),
        ('unit = "%"', 'unit = "%"\nother_units = ["bushel"]', "sample_rate.other_units"),
        ("decimals = 2", "decimals = 9", "sample_rate.decimals"),
        ("decimals = 2", "decimals = true", "sample_rate.decimals"),
        ("decimals = 2", "decimals = 2\ndecimal = 1", "sample_rate.decimal"),
        ('direction = "up"', 'direction = "upwards"', "sample_rate.direction"),
        ('frequency = "year"', 'frequency = "daily"', "sample_rate.frequency"),
        ("months_until_old = 12\n", "", "sample_rate.months_until_old"),
        ("months_until_old = 12", "months_until_old = -1", "sample_rate.months_until_old"),
        ('scale = "spi"', 'scale = "spy"', "sample_rate.scale"),
        ('main = ["total"]', "main = [1]", "sample_rate.main"),
        ('period = "2024"', 'period = "2024-13"', "sample_rate.breaks[0].period"),
        ('name = { id = "Contoh", en = "Sample" }', 'name = "Contoh"', "sample_rate.name"),
        ('id = "Contoh", en = "Sample"', 'id = "Contoh"', "sample_rate.name.en"),
        ('id = "Contoh", en = "Sample"', 'id = "Contoh", en = " "', "sample_rate.name.en"),
        ('id = "Contoh", en', 'id = "Contoh", fr = "x", en', "sample_rate.name.fr"),
        ('style = "percent"', 'style = "per cent"', "%.style"),
        ("[components]", "[component]", "components"),
        ("[metrics.sample_rate]", "[extra]\n[metrics.sample_rate]", "definitions.extra"),
    ],
)
def test_a_slip_is_an_error_that_names_the_metric_and_the_key(
    tmp_path: Path, good: str, bad: str, place: str
) -> None:
    assert good in GOOD
    file = tmp_path / "definitions.toml"
    file.write_text(GOOD.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        read_book(file, ["spi"])
    assert f"'{place}'" in caught.value.message or f".{place}'" in caught.value.message


def test_a_file_that_is_no_toml_is_said_to_be_unreadable(tmp_path: Path) -> None:
    file = tmp_path / "definitions.toml"
    file.write_text("[metrics", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"definitions\.toml"):
        read_book(file, [])


def test_the_project_file_is_read_as_it_is() -> None:
    book = read_book(DEFINITIONS_FILE, tuple(scales()))
    assert list(book.metrics) == list(definitions())
