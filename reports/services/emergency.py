"""Emergency services: who was there within its minutes, by service, month and kecamatan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from core.periods import Period
from data.queries.services.emergency import emergencies
from metrics.services.emergency import steps
from reports.services.basis import figure_of
from reports.services.board import months_to
from reports.services.emergency_rows import emergency_of, in_time, prepared, promised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    import pandas as pd
    from sqlalchemy import Connection

    from core.figure import Figure
    from core.scope import Scope
    from data.queries.services.catalogue import Service
    from metrics.services.counts import Rate
    from metrics.services.emergency import Emergency, Response
    from metrics.services.percentiles import Spread
    from reports.services.basis import Basis
    from reports.services.emergency_rows import Rows

METRIC: Final = "emergency_in_time"
FAMILY: Final = "darurat"
BEFORE: Final = 12
"""Months before the chosen one that the trend shows."""
LISTED: Final = 10


@dataclass(frozen=True, slots=True, eq=False)
class Crew:
    """The events of one emergency service. judged: it promises minutes; targets: which ones.

    Without a judged event they are those promised last. open: events that nobody has closed yet.
    """

    service: Service
    found: Emergency
    judged: bool
    targets: tuple[float, ...]
    open: int

    @property
    def code(self) -> str:
        """The service's code."""
        return self.service.code

    @property
    def inside(self) -> Response:
        """What is judged, or shown with its spread where nothing is promised."""
        return self.found.inside

    @property
    def in_time(self) -> Rate:
        """In time / events with both times inside the area."""
        return self.found.inside.in_time

    @property
    def late(self) -> int:
        """Events with both times that took longer than was promised."""
        return self.in_time.whole - self.in_time.part if self.judged else 0

    @property
    def events(self) -> int:
        """All of them, inside and outside."""
        return self.found.inside.events + self.found.outside.events

    @property
    def missing(self) -> int:
        """Without one of the two times."""
        return self.found.inside.missing + self.found.outside.missing

    @property
    def faulty(self) -> int:
        """With times that cannot be: counted in no share."""
        return self.found.inside.faulty + self.found.outside.faulty


@dataclass(frozen=True, slots=True, eq=False)
class Alarms:
    """The emergency services of one month, one of them in depth.

    crews: of the month, in the order of the register. spoken: the one in depth over the 12 months
    up to the month; months: the 13 up to it, oldest first; rolling: the share of the 12 months up
    to each, where most months have too few events for one. areas, areas_year: by kecamatan (desa
    of the chosen one) of the month and of those 12. steps: turnout and travel of the 12 inside
    the area, minutes.
    rows: the events of the month.
    """

    month: str
    crews: tuple[Crew, ...]
    spoken: Crew
    months: tuple[tuple[str, Emergency], ...]
    rolling: tuple[tuple[str, Rate], ...]
    areas: dict[str, Emergency]
    areas_year: dict[str, Emergency]
    steps: tuple[Spread, Spread]
    rows: Rows

    @property
    def now(self) -> Crew:
        """The same service in the month alone."""
        return next(one for one in self.crews if one.code == self.spoken.code)


def alarms(
    conn: Connection, held: Basis, month: str, *, service: str = "", place: str = ""
) -> Alarms | None:
    """The events received in a month; None where no emergency service is registered.

    service: the one in depth, else one that promises minutes, with the most events. place: a
    kecamatan or desa, empty for all.
    """
    known = {code: one for code, one in held.services.items() if one.family == FAMILY}
    if not known:
        return None
    span = months_to(month, BEFORE + 1)
    rows = prepared(held, events_of(conn, held, known, month, month), place)
    crews = tuple(
        _crew(held, one, rows.where(rows.services == code)) for code, one in known.items()
    )
    chosen = service if service in known else _spoken_of(crews)
    year = prepared(held, events_of(conn, held, [chosen], span[0], month), place)
    last, judged = year.where(year.months > span[0]), promised(held, chosen) is not None
    by_month = tuple(
        (one, emergency_of(held, year.where(year.months == one), judged=judged)) for one in span
    )
    return Alarms(
        month=month,
        crews=crews,
        spoken=_crew(held, known[chosen], last),
        months=by_month,
        rolling=_rolling(conn, held, chosen, by_month, place),
        areas=_by_area(held, rows.where(rows.services == chosen), judged=judged),
        areas_year=_by_area(held, last, judged=judged),
        steps=steps(
            last.where(last.inside & ~last.flawed).events,
            held.settings.services.min_percentile_count,
        ),
        rows=rows,
    )


