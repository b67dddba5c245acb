"""What Layanan publik is made from: read by parts, so that a look reads no more than it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from core.numbers import number
from core.words import _
from data.queries.services.ages import ages
from data.queries.services.keys import By, Where
from data.queries.services.lengths import Asked, of_districts, of_services, weeks_to
from data.queries.services.sums import Open
from metrics.services.ageing import Ageing
from metrics.services.counts import Counts
from metrics.services.kinds import Unit
from metrics.services.places import late_map
from reports.services.answer import most_overdue
from reports.services.area import window
from reports.services.board import HISTORY, age_of, months_of, months_to, usual_month, whole_line
from reports.services.durations import CALENDAR_DAY, MINUTE, WORKING_DAY, paces
from reports.services.lines import line_of, lines
from reports.services.trend import by_receipt, weeks
from reports.services.words import standards_on

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    from data.queries.services.lengths import Lengths
    from metrics.services.places import Place
    from pages.layanan.choices import Chosen
    from reports.services.basis import Basis
    from reports.services.durations import Pace
    from reports.services.lines import Line
    from reports.services.trend import Received, Week

MONTHS_OF_TIMES: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """What may be chosen, in words. months: newest first; usual: the newest that has ended."""

    months: tuple[str, ...]
    usual: str
    offices: Mapping[str, str]
    services: Mapping[str, str]
    owners: Mapping[str, str]
    families: Mapping[str, str]
    places: Mapping[str, str]

    def services_of(self, opd: str, families: Collection[str] = ()) -> Mapping[str, str]:
        """The services of an OPD; all of them without one, or where it gives those of others.

        families: of these kinds alone, where any are given.
        """
        if families:
            return {
                code: name
                for code, name in self.services.items()
                if self.families[code] in families
            }
        own = {code: name for code, name in self.services.items() if self.owners[code] == opd}
        return own if opd and own else self.services


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """How what is chosen stands, with the lines beside and below it that the answer names."""

    whole: Line
    offices: tuple[Line, ...]
    services: tuple[Line, ...]
    places: tuple[Line, ...]
    history: tuple[tuple[str, Counts], ...]


@dataclass(frozen=True, slots=True)
class Usually:
    """P80 of the last weeks of a service as a number with its unit; empty where too few."""

    service: str
    value: str
    unit: str
    promised: bool


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the look at the position shows beyond that. times: calendar, by kecamatan."""

    weeks: tuple[Week, ...]
    paces: Mapping[str, Pace]
    times: Mapping[str, Lengths]
    late: Mapping[str, Place]
    usual: Usually | None


def register(conn: Connection, held: Basis) -> Register:
    """Every month in which anything fell due, and the names of what has requests."""
    by_month = months_of(conn, held)
    months = sorted((month for month, one in by_month.items() if one.due), reverse=True)
    usual = usual_month(by_month, held.look.today)
    with_requests = {one.code for one in lines(conn, held, By.OPD, usual)}
    return Register(
        months=tuple(months) or ((usual,) if by_month else ()),
        usual=usual,
        offices={code: held.office_name(code) for code in held.offices if code in with_requests},
        services={code: one.name for code, one in held.services.items()},
        owners={code: one.opd for code, one in held.services.items()},
        families={code: one.family for code, one in held.services.items()},
        places=held.places,
    )


def standing(conn: Connection, held: Basis, chosen: Chosen) -> Standing:
    """The chosen line, and those of its parts: of the regency OPD, services and kecamatan."""
    month, by = chosen.period, chosen.by
    shown = months_to(month, HISTORY)
    by_month = months_of(conn, held, by, chosen.where, first=shown[0])
    history = tuple((one, by_month.get(one, Counts())) for one in shown)
    offices: tuple[Line, ...] = ()
    services: tuple[Line, ...] = ()
    places: tuple[Line, ...] = ()
    if by is By.REGENCY:
        offices = lines(conn, held, By.OPD, month)
        services = lines(conn, held, By.SERVICE, month)
        places = lines(conn, held, By.DISTRICT, month)
        whole = whole_line(held, month, by_month, offices)
        return Standing(whole, offices, services, places, history)
    found = lines(conn, held, by, month, chosen.where)
    whole = next((one for one in found if one.code == chosen.code), None) or line_of(
        held, by, chosen.code, month, of_month=Counts(), still=Open()
    )
    if by is By.OPD:
        own = frozenset(code for code, one in held.services.items() if one.opd == chosen.opd)
        services = lines(conn, held, By.SERVICE, month, Where(codes=own))
    elif by in (By.DISTRICT, By.VILLAGE):
        places = lines(conn, held, By.VILLAGE, month, Where(within=chosen.district))
    return Standing(whole, offices, services, places, history)


