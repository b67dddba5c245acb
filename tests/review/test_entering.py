"""What an OPD may enter: periods, values, numerator and denominator, notes, evidence first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from core.errors import Invalid, NotAllowed, NotFound
from review.access import Grant, Role
from review.performance.reporting import save_actual, submit_actual
from tests.review.house import (
    HEAD,
    MONTHLY,
    OLD,
    OPERATOR,
    QUARTERLY,
    RATIO,
    THEIRS,
    YEARLY,
    history,
    person,
    put,
    stored,
    trail,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from core.settings import Settings
    from review.performance.steps import Saved


def enter(engine: Engine, settings: Settings, **given: Any) -> Saved:
    cells: dict[str, Any] = {
        "indicator": QUARTERLY, "period": "2026-Q3", "value": 80.0, "version": None, "by": OPERATOR,
    }  # fmt: skip
    return save_actual(engine, settings=settings, **{**cells, **given})


@pytest.mark.parametrize(
    ("indicator", "period", "words"),
    [
        (QUARTERLY, "2026-09", "per triwulan"),
        (QUARTERLY, "2026", "per triwulan"),
        (MONTHLY, "2026-Q3", "per bulan"),
        (YEARLY, "2026-Q4", "per tahun"),
        (QUARTERLY, "2027-Q1", "belum dimulai"),
        (MONTHLY, "2026-12", "belum dimulai"),
        (YEARLY, "2027", "belum dimulai"),
        (OLD, "2025-Q1", "tidak diukur"),
        (OLD, "2019-Q4", "tidak diukur"),
        (QUARTERLY, "Q3 2026", "bukan periode"),
        (MONTHLY, "2026-13", "bukan periode"),
    ],
)
@pytest.mark.usefixtures("fixed_clock")
def test_a_period_must_fit_the_indicator_and_have_begun(
    small_house: Engine,
    settings: Settings,
    indicator: str,
    period: str,
    words: str,
) -> None:
    with pytest.raises(Invalid) as caught:
        enter(small_house, settings, indicator=indicator, period=period)
    assert words in str(caught.value)
    assert trail(small_house) == []


@pytest.mark.usefixtures("fixed_clock")
@pytest.mark.parametrize(
    ("indicator", "period"),
    [(QUARTERLY, "2026-Q4"), (MONTHLY, "2026-11"), (YEARLY, "2026"), (OLD, "2024-Q4")],
)
def test_a_period_that_has_begun_is_taken(
    small_house: Engine, settings: Settings, indicator: str, period: str
) -> None:
    assert enter(small_house, settings, indicator=indicator, period=period).version == 1


@pytest.mark.parametrize(
    "value", ["81", "", True, math.nan, math.inf, -math.inf, 1e16, 10**400, [1], 1 + 2j]
)
@pytest.mark.parametrize("cell", ["value", "numerator", "denominator"])
def test_what_is_no_number_is_refused(
    small_house: Engine, settings: Settings, value: object, cell: str
) -> None:
    cells = {"value": 80.0} if cell == "value" else {
        "indicator": RATIO, "value": None, "numerator": 1.0, "denominator": 2.0
    }  # fmt: skip
    with pytest.raises(Invalid):
        enter(small_house, settings, **{**cells, cell: value})
    assert trail(small_house) == []


@pytest.mark.parametrize("value", [0, -0.0, -5.5, 1e15, 500.0, 0.1 + 0.2])
def test_an_unlikely_number_is_a_question_and_no_refusal(
    small_house: Engine, settings: Settings, value: float
) -> None:
    number = enter(small_house, settings, value=value).actual_id
    assert stored(small_house, number)["value"] == value
    assert math.copysign(1, stored(small_house, number)["value"]) == (-1 if value < 0 else 1)


def test_numerator_and_denominator_make_the_value(small_house: Engine, settings: Settings) -> None:
    number = enter(
        small_house, settings, indicator=RATIO, value=None, numerator=3, denominator=8
    ).actual_id
    row = stored(small_house, number)
    assert (row["value"], row["numerator"], row["denominator"]) == (37.5, 3.0, 8.0)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"numerator": 3, "denominator": 0}, "Penyebutnya 0"),
        ({"numerator": 3}, "harus diisi keduanya"),
        ({"denominator": 8}, "harus diisi keduanya"),
        ({"numerator": 3, "denominator": 8, "value": 38.0}, "tidak sesuai"),
        ({"numerator": 1e15, "denominator": 1e-15}, "terlalu besar"),
        ({"numerator": 3, "denominator": 8, "indicator": QUARTERLY}, "satu nilai"),
    ],
)
def test_parts_that_make_no_value_are_refused_in_words(
    small_house: Engine, settings: Settings, cells: dict[str, Any], words: str
) -> None:
    given = {"indicator": RATIO, "value": None, **cells}
    with pytest.raises(Invalid, match=words):
        enter(small_house, settings, **given)


def test_a_note_is_cleaned_and_bounded(small_house: Engine, settings: Settings) -> None:
    note = "Baris satu\x00\x1b[31m\r\n\r\n\r\n\r\n  baris\u202e dua\u200b  \x07"
    number = enter(small_house, settings, note=note).actual_id
    assert stored(small_house, number)["note"] == "Baris satu[31m\n\nbaris dua"
    with pytest.raises(Invalid, match="paling banyak 2000"):
        enter(small_house, settings, note="x" * 2001, version=1)


def test_an_empty_draft_can_be_kept_and_not_submitted(
    small_house: Engine, settings: Settings
) -> None:
    saved = enter(small_house, settings, value=None, note="Menunggu data BPS")
    given: dict[str, Any] = {"by": OPERATOR, "settings": settings, "actual_id": saved.actual_id}
    with pytest.raises(Invalid, match="belum memiliki nilai"):
        submit_actual(small_house, version=1, **given)
    enter(small_house, settings, value=80.0, version=1)
    with pytest.raises(Invalid, match="belum memiliki bukti"):
        submit_actual(small_house, version=2, **given)


def test_whoever_writes_a_note_beside_a_value_has_not_entered_it(
    small_house: Engine, settings: Settings
) -> None:
    number = enter(small_house, settings).actual_id
    enter(small_house, settings, by=HEAD, note="Sudah saya baca", version=1)
    assert stored(small_house, number)["entered_by"] == "operator"
    enter(small_house, settings, by=HEAD, note="Sudah saya baca", value=81.0, version=2)
    assert stored(small_house, number)["entered_by"] == "kepala"


def test_saving_the_same_again_changes_nothing(small_house: Engine, settings: Settings) -> None:
    first = enter(small_house, settings, note="Rekap")
    assert enter(small_house, settings, note="Rekap", version=1) == first
    assert enter(small_house, settings, note="Rekap") == first
    assert [step["version"] for step in history(small_house, QUARTERLY, "2026-Q3")] == [1]


def test_a_value_typed_over_an_imported_one_leaves_its_file(
    small_house: Engine, settings: Settings
) -> None:
    with small_house.begin() as conn:
        number = put(conn, QUARTERLY, "2026-Q3", "returned", batch_id=1, entered_by="operator")
    enter(small_house, settings, value=82.0, version=1)
    row = stored(small_house, number)
    assert (row["batch_id"], row["state"], row["version"]) == (None, "draft", 2)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"indicator": "IKU-TIDAK-ADA"}, NotFound),
        ({"version": 1}, NotFound),
        ({"indicator": THEIRS}, NotAllowed),
        ({"by": person("lepas", Grant(Role.OPERATOR_OPD))}, NotAllowed),
        ({"by": person("lepas", Grant(Role.KEPALA_OPD))}, NotAllowed),
    ],
)
def test_what_cannot_be_entered_here(
    small_house: Engine, settings: Settings, given: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        enter(small_house, settings, **given)
    assert trail(small_house) == []
