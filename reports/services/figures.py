"""Public services as figures: compliance, first response, backlog, satisfaction, emergencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from core import clock
from core.periods import Period
from data.queries.services.keys import By, Each
from data.queries.services.sums import Open, Span, counts, open_now
from data.queries.services.village import finished_by_month
from metrics.services.counts import Share
from reports.services.basis import TOTAL, basis, figure_of
from reports.services.board import months_to
from reports.services.emergency import BEFORE, METRIC, events_of
from reports.services.emergency import FAMILY as EMERGENCY
from reports.services.emergency_rows import in_time, prepared, promised
from reports.services.lines import COMPLIANCE
from reports.services.satisfaction import METRIC as SATISFACTION
from reports.services.satisfaction import satisfaction_board
from reports.services.tiles import BACKLOG, FIRST_RESPONSE, OVERDUE
from reports.services.village import JOURNEYS, SHARE, share_of, village_figures, villages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from core.figure import Figure
    from reports.opd_figures import Asked
    from reports.services.basis import Basis
    from reports.services.emergency_rows import Rows

CLOSED: Final = "service_compliance_closed"
SHARES: Final = {
    COMPLIANCE: Share.COMPLIANCE,
    CLOSED: Share.CLOSED_ONLY,
    FIRST_RESPONSE: Share.FIRST_RESPONSE,
}
NUMBERS: Final = (BACKLOG, OVERDUE)
METRICS: Final = frozenset({*SHARES, *NUMBERS, METRIC, SHARE, JOURNEYS, SATISFACTION})
DISTRICT_DOTS: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What is asked for, and of which region: None for every one."""

    asked: Asked
    region: str | None
    held: Basis

    @property
    def months(self) -> tuple[str, str]:
        """The first and the last month of what is counted from rows: 13 unless others are asked."""
        last = self.asked.last and f"{Period.parse(self.asked.last).end:%Y-%m}"
        last = min(last or "9999", f"{self.held.look.today:%Y-%m}")
        first = self.asked.first and f"{Period.parse(self.asked.first).start:%Y-%m}"
        return first or months_to(last, BEFORE + 1)[0], last

    def of_region(self, region: str | None) -> bool:
        """Whether figures of a region (None: the regency) are asked for."""
        return self.region in (None, region or self.held.settings.regency.code)

    def kinds(self) -> Iterator[By]:
        """By what is asked for: an OPD has no places, a place no OPD."""
        if self.of_region(None):
            if self.asked.opd is None:
                yield By.REGENCY
            yield from (By.OPD, By.SERVICE)
        if self.asked.opd is None and self.region != self.held.settings.regency.code:
            yield By.DISTRICT

    def keys(self, by: By, code: str) -> dict[str, str | None] | None:
        """Region, OPD and component of a key; None where it is not asked for."""
        service = self.held.services.get(code) if by is By.SERVICE else None
        opd = service.opd if service is not None else code if by is By.OPD else None
        if self.asked.opd is not None and opd != self.asked.opd:
            return None
        if by is By.DISTRICT:
            if code.count(".") != DISTRICT_DOTS or not self.of_region(code):
                return None
            return {"region": code}
        return {"opd": opd, "component": code if by is By.SERVICE else TOTAL}


def service_figures(conn: Connection, asked: Asked, region: str | None = None) -> list[Figure]:
    """Every figure of public services that is asked for; everyone may see how many they are.

    By month: shares of the regency, each OPD, service and kecamatan, from the sums. At the moment
    of looking, with the day as their period: what is open and overdue. By year: satisfaction.
    Counted from rows, of the last 13 months unless others are asked for: emergencies. Papers
    finished in the village: the regency by month; journeys and kecamatan of the last ended month.
    """
    if not asked.wants(*METRICS):
        return []
    held = basis(conn, asked.settings, clock.now())
    this = _Asked(asked, region, held)
    found: list[Figure] = []
    if held.loaded.imported_at is not None:
        found += _shares(conn, this)
        found += _numbers(conn, this)
        found += _emergencies(conn, this)
        found += _villages(conn, this)
    return [*found, *_satisfaction(conn, this)]


