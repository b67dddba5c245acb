"""The rules of regions, OPD and published figures; the reference files pass them as they are."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from core.errors import NotFound
from core.settings import ROOT
from data.imports.model import UNSET
from data.imports.regions import level_of, parent_of
from data.imports.topics import TOPICS, topic_named
from metrics.definitions import definitions
from tests.imports.files import check, field, only_problem, published

REFERENCE = ROOT / "data" / "reference"


def rows_of(name: str) -> list[list[str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("ID", "negara", None),
        ("51", "provinsi", "ID"),
        ("51.08", "kabupaten", "51"),
        ("51.70", "kabupaten", "51"),
        ("51.71", "kota", "51"),
        ("51.08.06", "kecamatan", "51.08"),
        ("51.08.06.1006", "kelurahan", "51.08.06"),
        ("51.08.06.2001", "desa", "51.08.06"),
    ],
)
def test_a_code_tells_its_level_and_its_parent(code: str, level: str, parent: str | None) -> None:
    assert level_of(code) == level
    assert parent_of(code) == parent


@pytest.mark.parametrize("code", ["5", "51.8", "51.1", "51.08.6", "51.08.06.3001", "5108", "٥١"])
def test_what_follows_no_pattern_is_no_region_code(code: str) -> None:
    rows = [["code", "name"], [code, "Uji"]]
    assert only_problem(check("regions", rows)).column == "code"


def test_a_region_may_bring_its_parent_in_the_same_file() -> None:
    rows = [["kode", "nama"], ["99.01.01", "Kecamatan"], ["99", "Provinsi"], ["99.01", "Kabupaten"]]
    checked = check("regions", rows)
    assert field(checked, "regions", "level") == ["kecamatan", "provinsi", "kabupaten"]
    assert field(checked, "regions", "parent_code") == ["99.01", "ID", "99"]


def test_a_region_without_its_parent_is_refused() -> None:
    problem = only_problem(check("regions", [["kode", "nama"], ["99.01.01", "Kecamatan"]]))
    assert "99.01" in problem.message


def test_level_and_parent_must_agree_with_the_code() -> None:
    rows = [
        ["kode", "nama", "tingkat", "kode induk"],
        ["51.08.06.1006", "Banyuasri", "desa", "51.08"],
    ]
    first, second = check("regions", rows).problems
    assert "kelurahan" in first.message
    assert "51.08.06" in second.message


def test_half_a_point_and_a_point_outside_the_country_are_refused() -> None:
    rows = [["kode", "nama", "lat", "lon"], ["51.08", "Buleleng", "-8.2", ""],
            ["51.02", "Tabanan", "115.1", "-8.2"]]  # fmt: skip
    found = [(problem.row, problem.column) for problem in check("regions", rows).problems]
    assert found == [(2, "lon"), (3, "lat"), (3, "lon")]


@pytest.mark.parametrize(
    ("name", "ignored"),
    [
        ("regions_id.csv", ()),
        ("kecamatan.csv", ("kabupaten_name", "n_kelurahan", "n_desa", "area_km2")),
    ],
)
def test_reference_files_of_regions_are_taken_as_they_are(
    name: str, ignored: tuple[str, ...]
) -> None:
    from data.imports.check import check_table  # noqa: PLC0415
    from data.imports.files import read_table  # noqa: PLC0415
    from data.imports.known import Known  # noqa: PLC0415

    topic = topic_named("regions")
    table = read_table((REFERENCE / name).read_bytes(), topic)
    regions = {row[0]: row[1] for row in rows_of("regions_id.csv")}
    checked = check_table(topic, table, lambda codes: Known(regions, frozenset(), codes))
    assert checked.problems == ()
    assert checked.header.ignored == ignored
    assert len(checked.records) == len(rows_of(name)) - 1


def test_an_opd_takes_the_type_as_its_kind_and_keeps_unset_what_the_file_does_not_say() -> None:
    checked = check("opd", rows_of("opd_typical.csv"))
    assert len(checked.records) == 38
    assert field(checked, "opd", "kind")[-1] == "kecamatan"
    assert set(field(checked, "opd", "league")) == {UNSET}
    assert checked.header.ignored == ("note",)


def opd(**cells: str) -> list[list[str]]:
    row = {"code": "OPD-50", "name": "Dinas Uji", "short_name": "Uji", "kind": "dinas", **cells}
    return [list(row), list(row.values())]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"region_code": "99.99"}, "region_code"),
        ({"successor_code": "OPD-77"}, "successor_code"),
        ({"successor_code": "OPD-50"}, "successor_code"),
        ({"valid_from": "2024", "valid_to": "2023-12"}, "valid_to"),
        ({"kind": "perumda"}, "kind"),
        ({"league": "C"}, "league"),
        ({"code": "OPD 50"}, "code"),
        ({"short_name": "x" * 41}, "short_name"),
    ],
)
def test_an_opd_row_is_checked_as_a_whole(cells: dict[str, str], column: str) -> None:
    assert only_problem(check("opd", opd(**cells))).column == column


def test_opd_that_succeed_each_other_in_a_circle_are_refused() -> None:
    rows = [
        ["code", "name", "short_name", "kind", "successor_code"],
        *([code, code, code, "dinas", after] for code, after in ("AB", "BC", "CA", "DA")),
    ]
    problems = check("opd", rows).problems
    assert [problem.row for problem in problems] == [2, 3, 4]


@pytest.mark.parametrize(
    ("cells", "column", "word"),
    [
        ({"region_code": "51.99"}, "region_code", "51.08"),
        ({"metric": "mcp_skor"}, "metric", "mcp_score"),
        ({"unit": "%"}, "unit", "index_0_100"),
        ({"value": "101"}, "value", "100"),
        ({"value": "-1"}, "value", "100"),
        ({"metric": "rabies_bites", "unit": "bites", "value": "2.5"}, "value", "13500"),
    ],
)
def test_a_published_row_must_fit_regions_and_definitions(
    cells: dict[str, Any], column: str, word: str
) -> None:
    problem = only_problem(check("published", published(cells)))
    assert problem.column == column
    assert word in problem.hint


def test_a_unit_is_stored_as_the_definition_writes_it() -> None:
    rows = published({"metric": "het_price", "unit": "rp / LITER", "value": "14000"})
    assert field(check("published", rows), "published", "unit") == ["Rp/liter"]


def test_component_is_total_when_the_file_does_not_say() -> None:
    assert field(check("published", published({"component": ""})), "published", "component") == [
        "total"
    ]
    rows = published({}, leave_out=["component"])
    assert field(check("published", rows), "published", "component") == ["total"]


def test_the_last_day_follows_from_the_period() -> None:
    rows = published({"period": "TW I 2024", "status": "sementara"})
    assert field(check("published", rows), "published", "period_end") == ["2024-03-31"]


PERIODS = {
    "once": "2024", "year": "2024", "half": "2024-H1", "quarter": "2024-Q1", "month": "2024-08",
    "week": "2024-W33",
}  # fmt: skip


def test_every_unit_of_a_definition_can_be_imported() -> None:
    for metric, definition in definitions().items():
        period = PERIODS[definition.frequency]
        for unit in (definition.unit, *definition.other_units):
            rows = published({"metric": metric, "unit": unit, "value": "3", "period": period})
            assert check("published", rows).problems == (), (metric, unit)


def test_the_fields_of_each_topic_are_columns_of_its_table() -> None:
    for topic in TOPICS.values():
        names = {column.name for column in topic.table.columns}
        if topic.life is None and not topic.bulk:
            assert set(topic.fields) | {"batch_id"} == names
            assert set(topic.key) == {column.name for column in topic.table.primary_key}
        assert set(topic.fields) | {"batch_id"} <= names
        for column in () if topic.bulk else topic.columns:
            if column.kind == "shown":
                assert column.key not in names
                continue
            limit = getattr(topic.table.c[column.key].type, "length", None)
            # What is longer never reaches the table: it is no choice, no period, no code there is.
            free = column.choices or column.named or column.kind in ("period", "date")
            assert limit is None or free or column.longest <= limit, column.key


def test_an_unknown_topic_lists_the_topics() -> None:
    with pytest.raises(NotFound) as caught:
        topic_named("publish")
    assert "'published'" in caught.value.hint
    assert "regions, opd, published" in caught.value.hint
