"""From events to milestones: the one function that an import and a rebuild both use.

The order of rows and repeated rows change nothing: events are put in the order of their moments,
those of one moment in the order of EventKind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.services.kinds import REASONS_BY_CODE, EventKind, PauseReason

if TYPE_CHECKING:
    from metrics.services.hours import Ints

NOWHERE: Final = -1
BITS: Final = 63
NAT: Final = int(np.iinfo(np.int64).min)
CLOSING: Final = (EventKind.RESOLVED, EventKind.ARCHIVED)
FIRSTS: Final = {
    "received_at": EventKind.RECEIVED,
    "complete_at": EventKind.COMPLETE,
    "acknowledged_at": EventKind.ACKNOWLEDGED,
    "departed_at": EventKind.DEPARTED,
    "arrived_at": EventKind.ARRIVED,
}
Flags = npt.NDArray[np.bool_]


def milestones(events: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Milestones, one row per request in the order of their numbers, and their pauses.

    events: request (int64), kind (int8, EventKind.code), at (datetime64[s], UTC), reason (int8,
    PauseReason.code or 0). A row without `at` is no event.

    Milestones: request; received_at, complete_at, acknowledged_at, departed_at, arrived_at, the
    first of each; answered_at, the first response: the arrival, else the first answer, else the
    first resolution; first_resolved_at; resolved_at, the last one, and archived_at, each only
    where no reopening followed; paused_since and paused_reason where a pause is open; reopened,
    how often; first_at and last_at of all events.

    Pauses: request, start, end (NaT where open), reason. Only those with a reason that counts;
    each lasts to the next resumption or closing, or, for a file's sake, to its completion.
    """
    log = _log(events)
    pauses = _pauses(log)
    return _milestones(log, pauses), pauses.frame(log)


@dataclass(frozen=True, slots=True)
class _Log:
    """Events in order, each once. group: the row of its request; starts: where groups begin."""

    requests: Ints
    group: Ints
    starts: Ints
    kind: npt.NDArray[np.int8]
    at: Ints
    reason: npt.NDArray[np.int8]
    place: Ints

    def of(self, *kinds: EventKind) -> Flags:
        """Which events are of one of these kinds."""
        chosen: Flags = self.kind == kinds[0].code
        for kind in kinds[1:]:
            chosen |= self.kind == kind.code
        return chosen

    def first(self, chosen: Flags) -> Ints:
        """Per request the place of the first chosen event, NOWHERE without one."""
        none = len(self.place)
        found = np.minimum.reduceat(np.where(chosen, self.place, none), self.starts)
        return np.where(found == none, NOWHERE, found)

    def final(self, chosen: Flags) -> Ints:
        """Per request the place of the last chosen event, NOWHERE without one."""
        return np.maximum.reduceat(np.where(chosen, self.place, NOWHERE), self.starts)

    def moments(self, places: Ints) -> Ints:
        """The moments of events, NAT for NOWHERE."""
        if not len(self.at):
            return np.full(len(places), NAT)
        return np.where(places == NOWHERE, NAT, self.at[places])


@dataclass(frozen=True, slots=True)
class _Pauses:
    """Each pause: the place of its event, and of the one that ends it (NOWHERE where open)."""

    begins: Ints
    ends: Ints

    def frame(self, log: _Log) -> pd.DataFrame:
        """The pauses that count off, as a long frame."""
        start, end = log.moments(self.begins), log.moments(self.ends)
        reason = log.reason[self.begins]
        kept = (reason > 0) & (start != end)
        return pd.DataFrame({
            "request": log.requests[log.group[self.begins[kept]]],
            "start": moments_column(start[kept]),
            "end": moments_column(end[kept]),
            "reason": reason[kept],
        })  # fmt: skip


def moments_column(seconds: Ints) -> npt.NDArray[np.datetime64]:
    """Seconds since 1970-01-01 as datetime64[s]; NAT is NaT."""
    return seconds.view("datetime64[s]")


def seconds_of(column: pd.Series) -> Ints:
    """A column of moments as int64 seconds since 1970-01-01; NaT is NAT."""
    return column.to_numpy(dtype="datetime64[s]").view(np.int64)


