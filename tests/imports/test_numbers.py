"""Decimals: one way of writing a column, and no guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports.decimals import readings
from tests.imports.files import check, field, only_problem, published


def values(*texts: object, decimal: str = "auto") -> list[object]:
    months = [{"value": text, "period": f"2024-{n:02d}", "metric": "inflation_mtm",
               "unit": "%"} for n, text in enumerate(texts, 1)]  # fmt: skip
    return field(check("published", published(*months), decimal), "published", "value")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("88,89",), [88.89]),
        (("88.89",), [88.89]),
        (("1.234,5", "2.487"), [1234.5, 2487.0]),
        (("1,234.5", "2,487"), [1234.5, 2487.0]),
        (("1,5", "2.487"), [1.5, 2487.0]),
        (("1.5", "2,487"), [1.5, 2487.0]),
        (("1.234.567",), [1234567.0]),
        (("1234567",), [1234567.0]),
        (("0.125", "-0.5"), [0.125, -0.5]),
        (("0,125",), [0.125]),
        (("1234.567",), [1234.567]),
        (("\u22120,39", "+1,2"), [-0.39, 1.2]),
        ((" 7 ", "\u00a08"), [7.0, 8.0]),
        (("0.30000000000000004",), [0.30000000000000004]),
        (("99.54", "1.234"), [99.54, 1.234]),
    ],
)
def test_a_column_is_read_by_the_one_way_that_all_its_cells_allow(
    texts: tuple[str, ...], expected: list[float]
) -> None:
    assert values(*texts) == expected


@pytest.mark.parametrize("text", ["1.234", "2,487", "13.500", "100.000"])
def test_a_number_that_can_be_thousands_or_decimals_is_refused(text: str) -> None:
    problem = only_problem(check("published", published({"value": text})))
    assert "ribuan atau desimal" in problem.message
    assert problem.column == "value"
    assert problem.value == text


@pytest.mark.parametrize(("decimal", "expected"), [("comma", 1234.0), ("dot", 1.234)])
def test_a_declared_decimal_sign_settles_the_ambiguous(decimal: str, expected: float) -> None:
    assert values("1.234", decimal=decimal) == [expected]


def test_a_number_against_the_declared_sign_is_refused() -> None:
    problem = only_problem(check("published", published({"value": "91.5"}), "comma"))
    assert "1.234,5" in problem.message


def test_two_ways_in_one_column_are_refused_with_a_cell_of_each() -> None:
    rows = published(
        {"value": "1.234,5", "period": "2021", "metric": "eppd_score", "unit": "index"},
        {"value": "1,234.5", "period": "2022", "metric": "eppd_score", "unit": "index"},
        {"value": "2.345,5", "period": "2023", "metric": "eppd_score", "unit": "index"},
    )
    problem = only_problem(check("published", rows))
    assert problem.row == 3
    assert "1.234,5 (baris 2)" in problem.message
    assert "1,234.5 (baris 3)" in problem.message


def test_a_number_cell_needs_no_format() -> None:
    assert values(1234.5, 2.487, 3) == [1234.5, 2.487, 3.0]


def test_bounds_of_the_column_settle_a_latitude_of_three_decimals() -> None:
    rows = [["code", "name", "lat", "lon"], ["51.08", "Buleleng", "-8.208", "114.917"]]
    assert field(check("regions", rows), "regions", "latitude") == [-8.208]


@pytest.mark.parametrize(
    "text",
    ["12%", "Rp 1.000", "kira-kira 5", "1e5", "=1+1", "1,2,3", "5.", "1..2", "n/a", "-", "(5)",
     "9" * 400, "1 2", "123456789012345678", "1000000000000000", True],
)  # fmt: skip
def test_what_is_no_number_is_refused_and_never_zero(text: object) -> None:
    assert only_problem(check("published", published({"value": text}))).column == "value"


def test_an_empty_number_is_unknown_and_never_zero() -> None:
    rows = [["code", "name", "lat", "lon"], ["51.08", "Buleleng", "", ""]]
    assert field(check("regions", rows), "regions", "latitude") == [None]


def test_thousands_read_as_decimals_are_caught_where_the_metric_counts_whole() -> None:
    rows = published(
        {"value": "99.54"},
        {"value": "13.500", "metric": "het_price", "unit": "Rp/kg", "component": "beras medium"},
    )
    problem = only_problem(check("published", rows))
    assert problem.row == 3
    assert "13500" in problem.hint


@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 4)))
def test_a_number_comes_back_from_its_own_text(number: float) -> None:
    text = f"{number:.4f}"
    found = readings(text)
    assert found is not None
    assert found.dot == number
    swapped = readings(f"{number:,.4f}".translate(str.maketrans(",.", ".,")))
    assert swapped is not None
    assert swapped.comma == number


@given(st.text())
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    readings(text)
