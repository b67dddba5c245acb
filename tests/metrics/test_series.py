"""What may be drawn as one line: no gap bridged, no break crossed, interim values apart."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figure import Publication
from core.periods import Period
from core.settings import ROOT
from metrics.definitions import definition
from metrics.series import (
    Point,
    comparable_before,
    headline,
    interim_points,
    latest,
    line_points,
    points,
    segments,
)

MCP = definition("mcp_score")
YEARLY = definition("inflation_yoy")


def frame(*rows: tuple[str, float | None, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["period", "value", "status"])


def published(metric: str, region: str) -> pd.DataFrame:
    table = pd.read_csv(
        ROOT / "data" / "reference" / "published_values.csv", dtype={"region_code": str}
    )
    rows = table[(table["metric"] == metric) & (table["region_code"] == region)]
    ends = rows["period"].map(lambda text: Period.parse(str(text)).end.isoformat())
    return rows.assign(period_end=ends)


def drawn(rows: pd.DataFrame, metric: str) -> list[list[str]]:
    return [[point.period.text for point in line] for line in segments(rows, definition(metric))]


def test_mcp_of_buleleng_breaks_at_the_missing_year_and_at_the_new_areas() -> None:
    rows = published("mcp_score", "51.08")
    assert drawn(rows, "mcp_score") == [["2020", "2021"], ["2023"], ["2024"]]
    line = line_points(rows, MCP)
    assert [point.gap_before for point in line] == [False, False, True, False]
    assert [point.break_before is not None for point in line] == [False, False, False, True]


def test_interim_values_stand_apart() -> None:
    rows = published("mcp_score", "51.08")
    assert [point.period.text for point in interim_points(rows)] == ["2019-10-28", "2021-09-16"]
    assert all(not point.interim for line in segments(rows, MCP) for point in line)


def test_a_derived_value_may_be_on_the_line_and_is_marked() -> None:
    rows = published("mcp_score", "35.10")
    line = segments(rows, MCP)[0]
    assert [(point.period.text, point.publication) for point in line] == [
        ("2022", Publication.DERIVED),
        ("2023", Publication.FINAL),
    ]


def test_sumedang_breaks_where_the_instrument_changed() -> None:
    assert drawn(published("spbe_index", "32.11"), "spbe_index") == [["2020"], ["2021", "2022"]]


def test_spbe_and_pemdi_never_share_a_line() -> None:
    rows = frame(("2024", 3.0, "final"), ("2025", 3.2, "final"), ("2026", 1.4, "final"))
    assert drawn(rows, "spbe_index") == [["2024", "2025"], ["2026"]]
    last = line_points(rows, definition("spbe_index"))[-1]
    assert last.break_before is not None
    assert last.break_before.label["id"] == "Instrumen baru (Pemdi)"


def test_missing_months_part_a_monthly_line() -> None:
    rows = frame(
        ("2023-02", 1, "final"), ("2023-03", 2, "final"), ("2023-05", 3, "final"),
        ("2023-12", 4, "final"), ("2024-01", 5, "final"), ("2024-02", 6, "final"),
    )  # fmt: skip
    assert drawn(rows, "inflation_yoy") == [
        ["2023-02", "2023-03"], ["2023-05"], ["2023-12"], ["2024-01", "2024-02"],
    ]  # fmt: skip


def test_a_missing_value_is_a_gap_and_never_a_zero() -> None:
    rows = frame(("2020", 1.0, "final"), ("2021", None, "final"), ("2022", 2.0, "final"))
    assert drawn(rows, "sakip_score") == [["2020"], ["2022"]]


def test_a_period_of_another_length_is_not_joined() -> None:
    rows = published("rabies_dog_population", "51.08")
    assert drawn(rows, "rabies_dog_population") == [["2022"], ["2023-01"]]


def test_a_metric_that_appears_once_makes_no_line() -> None:
    rows = frame(("2024", 1.0, "final"), ("2025", 2.0, "final"))
    assert drawn(rows, "het_price") == [["2024"], ["2025"]]


def test_a_final_value_replaces_a_derived_one_of_the_same_period() -> None:
    rows = frame(("2022", 1.0, "final"), ("2022", 2.0, "derived"), ("2023", 3.0, "final"))
    assert [[point.value for point in line] for line in segments(rows, MCP)] == [[1.0, 3.0]]


def test_points_are_in_the_order_of_time() -> None:
    rows = frame(("2024", 1, "final"), ("2023-11", 2, "interim"), ("2023", 3, "final"))
    assert [point.period.text for point in points(rows)] == ["2023-11", "2023", "2024"]


@pytest.mark.parametrize(
    ("period", "before"),
    [("2021", "2020"), ("2023", "2021"), ("2020", None), ("2024", None), ("2021-09-16", None)],
)
def test_a_change_is_counted_from_the_last_comparable_value(
    period: str, before: str | None
) -> None:
    series = points(published("mcp_score", "51.08"))
    point = next(one for one in series if one.period.text == period)
    found = comparable_before(series, point, MCP)
    assert (found.period.text if found else None) == before


def test_an_interim_value_is_compared_with_the_same_day_of_another_year() -> None:
    series = points(
        frame(
            ("2024-10", 70.0, "interim"), ("2024-12", 90.0, "interim"),
            ("2025", 80.0, "final"), ("2025-10", 74.48, "interim"),
        )
    )  # fmt: skip
    coverage = definition("rabies_vaccination_coverage")
    point = next(one for one in series if one.period.text == "2025-10")
    found = comparable_before(series, point, coverage)
    assert found is not None
    assert found.value == 70.0


def test_the_headline_is_the_component_that_the_definition_prefers() -> None:
    bali = headline(published("inflation_mtm", "51"), definition("inflation_mtm"))
    assert list(bali["component"].unique()) == ["umum, gabungan Denpasar dan Singaraja", "umum"]
    assert list(bali["period"])[:2] == ["2022-08", "2022-09"]


def test_of_two_weeks_of_one_month_the_later_stays() -> None:
    iph = definition("iph")
    rows = pd.DataFrame(
        [
            ("51.08", f"20 komoditas, minggu ke-{week} kumulatif", "2024-05", "2024-05-31",
             float(week), "interim")
            for week in (3, 4, 2)
        ],
        columns=["region_code", "component", "period", "period_end", "value", "status"],
    )  # fmt: skip
    assert list(headline(rows, iph)["value"]) == [4.0]


def test_the_mean_over_governments_is_not_a_region_s_own_value() -> None:
    bali = published("mcp_score", "51")
    assert set(headline(bali, MCP)["component"]) == {"total"}
    assert set(headline(bali, MCP, mean=True)["component"]) == {"rata-rata"}


def test_the_latest_point_is_the_one_whose_period_ends_last() -> None:
    series = points(frame(("2021-09-16", 57, "interim"), ("2021", 94.59, "final")))
    found = latest(series)
    assert found is not None
    assert found.value == 94.59
    assert latest([]) is None


def test_of_one_period_the_final_value_is_the_latest() -> None:
    series = points(frame(("2021", 2, "interim"), ("2021", 3, "derived"), ("2021", 1, "final")))
    found = latest(series)
    assert found is not None
    assert found.publication is Publication.FINAL


SERIES = st.lists(
    st.builds(
        lambda month, value, publication: Point(
            Period.parse(f"{2022 + month // 12}-{month % 12 + 1:02d}"), value, publication
        ),
        st.integers(0, 47),
        st.floats(-5, 10, allow_nan=False),
        st.sampled_from(list(Publication)),
    ),
    unique_by=lambda point: point.period.text,
)


@given(SERIES)
def test_every_final_or_derived_point_is_in_exactly_one_line(series: list[Point]) -> None:
    lines = segments(series, YEARLY)
    found = [point.period.text for line in lines for point in line]
    assert sorted(found) == sorted(point.period.text for point in series if not point.interim)
    assert found == sorted(found)


@given(SERIES)
def test_no_line_bridges_a_gap_or_crosses_a_break(series: list[Point]) -> None:
    for line in segments(series, YEARLY):
        for before, point in pairwise(line):
            assert (point.period.start - before.period.end).days == 1
            assert YEARLY.break_between(before.period, point.period) is None
