"""Two people at one figure: the second sees both values, and nobody sees a draft through it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from core.errors import StaleVersion
from metrics.performance.kinds import ReportState
from review.performance.conflict import Conflict
from review.performance.reporting import save_actual, submit_actual, withdraw_actual
from review.performance.verifying import approve_actual, verify_actual
from tests.review.house import (
    APPROVER,
    HEAD,
    OPERATOR,
    QUARTERLY,
    VERIFIER,
    history,
    put,
    put_link,
    stored,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from core.settings import Settings
    from review.access import Person

CELLS: dict[str, Any] = {"indicator": QUARTERLY, "period": "2026-Q3"}


def test_the_second_sees_both_values_and_chooses(
    house: Engine, settings: Settings, fixed_clock: datetime
) -> None:
    first = save_actual(house, by=OPERATOR, settings=settings, value=80.0, version=None, **CELLS)
    for seen in (None, 0, 7):
        with pytest.raises(Conflict) as caught:
            save_actual(house, by=HEAD, settings=settings, value=83.25, version=seen, **CELLS)
        told = caught.value
        assert (told.mine, told.theirs, told.shown) == (83.25, 80.0, True)
        assert (told.their_name, told.their_version) == ("Orang operator", 1)
        assert told.their_at == fixed_clock.replace(tzinfo=None)
        assert told.state is ReportState.DRAFT
        for words in ("80", "83,25", "Orang operator", "Indikator IKU-05-TW", "Triwulan III 2026"):
            assert words.replace("Triwulan", "TW") in told.message or words in told.message
        assert "Pilih nilai mana" in told.hint
    assert stored(house, first.actual_id)["value"] == 80.0
    chosen = save_actual(house, by=HEAD, settings=settings, value=83.25, version=1, **CELLS)
    assert (stored(house, first.actual_id)["value"], chosen.version) == (83.25, 2)
    assert isinstance(told, StaleVersion)


def test_a_step_on_an_older_version_shows_what_was_seen_and_what_is(
    house: Engine, settings: Settings
) -> None:
    with house.begin() as conn:
        number = put(conn, QUARTERLY, "2026-Q3", "submitted", entered_by="operator")
    given: dict[str, Any] = {"settings": settings, "actual_id": number}
    withdraw_actual(house, by=OPERATOR, version=1, **given)
    save_actual(house, by=OPERATOR, settings=settings, value=99.0, version=2, **CELLS)
    submit_actual(house, by=OPERATOR, version=3, **given)
    with pytest.raises(Conflict) as caught:
        verify_actual(house, by=VERIFIER, version=1, **given)
    assert (caught.value.mine, caught.value.theirs, caught.value.shown) == (80.0, 99.0, True)
    assert "Tidak ada yang diubah" in caught.value.hint
    assert stored(house, number)["state"] == "submitted"


def test_a_conflict_is_no_window_into_another_opds_drafts(
    small_house: Engine, settings: Settings
) -> None:
    with small_house.begin() as conn:
        number = put(conn, QUARTERLY, "2026-Q3", "draft", entered_by="operator", value=55.5)
        put_link(conn, actual_id=number)
    given: dict[str, Any] = {"settings": settings, "actual_id": number}
    with pytest.raises(Conflict) as caught:
        verify_actual(small_house, by=VERIFIER, version=9, **given)
    assert (caught.value.theirs, caught.value.shown) == (None, False)
    assert "55,5" not in str(caught.value)
    assert "hanya terlihat di OPD-nya" in caught.value.message
    save_actual(small_house, by=OPERATOR, settings=settings, value=66.5, version=1, **CELLS)
    submit_actual(small_house, by=OPERATOR, version=2, **given)
    with pytest.raises(Conflict) as caught:
        verify_actual(small_house, by=VERIFIER, version=1, **given)
    assert (caught.value.mine, caught.value.theirs) == (None, 66.5)
    assert "55,5" not in str(caught.value)


def test_whoever_may_not_take_the_step_is_told_that_and_no_value(
    small_house: Engine, settings: Settings
) -> None:
    with small_house.begin() as conn:
        number = put(conn, QUARTERLY, "2026-Q3", "submitted", value=55.5)
    with pytest.raises(Exception, match="tidak berwenang") as caught:
        approve_actual(small_house, by=VERIFIER, settings=settings, actual_id=number, version=9)
    assert not isinstance(caught.value, StaleVersion)
    assert "55,5" not in str(caught.value)


def test_of_two_at_the_same_moment_one_wins_and_the_other_is_told(
    house: Engine, settings: Settings
) -> None:
    start = Barrier(2)

    def save(one: tuple[Person, float]) -> str:
        start.wait()
        try:
            save_actual(house, by=one[0], settings=settings, value=one[1], version=None, **CELLS)
        except Conflict as told:
            return f"{told.mine} {told.theirs}"
        return "stored"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(save, [(OPERATOR, 1.0), (HEAD, 2.0)]))
    assert answers[1] == "stored"
    assert answers[0] in ("1.0 2.0", "2.0 1.0")
    assert len(history(house, QUARTERLY, "2026-Q3")) == 1


def test_of_two_who_approve_at_once_one_is_told(house: Engine, settings: Settings) -> None:
    with house.begin() as conn:
        number = put(conn, QUARTERLY, "2026-Q3", "verified", verified_by="y")
    start = Barrier(2)

    def approve(_turn: int) -> str:
        start.wait()
        try:
            approve_actual(house, by=APPROVER, settings=settings, actual_id=number, version=1)
        except Conflict as told:
            return told.state.value
        return "stored"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(approve, range(2))) == ["approved", "stored"]
