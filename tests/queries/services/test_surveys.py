"""Survey answers summed by OPD, service and month, so that they add up to any unit and year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import insert

from data.queries.services.surveys import pools, survey_years
from data.schema import survey_answer
from tests.queries.services.requests import put

if TYPE_CHECKING:
    from sqlalchemy import Engine

ANSWERS = (
    ("O-1", "kk", "2026-01-05", 4),
    ("O-1", "kk", "2026-01-31", 2),
    ("O-1", "kk", "2026-02-01", 3),
    ("O-1", None, "2025-12-31", 1),
    ("O-2", "izin", "2026-01-05", None),
)


def test_raw_scores_are_summed_and_what_was_left_out_is_not_counted(empty_engine: Engine) -> None:
    put(empty_engine, ())
    with empty_engine.begin() as conn:
        for number, (office, about, day, score) in enumerate(ANSWERS):
            conn.execute(
                insert(survey_answer).values(
                    source="skm", source_id=str(number), opd_code=office, service_code=about,
                    answered_on=day, batch_id=1, u1=score,
                    **{f"u{place}": 3 for place in range(2, 10)},
                )
            )  # fmt: skip
    with empty_engine.connect() as conn:
        every = pools(conn)
        january = pools(conn, first=date(2026, 1, 1), last=date(2026, 1, 31), opd="O-1")
        assert survey_years(conn) == ("2026", "2025")
    assert {(one.opd, one.service, one.month) for one in every} == {
        ("O-1", None, "2025-12"), ("O-1", "kk", "2026-01"), ("O-1", "kk", "2026-02"),
        ("O-2", "izin", "2026-01"),
    }  # fmt: skip
    (found,) = january
    assert (found.scores.totals["U1"], found.scores.answered["U1"]) == (6, 2)
    assert (found.scores.totals["U9"], found.scores.respondents) == (6, 2)
    assert found.sample
    silent = next(one for one in every if one.opd == "O-2")
    assert (silent.scores.totals["U1"], silent.scores.answered["U1"]) == (0, 0)
    assert (silent.scores.answered["U2"], silent.scores.respondents) == (1, 1)
