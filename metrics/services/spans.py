"""Pauses as disjoint spans per request, and what they take off a clock. No loop over requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from metrics.services.hours import DAY, Ints

SHIFT: Final = 2**34


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans in the order of position and start. position: the row of the request."""

    position: Ints
    start: Ints
    end: Ints

    def total(self, lengths: Ints, n: int) -> Ints:
        """Per request, of n, the sum of a number per span (exact below 2**53)."""
        return np.bincount(self.position, weights=lengths, minlength=n).astype(np.int64)

    def before(self, lengths: Ints) -> Ints:
        """Per span the sum of a number over the earlier spans of its request."""
        running = np.cumsum(lengths) - lengths
        return running - running[self._firsts()]

    def _firsts(self) -> Ints:
        """Per span the index of its request's first span."""
        return np.searchsorted(self.position, self.position, side="left")

    def of_rows(self, rows: Ints, n: int) -> Spans:
        """The spans of some requests, their positions counted among these; rows ascend."""
        place = np.full(n, -1, dtype=np.int64)
        place[rows] = np.arange(len(rows), dtype=np.int64)
        position = place[self.position]
        kept = position >= 0
        return Spans(position[kept], self.start[kept], self.end[kept])


def merged(position: Ints, start: Ints, end: Ints) -> Spans:
    """Spans in order, those of a request that overlap or touch made one.

    Moments from 0 up to 2**34 seconds (the year 2514).
    """
    order = np.argsort(position * SHIFT + start)
    position, start, end = position[order], start[order], end[order]
    # One running maximum serves all requests: each lies on a storey of its own.
    reach = np.maximum.accumulate(end + position * SHIFT) - position * SHIFT
    begins = np.ones(len(position), dtype=np.bool_)
    begins[1:] = (position[1:] != position[:-1]) | (start[1:] > reach[:-1])
    firsts = np.flatnonzero(begins)
    lasts = np.append(firsts[1:], len(position))[: len(firsts)] - 1
    return Spans(position[firsts], start[firsts], reach[lasts])


def clipped(spans: Spans, lower: Ints, upper: Ints, cap_days: int) -> Spans:
    """What of the spans lies within each request's bounds, in all at most the cap.

    lower, upper: per request. What goes beyond the cap, in calendar days, is no pause.
    """
    start = np.maximum(spans.start, lower[spans.position])
    end = np.minimum(spans.end, upper[spans.position])
    kept = end > start
    inside = Spans(spans.position[kept], start[kept], end[kept])
    lengths = inside.end - inside.start
    allowed = np.clip(cap_days * DAY - inside.before(lengths), 0, lengths)
    counted = allowed > 0
    return Spans(inside.position[counted], inside.start[counted], (inside.start + allowed)[counted])


@dataclass(frozen=True, slots=True)
class Course:
    """How clocks run on beside pauses. base: per request the sum of its clock at the start.

    begins, ends: per span the sums at its ends. The net sums at which pauses begin never fall, so
    those that begin before an amount is used up are the first ones of each request.
    """

    base: Ints
    spans: Spans
    begins: Ints
    ends: Ints

    def reached(self, amount: Ints) -> Ints:
        """Per request the sum of its clock at which so much is first used up."""
        lengths = self.ends - self.begins
        net = self.begins - self.spans.before(lengths)
        counted = net < (self.base + amount)[self.spans.position]
        off = self.spans.total(np.where(counted, lengths, 0), len(self.base))
        return self.base + amount + off

    def outlasted(self, amount: Ints) -> Ints:
        """The same sum after every pause that begins when so much is just used up."""
        return self.reached(amount + 1) - 1

    def run(self, sums: Ints) -> Ints:
        """Per request what is used up when its clock has come to a sum."""
        limit = sums[self.spans.position]
        off = np.minimum(self.ends, limit) - np.minimum(self.begins, limit)
        return sums - self.base - self.spans.total(off, len(self.base))
