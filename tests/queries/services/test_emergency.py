"""The events of emergency services: what plain pandas says of the same rows, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from sqlalchemy import insert, select

from data.queries.services.emergency import emergencies
from data.schema import request, request_event
from metrics.services.kinds import EventKind
from tests.queries.services.requests import local, look, put, row

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine

SERVICES = ("bpbd", "damkar", "psc-119")
TIMES = ("departed_at", "arrived_at")


def plain(conn: Connection, start: datetime, end: datetime) -> pd.DataFrame:
    """The same from all requests and all events, by pandas alone."""
    requests = pd.read_sql_query(select(request), conn)
    events = pd.read_sql_query(select(request_event), conn)
    inside = requests[
        requests["service_code"].isin(SERVICES)
        & (requests["received_at"] >= start)
        & (requests["received_at"] < end)
    ]
    found = inside.set_index("id").sort_index()
    for name, kind in zip(TIMES, (EventKind.DEPARTED, EventKind.ARRIVED), strict=True):
        some = events[events["kind"] == kind.code].groupby("request_id")["at"].min()
        found[name] = some.reindex(found.index)
    return found


@pytest.mark.parametrize("month", [(2024, 2), (2025, 12), (2026, 10), (2026, 11), (2031, 1)])
def test_a_month_is_what_pandas_says_of_the_sample(
    sample_reader: Engine, month: tuple[int, int]
) -> None:
    first = date(*month, 1)
    held = look("2026-11-20 12:00")
    start, end = held.start_of(first), held.start_of(first + timedelta(days=31))
    with sample_reader.connect() as conn:
        found = emergencies(conn, SERVICES, start, end).set_index("id")
        truth = plain(conn, start, end)
    # One that was resolved before it was received, and before the month, is not found.
    truth = truth[~(truth["resolved_at"] < start)]
    assert list(found.index) == list(truth.index)
    if month != (2031, 1):
        assert len(found) > 5
    for name in ("received_at", "closed_at", *TIMES):
        moments = found[name].astype("datetime64[s]")
        assert moments.equals(truth[name].astype("datetime64[s]")), name
    for own, stored in (("service", "service_code"), ("klass", "class_code"),
                        ("region", "region_code"), ("flaw", "flaw")):  # fmt: skip
        assert found[own].fillna("").tolist() == truth[stored].fillna("").tolist()


def test_the_first_arrival_counts_and_the_month_is_local(empty_engine: Engine) -> None:
    moments = ("2026-09-30 23:59", "2026-10-01 00:00", "2026-10-31 23:59", "2026-11-01 00:00")
    rows = [
        row(number, received_at=local(text), resolved_at=local(text) + timedelta(hours=1))
        for number, text in enumerate(moments, 1)
    ]
    # Open, and one that has no usable times: both are events.
    rows.append(row(5, received_at=local("2026-10-10 08:00")))
    rows.append(row(6, received_at=local("2026-10-11 08:00"), flaw="before_received"))
    put(empty_engine, rows)
    with empty_engine.begin() as conn:
        for minutes in (12, 9, 30):
            at = rows[1]["received_at"] + timedelta(minutes=minutes)
            kind = EventKind.ARRIVED.code
            conn.execute(insert(request_event).values(request_id=2, at=at, kind=kind, batch_id=1))
        held = look("2026-11-20 12:00")
        days = held.start_of(date(2026, 10, 1)), held.start_of(date(2026, 11, 1))
        found = emergencies(conn, ["kk"], *days)
        assert emergencies(conn, [], *days).empty
        assert emergencies(conn, ["izin"], *days).empty
    assert found["id"].tolist() == [2, 3, 5, 6]
    assert found["arrived_at"].iloc[0] == pd.Timestamp(local("2026-10-01 00:09"))
    assert found["arrived_at"].isna().tolist() == [False, True, True, True]
    assert found["flaw"].fillna("").tolist() == ["", "", "", "before_received"]