def _shares(conn: Connection, this: _Asked) -> Iterator[Figure]:
    wanted = [metric for metric in SHARES if this.asked.wants(metric)]
    if not wanted:
        return
    held, asked = this.held, this.asked
    first = None if asked.first is None else Period.parse(asked.first).start
    last = Period.parse(this.months[1]).end
    for by in this.kinds():
        cells = counts(conn, held.look, held.marks, by=by, span=Span(first, last, Each.MONTH))
        for (code, month), one in sorted(cells.items()):
            keys = this.keys(by, code)
            if keys is None or not month or not asked.holds(month):
                continue
            for metric in wanted:
                rate = one.share(SHARES[metric], held.minimum)
                if rate.whole:
                    yield figure_of(held, metric, month, rate, **_named(keys))


def _named(keys: dict[str, str | None]) -> dict[str, str]:
    return {name: code for name, code in keys.items() if code is not None}


def _numbers(conn: Connection, this: _Asked) -> Iterator[Figure]:
    day = this.held.look.today.isoformat()
    wanted = [metric for metric in NUMBERS if this.asked.wants(metric)]
    if not wanted or not this.asked.holds(day):
        return
    held = this.held
    for by in this.kinds():
        # The regency has no key of its own here: every request has exactly one OPD.
        kind = By.OPD if by is By.REGENCY else by
        still = open_now(conn, held.look, held.marks, by=kind)
        if by is By.REGENCY:
            still = {"": sum(still.values(), start=Open())}
        for code, one in sorted(still.items()):
            keys = this.keys(by, code)
            for metric in wanted if keys is not None else ():
                value = one.all if metric == BACKLOG else one.overdue
                yield figure_of(held, metric, day, float(value), **_named(keys or {}))


def _emergencies(conn: Connection, this: _Asked) -> Iterator[Figure]:
    """By month: each service that promises minutes, all of them, and these by kecamatan."""
    held, asked = this.held, this.asked
    judged = [
        code
        for code, one in held.services.items()
        if one.family == EMERGENCY and promised(held, code) is not None
    ]
    first, last = this.months
    if not judged or not asked.wants(METRIC) or first > last:
        return
    rows = prepared(held, events_of(conn, held, judged, first, last))
    for month in (str(one) for one in np.unique(rows.months)):
        if asked.holds(month):
            yield from _of_month(this, judged, month, rows.where(rows.months == month))


def _of_month(this: _Asked, judged: list[str], month: str, rows: Rows) -> Iterator[Figure]:
    held, mine = this.held, rows.where(rows.inside)
    if this.of_region(None):
        if this.asked.opd is None:
            yield figure_of(held, METRIC, month, in_time(held, mine))
        for code in judged:
            keys = this.keys(By.SERVICE, code)
            if keys is not None:
                rate = in_time(held, mine.where(mine.services == code))
                yield figure_of(held, METRIC, month, rate, **_named(keys))
    if this.asked.opd is None:
        for area in (str(one) for one in np.unique(mine.areas)):
            if area and this.of_region(area):
                rate = in_time(held, mine.where(mine.areas == area))
                yield figure_of(held, METRIC, month, rate, region=area)


def _villages(conn: Connection, this: _Asked) -> Iterator[Figure]:
    held, asked = this.held, this.asked
    if asked.opd is not None or not asked.wants(SHARE, JOURNEYS):
        return
    _first, last = this.months
    if asked.last is None:
        # Of a running month the share is no figure yet.
        last = f"{held.look.today.replace(day=1) - timedelta(days=1):%Y-%m}"
    if asked.holds(last):
        for one in village_figures(held, villages(conn, held, last)):
            if asked.wants(one.metric) and this.region in (None, one.region):
                yield one
    if asked.wants(SHARE) and this.of_region(None):
        start = Period.parse(asked.first or months_to(last, BEFORE + 1)[0]).start
        found = finished_by_month(conn, start, Period.parse(last).end)
        for month in sorted(found):
            if asked.holds(month) and month != last:
                yield figure_of(held, SHARE, month, share_of(held, found[month]))


def _satisfaction(conn: Connection, this: _Asked) -> Iterator[Figure]:
    """Each unit and all together, by year."""
    asked = this.asked
    if not asked.wants(SATISFACTION) or not this.of_region(None):
        return
    newest = satisfaction_board(conn, asked.settings)
    for year in newest.years:
        if not asked.holds(year):
            continue
        shown = newest
        if year != newest.year:
            shown = satisfaction_board(conn, asked.settings, year=year)
        if asked.opd is None:
            yield shown.whole.figure
        yield from (one.figure for one in shown.units if asked.opd in (None, one.code))
