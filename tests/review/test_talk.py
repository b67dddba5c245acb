"""Obstacles between OPD, and answers to the questions that checks ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from core.errors import DashboardError, Invalid, NotAllowed, NotFound
from data.schema import blocker, question_answer
from review.access import Grant, Role
from review.performance.blockers import close_blocker, raise_blocker
from review.performance.questions import RULES, answer_question
from tests.review.house import (
    EVERYONE,
    FARMING,
    HEAD,
    HEALTH,
    OPERATOR,
    OTHER_HEAD,
    OTHER_OPERATOR,
    QUARTERLY,
    ROADS,
    THEIRS,
    person,
    trail,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

ROADS_OPERATOR = person("operator.putr", Grant(Role.OPERATOR_OPD, ROADS))
SAID = "Jalan ke puskesmas belum selesai."


def report(engine: Engine, **given: Any) -> int:
    cells: dict[str, Any] = {
        "by": OPERATOR, "indicator": QUARTERLY, "period": "2026-Q3", "said_by": HEALTH,
        "caused_by": FARMING, "text": SAID,
    }  # fmt: skip
    return raise_blocker(engine, **{**cells, **given})


def answer(engine: Engine, **given: Any) -> None:
    cells: dict[str, Any] = {
        "by": OPERATOR, "indicator": QUARTERLY, "period": "2026-Q3", "rule": "G2",
        "state": "explained", "words": "Target memang tercapai tepat.",
    }  # fmt: skip
    answer_question(engine, **{**cells, **given})


def test_who_leads_or_contributes_reports_an_obstacle_and_both_sides_may_close_it(
    house: Engine,
) -> None:
    first, second = report(house), report(house, by=ROADS_OPERATOR, said_by=ROADS)
    close_blocker(house, by=OTHER_HEAD, blocker_id=first, words="Sudah kami selesaikan.")
    close_blocker(house, by=ROADS_OPERATOR, blocker_id=second, words="Sudah kami terima.")
    with house.connect() as conn:
        rows = conn.execute(select(blocker).order_by(blocker.c.id)).mappings().all()
    assert [(row["opd_code"], row["cause_opd_code"], row["closed_by"]) for row in rows] == [
        (HEALTH, FARMING, "kepala.tani"), (ROADS, FARMING, "operator.putr")
    ]  # fmt: skip
    assert rows[0]["closing"] == "Sudah kami selesaikan."
    assert trail(house) == ["blocker.raise", "blocker.raise", "blocker.close", "blocker.close"]
    with pytest.raises(Invalid, match="sudah ditutup"):
        close_blocker(house, by=OPERATOR, blocker_id=first, words="Sudah kami selesaikan.")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"said_by": ROADS}, NotAllowed),
        ({"by": OTHER_OPERATOR, "said_by": FARMING}, Invalid),
        ({"by": OTHER_OPERATOR}, NotAllowed),
        ({"indicator": "TIDAK-ADA"}, NotFound),
        ({"caused_by": "OPD-99"}, NotFound),
        ({"caused_by": "OPD\x00"}, NotFound),
        ({"indicator": "IKU\x00"}, NotFound),
        ({"period": "TW III"}, Invalid),
        ({"text": "macet"}, Invalid),
    ],
)
def test_an_obstacle_that_cannot_be_reported(
    house: Engine, given: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        report(house, **given)
    assert trail(house) == []


def test_nobody_else_reports_closes_or_answers(small_house: Engine) -> None:
    number = report(small_house)
    before = trail(small_house)
    for one in EVERYONE:
        if one not in (OPERATOR, HEAD):
            with pytest.raises(NotAllowed):
                report(small_house, by=one)
            with pytest.raises(NotAllowed):
                answer(small_house, by=one)
        if one not in (OPERATOR, HEAD, OTHER_OPERATOR, OTHER_HEAD):
            with pytest.raises(NotAllowed):
                close_blocker(small_house, by=one, blocker_id=number, words=SAID)
    assert trail(small_house) == before
    with pytest.raises(NotFound):
        close_blocker(small_house, by=OPERATOR, blocker_id=99, words=SAID)


def test_a_question_is_answered_and_answered_anew(house: Engine) -> None:
    answer(house)
    answer(house, by=HEAD, state="mended", words="Angkanya sudah kami perbaiki.")
    with house.connect() as conn:
        rows = conn.execute(select(question_answer)).mappings().all()
    assert [(row["rule"], row["state"], row["answered_by"]) for row in rows] == [
        ("G2", "mended", "kepala")
    ]
    assert trail(house) == ["question.answer", "question.answer"]


def test_every_check_can_be_answered(small_house: Engine) -> None:
    for rule in RULES:
        answer(small_house, rule=rule)
    assert len(trail(small_house)) == 8


@pytest.mark.parametrize(
    "given",
    [{"rule": "G9"}, {"rule": "g1"}, {"state": "new"}, {"words": "ya"}, {"period": "kapan"},
     {"indicator": "TIDAK-ADA"}, {"indicator": THEIRS}],
)  # fmt: skip
def test_an_answer_that_says_nothing_is_refused(small_house: Engine, given: dict[str, Any]) -> None:
    with pytest.raises(DashboardError):
        answer(small_house, **given)
    assert trail(small_house) == []
