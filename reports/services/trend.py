"""The weeks up to now with what happened in them, and the months by receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from core.periods import Period
from data.queries.services.catalogue import happenings
from data.queries.services.keys import EVERYWHERE, By, Each
from data.queries.services.sums import Span, counts, sums
from metrics.services.cohorts import cohort
from metrics.services.counts import Counts, Share, rate
from metrics.services.kinds import Measure, Unit
from metrics.workdays import workdays

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection

    from data.queries.services.keys import Where
    from metrics.services.cohorts import Cohort
    from metrics.services.counts import Rate
    from metrics.services.due import Standard
    from metrics.workdays import Workdays
    from reports.services.basis import Basis

WEEKS: Final = 26
MONTHS: Final = 12
HOURS_A_DAY: Final = 7.5
MINUTES_A_DAY: Final = 1440
FRIDAY: Final = 4
YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Note:
    """Something on the time axis: a holiday, or what happened in the regency."""

    first: date
    last: date
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Week:
    """A week: what came and went, and the compliance of what fell due in it.

    whole: it has ended; a running one is not held against whole ones.
    """

    week: str
    monday: date
    received: int
    resolved: int
    compliance: Rate
    first_response: Rate
    whole: bool
    notes: tuple[Note, ...]

    @property
    def net(self) -> int:
        """Received less resolved; above 0 the backlog grows."""
        return self.received - self.resolved


@dataclass(frozen=True, slots=True)
class Received:
    """The requests received in a month. in_time: of all of these; it cannot flatter.

    still_open: an outcome is still awaited. cohort: how far it can be judged.
    """

    cohort: Cohort
    met: int
    late: int
    still_open: int
    in_time: Rate

    @property
    def label(self) -> str:
        """`belum final (...)`; empty once nothing in it can change any more."""
        return self.cohort.label


def weeks(
    conn: Connection,
    held: Basis,
    *,
    by: By = By.REGENCY,
    where: Where = EVERYWHERE,
    number: int = WEEKS,
) -> tuple[Week, ...]:
    """The last weeks, the running one among them, oldest first. Due by the day due."""
    today = held.look.today
    first = today - timedelta(days=today.weekday(), weeks=number - 1)
    span = Span(first, today + timedelta(days=6 - today.weekday()), Each.DAY)
    days = counts(conn, held.look, held.marks, by=by, span=span, where=where)
    notes = notes_between(conn, held, first, span.last or today)
    parts: dict[date, Counts] = {}
    for (_code, text), found in days.items():
        day = date.fromisoformat(text)
        monday = day - timedelta(days=day.weekday())
        parts[monday] = parts.get(monday, Counts()) + found
    mondays = [first + timedelta(weeks=place) for place in range(number)]
    return tuple(_week(held, one, parts.get(one, Counts()), notes) for one in mondays)


def _week(held: Basis, monday: date, found: Counts, notes: tuple[Note, ...]) -> Week:
    sunday = monday + timedelta(days=6)
    year, number, _day = monday.isocalendar()
    return Week(
        week=f"{year}-W{number:02}",
        monday=monday,
        received=found.received,
        resolved=found.resolved,
        compliance=found.share(Share.COMPLIANCE, held.minimum),
        first_response=found.share(Share.FIRST_RESPONSE, held.minimum),
        whole=sunday < held.look.today,
        notes=tuple(one for one in notes if one.first <= sunday and one.last >= monday),
    )


def notes_between(conn: Connection, held: Basis, first: date, last: date) -> tuple[Note, ...]:
    """Days off from Monday to Friday, neighbours of one name as one, and what happened."""
    calendar = workdays(held.settings.calendar)
    found: list[Note] = []
    for place in range((last - first).days + 1):
        day = first + timedelta(days=place)
        name = calendar.name_of(day) if day.weekday() <= FRIDAY else None
        if name is None:
            continue
        before = found[-1] if found else None
        if before and before.name == name and (day - before.last).days == 1:
            found[-1] = Note(before.first, day, name, before.kind)
        else:
            found.append(Note(day, day, name, "hari_libur"))
    happened = (Note(one.first, one.last, one.name, one.kind)
                for one in happenings(conn, first, last))  # fmt: skip
    return tuple(sorted((*found, *happened), key=lambda one: (one.first, one.name)))


def by_receipt(
    conn: Connection,
    held: Basis,
    *,
    by: By = By.REGENCY,
    where: Where = EVERYWHERE,
    months: int = MONTHS,
) -> tuple[Received, ...]:
    """The last months by receipt, oldest first.

    Final once the longest target of all services has passed since the month's end, with the
    longest pause that may be counted off; from then on what is open is late. Convention.
    """
    today = held.look.today
    place = today.year * YEAR + today.month - months
    first = date(place // YEAR, place % YEAR + 1, 1)
    span = Span(first, Period.parse(f"{today:%Y-%m}").end, Each.MONTH)
    frame = sums(conn, by=by, span=span, where=where)
    grouped = frame.drop(columns="code").groupby("period", sort=True).sum()
    return tuple(_received(held, str(month), row) for month, row in grouped.iterrows())


def _received(held: Basis, month: str, row: pd.Series[int]) -> Received:
    whole = int(row["received"] - row["archived"] - row["unjudged"])
    met, late = int(row["met_in"]), int(row["late_in"])
    last = final_after(held, Period.parse(month).end)
    passed = held.look.today > last
    found = cohort(
        month,
        whole,
        whole if passed else met + late,
        np.datetime64(held.look.start_of(last + timedelta(days=1)), "s"),
        now=np.datetime64(held.look.now, "s"),
        today=held.look.today,
    )
    return Received(found, met, late, whole - met - late, rate(met, whole, held.minimum))


def final_after(held: Basis, end: date) -> date:
    """The day after which no request received up to `end` can be in time any more."""
    calendar = workdays(held.settings.calendar)
    longest = max(
        (_latest(one, end, calendar) for one in held.standards
         if one.measure is Measure.RESOLUTION),
        default=end,
    )  # fmt: skip
    return longest + timedelta(days=held.settings.services.pause_cap_days)


def _latest(standard: Standard, end: date, calendar: Workdays) -> date:
    if standard.unit is Unit.WORKING_DAYS:
        return calendar.add(end, ceil(standard.amount))
    if standard.unit is Unit.WORKING_HOURS:
        return calendar.add(end, ceil(standard.amount / HOURS_A_DAY) + 1)
    days = standard.amount
    if standard.unit is Unit.MINUTES:
        days = standard.amount / MINUTES_A_DAY
    return end + timedelta(days=ceil(days))
