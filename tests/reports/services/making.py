"""The worked example of a target of 240 minutes, and answers to a survey, in the tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert

from data.schema import region, request_event, service_standard, survey_answer
from metrics.services.kinds import EventKind
from tests.queries.services.requests import SETTINGS, Row, local, put, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine


NOW: Final = local("2026-11-20 12:00")
TARGET: Final = timedelta(minutes=240)
# Shares from the first request on: the worked example has six.
EVERY: Final = replace(SETTINGS, services=replace(SETTINGS.services, min_rate_count=1))
BULELENG, VILLAGE, SUKASADA = "51.08.06", "51.08.06.2001", "51.08.05"


def timed(number: int, received: datetime, taken: int | None = None, **given: Any) -> Row:
    """A request with a target of 240 minutes; taken: minutes to its resolution, None: open."""
    done = None if taken is None else received + timedelta(minutes=taken)
    limit = received + TARGET
    return row(
        number, received_at=received, started_at=received, due_at=limit, late_after=limit,
        risk_at=received + TARGET * 0.8, half_at=received + TARGET * 0.5,
        double_at=received + TARGET * 2, resolved_at=done, answered_at=done,
        met=None if done is None else done <= limit,
        elapsed=None if taken is None else taken * 60,
        lasted=None if taken is None else taken * 60,
        **given,
    )  # fmt: skip


def worked() -> list[Row]:
    """Closed after 90, 150, 240 and 400 minutes, open for 300 and for 100."""
    early = local("2026-11-19 08:00")
    closed = [timed(number, early, taken) for number, taken in enumerate((90, 150, 240, 400), 1)]
    still = [timed(number, NOW - timedelta(minutes=open_for), region_code=VILLAGE)
             for number, open_for in ((5, 300), (6, 100))]  # fmt: skip
    return [*closed, *still]


def worked_example(engine: Engine, more: Sequence[Row] = ()) -> None:
    """The six requests (and more) with their receipts, the standard and the places."""
    rows = [*worked(), *more]
    put(engine, rows)
    with engine.begin() as conn:
        places(conn)
        conn.execute(
            insert(service_standard).values(
                service_code="kk", class_code="", measure="resolution", valid_from="2020-01-01",
                unit="menit", amount=240, clock_start="received", batch_id=1,
            )
        )  # fmt: skip
        for one in rows:
            conn.execute(
                insert(request_event).values(
                    request_id=one["id"],
                    at=one["received_at"],
                    kind=EventKind.RECEIVED.code,
                    batch_id=1,
                )
            )


def places(conn: Connection) -> None:
    for code, name, level, parent in (
        ("51", "Bali", "provinsi", None),
        ("51.08", "Buleleng", "kabupaten", "51"),
        (BULELENG, "Buleleng", "kecamatan", "51.08"),
        (SUKASADA, "Sukasada", "kecamatan", "51.08"),
        (VILLAGE, "Kalibukbuk", "desa", BULELENG),
    ):
        conn.execute(
            insert(region).values(code=code, name=name, level=level, parent_code=parent, batch_id=1)
        )


def answers(
    conn: Connection, opd: str, scores: Sequence[int], count: int, year: int = 2026
) -> None:
    """So many like answers to the nine unsur."""
    for number in range(count):
        conn.execute(
            insert(survey_answer).values(
                source="skm", source_id=f"{opd}-{year}-{number}", opd_code=opd,
                answered_on=f"{year}-03-0{1 + number % 9}", batch_id=1,
                **{f"u{place}": score for place, score in enumerate(scores, 1)},
            )
        )  # fmt: skip