def evidence(conn: Connection, held: Basis, chosen: Chosen, found: Standing) -> Evidence:
    """Weeks, times and the late share by place, as far as the chosen has them."""
    codes = [one.code for one in found.services]
    if chosen.by is By.SERVICE:
        codes = [chosen.service]
    known = paces(conn, held, codes) if codes else {}
    first = most_overdue(one for one in found.services if one.code in known)
    spoken_of = first.code if first is not None else next(iter(known), "")
    return Evidence(
        weeks=weeks(conn, held, by=chosen.by, where=chosen.where),
        paces=known,
        usual=usually(conn, held, spoken_of) if spoken_of else None,
        times=_times(conn, held) if chosen.by is By.REGENCY else {},
        late=late(conn, held, chosen),
    )


def usually(conn: Connection, held: Basis, service: str) -> Usually | None:
    """Within what time four of five were done, on the clock of the promise."""
    rules = held.settings.services
    weeks_asked = weeks_to(held.look.today, rules.usual_weeks)
    asked = Asked(*weeks_asked, rules.histogram_from)
    units = {one.unit for one in standards_on(held.standards, service, held.look.today)}
    if not units:
        asked = Asked(*weeks_asked, rules.histogram_from, "lasted")
    lengths = of_services(conn, held.look, asked, [service]).get(service)
    if lengths is None:
        return None
    working = bool(units) and all(one.is_working for one in units)
    minutes = units == {Unit.MINUTES}
    a_day = MINUTE if minutes else WORKING_DAY if working else CALENDAR_DAY
    found = lengths.usual(a_day, rules.min_percentile_count).days
    unit = _("minutes") if minutes else _("working days") if working else _("days")
    return Usually(service, "" if found is None else number(found), unit, bool(units))


def late(conn: Connection, held: Basis, chosen: Chosen) -> Mapping[str, Place]:
    """The late share of the last 30 days: by kecamatan, or by desa of the one looked into."""
    if chosen.by not in (By.REGENCY, By.DISTRICT, By.VILLAGE):
        return {}
    by = By.VILLAGE if chosen.place else By.DISTRICT
    inside = f"{chosen.district or held.settings.regency.code}."
    found = late_map(window(conn, held, by), minimum=held.minimum)
    return {one.code: one for one in found if one.code.startswith(inside)}


def _times(conn: Connection, held: Basis) -> Mapping[str, Lengths]:
    """Calendar time from receipt to resolution by kecamatan: one clock for all services."""
    last = held.look.today
    first = (last.replace(day=1) - timedelta(days=31 * (MONTHS_OF_TIMES - 1))).replace(day=1)
    asked = Asked(first, last, held.settings.services.histogram_from, "lasted")
    return of_districts(conn, held.look, asked)


def cohorts(conn: Connection, held: Basis, chosen: Chosen) -> tuple[Received, ...]:
    """The last months by receipt of what is chosen, oldest first."""
    return by_receipt(conn, held, by=chosen.by, where=chosen.where)


def ageing(conn: Connection, held: Basis, chosen: Chosen, found: Standing) -> tuple[Ageing, Ageing]:
    """What is open, by the share of its target and by days."""
    by_days = ages(conn, held.look, by=chosen.by, where=chosen.where)
    days = by_days.get(chosen.code) or Ageing(())
    return age_of(found.whole.open), days
