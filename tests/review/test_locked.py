"""What the database itself refuses, whoever asks and however."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from data.schema import actual, actual_step
from tests.review.house import EARLIER, QUARTERLY, history, put, stored

if TYPE_CHECKING:
    from sqlalchemy import Engine

LOCKED = "a locked actual changes only into a revision"


@pytest.mark.parametrize(
    "values",
    [
        {"value": 99.0},
        {"note": "diam-diam"},
        {"state": "approved"},
        {"state": "draft"},
        {"state": "draft", "value": 99.0},
        {"state": "returned", "value": 99.0},
        {"state": "returned", "numerator": 1.0, "denominator": 2.0},
        {"state": "returned", "period": "2026-Q2"},
        {"unlock_by": "z", "value": 99.0},
        {"locked_by": "lain"},
        {"entered_by": "lain"},
    ],
)
def test_a_locked_row_refuses_every_change_but_a_revision(
    house: Engine, values: dict[str, Any]
) -> None:
    with house.begin() as conn:
        number = put(conn, QUARTERLY, "2026-Q3", "locked")
    before = dict(stored(house, number))
    with pytest.raises(DBAPIError, match=LOCKED), house.begin() as conn:
        conn.execute(update(actual).where(actual.c.id == number).values(**values))
    with pytest.raises(DBAPIError, match=LOCKED), house.begin() as conn:
        conn.execute(delete(actual).where(actual.c.id == number))
    assert dict(stored(house, number)) == before


def test_a_locked_row_may_go_back_to_its_opd_and_be_asked_for(house: Engine) -> None:
    with house.begin() as conn:
        number = put(conn, QUARTERLY, "2026-Q3", "locked")
    for values in ({"unlock_by": "z", "unlock_at": EARLIER}, {"state": "returned"}):
        with house.begin() as conn:
            conn.execute(update(actual).where(actual.c.id == number).values(**values))
    assert stored(house, number)["state"] == "returned"


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_history_cannot_be_rewritten(house: Engine, verb: str) -> None:
    with house.begin() as conn:
        put(conn, QUARTERLY, "2026-Q3", "draft")
    statement = (
        update(actual_step).values(new_value=1.0) if verb == "update" else delete(actual_step)
    )
    with pytest.raises(DBAPIError, match="append-only"), house.begin() as conn:
        conn.execute(statement)
    assert [step["new_value"] for step in history(house, QUARTERLY, "2026-Q3")] == [80.0]


def test_postgresql_does_not_empty_the_history_either(house: Engine) -> None:
    if house.dialect.name == "sqlite":
        return
    with pytest.raises(DBAPIError, match="append-only"), house.begin() as conn:
        conn.execute(text("TRUNCATE actual_step"))
