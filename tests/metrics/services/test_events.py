"""From events to milestones: what each milestone is, whatever the order and number of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.services.events import milestones
from metrics.services.kinds import EVENTS_BY_CODE, EventKind, PauseReason
from tests.metrics.services.making import Event, events_of, local

if TYPE_CHECKING:
    from collections.abc import Sequence

RECEIVED, COMPLETE, ANSWERED = EventKind.RECEIVED, EventKind.COMPLETE, EventKind.ANSWERED
ACKNOWLEDGED, DEPARTED, ARRIVED = EventKind.ACKNOWLEDGED, EventKind.DEPARTED, EventKind.ARRIVED
PAUSED, RESUMED, REOPENED = EventKind.PAUSED, EventKind.RESUMED, EventKind.REOPENED
RESOLVED, ARCHIVED = EventKind.RESOLVED, EventKind.ARCHIVED
WAITS, FILE = PauseReason.WAITING_FOR_REPORTER, PauseReason.FILE_INCOMPLETE
MOMENTS = (
    "received_at", "complete_at", "acknowledged_at", "departed_at", "arrived_at", "answered_at",
    "first_resolved_at", "resolved_at", "archived_at", "paused_since", "first_at", "last_at",
)  # fmt: skip


def at(hour: int) -> str:
    return f"2026-01-05 {hour:02}:00"


def one(*events: Event) -> dict[str, Any]:
    """The milestones of one request; moments as local hours, None where missing."""
    made, _ = milestones(events_of({7: events}))
    row = {str(name): made[name][0] for name in made.columns}
    hours = {name: None if pd.isna(row[name]) else int(local(row[name])[11:13]) for name in MOMENTS}
    return {**row, **hours}


def spans(*events: Event) -> list[tuple[int, int | None]]:
    """The pauses of one request in local hours."""
    _, pauses = milestones(events_of({7: events}))
    return [
        (int(local(start)[11:13]), None if pd.isna(end) else int(local(end)[11:13]))
        for start, end in zip(pauses["start"], pauses["end"], strict=True)
    ]


def test_each_milestone_is_the_first_of_its_kind() -> None:
    found = one(
        (RECEIVED, at(8)), (RECEIVED, at(9)), (COMPLETE, at(10)), (COMPLETE, at(12)),
        (ACKNOWLEDGED, at(8)), (DEPARTED, at(11)), (ARRIVED, at(12)), (ARRIVED, at(13)),
    )  # fmt: skip
    names = ("received_at", "complete_at", "acknowledged_at", "departed_at", "arrived_at")
    assert [found[name] for name in names] == [8, 10, 8, 11, 12]
    assert (found["request"], found["first_at"], found["last_at"]) == (7, 8, 13)


@pytest.mark.parametrize(
    ("events", "hour"),
    [
        ([(ACKNOWLEDGED, at(8))], None),
        ([(ANSWERED, at(11)), (ANSWERED, at(10)), (ACKNOWLEDGED, at(8))], 10),
        ([(RESOLVED, at(12)), (REOPENED, at(13)), (RESOLVED, at(14))], 12),
        ([(ANSWERED, at(13)), (RESOLVED, at(12))], 13),
        ([(ANSWERED, at(9)), (DEPARTED, at(9)), (ARRIVED, at(10)), (RESOLVED, at(12))], 10),
    ],
)
def test_the_first_response_is_a_persons_answer_the_arrival_or_else_the_resolution(
    events: list[Event], hour: int | None
) -> None:
    assert one((RECEIVED, at(8)), *events)["answered_at"] == hour


@pytest.mark.parametrize(
    ("events", "first", "total", "archived", "reopened"),
    [
        ([(RESOLVED, at(10))], 10, 10, None, 0),
        ([(RESOLVED, at(10)), (RESOLVED, at(12))], 10, 12, None, 0),
        ([(RESOLVED, at(10)), (REOPENED, at(12))], 10, None, None, 1),
        ([(RESOLVED, at(10)), (REOPENED, at(12)), (RESOLVED, at(14))], 10, 14, None, 1),
        ([(ARCHIVED, at(10))], None, None, 10, 0),
        ([(ARCHIVED, at(10)), (REOPENED, at(12)), (REOPENED, at(13))], None, None, None, 2),
        ([(RESOLVED, at(10)), (ARCHIVED, at(12))], 10, 10, 12, 0),
        # Of one moment a reopening comes before the resolution.
        ([(RESOLVED, at(10)), (REOPENED, at(10))], 10, 10, None, 1),
    ],
)
def test_a_reopened_request_is_open(
    events: list[Event], first: int, total: int, archived: int, reopened: int
) -> None:
    found = one((RECEIVED, at(8)), *events)
    names = ("first_resolved_at", "resolved_at", "archived_at", "reopened")
    assert [found[name] for name in names] == [first, total, archived, reopened]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([(PAUSED, at(9), WAITS), (RESUMED, at(10)), (RESUMED, at(11))], [(9, 10)]),
        ([(PAUSED, at(9), WAITS), (COMPLETE, at(10)), (RESUMED, at(11))], [(9, 11)]),
        ([(PAUSED, at(9), FILE), (COMPLETE, at(10)), (RESUMED, at(11))], [(9, 10)]),
        ([(PAUSED, at(9), FILE), (RESOLVED, at(10))], [(9, 10)]),
        ([(PAUSED, at(9), WAITS), (ARCHIVED, at(10))], [(9, 10)]),
        ([(PAUSED, at(9), WAITS), (PAUSED, at(10), FILE), (RESUMED, at(11))], [(9, 11), (10, 11)]),
        ([(PAUSED, at(9), WAITS), (REOPENED, at(10))], [(9, None)]),
        ([(PAUSED, at(9)), (RESUMED, at(10))], []),
        ([(PAUSED, at(9), WAITS), (RESUMED, at(9)), (RESUMED, at(10))], []),
        ([(RESUMED, at(9)), (PAUSED, at(10), FILE)], [(10, None)]),
    ],
)
def test_a_pause_with_a_reason_lasts_until_something_ends_it(
    events: list[Event], expected: list[tuple[int, int | None]]
) -> None:
    assert spans((RECEIVED, at(8)), *events) == expected


def test_an_open_pause_is_known_with_its_reason() -> None:
    found = one(
        (RECEIVED, at(8)), (PAUSED, at(9), FILE), (PAUSED, at(10), WAITS), (COMPLETE, at(11))
    )
    assert (found["paused_since"], found["paused_reason"]) == (10, WAITS.code)
    without_reason = one((RECEIVED, at(8)), (PAUSED, at(9)))
    assert (without_reason["paused_since"], without_reason["paused_reason"]) == (9, 0)
    over = one((RECEIVED, at(8)), (PAUSED, at(9), FILE), (RESUMED, at(10)))
    assert (over["paused_since"], over["paused_reason"]) == (None, 0)


def test_a_row_without_a_time_is_no_event_and_keeps_its_request_in_sight() -> None:
    events = events_of({1: [(RECEIVED, at(8))], 2: [(RECEIVED, at(8)), (RESOLVED, at(9))]})
    events.loc[[0, 2], "at"] = pd.NaT
    made, _ = milestones(events)
    assert made["request"].tolist() == [1, 2]
    assert made["received_at"].isna().tolist() == [True, False]
    assert made["last_at"].isna().tolist() == [True, False]
    assert made["resolved_at"].isna().tolist() == [True, True]


def test_the_columns_have_the_types_of_storage() -> None:
    made, pauses = milestones(events_of({1: [(RECEIVED, at(8)), (PAUSED, at(9), WAITS)]}))
    empty, no_pauses = milestones(events_of({}))
    for frame, other in ((made, empty), (pauses, no_pauses)):
        assert frame.dtypes.to_dict() == other.dtypes.to_dict()
    assert {str(made[name].dtype) for name in MOMENTS} == {"datetime64[s]"}
    assert (str(made["request"].dtype), str(made["paused_reason"].dtype)) == ("int64", "int8")


events = st.lists(
    st.tuples(
        st.integers(-2, 3), st.integers(1, len(EventKind)), st.integers(0, 12), st.integers(0, 2)
    ),
    min_size=1, max_size=40,
)  # fmt: skip


def frame(rows: Sequence[tuple[int, int, int, int]]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["request", "kind", "at", "reason"])
    moments = pd.Series(found["at"].to_numpy() * 3600).astype("datetime64[s]")
    types = {"request": "int64", "kind": "int8", "reason": "int8"}
    return found.assign(at=moments).astype(types)


@given(rows=events, data=st.data())
def test_order_and_repeated_rows_change_nothing(
    rows: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    expected = milestones(frame(rows))
    again = data.draw(st.lists(st.sampled_from(rows), max_size=10))
    turned = data.draw(st.permutations([*rows, *again]))
    for made, other in zip(milestones(frame(turned)), expected, strict=True):
        pd.testing.assert_frame_equal(made, other)


@given(rows=events)
def test_milestones_are_those_of_walking_through_the_events(
    rows: list[tuple[int, int, int, int]],
) -> None:
    made, pauses = milestones(frame(rows))
    assert made["request"].tolist() == sorted({row[0] for row in rows})
    for place, number in enumerate(made["request"]):
        own = sorted(
            {(hour, kind, reason) for request, kind, hour, reason in rows if request == number}
        )
        expected = walked([(EVENTS_BY_CODE[kind], hour, reason) for hour, kind, reason in own])
        found = made.iloc[place]
        hours = {name: None if pd.isna(found[name]) else found[name].hour for name in MOMENTS}
        assert hours == {name: expected.get(name) for name in MOMENTS}
        assert found["reopened"] == expected["reopened"]
        assert found["paused_reason"] == expected["paused_reason"]
        of_request = pauses[pauses["request"] == number]
        assert sorted(of_request["start"].dt.hour) == sorted(expected["pauses"])


def walked(log: list[tuple[EventKind, int, int]]) -> dict[str, Any]:
    """The milestones of one request, event by event."""
    found: dict[str, Any] = {"first_at": log[0][1], "last_at": log[-1][1]}
    held: list[tuple[int, int]] = []
    begun: list[int] = []
    for kind, hour, reason in log:
        if kind in (RECEIVED, COMPLETE, ACKNOWLEDGED, DEPARTED, ARRIVED):
            found.setdefault(f"{kind}_at", hour)
        if kind is ANSWERED:
            found.setdefault("said", hour)
        if kind is PAUSED:
            held.append((hour, reason))
        if kind in (RESUMED, RESOLVED, ARCHIVED):
            begun += [start for start, why in held if why and start != hour]
            held = []
        if kind is COMPLETE:
            begun += [start for start, why in held if why == FILE.code and start != hour]
            held = [one for one in held if one[1] != FILE.code]
        if kind is REOPENED:
            found.update({"resolved_at": None, "archived_at": None})
        if kind in (RESOLVED, ARCHIVED):
            found[f"{kind}_at"] = hour
            found.setdefault(f"first_{kind}_at", hour)
    reopenings = {hour for kind, hour, _ in log if kind is REOPENED}
    found["answered_at"] = found.get(
        "arrived_at", found.get("said", found.get("first_resolved_at"))
    )
    found["paused_since"], found["paused_reason"] = held[-1] if held else (None, 0)
    found["pauses"] = begun + [start for start, why in held if why]
    found["reopened"] = len(reopenings)
    return found


def test_numbers_of_requests_may_be_large_and_far_apart() -> None:
    numbers = (-(2**62), 5, 2**62)
    made, pauses = milestones(
        events_of({number: [(RECEIVED, at(8)), (PAUSED, at(9), WAITS)] for number in numbers})
    )
    assert made["request"].tolist() == list(numbers)
    assert pauses["request"].tolist() == list(numbers)
    assert np.array_equal(made["received_at"], made["first_at"])
