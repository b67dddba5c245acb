"""Outcome, status and use of the target at a moment; words for each of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from core.words import speaking
from metrics.services import kinds
from metrics.services.events import milestones
from metrics.services.judge import Rules
from metrics.services.kinds import EventKind, Measure, Outcome, PauseReason, Start, Status, Unit
from metrics.services.outcomes import outcomes, status, usage
from tests.metrics.services.making import HOURS, Event, judged, standard, utc
from tests.metrics.services.test_events import events, frame

if TYPE_CHECKING:
    from enum import StrEnum

RECEIVED, COMPLETE, ANSWERED = EventKind.RECEIVED, EventKind.COMPLETE, EventKind.ANSWERED
PAUSED, RESOLVED, ARCHIVED = EventKind.PAUSED, EventKind.RESOLVED, EventKind.ARCHIVED
WAITS, FILE = PauseReason.WAITING_FOR_REPORTER, PauseReason.FILE_INCOMPLETE
MONDAY = "2026-01-05 08:00"
BEGUN: Event = (RECEIVED, MONDAY)
NOON = utc("2026-01-05 12:00")
SAMPLES: dict[int, list[Event]] = {
    1: [BEGUN],
    2: [BEGUN, (EventKind.ACKNOWLEDGED, MONDAY)],
    3: [BEGUN, (COMPLETE, MONDAY)],
    4: [BEGUN, (ANSWERED, MONDAY)],
    5: [BEGUN, (EventKind.DEPARTED, MONDAY)],
    6: [BEGUN, (PAUSED, MONDAY, WAITS)],
    7: [BEGUN, (PAUSED, MONDAY, WAITS), (EventKind.RESUMED, MONDAY), (ANSWERED, MONDAY)],
    8: [BEGUN, (RESOLVED, MONDAY)],
    9: [BEGUN, (RESOLVED, MONDAY), (EventKind.REOPENED, "2026-01-05 09:00")],
    10: [BEGUN, (ARCHIVED, MONDAY)],
    11: [BEGUN, (RESOLVED, MONDAY), (ARCHIVED, "2026-01-05 09:00")],
}


def test_each_request_has_the_status_of_how_far_it_has_come() -> None:
    made, *_ = judged(SAMPLES, [])
    assert status(made).tolist() == [
        Status.UNVERIFIED, Status.UNVERIFIED, Status.UNTOUCHED, Status.IN_PROGRESS,
        Status.IN_PROGRESS, Status.ON_HOLD, Status.IN_PROGRESS, Status.RESOLVED,
        Status.IN_PROGRESS, Status.ARCHIVED, Status.RESOLVED,
    ]  # fmt: skip


@given(rows=events)
def test_the_statuses_sum_to_the_total(rows: list[tuple[int, int, int, int]]) -> None:
    made, _ = milestones(frame(rows))
    counted = pd.Series(status(made)).value_counts()
    assert set(counted.index) == set(Status)
    assert counted.sum() == len({row[0] for row in rows})


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([BEGUN, (RESOLVED, "2026-01-05 10:00")], Outcome.MET),
        ([BEGUN, (RESOLVED, "2026-01-05 10:01")], Outcome.BREACHED),
        ([BEGUN], Outcome.BREACHED_OPEN),
        ([(RECEIVED, "2026-01-05 10:00")], Outcome.RUNNING),
        ([(RECEIVED, "2026-01-05 09:59")], Outcome.BREACHED_OPEN),
        ([BEGUN, (PAUSED, MONDAY, WAITS)], Outcome.RUNNING),
        ([BEGUN, (PAUSED, MONDAY, FILE)], Outcome.WAITING),
        ([BEGUN, (ARCHIVED, MONDAY)], Outcome.ARCHIVED),
        ([BEGUN, (RESOLVED, "2026-01-05 10:00"), (ARCHIVED, "2026-01-05 11:00")], Outcome.MET),
        ([(RESOLVED, MONDAY)], Outcome.FLAWED),
    ],
)
def test_the_outcome_at_a_moment(events: list[Event], expected: Outcome) -> None:
    promise = [
        standard(Unit.MINUTES, 120, measure=measure, start=Start.COMPLETE) for measure in Measure
    ]
    made, _, found = judged({1: events}, promise)
    assert outcomes(made, found, NOON).tolist() == [expected]


def test_the_first_response_has_an_outcome_of_its_own() -> None:
    promise = standard(Unit.MINUTES, 60, measure=Measure.FIRST_RESPONSE)
    made, _, found = judged({
        1: [BEGUN, (ANSWERED, "2026-01-05 09:00")],
        2: [BEGUN, (ANSWERED, "2026-01-05 09:01"), (ARCHIVED, "2026-01-05 09:02")],
        3: [BEGUN, (ARCHIVED, "2026-01-05 11:00")],
        4: [BEGUN],
        5: [BEGUN, (RESOLVED, "2026-01-05 08:59")],
    }, [promise])  # fmt: skip
    assert outcomes(made, found, NOON, Measure.FIRST_RESPONSE).tolist() == [
        Outcome.MET, Outcome.BREACHED, Outcome.ARCHIVED, Outcome.BREACHED_OPEN, Outcome.MET,
    ]  # fmt: skip
    assert outcomes(made, found, NOON).tolist() == [
        Outcome.NO_STANDARD, Outcome.ARCHIVED, Outcome.ARCHIVED, Outcome.NO_STANDARD,
        Outcome.NO_STANDARD,
    ]  # fmt: skip


def test_the_last_moment_in_time_is_still_running() -> None:
    made, _, found = judged({1: [BEGUN]}, [standard(Unit.MINUTES, 240)])
    assert outcomes(made, found, NOON).tolist() == [Outcome.RUNNING]
    later = utc("2026-01-05 12:00:01")
    assert outcomes(made, found, later).tolist() == [Outcome.BREACHED_OPEN]


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize(
    ("name", "share"), [("at_risk_at", 0.8), ("half_at", 0.5), ("late_after", 1), ("double_at", 2)]
)
def test_the_stored_moments_are_those_of_the_shares(unit: Unit, name: str, share: float) -> None:
    amount = {Unit.MINUTES: 333, Unit.WORKING_HOURS: 13}.get(unit, 5)
    promise = [standard(unit, amount)]
    made, pauses, found = judged({
        1: [(RECEIVED, "2026-01-09 15:47:11")],
        2: [(RECEIVED, "2026-01-14 09:00"), (PAUSED, "2026-01-14 10:00", WAITS),
            (EventKind.RESUMED, "2026-01-16 10:00")],
        3: [(RECEIVED, "2026-02-17 20:00")],
        4: [(RECEIVED, "2026-01-14 09:00"), (PAUSED, "2026-01-15 10:00", WAITS)],
    }, promise)  # fmt: skip
    for place, moment in enumerate(found[name]):
        used = [
            usage(
                made, pauses, promise, found, hours=HOURS, rules=Rules(),
                now=moment.to_pydatetime() + timedelta(seconds=later),
            )["share"][place]
            for later in (-1, 0, 1)
        ]  # fmt: skip
        if name == "at_risk_at":
            assert used[0] < share <= used[1]
        elif name == "late_after" and unit is Unit.WORKING_DAYS:
            # A day ends after office hours: the clock stands until the next one opens.
            assert used == [share] * 3
        else:
            assert used[1] <= share < used[2]


def test_what_is_used_of_a_target_stops_at_the_end() -> None:
    promise = [standard(Unit.MINUTES, 240)]
    made, pauses, found = judged({
        1: [BEGUN, (RESOLVED, "2026-01-05 10:00")],
        2: [BEGUN, (ARCHIVED, "2026-01-05 09:00")],
        3: [BEGUN],
        4: [BEGUN, (PAUSED, "2026-01-05 09:00", WAITS)],
        5: [(RESOLVED, MONDAY)],
    }, promise)  # fmt: skip
    used = usage(
        made, pauses, promise, found, hours=HOURS, rules=Rules(), now=utc("2026-01-05 14:00")
    )
    assert used["elapsed"].tolist()[:4] == [120 * 60, 60 * 60, 360 * 60, 60 * 60]
    assert used["share"].tolist()[:4] == [0.5, 0.25, 1.5, 0.25]
    assert pd.isna(used["elapsed"][4])
    assert np.isnan(used["share"][4])


def test_a_target_of_nothing_is_used_up_at_once() -> None:
    promise = [standard(Unit.MINUTES, 0)]
    made, pauses, found = judged({1: [(RECEIVED, "2026-01-05 12:00")], 2: [BEGUN]}, promise)
    used = usage(made, pauses, promise, found, hours=HOURS, rules=Rules(), now=NOON)
    assert used["share"].tolist() == [1.0, np.inf]
    assert outcomes(made, found, NOON).tolist() == [Outcome.RUNNING, Outcome.BREACHED_OPEN]


ENUMS: tuple[type[StrEnum], ...] = (
    Unit, Start, Measure, EventKind, PauseReason, Outcome, Status, kinds.Flaw,
)  # fmt: skip


@pytest.mark.parametrize("enum", ENUMS)
def test_everything_has_words_of_its_own_in_both_languages(enum: type[StrEnum]) -> None:
    spoken = {}
    for language in ("id", "en"):
        with speaking(language):
            spoken[language] = [str(one.label) for one in enum]  # type: ignore[attr-defined]
        assert len(set(spoken[language])) == len(enum)
    assert all(one != other for one, other in zip(spoken["id"], spoken["en"], strict=True))


def test_the_numbers_under_which_events_are_stored_stay() -> None:
    assert [(kind.code, str(kind)) for kind in EventKind] == [
        (1, "received"), (2, "complete"), (3, "acknowledged"), (4, "answered"), (5, "departed"),
        (6, "arrived"), (7, "paused"), (8, "resumed"), (9, "reopened"), (10, "resolved"),
        (11, "archived"),
    ]  # fmt: skip
    assert [(reason.code, str(reason)) for reason in PauseReason] == [
        (1, "menunggu_pelapor"), (2, "berkas_belum_lengkap"),
    ]  # fmt: skip
