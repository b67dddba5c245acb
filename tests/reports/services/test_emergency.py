"""Emergencies: who was in time by which promise, outside apart, no target judges nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
from sqlalchemy import insert

from core.figure import State
from core.scope import PUBLIC, Scope
from data.schema import request_event, service, service_standard
from metrics.services.kinds import EventKind
from reports.services.basis import basis
from reports.services.emergency import alarms, crew_figures, slowest
from tests.queries.services.requests import SETTINGS, Row, local, put, row
from tests.reports.services.making import BULELENG, NOW, SUKASADA, VILLAGE, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

    from reports.services.emergency import Alarms

MONTH: Final = "2026-10"
SEES_ALL: Final = Scope(sees_requests=True)


def fire(number: int, minutes: float | None, day: str = "2026-10-05", **given: Any) -> Row:
    """A fire inside the area; minutes until the crew was there, None: not written down."""
    begin = local(f"{day} 08:00") + timedelta(minutes=number)
    plain: Row = {"service_code": "damkar", "class_code": "dalam_wmk", "region_code": BULELENG,
             "closed_at": begin + timedelta(hours=2)}  # fmt: skip
    made = row(number, received_at=begin, **{**plain, **given})
    # Not a column of the request: its event.
    made["minutes"] = minutes
    return made


def load(engine: Engine, rows: Sequence[Row], standards: Sequence[tuple[str, Any, float]]) -> None:
    """The events with their arrivals; standards: from a day to a day, so many minutes."""
    times = [(one, one.pop("minutes")) for one in rows]
    put(engine, rows)
    with engine.begin() as conn:
        places(conn)
        for code in ("damkar", "psc-119"):
            conn.execute(
                insert(service).values(
                    code=code, name=code, family="darurat", opd_code="O-2", batch_id=1
                )
            )
        for first, last, amount in standards:
            conn.execute(
                insert(service_standard).values(
                    service_code="damkar", class_code="dalam_wmk", measure="first_response",
                    valid_from=first, valid_to=last, unit="menit", amount=amount,
                    clock_start="received", batch_id=1,
                )
            )  # fmt: skip
        for one, minutes in times:
            if minutes is not None:
                at = one["received_at"] + timedelta(minutes=minutes)
                kind = EventKind.ARRIVED.code
                values = {"request_id": one["id"], "at": at, "kind": kind}
                conn.execute(insert(request_event).values(**values, batch_id=1))


ALWAYS: Final = [("2020-01-01", None, 15.0)]


def seen(conn: Connection, month: str = MONTH, **given: str) -> Alarms:
    found = alarms(conn, basis(conn, SETTINGS, NOW), month, **given)
    assert found is not None
    return found


def test_equality_is_in_time_and_missing_times_are_counted_apart(empty_engine: Engine) -> None:
    rows = [fire(number, 15.0) for number in range(1, 10)]
    rows += [fire(10, 15 + 1 / 60), fire(11, None), fire(12, 3.0, closed_at=None)]
    rows += [fire(13, 5.0, flaw="before_received")]
    load(empty_engine, rows, ALWAYS)
    with empty_engine.connect() as conn:
        now = seen(conn).now
    assert (now.in_time.part, now.in_time.whole, now.late) == (10, 11, 1)
    assert now.in_time.state is State.OK
    assert (now.events, now.missing, now.faulty, now.open) == (13, 1, 1, 1)
    assert now.targets == (15.0,)


def test_each_event_is_judged_by_the_promise_of_its_day(empty_engine: Engine) -> None:
    rows = [fire(number, 12.0, "2026-10-14") for number in range(1, 6)]
    rows += [fire(number, 12.0, "2026-10-15") for number in range(6, 13)]
    load(empty_engine, rows, [("2020-01-01", "2026-10-14", 15.0), ("2026-10-15", None, 10.0)])
    with empty_engine.connect() as conn:
        now = seen(conn).now
    assert (now.in_time.part, now.in_time.whole) == (5, 12)
    assert now.targets == (10.0, 15.0)


def test_outside_the_area_is_shown_apart_and_no_class_is_inside(empty_engine: Engine) -> None:
    rows = [fire(number, 20.0, class_code="luar_wmk") for number in range(1, 5)]
    rows += [fire(number, 10.0, class_code=None) for number in range(5, 8)]
    load(empty_engine, rows, ALWAYS)
    with empty_engine.connect() as conn:
        now = seen(conn).now
    assert now.found.outside.events == 4
    assert now.found.outside.in_time.state is State.NO_TARGET
    assert (now.in_time.part, now.in_time.whole) == (3, 3)
    assert now.in_time.state is State.INSUFFICIENT
    assert now.late == 0


def test_without_a_target_times_are_spread_and_nothing_is_judged(empty_engine: Engine) -> None:
    rows = [
        fire(number, float(number), service_code="psc-119", class_code=None)
        for number in range(1, 12)
    ]
    load(empty_engine, rows, ALWAYS)
    with empty_engine.connect() as conn:
        found = seen(conn, service="psc-119")
        held = basis(conn, SETTINGS, NOW)
    now = found.now
    assert not now.judged
    assert now.in_time.state is State.NO_TARGET
    assert now.inside.spread.p50 == 6
    assert now.inside.spread.p90 == pytest.approx(10)
    assert sum(now.inside.slots.counts) == 11
    assert {one.component for one in crew_figures(held, MONTH, found.crews)} == {"damkar"}
    assert not found.rolling


def test_a_month_without_events_has_no_data_and_never_a_hundred(empty_engine: Engine) -> None:
    load(empty_engine, [fire(1, 3.0)], ALWAYS)
    with empty_engine.connect() as conn:
        found = seen(conn, "2026-03")
    assert found.now.in_time.state is State.NO_DATA
    assert found.now.targets == (15.0,)
    assert all(one.events == 0 for one in found.crews)
    assert found.areas == {}
    assert len(found.months) == 13


def test_where_months_are_small_the_trend_is_of_twelve_months(empty_engine: Engine) -> None:
    rows = [fire(number, 14.0 if number % 4 else 16.0, f"2026-{month:02}-0{1 + day}")
            for number, (month, day) in enumerate(
                ((month, day) for month in range(1, 11) for day in range(3)), 1)]  # fmt: skip
    rows.append(fire(99, 16.0, "2025-10-31"))
    load(empty_engine, rows, ALWAYS)
    with empty_engine.connect() as conn:
        found = seen(conn)
    rolling = dict(found.rolling)
    assert set(rolling) == {month for month, _one in found.months}
    # October 2026 looks back to November 2025: the one of October 2025 is out.
    assert (rolling[MONTH].part, rolling[MONTH].whole) == (23, 30)
    assert (rolling["2026-09"].part, rolling["2026-09"].whole) == (21, 28)
    assert (found.spoken.in_time.part, found.spoken.in_time.whole) == (23, 30)


def test_places_are_kecamatan_and_within_one_its_desa(empty_engine: Engine) -> None:
    rows = [fire(1, 3.0), fire(2, 20.0, region_code=VILLAGE), fire(3, 3.0, region_code=SUKASADA),
            fire(4, 3.0, region_code=None)]  # fmt: skip
    load(empty_engine, rows, ALWAYS)
    with empty_engine.connect() as conn:
        every, inside = seen(conn), seen(conn, place=BULELENG)
    assert {code: one.inside.events for code, one in every.areas.items()} == {
        "": 1, SUKASADA: 1, BULELENG: 2
    }  # fmt: skip
    assert {code: one.inside.events for code, one in inside.areas.items()} == {"": 1, VILLAGE: 1}
    assert inside.now.events == 2


def test_single_events_are_for_those_who_may(empty_engine: Engine) -> None:
    rows = [fire(number, float(number), opd_code="O-2") for number in range(10, 25)]
    rows += [fire(30, 2.0, opd_code="O-1"), fire(31, None, opd_code="O-1")]
    load(empty_engine, rows, ALWAYS)
    with empty_engine.connect() as conn:
        found = seen(conn)
    every = slowest(found, SEES_ALL)
    assert [one.id for one in every] == list(range(24, 14, -1))
    assert [one.late for one in every] == [True] * 9 + [False]
    assert [one.id for one in slowest(found, Scope(full=frozenset({"O-1"})))] == [30]
    assert slowest(found, PUBLIC) == ()
    assert slowest(found, SEES_ALL, "psc-119") == ()


def test_without_an_emergency_service_there_is_nothing_to_say(empty_engine: Engine) -> None:
    put(empty_engine, ())
    with empty_engine.connect() as conn:
        assert alarms(conn, basis(conn, SETTINGS, NOW), MONTH) is None
