"""Change, gap and the ladder to the next band and to the best."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figure import Publication
from core.periods import Period
from metrics.comparison import Rung, change, gap, ladder, trend
from metrics.definitions import definition, definitions
from metrics.series import Point
from metrics.targets import Target

SPBE = definition("spbe_index")
MCP = definition("mcp_score")
YEAR_2022 = Period.parse("2022")
BAND = Target(1.5, 3.5, "", regional=False)
VALUES = st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 4))


def test_siak_2022_is_cukup_a_quarter_point_below_baik_and_1_49_below_sumedang() -> None:
    assert [
        (rung.kind, rung.label, rung.value, rung.gap)
        for rung in ladder(SPBE, 2.35, YEAR_2022, ("Sumedang", 3.84))
    ] == [
        ("own", "Cukup", 2.35, 0.0),
        ("band", "Baik", 2.6, 0.25),
        ("band", "Sangat Baik", 3.5, 1.15),
        ("best", "Sumedang", 3.84, 1.49),
    ]


def test_without_a_best_every_better_band_is_a_rung() -> None:
    labels = [rung.label for rung in ladder(SPBE, 2.35, YEAR_2022)]
    assert labels == ["Cukup", "Baik", "Sangat Baik", "Memuaskan"]


def test_the_next_band_is_shown_even_beyond_the_best() -> None:
    rungs = ladder(SPBE, 2.35, YEAR_2022, ("Siak", 2.4))
    assert [rung.label for rung in rungs] == ["Cukup", "Siak", "Baik"]


def test_at_the_top_there_is_no_next_band() -> None:
    assert [rung.kind for rung in ladder(MCP, 94.59, Period.parse("2024"))] == ["own"]


def test_the_ladder_uses_the_bands_of_the_value_s_own_period() -> None:
    rungs = ladder(SPBE, 1.4, Period.parse("2026"))
    assert [rung.value for rung in rungs] == [1.4, 1.5, 2.5, 3.5, 4.0]


def test_a_best_below_the_own_value_stands_under_it() -> None:
    rungs = ladder(SPBE, 3.84, YEAR_2022, ("Siak", 2.35))
    assert [(rung.kind, rung.gap) for rung in rungs] == [
        ("best", -1.49),
        ("own", 0.0),
        ("band", 0.36),
    ]


def test_where_less_is_better_the_ladder_climbs_towards_less() -> None:
    bites = definition("rabies_bites")
    rungs = ladder(bites, 2487, Period.parse("2021"), ("X", 2000))
    assert rungs == (Rung("own", "", 2487, 0.0), Rung("best", "X", 2000, -487.0))


def test_an_edge_that_must_be_passed_is_marked() -> None:
    sakip = ladder(definition("sakip_score"), 80.0, Period.parse("2022"))
    assert (sakip[1].value, sakip[1].gap, sakip[1].inclusive) == (80.0, 0.0, False)


@pytest.mark.parametrize(
    ("metric", "now", "before", "expected"),
    [
        ("mcp_score", 91, 90, (1.0, "up", True)),
        ("mcp_score", 90, 94.2, (-4.2, "down", False)),
        ("rabies_bites", 6868, 2487, (4381.0, "up", False)),
        ("mcp_rank", 14, 72, (-58.0, "down", True)),
        ("inflation_mtm", -0.33, 0.89, (-1.22, "down", None)),
        ("spbe_index", 3.52, 3.81, (-0.29, "down", False)),
    ],
)
def test_a_change_has_the_number_s_direction_and_the_reader_s_judgement(
    metric: str, now: float, before: float, expected: tuple[float, str, bool | None]
) -> None:
    found = change(definition(metric), now, before, YEAR_2022)
    assert (found.amount, found.direction, found.better) == expected


def test_values_that_print_alike_are_unchanged() -> None:
    found = change(SPBE, 2.354, 2.346, YEAR_2022)
    assert (found.amount, found.direction, found.better) == (0.0, "same", None)


def test_a_change_is_the_difference_of_what_is_printed() -> None:
    assert change(SPBE, 2.346, 2.344, YEAR_2022).amount == 0.01


@pytest.mark.parametrize(
    ("now", "before", "better"),
    [
        (3.71, 2.8, False),
        (2.92, 3.71, True),
        (0.27, 0.1, True),
        (0.27, 3.71, False),
        (2.5, 3.0, None),
        (1.4, 3.6, None),
    ],
)
def test_with_two_ends_better_means_nearer_to_the_band(
    now: float, before: float, better: bool | None
) -> None:
    yearly = definition("inflation_yoy")
    assert change(yearly, now, before, YEAR_2022, BAND).better is better
    assert change(yearly, now, before, YEAR_2022).better is None


def test_a_trend_is_the_change_over_one_line() -> None:
    line = [
        Point(Period.parse(str(year)), value, Publication.FINAL)
        for year, value in ((2020, 88.0), (2021, 94.59))
    ]
    found = trend(MCP, line)
    assert found is not None
    assert (found.amount, found.direction, found.since.text) == (6.59, "up", "2020")
    assert trend(MCP, line[:1]) is None
    assert trend(MCP, []) is None


@given(VALUES, VALUES)
def test_a_gap_turns_its_sign_with_its_ends(a: float, b: float) -> None:
    assert gap(a, b) == -gap(b, a)


@given(st.lists(VALUES, min_size=2, max_size=8))
def test_the_changes_of_a_series_sum_to_the_change_over_it(values: list[float]) -> None:
    steps = [change(MCP, now, before, YEAR_2022).amount for before, now in pairwise(values)]
    assert sum(steps) == pytest.approx(change(MCP, values[-1], values[0], YEAR_2022).amount)


@given(
    metric=st.sampled_from([one for one in definitions().values() if one.scale]),
    value=VALUES,
    best=st.none() | VALUES,
)
def test_the_rungs_of_a_ladder_ascend_and_their_gaps_with_them(
    metric: object, value: float, best: float | None
) -> None:
    one = next(item for item in definitions().values() if item is metric)
    rungs = ladder(one, value, YEAR_2022, None if best is None else ("X", best))
    values, gaps = [rung.value for rung in rungs], [rung.gap for rung in rungs]
    assert values == sorted(values)
    # A digital index just under an edge is judged as it prints, so its gap stops at 0.
    assert all(rung.gap >= 0 for rung in rungs if rung.kind == "band")
    assert gaps == sorted(gaps)
    assert [rung.kind for rung in rungs].count("own") == 1
