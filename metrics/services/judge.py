"""Each request held against its standards: a comparison of stored moments, never of "now".

    elapsed = clock(start, end) - overlap with pauses;  met = elapsed <= target = end <= late_after

Source: conventions of ticket systems; the complete file by Perpres 76/2013.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from metrics.services.due import applicable
from metrics.services.events import NAT, moments_column, seconds_of
from metrics.services.flaws import flaws
from metrics.services.kinds import Measure
from metrics.services.timing import Timing, facts_of, timing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.settings import Services
    from metrics.services.due import Standard
    from metrics.services.hours import Ints, OfficeHours

ENDS: Final = {Measure.RESOLUTION: "resolved_at", Measure.FIRST_RESPONSE: "answered_at"}
PREFIXES: Final = {Measure.RESOLUTION: "", Measure.FIRST_RESPONSE: "answer_"}


@dataclass(frozen=True, slots=True)
class Rules:
    """How requests are judged. pause_cap_days: calendar days; at_risk_percent of the target.

    known_until: the moment of the import, in UTC; an event after it is a flaw.
    """

    pause_cap_days: int = 30
    at_risk_percent: int = 80
    known_until: datetime | None = None


def rules_of(services: Services, known_until: datetime | None = None) -> Rules:
    """The rules that the settings make."""
    return Rules(services.pause_cap_days, services.at_risk_percent, known_until)


def judge(
    milestones: pd.DataFrame,
    pauses: pd.DataFrame,
    standards: Sequence[Standard],
    hours: OfficeHours,
    rules: Rules,
) -> pd.DataFrame:
    """Requests against their standards, one row each, in the rows and index of `milestones`.

    milestones, pauses: as events.milestones makes them, in any order of rows, with the columns
    service and klass (text) added. A column imported_at (datetime64[s]) goes before
    rules.known_until.

    Columns: request; standard (place in `standards`, -1 for none); started_at; start_assumed (no
    completion of the file is known, so the clock runs from the receipt); moments in UTC: due_at,
    late_after (the last one in time), at_risk_at (the first one at risk), half_at and double_at
    (the last ones with no more than 50 % and 200 % of the target used up); target (seconds of the
    standard's clock up to due, less pauses);
    elapsed (the same clock up to the last resolution, less pauses); calendar_elapsed (calendar
    seconds less pauses, also without a standard); met; all of these with `answer_` before them
    for the first response; flaw (category of Flaw, missing for none). What is missing is NaT, NA
    or NaN: a request with a flaw has no moments, one that is open or archived no met.
    """
    flaw = flaws(milestones, rules.known_until)
    facts = facts_of(milestones, pauses, flaw.codes < 0)
    day = hours.day_of(facts.received)
    columns: dict[str, object] = {"request": milestones["request"].to_numpy()}
    for measure, name in ENDS.items():
        chosen = applicable(standards, measure, milestones, day)
        timed = timing(
            standards, chosen, facts, seconds_of(milestones[name]), hours,
            cap_days=rules.pause_cap_days, at_risk=rules.at_risk_percent,
        )  # fmt: skip
        columns |= {PREFIXES[measure] + key: column for key, column in _columns(timed).items()}
    return pd.DataFrame({**columns, "flaw": flaw}, index=milestones.index)


def _columns(timed: Timing) -> dict[str, object]:
    known = (timed.ended != NAT) & (timed.late_after != NAT)
    return {
        "standard": timed.standard,
        "started_at": moments_column(timed.started),
        "start_assumed": timed.assumed,
        "due_at": moments_column(timed.due),
        "late_after": moments_column(timed.late_after),
        "at_risk_at": moments_column(timed.at_risk),
        "half_at": moments_column(timed.half),
        "double_at": moments_column(timed.double),
        "target": _lengths(timed.target),
        "elapsed": _lengths(timed.elapsed),
        "calendar_elapsed": _lengths(timed.calendar),
        "met": pd.arrays.BooleanArray(timed.ended <= timed.late_after, ~known),
    }


def _lengths(seconds: Ints) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(seconds, seconds == NAT)
