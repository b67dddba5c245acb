"""Requests, standards and moments for the tests of clocks, written as a person writes them."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from core.settings import Calendar, LocalDay
from metrics.services.due import Standard
from metrics.services.events import milestones
from metrics.services.hours import office_hours
from metrics.services.judge import Rules, judge
from metrics.services.kinds import EventKind, Measure, PauseReason, Start, Unit
from tests.metrics.services import minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from metrics.services.hours import Ints, OfficeHours

ZONE: Final = "Asia/Makassar"
USUAL: Final = Calendar(collective_leave_is_worked=False)
HOURS: Final = office_hours(USUAL, ZONE)
LEAVE_WORKED: Final = office_hours(Calendar(collective_leave_is_worked=True), ZONE)
# Local leave beside the national calendar, so that the reference knows one of its own.
LOCAL: Final = office_hours(
    Calendar(
        collective_leave_is_worked=False,
        local_days=(LocalDay(minutes.LOCAL_DAY.isoformat(), "Galungan"),),
    ),
    ZONE,
)
# Where windows, seasons and years change; the last is no place in particular.
TURNS: Final = (
    "2024-03-11", "2024-12-30", "2025-02-27", "2025-03-26", "2025-04-21", "2026-01-15",
    "2026-03-16", "2026-08-14", "",
)  # fmt: skip
GOLDEN: Final = Path(__file__).parents[2] / "golden" / "sla_golden.csv"
AHEAD: Final = timedelta(hours=8)
EPOCH: Final = date(1970, 1, 1)

Event = tuple[EventKind, str] | tuple[EventKind, str, PauseReason]


def golden(kind: str) -> list[dict[str, str]]:
    """The rows of one kind of sla_golden.csv."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == kind]


def utc(local: str) -> datetime:
    """2026-01-09 15:45 in WITA as UTC without a zone."""
    return datetime.fromisoformat(local) - AHEAD


def seconds(*local: str) -> Ints:
    """Moments in WITA as seconds since 1970."""
    found = [int(utc(one).replace(tzinfo=UTC).timestamp()) for one in local]
    return np.array(found, dtype=np.int64)


def local(moment: object) -> str:
    """A moment of a frame as it is read in WITA."""
    return str(pd.Timestamp(moment) + AHEAD)  # type: ignore[arg-type]


def local_day(days: Ints, place: int = 0) -> str:
    """A local day, counted from 1970, as text."""
    return str(EPOCH + timedelta(days=int(days[place])))


def events_of(requests: Mapping[int, Sequence[Event]]) -> pd.DataFrame:
    """The events of some requests as one frame."""
    rows = [
        (number, one[0].code, utc(one[1]), one[2].code if len(one) > 2 else 0)
        for number, events in requests.items()
        for one in events
    ]
    frame = pd.DataFrame(rows, columns=["request", "kind", "at", "reason"])
    types = {"request": "int64", "kind": "int8", "at": "datetime64[s]", "reason": "int8"}
    return frame.astype(types)


def standard(
    unit: Unit,
    amount: float,
    *,
    service: str = "pengaduan",
    klass: str = "",
    measure: Measure = Measure.RESOLUTION,
    start: Start = Start.RECEIVED,
    valid: tuple[date, date | None] = (date(2015, 1, 1), None),
) -> Standard:
    """A standard of the service that these tests speak of."""
    return Standard(service, klass, measure, unit, amount, start, *valid, source="Perbup")


def judged(
    requests: Mapping[int, Sequence[Event]],
    standards: Iterable[Standard],
    *,
    hours: OfficeHours = HOURS,
    rules: Rules | None = None,
    klass: str = "",
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Milestones, pauses and judgement of some requests of one service."""
    made, pauses = milestones(events_of(requests))
    made = made.assign(service="pengaduan", klass=klass)
    return made, pauses, judge(made, pauses, list(standards), hours, rules or Rules())
