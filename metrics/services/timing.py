"""One measure of many requests: where the clock starts, when it is due, how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from metrics.services.clock import clock_of
from metrics.services.due import due
from metrics.services.events import NAT, seconds_of
from metrics.services.kinds import PauseReason, Start, Unit
from metrics.services.spans import Spans, clipped, merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from metrics.services.due import Standard
    from metrics.services.hours import Ints, OfficeHours

# Open ends lie here: later than any moment that a clock is asked for, and before 2**34.
NEVER: Final = 2**33
UNITS: Final = tuple(Unit)
# A value of Timing, and the value of Due that it is.
MOMENTS: Final = {
    "due": "at",
    "late_after": "late_after",
    "at_risk": "at_risk",
    "half": "half",
    "double": "double",
    "target": "target",
}
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Facts:
    """What every measure reads, one value per request. Moments are NAT where missing.

    closed: the last resolution, or the archiving of what has none; file_open: a pause for an
    incomplete file is open; good: without a flaw; pauses: merged, of good requests alone.
    """

    received: Ints
    complete: Ints
    resolved: Ints
    closed: Ints
    file_open: Flags
    good: Flags
    pauses: Spans


@dataclass(frozen=True, slots=True)
class Timing:
    """One measure of each request; NAT where there is no such moment or length.

    standard: place among the standards, -1 for none; assumed: the clock runs from the receipt
    because no completion of the file is known. Lengths are seconds.
    """

    standard: Ints
    started: Ints
    assumed: Flags
    due: Ints
    late_after: Ints
    at_risk: Ints
    half: Ints
    double: Ints
    target: Ints
    elapsed: Ints
    calendar: Ints
    ended: Ints


def facts_of(milestones: pd.DataFrame, pauses: pd.DataFrame, good: Flags) -> Facts:
    """The facts of requests. Pauses of requests that are not among them are left aside."""
    resolved, archived = (seconds_of(milestones[name]) for name in ("resolved_at", "archived_at"))
    return Facts(
        received=seconds_of(milestones["received_at"]),
        complete=seconds_of(milestones["complete_at"]),
        resolved=resolved,
        closed=np.where(resolved == NAT, archived, resolved),
        file_open=_is_file_open(milestones),
        good=good,
        pauses=_spans(milestones, pauses, good),
    )


def _is_file_open(milestones: pd.DataFrame) -> Flags:
    reason = milestones["paused_reason"].to_numpy(dtype=np.int64)
    is_open: Flags = reason == PauseReason.FILE_INCOMPLETE.code
    return is_open


def _spans(milestones: pd.DataFrame, pauses: pd.DataFrame, good: Flags) -> Spans:
    numbers = milestones["request"].to_numpy(dtype=np.int64)
    order = np.argsort(numbers, kind="stable")
    wanted = pauses["request"].to_numpy(dtype=np.int64)
    found = np.searchsorted(numbers, wanted, sorter=order)
    position = order[np.minimum(found, len(order) - 1)] if len(order) else found
    start, end = seconds_of(pauses["start"]), seconds_of(pauses["end"])
    kept = np.zeros(len(wanted), dtype=np.bool_)
    if len(order):
        kept = (numbers[position] == wanted) & good[position]
    return merged(position[kept], start[kept], np.where(end == NAT, NEVER, end)[kept])


def timing(
    standards: Sequence[Standard],
    chosen: Ints,
    facts: Facts,
    ended: Ints,
    hours: OfficeHours,
    *,
    cap_days: int,
    at_risk: int,
) -> Timing:
    """The timing of one measure. chosen: places of standards; ended: NAT where still to come.

    Pauses count while the measure runs: from its start to its end, or to the closing.
    """
    started, assumed = starts(standards, chosen, facts)
    ended = np.where(started == NAT, NAT, ended)
    stop = np.where(ended == NAT, facts.closed, ended)
    pauses = clipped(
        facts.pauses,
        np.where(started == NAT, NEVER, started),
        np.where(stop == NAT, NEVER, stop),
        cap_days,
    )
    gone = pauses.total(pauses.end - pauses.start, len(chosen))
    calendar = np.where(ended == NAT, NAT, np.maximum(ended - started - gone, 0))
    found = {name: np.full(len(chosen), NAT) for name in MOMENTS}
    used = found["elapsed"] = np.full(len(chosen), NAT)
    for unit in UNITS:
        rows = np.flatnonzero(_of_unit(standards, chosen, unit) & (started != NAT))
        if not len(rows):
            continue
        own, begin = pauses.of_rows(rows, len(chosen)), started[rows]
        end = due(unit, _amounts(standards, unit)[chosen[rows]], begin, own, hours, at_risk=at_risk)
        for name, attribute in MOMENTS.items():
            found[name][rows] = getattr(end, attribute)
        done = ended[rows] != NAT
        took = elapsed(unit, begin, np.where(done, ended[rows], begin), own, hours)
        used[rows] = np.where(done, took, NAT)
    return Timing(
        standard=chosen, started=started, assumed=assumed, calendar=calendar, ended=ended, **found
    )


def elapsed(unit: Unit, start: Ints, end: Ints, pauses: Spans, hours: OfficeHours) -> Ints:
    """Seconds on a unit's clock less the pauses, which lie within start and end; 0 at least."""
    clock = clock_of(unit, hours)
    off = clock.sums(pauses.end) - clock.sums(pauses.start)
    run = clock.sums(end) - clock.sums(start) - pauses.total(off, len(start))
    found: Ints = np.maximum(run, 0)
    return found


def starts(standards: Sequence[Standard], chosen: Ints, facts: Facts) -> tuple[Ints, Flags]:
    """Where each clock starts (NAT: not yet, or never for a flaw), and whether that is assumed.

    A standard that starts with the complete file runs from the receipt, and is marked, where no
    completion is known or it lies after the resolution; while a pause for the incomplete file is
    open and the file was never complete, the clock has not started. Domain rule: no lengkap_at,
    use diterima_at and mark.
    """
    by_file = _per_standard([one.start is Start.COMPLETE for one in standards], chosen)
    usable = (facts.complete != NAT) & (
        (facts.resolved == NAT) | (facts.complete <= facts.resolved)
    )
    waits = (facts.complete == NAT) & (facts.closed == NAT) & facts.file_open
    started = np.where(by_file & usable, facts.complete, facts.received)
    started = np.where(facts.good & ~(by_file & waits), started, NAT)
    return started, by_file & ~usable & ~waits & facts.good


def _per_standard(values: Sequence[bool], chosen: Ints) -> Flags:
    """The value of each request's standard; False without one (place -1, the last entry)."""
    known: Flags = np.array([*values, False], dtype=np.bool_)[chosen]
    return known


def _of_unit(standards: Sequence[Standard], chosen: Ints, unit: Unit) -> Flags:
    return _per_standard([one.unit is unit for one in standards], chosen)


def _amounts(standards: Sequence[Standard], unit: Unit) -> Ints:
    """Per standard its amount in seconds, or in days for a unit that counts days."""
    return np.array(
        [round(one.amount) if unit.counts_days else one.seconds for one in standards],
        dtype=np.int64,
    )