def _log(events: pd.DataFrame) -> _Log:
    request = events["request"].to_numpy(dtype=np.int64)
    at = seconds_of(events["at"])
    known = at != NAT
    # A row without a time keeps its request in sight, as an event of no kind.
    kind = np.where(known, events["kind"].to_numpy(dtype=np.int64), 0)
    reason = events["reason"].to_numpy(dtype=np.int64)
    counts = (kind == EventKind.PAUSED.code) & np.isin(reason, list(REASONS_BY_CODE))
    key = (np.where(known, at, 0) << 6) | (kind << 2) | np.where(counts, reason, 0)
    request, key = _ordered(request, key)
    fresh = np.ones(len(request), dtype=np.bool_)
    fresh[1:] = (request[1:] != request[:-1]) | (key[1:] != key[:-1])
    request, key = request[fresh], key[fresh]
    begins = np.ones(len(request), dtype=np.bool_)
    begins[1:] = request[1:] != request[:-1]
    starts = np.flatnonzero(begins)
    return _Log(
        requests=request[starts], group=np.cumsum(begins) - 1, starts=starts,
        kind=((key >> 2) & 15).astype(np.int8), at=key >> 6, reason=(key & 3).astype(np.int8),
        place=np.arange(len(request), dtype=np.int64),
    )  # fmt: skip


def _ordered(request: Ints, key: Ints) -> tuple[Ints, Ints]:
    """Pairs in order. One number for both, where they fit, sorts twenty times as fast."""
    if not len(request):
        return request, key
    low, least = int(request.min()), int(key.min())
    width = (int(key.max()) - least).bit_length()
    if (int(request.max()) - low).bit_length() + width > BITS:
        order = np.lexsort((key, request))
        return request[order], key[order]
    both = ((request - low) << width) | (key - least)
    both.sort()
    return (both >> width) + low, (both & ((1 << width) - 1)) + least


def _pauses(log: _Log) -> _Pauses:
    begins = np.flatnonzero(log.of(EventKind.PAUSED))
    closing = log.of(EventKind.RESUMED, *CLOSING)
    usual = _next(log, closing, begins)
    for_file = _next(log, closing | log.of(EventKind.COMPLETE), begins)
    waits = log.reason[begins] == PauseReason.FILE_INCOMPLETE.code
    return _Pauses(begins, np.where(waits, for_file, usual))


def _next(log: _Log, chosen: Flags, after: Ints) -> Ints:
    """For each event the place of the next chosen one of its request, NOWHERE without one."""
    places = np.flatnonzero(chosen)
    if not len(places):
        return np.full(len(after), NOWHERE)
    index = np.searchsorted(places, after, side="right")
    found = places[np.minimum(index, len(places) - 1)]
    same = (index < len(places)) & (log.group[found] == log.group[after])
    return np.where(same, found, NOWHERE)


def _milestones(log: _Log, pauses: _Pauses) -> pd.DataFrame:
    known = log.kind > 0
    columns = {name: log.first(log.of(kind)) for name, kind in FIRSTS.items()}
    solved = log.first(log.of(EventKind.RESOLVED))
    answered = log.first(log.of(EventKind.ANSWERED))
    otherwise = np.where(answered == NOWHERE, solved, answered)
    arrived = columns["arrived_at"]
    columns["answered_at"] = np.where(arrived == NOWHERE, otherwise, arrived)
    columns["first_resolved_at"] = solved
    reopened = log.of(EventKind.REOPENED)
    again = log.final(reopened)
    for name, kind in (("resolved_at", EventKind.RESOLVED), ("archived_at", EventKind.ARCHIVED)):
        place = log.final(log.of(kind))
        columns[name] = np.where(place > again, place, NOWHERE)
    columns["paused_since"] = paused = _open_pause(log, pauses)
    columns["first_at"], columns["last_at"] = log.first(known), log.final(known)
    frame = {name: moments_column(log.moments(places)) for name, places in columns.items()}
    reason = np.zeros(len(log.requests), dtype=np.int8)
    reason[paused != NOWHERE] = log.reason[paused[paused != NOWHERE]]
    counted = np.bincount(log.group[reopened], minlength=len(log.requests))
    return pd.DataFrame({
        "request": log.requests, **frame,
        "paused_reason": reason, "reopened": counted.astype(np.int32),
    })  # fmt: skip


def _open_pause(log: _Log, pauses: _Pauses) -> Ints:
    """Per request the place of the last pause that nothing has ended."""
    found = np.full(len(log.requests), NOWHERE, dtype=np.int64)
    begins = pauses.begins[pauses.ends == NOWHERE]
    # Places ascend, so the last one of a request stays.
    found[log.group[begins]] = begins
    return found
