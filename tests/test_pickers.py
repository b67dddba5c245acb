"""The period pickers speak the reader's language and keep codes in the address."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core.periods import Period, PeriodKind
from pages.shared.pickers import periods_within

PAGE = """
import streamlit as st
from core.periods import Period, PeriodKind
from core.words import use_language
from pages.shared.pickers import month_picker, period_range, quarter_picker, year_picker

use_language(st.session_state.get("speaks", "id"))
st.text({call})
"""
QUARTER = 'quarter_picker("Triwulan", first=2023, last=2024, key="triwulan")'
MONTH = (
    'month_picker("Bulan", first=Period.parse("2024-02"), last=Period.parse("2024-08"), key="b")'
)
YEAR = 'year_picker("Tahun", first=2019, last=2024, default=2022, key="tahun")'
RANGE = (
    '"..".join(p.text for p in period_range(("Dari", "Sampai"), PeriodKind.YEAR,'
    ' first=2019, last=2024, keys=("dari", "sampai")))'
)


def _page(call: str, **query: str) -> AppTest:
    at = AppTest.from_string(PAGE.format(call=call), default_timeout=20)
    for key, value in query.items():
        at.query_params[key] = value
    return at


def _run(call: str, **query: str) -> AppTest:
    at = _page(call, **query).run()
    assert not at.exception
    return at


def test_quarters_are_shown_in_the_language_of_the_run() -> None:
    assert _run(QUARTER).selectbox[0].options[0] == "TW IV 2024"
    english = _page(QUARTER)
    english.session_state["speaks"] = "en"
    assert english.run().selectbox[0].options[0] == "Q4 2024"


def test_the_newest_period_is_the_default_and_stands_on_top() -> None:
    at = _run(QUARTER)
    assert at.text[0].value == "2024-Q4"
    assert len(at.selectbox[0].options) == 8


def test_a_named_default_is_taken() -> None:
    assert _run(YEAR).text[0].value == "2022"


def test_months_keep_to_the_given_span_and_are_named() -> None:
    at = _run(MONTH)
    assert at.selectbox[0].options[0] == "Agustus 2024"
    assert at.selectbox[0].options[-1] == "Februari 2024"
    assert len(at.selectbox[0].options) == 7


def test_the_address_carries_the_code_so_a_link_works_in_both_languages() -> None:
    at = _run(QUARTER, triwulan="2023-Q3")
    assert at.text[0].value == "2023-Q3"
    at.selectbox[0].set_value("2024-Q1").run()
    assert at.text[0].value == "2024-Q1"
    assert at.query_params["triwulan"] == "2024-Q1"
    at.session_state["speaks"] = "en"
    at.run()
    assert at.text[0].value == "2024-Q1"
    assert at.query_params["triwulan"] == "2024-Q1"


def test_the_default_leaves_the_address_clean() -> None:
    at = _run(QUARTER, triwulan="2023-Q3")
    at.selectbox[0].set_value("2024-Q4").run()
    assert "triwulan" not in at.query_params


@pytest.mark.parametrize("junk", ["2031-Q1", "TW III 2024", "' OR 1=1", "2024", ""])
def test_junk_in_the_address_falls_back_to_the_default(junk: str) -> None:
    at = _run(QUARTER, triwulan=junk)
    assert at.text[0].value == "2024-Q4"
    assert "triwulan" not in at.query_params


def test_a_changed_address_is_followed() -> None:
    at = _run(QUARTER, triwulan="2023-Q3")
    at.query_params["triwulan"] = "2023-Q1"
    at.run()
    assert at.text[0].value == "2023-Q1"


def test_a_range_spans_everything_and_never_runs_backwards() -> None:
    at = _run(RANGE)
    assert at.text[0].value == "2019..2024"
    at = _run(RANGE, dari="2022", sampai="2020")
    assert at.text[0].value == "2022..2024"
    assert at.selectbox[1].options == ["2024", "2023", "2022"]


def test_no_picker_shows_a_word_of_streamlit_as_placeholder() -> None:
    assert _run(QUARTER).selectbox[0].placeholder == "Pilih"


@pytest.mark.parametrize(
    ("kind", "first", "last", "expected"),
    [
        (PeriodKind.YEAR, "2023-07", "2025-06", ["2024"]),
        (PeriodKind.HALF, "2023-07", "2024-12", ["2023-H2", "2024-H1", "2024-H2"]),
        (PeriodKind.QUARTER, "2024-02", "2024-12-31", ["2024-Q2", "2024-Q3", "2024-Q4"]),
        (PeriodKind.MONTH, "2024-11", "2025-01", ["2024-11", "2024-12", "2025-01"]),
        (PeriodKind.YEAR, "2024-02", "2024-03", []),
    ],
)
def test_only_whole_periods_inside_the_span_are_offered(
    kind: PeriodKind, first: str, last: str, expected: list[str]
) -> None:
    found = periods_within(kind, Period.parse(first), Period.parse(last))
    assert [period.text for period in found] == expected
