"""Judgement: the rows that were reckoned by hand, and a reference that walks minute by minute."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

from core.settings import Services
from metrics.services.events import seconds_of
from metrics.services.judge import Rules, judge, rules_of
from metrics.services.kinds import EventKind, Flaw, Measure, PauseReason, Unit
from metrics.services.outcomes import outcomes
from tests.metrics.services.making import HOURS, Event, golden, judged, seconds, standard, utc

RECEIVED, ANSWERED, PAUSED = EventKind.RECEIVED, EventKind.ANSWERED, EventKind.PAUSED
RESUMED, RESOLVED, ARCHIVED = EventKind.RESUMED, EventKind.RESOLVED, EventKind.ARCHIVED
WAITS = PauseReason.WAITING_FOR_REPORTER
FOUR_HOURS = standard(Unit.MINUTES, 240)


def ticket(text: str) -> tuple[list[Event], str]:
    """The events of a golden row, the pause right after the creation, and the as-of moment."""
    span, paused, as_of, _ = text.split("; ")
    created, resolved = span.split(" -> ")
    events: list[Event] = [(RECEIVED, created)]
    pause = int(paused.split()[1])
    if pause:
        end = datetime.fromisoformat(created) + pd.Timedelta(minutes=pause)
        events += [(PAUSED, created, WAITS), (RESUMED, str(end))]
    if resolved != "open":
        events.append((RESOLVED, resolved))
    return events, as_of.removeprefix("as_of ")


@pytest.mark.parametrize("case", golden("ticket"), ids=lambda case: case["name"])
def test_the_tickets_of_the_golden_rows(case: dict[str, str]) -> None:
    events, as_of = ticket(case["input"])
    made, _, found = judged({1: events}, [FOUR_HOURS])
    assert outcomes(made, found, utc(as_of)).tolist() == [case["expected"]]
    if "open" in case["input"]:
        moment = seconds(as_of) - seconds_of(found["started_at"])
        assert moment == 60 * int(case["n"])
    else:
        assert found["elapsed"][0] == 60 * int(case["n"])


def test_a_target_of_240_minutes_by_hand() -> None:
    noon = datetime.fromisoformat("2026-01-06 12:00")
    closed = {n: [(RECEIVED, "2026-01-06 08:00"), (RESOLVED, f"2026-01-06 {end}")]
              for n, end in enumerate(("09:30", "10:30", "12:00", "14:40"))}  # fmt: skip
    still: dict[int, list[Event]] = {
        4: [(RECEIVED, str(noon - pd.Timedelta(minutes=300)))],
        5: [(RECEIVED, str(noon - pd.Timedelta(minutes=100)))],
    }
    made, _, found = judged({**closed, **still}, [FOUR_HOURS])
    assert (found["elapsed"][:4] // 60).tolist() == [90, 150, 240, 400]
    assert outcomes(made, found, utc(str(noon))).tolist() == [
        "met", "met", "met", "breached", "breached_open", "running",
    ]  # fmt: skip


@pytest.mark.parametrize("unit", [Unit.MINUTES, Unit.WORKING_HOURS])
def test_equality_is_met_and_a_second_more_is_not(unit: Unit) -> None:
    amount = 240 if unit is Unit.MINUTES else 4
    received = "2026-01-06 08:00:00"
    ends = ("2026-01-06 12:00:00", "2026-01-06 12:00:01") if unit is Unit.MINUTES else (
        "2026-01-06 13:00:00", "2026-01-06 13:00:01")  # fmt: skip
    *_, found = judged(
        {n: [(RECEIVED, received), (RESOLVED, end)] for n, end in enumerate(ends)},
        [standard(unit, amount)],
    )
    assert found["met"].tolist() == [True, False]
    assert found["elapsed"].tolist() == [4 * 3600, 4 * 3600 + 1]


def test_a_request_on_its_due_day_is_met_at_whatever_hour() -> None:
    ends = ("2026-01-22 23:59:59", "2026-01-23 00:00:00")
    *_, found = judged(
        {n: [(RECEIVED, "2026-01-14 08:00"), (RESOLVED, end)] for n, end in enumerate(ends)},
        [standard(Unit.WORKING_DAYS, 5)],
    )
    assert found["met"].tolist() == [True, False]


def test_the_two_promises_are_never_mixed() -> None:
    answer = standard(Unit.MINUTES, 120, measure=Measure.FIRST_RESPONSE)
    *_, found = judged(
        {1: [(RECEIVED, "2026-01-06 08:00"), (ANSWERED, "2026-01-06 09:30"),
             (RESOLVED, "2026-01-06 12:30")]},
        [FOUR_HOURS, answer],
    )  # fmt: skip
    assert (found["elapsed"][0], found["answer_elapsed"][0]) == (270 * 60, 90 * 60)
    assert (found["met"][0], found["answer_met"][0]) == (False, True)
    assert (found["standard"][0], found["answer_standard"][0]) == (0, 1)
    assert (found["target"][0], found["answer_target"][0]) == (240 * 60, 120 * 60)


def test_a_pause_after_the_answer_does_not_move_the_promise_of_an_answer() -> None:
    answer = standard(Unit.MINUTES, 120, measure=Measure.FIRST_RESPONSE)
    *_, found = judged(
        {1: [(RECEIVED, "2026-01-06 08:00"), (ANSWERED, "2026-01-06 08:30"),
             (PAUSED, "2026-01-06 09:00", WAITS), (RESUMED, "2026-01-06 19:00")]},
        [FOUR_HOURS, answer],
    )  # fmt: skip
    assert found["answer_due_at"][0] == pd.Timestamp(utc("2026-01-06 10:00"))
    assert found["due_at"][0] == pd.Timestamp(utc("2026-01-06 22:00"))


def test_an_open_pause_ends_at_the_cap() -> None:
    *_, found = judged(
        {1: [(RECEIVED, "2026-01-06 08:00"), (PAUSED, "2026-01-06 09:00", WAITS)]}, [FOUR_HOURS],
        rules=Rules(pause_cap_days=10),
    )  # fmt: skip
    assert found["due_at"][0] == pd.Timestamp(utc("2026-01-16 12:00"))


def test_without_a_standard_there_is_a_duration_and_no_judgement() -> None:
    *_, found = judged({1: [(RECEIVED, "2026-01-06 08:00"), (RESOLVED, "2026-01-06 12:30")]}, [])
    assert found["calendar_elapsed"][0] == 270 * 60
    for name in ("due_at", "late_after", "at_risk_at", "target", "elapsed", "met"):
        assert pd.isna(found[name][0])


def test_an_archived_request_has_no_outcome() -> None:
    *_, found = judged(
        {1: [(RECEIVED, "2026-01-06 08:00"), (ARCHIVED, "2026-01-06 08:30")]}, [FOUR_HOURS]
    )
    assert pd.isna(found["met"][0])
    assert pd.isna(found["elapsed"][0])


@pytest.mark.parametrize(
    ("events", "flaw"),
    [
        ([(RESOLVED, "2026-01-06 08:00")], Flaw.NO_RECEIVED),
        ([(RECEIVED, "2026-01-06 08:00"), (RESOLVED, "2026-01-06 07:59")], Flaw.RESOLVED_FIRST),
        ([(RECEIVED, "2026-01-06 08:00"), (ANSWERED, "2026-01-06 07:59")], Flaw.BEFORE_RECEIVED),
        ([(RECEIVED, "2026-01-06 08:00"), (ANSWERED, "2026-01-07 08:01")], Flaw.FUTURE),
        ([(RECEIVED, "1970-01-01 08:00"), (RESOLVED, "2026-01-06 08:00")], Flaw.IMPLAUSIBLE),
        ([(RECEIVED, "2026-01-06 08:00"), (RESOLVED, "2206-01-06 08:00")], Flaw.IMPLAUSIBLE),
    ],
)
def test_times_that_cannot_be_right_are_flaws_and_judge_nothing(
    events: list[Event], flaw: Flaw
) -> None:
    rules = Rules(known_until=utc("2026-01-07 08:00"))
    good: list[Event] = [(RECEIVED, "2026-01-06 08:00"), (RESOLVED, "2026-01-06 08:00")]
    made, _, found = judged({1: events, 2: good}, [FOUR_HOURS], rules=rules)
    assert found["flaw"].tolist()[0] == flaw
    assert found["flaw"].isna().tolist() == [False, True]
    for name in ("started_at", "due_at", "late_after", "elapsed", "calendar_elapsed", "met"):
        assert found[name].isna().tolist() == [True, False]
    assert outcomes(made, found, utc("2026-01-08 08:00")).tolist() == ["flawed", "met"]


def test_the_moment_of_its_import_stands_for_what_a_request_could_know() -> None:
    made, pauses, _ = judged({n: [(RECEIVED, "2026-01-06 08:00")] for n in (1, 2, 3)}, [])
    known = [utc("2026-01-06 07:00"), utc("2026-01-06 08:00"), None]
    made["imported_at"] = pd.Series(known).astype("datetime64[s]")
    found = judge(made, pauses, [], HOURS, Rules(known_until=utc("2026-01-01 00:00")))
    assert found["flaw"].isna().tolist() == [False, True, True]


def test_rows_may_come_in_any_order_and_keep_their_index() -> None:
    events: dict[int, list[Event]] = {
        n: [(RECEIVED, "2026-01-06 08:00"), (PAUSED, f"2026-01-06 08:{n:02}", WAITS),
            (RESUMED, "2026-01-06 09:00"), (RESOLVED, "2026-01-06 12:30")]
        for n in (3, 7, 11, 40)
    }  # fmt: skip
    made, pauses, found = judged(events, [FOUR_HOURS])
    turned = judge(made.iloc[::-1], pauses.iloc[::-1], [FOUR_HOURS], HOURS, Rules())
    assert turned.index.tolist() == [3, 2, 1, 0]
    pd.testing.assert_frame_equal(turned.sort_index(), found)
    some = judge(made.iloc[1:3], pauses, [FOUR_HOURS], HOURS, Rules())
    pd.testing.assert_frame_equal(some, found.iloc[1:3])


def test_no_requests_are_no_trouble() -> None:
    made, pauses, found = judged({}, [FOUR_HOURS])
    assert (len(made), len(pauses), len(found)) == (0, 0, 0)
    assert len(outcomes(made, found, utc("2026-01-01 00:00"))) == 0


def test_the_rules_are_those_of_the_settings() -> None:
    assert rules_of(Services()) == Rules(30, 80, None)