def events_of(
    conn: Connection, held: Basis, services: Iterable[str], first: str, last: str
) -> pd.DataFrame:
    """The events received from one local month to another."""
    start = held.look.start_of(Period.parse(first).start)
    end = held.look.start_of(Period.parse(last).end + timedelta(days=1))
    return emergencies(conn, list(services), start, end)


def _spoken_of(crews: tuple[Crew, ...]) -> str:
    best = max(crews, key=lambda one: (one.judged, one.events, one.code))
    return best.code


def _crew(held: Basis, service: Service, rows: Rows) -> Crew:
    minutes = promised(held, service.code)
    judged = minutes is not None
    known = np.unique(rows.target[~np.isnan(rows.target)])
    if minutes is not None and not len(known):
        known = np.array([minutes])
    return Crew(
        service=service,
        found=emergency_of(held, rows, judged=judged),
        judged=judged,
        targets=tuple(float(one) for one in known),
        open=int(rows.open.sum()),
    )


def _rolling(
    conn: Connection,
    held: Basis,
    service: str,
    by_month: Sequence[tuple[str, Emergency]],
    place: str,
) -> tuple[tuple[str, Rate], ...]:
    """Where most months are too small: so few events that twice as many months are read."""
    shown = sum(found.inside.in_time.value is not None for _month, found in by_month)
    if 2 * shown >= len(by_month) or promised(held, service) is None:
        return ()
    span = [month for month, _found in by_month]
    first = months_to(span[0], BEFORE)[0]
    rows = prepared(held, events_of(conn, held, [service], first, span[-1]), place)
    found = []
    for month in span:
        begin = months_to(month, BEFORE)[0]
        some = rows.where(rows.inside & (rows.months >= begin) & (rows.months <= month))
        found.append((month, in_time(held, some)))
    return tuple(found)


def _by_area(held: Basis, rows: Rows, *, judged: bool) -> dict[str, Emergency]:
    return {
        str(area): emergency_of(held, rows.where(rows.areas == area), judged=judged)
        for area in np.unique(rows.areas)
    }


def crew_figures(held: Basis, month: str, crews: Iterable[Crew]) -> tuple[Figure, ...]:
    """The share in time of each service that promises minutes."""
    return tuple(
        figure_of(held, METRIC, month, one.in_time, opd=one.service.opd, component=one.code)
        for one in crews
        if one.judged
    )


@dataclass(frozen=True, slots=True)
class Slow:
    """One event of the month. minutes until the crew was there; late: longer than promised."""

    id: int
    number: str
    service: str
    region: str | None
    received_at: datetime
    minutes: float
    target: float | None
    late: bool


def slowest(found: Alarms, scope: Scope, service: str = "") -> tuple[Slow, ...]:
    """The events of the month that took longest, those later than promised first.

    As far as the reader sees single requests; service: of one alone.
    """
    rows, wanted = found.rows, ~found.rows.flawed & (found.rows.minutes >= 0)
    if service:
        wanted &= rows.services == service
    if not scope.sees_requests:
        wanted &= rows.events["opd"].isin(sorted(scope.full)).to_numpy(dtype=bool)
    some = rows.where(wanted)
    late = some.inside & (some.minutes > some.target)
    order = np.lexsort((some.place, -some.minutes, ~late))[:LISTED]
    events = some.events
    return tuple(
        Slow(
            id=int(events["id"].iloc[at]),
            number=str(events["number"].iloc[at]),
            service=str(some.services[at]),
            region=events["region"].iloc[at],
            received_at=events["received_at"].iloc[at].to_pydatetime(),
            minutes=float(some.minutes[at]),
            target=None if np.isnan(some.target[at]) else float(some.target[at]),
            late=bool(late[at]),
        )
        for at in order
    )
