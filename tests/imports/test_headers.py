"""Which column is which, in any case, spacing and language."""

from __future__ import annotations

import pytest

from data.imports.headers import fingerprint, suggest
from data.imports.model import Layout
from data.imports.prepare import prepare
from data.imports.topics import TOPICS, topic_named
from tests.imports.files import PUBLISHED, as_csv, check, field, only_problem, published

INDONESIAN = ["Kode Wilayah", "nama_wilayah", "METRIK", "Komponen", "periode", "Status", "NILAI",
              "satuan", "Sumber", "Alamat  Sumber", "Keyakinan"]  # fmt: skip


def test_headers_are_matched_in_both_languages_without_case_blanks_and_underscores() -> None:
    rows = [INDONESIAN, list(PUBLISHED.values())]
    assert field(check("published", rows), "published", "metric") == ["mcp_score"]
    english = ["Region-Code", "regionname", "Metric", "COMPONENT", "Period", "status", "Value",
               "Unit", "source", "Source URL", "Confidence"]  # fmt: skip
    rows = [english, list(PUBLISHED.values())]
    assert field(check("published", rows), "published", "value") == [91.5]


def test_columns_may_stand_in_any_order_and_strangers_are_named_not_refused() -> None:
    header, row = published({})
    rows = [["No", *reversed(header)], ["1", *reversed(row)]]
    checked = check("published", rows)
    assert field(checked, "published", "period") == ["2024"]
    assert checked.header.ignored == ("No",)


def test_a_missing_required_column_names_the_header_that_looks_like_it() -> None:
    header, row = published({}, leave_out=["value"])
    checked = check("published", [[*header, "Nilaii"], [*row, "91.5"]])
    problem = only_problem(checked)
    assert problem.message == "Kolom wajib tidak ada."
    assert problem.column == "Nilai"
    assert "Nilaii" in problem.hint


def test_every_missing_column_is_listed_at_once() -> None:
    checked = check("published", published({}, leave_out=["value", "unit", "source"]))
    assert [problem.column for problem in checked.problems] == ["Nilai", "Satuan", "Sumber"]


def test_one_meaning_twice_is_refused() -> None:
    header, row = published({})
    checked = check("published", [[*header, "Nilai"], [*row, "5"]])
    assert only_problem(checked).column == "Nilai"


def test_a_second_row_of_headers_is_pointed_at() -> None:
    header, row = published({})
    problem = only_problem(check("published", [INDONESIAN, header, row]))
    assert problem.row == 2
    assert "judul kedua" in problem.message


def test_a_title_above_the_headers_is_pointed_at_once() -> None:
    header, row = published({})
    problem = only_problem(check("published", [["Rekap MCP 2024"], [], header, row]))
    assert problem.row == 1
    assert "baris 3" in problem.message


def test_a_file_of_another_table_gets_one_list_of_missing_columns_and_no_cell_errors() -> None:
    checked = check("published", [["nama", "alamat"], ["Budi", "Jl. Ngurah Rai"]])
    assert {problem.row for problem in checked.problems} == {1}


def test_a_confirmed_mapping_reads_a_file_that_is_not_the_template(sample_engine: object) -> None:
    header, row = published({"value": "12.5"})
    header[header.index("value")] = "Capaian akhir"
    layout = Layout(mapping={"Capaian akhir": "value"})
    with sample_engine.connect() as conn:  # type: ignore[attr-defined]
        found = prepare(conn, topic="published", content=as_csv([header, row]), layout=layout)
    assert found.problems == ()
    assert found.row_count == 1


def test_a_mapping_is_suggested_and_its_layout_is_recognised_again() -> None:
    topic = topic_named("published")
    guesses = suggest(topic, ["Kode Wilayah", "Nilaii", "Catatan rapat"])
    assert guesses == {"Kode Wilayah": "region_code", "Nilaii": "value", "Catatan rapat": None}
    assert fingerprint(["Kode Wilayah", "Nilai"]) == fingerprint(["kode_wilayah", "NILAI"])
    assert fingerprint(["Nilai", "Kode Wilayah"]) != fingerprint(["Kode Wilayah", "Nilai"])


@pytest.mark.parametrize("topic", TOPICS)
def test_no_header_means_two_columns_of_a_topic(topic: str) -> None:
    from data.imports.headers import names_of, plain  # noqa: PLC0415

    seen: dict[str, str] = {}
    for column in topic_named(topic).columns:
        for name in names_of(column):
            assert seen.setdefault(plain(name), column.key) == column.key, name
