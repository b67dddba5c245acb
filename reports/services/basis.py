"""What every screen of services stands on, read once: the moment, the names, what is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.figure import Figure, Publication, State, state_label
from core.numbers import moment
from core.words import _
from data.queries.performance.offices import offices
from data.queries.regions import parts_of
from data.queries.services.catalogue import loaded, read_standards, services
from data.queries.services.moment import look_at
from data.queries.services.today import today_of
from metrics.definitions import definition

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from core.settings import Settings
    from data.queries.performance.offices import Office
    from data.queries.services.catalogue import Loaded, Service
    from data.queries.services.moment import Look
    from data.queries.services.today import Today
    from metrics.services.counts import Rate
    from metrics.services.due import Standard

TOTAL: Final = "total"
WAITS: Final = (State.NO_DATA, State.INSUFFICIENT)


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The moment of looking with the names that go with codes. places: of kecamatan and desa."""

    settings: Settings
    look: Look
    marks: Today
    services: Mapping[str, Service]
    offices: Mapping[str, Office]
    places: Mapping[str, str]
    standards: tuple[Standard, ...]
    loaded: Loaded

    @property
    def minimum(self) -> int:
        """The number under which a rate is not shown."""
        return self.settings.services.min_rate_count

    @property
    def as_of(self) -> str:
        """The moment of looking as people read it."""
        return moment(self.look.now, self.settings.regency)

    @property
    def known(self) -> str:
        """When the newest requests were brought in; words where none ever were."""
        if self.loaded.imported_at is None:
            return _("no requests are loaded yet")
        return _("requests loaded {moment}").format(
            moment=moment(self.loaded.imported_at, self.settings.regency)
        )

    @property
    def source(self) -> str:
        """Where the requests come from."""
        return self.loaded.source or _("service systems of the OPD")

    def service_name(self, code: str) -> str:
        """The name of a service; its code where it is unknown."""
        return self.services[code].name if code in self.services else code

    def office_name(self, code: str) -> str:
        """The short name of an OPD; its code where it is unknown."""
        return self.offices[code].short_name if code in self.offices else code

    def place_name(self, code: str | None) -> str:
        """The name of a kecamatan or desa; words where a request names none."""
        if not code or code == self.settings.regency.code:
            return _("place not recorded")
        return self.places.get(code, code)


def basis(conn: Connection, settings: Settings, now: datetime) -> Basis:
    """Names, standards and the marks of today, as of a moment (UTC)."""
    look = look_at(now, settings.regency.time_zone)
    return Basis(
        settings=settings,
        look=look,
        marks=today_of(conn, look),
        services={one.code: one for one in services(conn)},
        offices={one.code: one for one in offices(conn)},
        places={one.code: one.label for one in parts_of(conn, settings.regency.code)},
        standards=read_standards(conn),
        loaded=loaded(conn),
    )


def figure_of(
    held: Basis,
    metric: str,
    period: str,
    found: Rate | float | None,
    *,
    region: str | None = None,
    opd: str | None = None,
    component: str = TOTAL,
) -> Figure:
    """A share or a number as a figure, with its state in words; n stands in the words."""
    value = found if found is None or isinstance(found, float) else found.value
    state, label = State.OK, state_label(State.OK)
    if value is None:
        state = State.NO_DATA if found is None or isinstance(found, float) else found.state
        named = None if found is None or isinstance(found, float) else found.reason
        label = named or state_label(state)
    return Figure(
        metric=metric,
        region=region or held.settings.regency.code,
        opd=opd,
        component=component,
        period=period,
        value=value,
        unit=definition(metric).unit,
        state=state,
        state_label=label,
        publication=Publication.DERIVED,
        source=held.source,
        source_url=held.loaded.source_url,
        as_of=held.look.today.isoformat(),
        sample=held.loaded.sample,
    )
