"""Service standards as data with validity, and when each request is due by its own.

A request is judged by the standard that was valid on the local day of its receipt, also after a
later change. UU 25/2009 (a published standard per service); Perpres 76/2013 (complaints).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.services.clock import clock_of, days_of
from metrics.services.hours import DAY, EPOCH
from metrics.services.spans import Course

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from metrics.services.hours import Ints, OfficeHours
    from metrics.services.kinds import Measure, Start, Unit
    from metrics.services.spans import Spans

WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Standard:
    """One promise of a service. klass: the class of requests it is for, empty for all others.

    amount counts in `unit`. valid_from, valid_to: first and last local day of receipt.
    """

    service: str
    klass: str
    measure: Measure
    unit: Unit
    amount: float
    start: Start
    valid_from: date
    valid_to: date | None
    source: str

    @property
    def seconds(self) -> int:
        """The amount in seconds of its clock; 0 where it counts days."""
        return round(self.amount * self.unit.seconds)


@dataclass(frozen=True, slots=True)
class Due:
    """When requests are due, as moments. target: seconds on the clock up to then, less pauses.

    at: the target is first used up; late_after: the last moment that still meets it; at_risk: the
    first moment with so much of it used up that a request counts as at risk; half, double: the
    last moments with no more than 50 % and 200 % of it used up.
    """

    at: Ints
    late_after: Ints
    at_risk: Ints
    half: Ints
    double: Ints
    target: Ints


def applicable(
    standards: Sequence[Standard], measure: Measure, requests: pd.DataFrame, day: Ints
) -> Ints:
    """Per request the place of its standard in `standards`, -1 without one.

    requests: columns service and klass (text; missing is no class). day: local day of receipt,
    from 1970-01-01 on. The standard of the class goes before that of the service; of several that
    are valid on the day, the one that began last.
    """
    services, service_names = _codes(requests["service"])
    klasses, klass_names = _codes(requests["klass"])
    pair = (services + 1) * (len(klass_names) + 1) + klasses + 1
    order = np.argsort(pair, kind="stable")
    ordered = pair[order]
    found = np.full(len(requests), -1, dtype=np.int64)
    for place in _weakest_first(standards, measure):
        one = standards[place]
        if one.service not in service_names or (one.klass and one.klass not in klass_names):
            continue
        lowest = (service_names[one.service] + 1) * (len(klass_names) + 1)
        bounds = (lowest, lowest + len(klass_names) + 1)
        if one.klass:
            bounds = (lowest + klass_names[one.klass] + 1, lowest + klass_names[one.klass] + 2)
        rows = order[slice(*np.searchsorted(ordered, bounds))]
        found[rows[_valid(one, day[rows])]] = place
    return found


def _codes(column: pd.Series) -> tuple[Ints, dict[str, int]]:
    codes, names = pd.factorize(column)
    return codes.astype(np.int64), {str(name): code for code, name in enumerate(names)}


def _weakest_first(standards: Sequence[Standard], measure: Measure) -> Iterable[int]:
    """Places in the order in which a later one overrules an earlier; a rule, not the file's."""

    def strength(place: int) -> tuple[object, ...]:
        one = standards[place]
        end = one.valid_to or date.max
        return (bool(one.klass), one.valid_from, end, one.unit, one.amount, one.start, one.source)

    return sorted(
        (place for place, one in enumerate(standards) if one.measure is measure), key=strength
    )


def _valid(standard: Standard, day: Ints) -> npt.NDArray[np.bool_]:
    last = (standard.valid_to or date.max).toordinal() - EPOCH
    return (standard.valid_from.toordinal() - EPOCH <= day) & (day <= last)


def due(
    unit: Unit, amounts: Ints, start: Ints, pauses: Spans, hours: OfficeHours, *, at_risk: int
) -> Due:
    """When requests of one unit are due.

    amounts: seconds of the clock, or days for a unit that counts days. start: moments, none
    missing. pauses: clipped to the start of each request. at_risk: percent of the target.
    """
    clock = clock_of(unit, hours)
    base = clock.sums(start)
    course = Course(base, pauses, clock.sums(pauses.start), clock.sums(pauses.end))
    if unit.counts_days:
        at = late = hours.end_of(_due_day(unit, amounts, start, pauses, hours))
        target = np.maximum(course.run(clock.sums(at)), 0)
    else:
        target = amounts
        at = np.maximum(start, clock.first(course.reached(target)))
        late = np.maximum(start, clock.last(course.outlasted(target)))
    risk = clock.first(course.reached(-(-target * at_risk // WHOLE)))
    # A target of nothing is used up at once, and over as soon as it is late.
    half = np.where(target == 0, start, clock.last(course.outlasted(target // 2)))
    double = np.where(target == 0, late, clock.last(course.outlasted(2 * target)))
    return Due(at, late, np.maximum(start, risk), half, double, target)


def _due_day(unit: Unit, amounts: Ints, start: Ints, pauses: Spans, hours: OfficeHours) -> Ints:
    """The due day, moved by each day that counts and that a pause covers from end to end."""
    counted = days_of(unit, hours)
    received = hours.day_of(start)
    # Day 0 does not count, so a pause that covers it moves nothing.
    first = np.maximum(-(-(pauses.start + hours.offset) // DAY), received[pauses.position] + 1)
    begins = counted.passed(first - 1)
    ends = np.maximum(begins, counted.passed(hours.day_of(pauses.end) - 1))
    course = Course(counted.passed(received), pauses, begins, ends)
    return np.maximum(received, counted.nth(course.reached(amounts)))
