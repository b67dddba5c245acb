"""Values, changes and targets as people of each language write them."""

from __future__ import annotations

import pytest

from core.words import speaking
from metrics.definitions import definition
from metrics.display import (
    amount_in_sentence,
    change_text,
    target_text,
    value_in_sentence,
    value_text,
    value_with_unit,
)
from metrics.targets import Target


@pytest.mark.parametrize(
    ("metric", "value", "alone", "with_unit", "in_english"),
    [
        ("mcp_score", 91, "91", "91 (indeks 0–100)", "91 (index 0–100)"),
        ("mcp_score", 94.59, "94,59", "94,59 (indeks 0–100)", "94.59 (index 0–100)"),
        ("spbe_index", 2.6, "2,60", "2,60 (indeks 1–5)", "2.60 (index 1–5)"),
        ("rabies_vaccination_coverage", 74.48, "74,48%", "74,48%", "74.48%"),
        ("rabies_vaccination_coverage", 56, "56%", "56%", "56%"),
        ("inflation_mtm", -0.1, "−0,10%", "−0,10%", "−0.10%"),
        ("rabies_bites", 2487, "2.487", "2.487 gigitan", "2,487 bites"),
        ("rabies_dog_population", 82000, "82.000", "82.000 ekor", "82,000 animals"),
        ("mpp_build_budget", 8000000000.0, "Rp 8 miliar", "Rp 8 miliar", "Rp 8 billion"),
        ("het_price", 13500, "Rp 13.500", "Rp 13.500/kg", "Rp 13,500/kg"),
        ("mcp_rank", 14, "14", "peringkat 14", "rank 14"),
        (
            "inflation_contribution_mtm",
            0.5129,
            "0,5129",
            "0,5129 poin persen",
            "0.5129 percentage points",
        ),
    ],
)
def test_a_value_is_written_with_its_unit(
    metric: str, value: float, alone: str, with_unit: str, in_english: str
) -> None:
    one = definition(metric)
    with speaking("id"):
        assert value_text(one, value) == alone
        assert value_with_unit(one, value) == with_unit
    with speaking("en"):
        assert value_with_unit(one, value) == in_english


@pytest.mark.parametrize(
    ("metric", "value", "said"),
    [
        ("mcp_score", 91, "91 poin"),
        ("rabies_vaccination_coverage", 74.48, "74,48%"),
        ("rabies_bites", 2487, "2.487 gigitan"),
        ("het_price", 13500, "Rp 13.500/kg"),
        ("mcp_rank", 14, "peringkat 14"),
    ],
)
def test_a_value_is_said_with_its_short_unit(metric: str, value: float, said: str) -> None:
    with speaking("id"):
        assert value_in_sentence(definition(metric), value) == said


def test_a_row_may_count_in_another_unit_of_its_metric() -> None:
    oil = definition("het_price")
    with speaking("id"):
        assert value_with_unit(oil, 15700, "Rp/liter") == "Rp 15.700/liter"
    with speaking("en"):
        assert value_with_unit(oil, 15700, "Rp/liter") == "Rp 15,700/litre"


@pytest.mark.parametrize(
    ("metric", "amount", "text", "said"),
    [
        ("mcp_score", -0.5, "−0,5 poin", "0,5"),
        ("mcp_score", 1, "+1 poin", "1"),
        ("spbe_index", 0.43, "+0,43 poin", "0,43"),
        ("inflation_yoy", -0.79, "−0,79 poin persen", "0,79 poin persen"),
        ("rabies_bites", 4381, "+4.381 gigitan", "4.381"),
        ("mpp_build_budget", -35e7, "−Rp 350 juta", "Rp 350 juta"),
        ("het_price", 1000, "+Rp 1.000/kg", "Rp 1.000"),
    ],
)
def test_a_change_is_written_with_sign_and_unit(
    metric: str, amount: float, text: str, said: str
) -> None:
    one = definition(metric)
    with speaking("id"):
        assert change_text(one, amount) == text
        assert amount_in_sentence(one, amount) == said


@pytest.mark.parametrize(
    ("metric", "lower", "upper", "text"),
    [
        ("inflation_yoy", 1.5, 3.5, "1,5–3,5%"),
        ("rabies_vaccination_coverage", 70, None, "minimal 70%"),
        ("rabies_bites", None, 2000, "maksimal 2.000 gigitan"),
        ("mcp_score", 92, None, "minimal 92 poin"),
        ("het_price", None, 13500, "maksimal Rp 13.500/kg"),
    ],
)
def test_a_target_is_written_with_its_ends(
    metric: str, lower: float | None, upper: float | None, text: str
) -> None:
    with speaking("id"):
        assert target_text(definition(metric), Target(lower, upper, "", regional=False)) == text
