"""Text, codes, choices and addresses; every cell is checked and every fault is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from data.imports.model import Broken
from tests.imports.files import check, field, only_problem, published


@pytest.mark.parametrize(
    ("cell", "canonical"),
    [("final", "final"), ("Final", "final"), ("sementara", "interim"), ("Interim", "interim"),
     ("TURUNAN", "derived"), ("derived", "derived")],
)  # fmt: skip
def test_a_choice_is_understood_in_both_languages(cell: str, canonical: str) -> None:
    assert field(check("published", published({"status": cell})), "published", "status") == [
        canonical
    ]


def test_an_unknown_choice_lists_the_choices_and_the_nearest() -> None:
    problem = only_problem(check("published", published({"status": "finall"})))
    assert "'final'" in problem.hint
    assert "sementara" in problem.hint


@pytest.mark.parametrize(("cell", "mended"), [(35.1, "35.10"), (51.08, "51.08"), (51.0, "51")])
def test_a_code_that_became_a_number_is_refused_with_its_mend(cell: float, mended: str) -> None:
    problem = only_problem(check("published", published({"region_code": cell})))
    assert "Ubah sel menjadi teks" in problem.hint
    assert mended in problem.hint


@pytest.mark.parametrize("cell", [date(2024, 8, 1), True, timedelta(days=1)])
def test_a_code_that_became_something_else_is_refused(cell: object) -> None:
    assert only_problem(check("published", published({"region_code": cell}))).hint


def test_a_code_that_lost_its_zero_in_a_text_file_names_the_right_one() -> None:
    problem = only_problem(check("published", published({"region_code": "35.1"})))
    assert "35.10 (Kabupaten Banyuwangi)" in problem.hint


@pytest.mark.parametrize(
    "name", ["Banyuwangi", "Kab. Banyuwangi", "kabupaten banyuwangi", "Banyuwagi"]
)
def test_a_name_in_the_place_of_a_code_is_answered_with_the_code(name: str) -> None:
    problem = only_problem(check("published", published({"region_code": name})))
    assert "35.10 (Kabupaten Banyuwangi)" in problem.hint


def test_text_is_trimmed_and_its_line_breaks_become_blanks() -> None:
    rows = published({"source": "  Bappeda\r\nBali  ", "component": "\u00a0total\u00a0"})
    checked = check("published", rows)
    assert field(checked, "published", "source") == ["Bappeda Bali"]
    assert field(checked, "published", "component") == ["total"]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "@SUM(1)", "+1+1", "-1", "\t=1", "\uff1d1", "\u200b=1"]
)
def test_text_that_would_run_as_a_formula_is_refused(text: str) -> None:
    assert "rumus" in only_problem(check("published", published({"source": text}))).message


@pytest.mark.parametrize("text", ["a\u202eb", "a\u2066b", "a\x9bb"])
def test_letters_that_turn_or_steer_what_is_shown_are_refused(text: str) -> None:
    problem = only_problem(check("published", published({"source": text})))
    assert text[1] not in problem.value


def test_text_damaged_by_a_wrong_encoding_is_answered_with_what_was_meant() -> None:
    problem = only_problem(check("published", published({"source": "CafÃ©"})))
    assert "'Café'" in problem.hint


def test_letters_without_width_make_no_second_key() -> None:
    checked = check(
        "published", published({"component": "to\u200btal\ufeff", "source": "a\u00a0b"})
    )
    assert field(checked, "published", "component") == ["total"]
    assert field(checked, "published", "source") == ["a b"]


def test_a_number_with_more_digits_than_the_column_has_letters_is_refused() -> None:
    rows: list[list[Any]] = [["kode", "nama", "kode bps"], ["51.08", "Buleleng", 510806012345]]
    assert only_problem(check("regions", rows)).column == "kode bps"


def test_a_number_is_text_where_it_can_be_only_one() -> None:
    assert field(check("published", published({"component": 7.0})), "published", "component") == [
        "7"
    ]
    assert only_problem(check("published", published({"component": 7.5}))).column == "component"


@pytest.mark.parametrize("cell", ["a\x00b", "a\x1bb", "a\ud800b"])
def test_characters_that_cannot_be_printed_are_refused(cell: str) -> None:
    assert "dicetak" in only_problem(check("published", published({"source": cell}))).message


def test_a_cell_that_is_too_long_is_refused_and_shown_shortened() -> None:
    problem = only_problem(check("published", published({"source": "x" * 10_000_000})))
    assert "10000000" in problem.message or "10.000.000" in problem.message
    assert len(problem.value) < 100


@pytest.mark.parametrize(
    "address",
    ["jaga.id", "javascript:alert(1)", "ftp://jaga.id", "https://", "https://a b", "http://[x"],
)
def test_only_addresses_of_the_web_are_taken(address: str) -> None:
    assert (
        only_problem(check("published", published({"source_url": address}))).column == "source_url"
    )


def test_a_formula_error_and_a_formula_without_result_are_no_empty_cells() -> None:
    rows: list[list[Any]] = published(
        {"value": Broken("#REF!", formula=False)},
        {"confidence": Broken("=…", formula=True), "period": "2023"},
    )
    first, second = check("published", rows).problems
    assert "#REF!" in first.message
    assert "tanpa hasil" in second.message


def test_empty_cells_are_unknown_where_they_may_be_and_problems_where_not() -> None:
    rows = published({"source_url": "", "confidence": " "})
    checked = check("published", rows)
    assert field(checked, "published", "source_url") == [None]
    assert field(checked, "published", "confidence") == [None]
    empty = check("published", published({"value": "", "source": ""})).problems
    assert [problem.column for problem in empty] == ["value", "source"]


def test_all_problems_of_a_file_are_listed_with_their_places() -> None:
    rows = published(
        {"region_code": "99.99", "value": "abc"},
        {"period": "31 Februari 2024", "status": "?"},
        {"unit": "kg", "source_url": "x"},
    )
    found = [(problem.row, problem.column) for problem in check("published", rows).problems]
    assert found == [
        (2, "region_code"), (2, "value"),
        (3, "period"), (3, "status"),
        (4, "unit"), (4, "source_url"),
    ]  # fmt: skip
    for problem in check("published", rows).problems:
        assert problem.message
        assert problem.hint
        assert problem.index is not None


def test_the_same_key_twice_names_both_rows() -> None:
    rows = published({}, {"period": "2023"}, {"period": "Tahun 2024", "value": "1.5"})
    problem = only_problem(check("published", rows))
    assert problem.row == 4
    assert "Baris 4" in problem.message
    assert "baris 2" in problem.message


@pytest.mark.parametrize("word", ["Jumlah", "TOTAL", "Sub total", "Rata-rata"])
def test_a_totals_row_is_told_apart_from_the_component_total(word: str) -> None:
    rows = published({}, {"region_code": word, "region_name": "", "source": "", "status": ""})
    problem = only_problem(check("published", rows))
    assert problem.row == 3
    assert "baris jumlah" in problem.message


def test_a_totals_row_is_found_in_a_leading_column_of_numbers_too() -> None:
    header, row = published({})
    rows = [["No", *header], ["1", *row], ["Jumlah", *[""] * 6, "91.5", *[""] * 4]]
    assert "baris jumlah" in only_problem(check("published", rows)).message


def test_a_note_under_the_table_is_one_problem() -> None:
    header, row = published({})
    problem = only_problem(check("published", [header, row, [], ["Sumber: Inspektorat"]]))
    assert problem.row == 4
    assert "satu sel" in problem.message


def test_a_row_with_more_cells_than_headers_is_refused() -> None:
    header, row = published({})
    problem = only_problem(check("published", [header, [*row, "lebih"]]))
    assert "lebih banyak sel" in problem.message


def test_headers_without_rows_are_a_problem() -> None:
    header, _row = published({})
    assert "Tidak ada baris" in only_problem(check("published", [header])).message
