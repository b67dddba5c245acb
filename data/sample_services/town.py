"""Everything that a run of the generator stands on: desks, days, places, office hours, the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np

from data.sample_services.places import Places, places_of
from data.sample_services.season import Days, days_of
from data.sample_services.tables import Desks, desks
from metrics.services.clock import WorkingClock
from metrics.services.hours import OfficeHours, office_hours

if TYPE_CHECKING:
    from core.settings import Settings
    from data.sample_services.tables import Flags, Ints

# Offices that answer what comes in through SP4N-LAPOR!, how much each, and how slowly.
COMPLAINTS: Final = (
    ("OPD-06", 0.26, 1.55),
    ("OPD-11", 0.15, 1.05),
    ("OPD-15", 0.13, 0.95),
    ("OPD-09", 0.11, 1.10),
    ("OPD-05", 0.10, 0.80),
    ("OPD-04", 0.08, 0.90),
    ("OPD-12", 0.08, 0.60),
    ("OPD-08", 0.05, 0.85),
    ("OPD-16", 0.04, 0.50),
)
DISTRICT_OFFICE: Final = "KEC-"


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    """A regency as the generator sees it. until: nothing is later (seconds, UTC).

    offices: codes of all OPD that handle requests: the owners of the services, those of
    COMPLAINTS, and last the offices of the kecamatan.
    """

    regency: str
    desks: Desks
    days: Days
    places: Places
    hours: OfficeHours
    offices: tuple[str, ...]
    until: int

    @property
    def never(self) -> int:
        """A moment that stands for one that does not come: what is later is left out."""
        return self.until + 1

    def is_open(self, moments: Ints) -> Flags:
        """Whether the offices work at these moments."""
        clock = WorkingClock(self.hours)
        found: Flags = clock.sums(moments + 1) > clock.sums(moments)
        return found

    def office(self, code: str) -> int:
        """The place of an office."""
        return self.offices.index(code)


def town_of(regency: str, until: datetime, settings: Settings) -> Town:
    """The regency of a code; until: aware, or in UTC without zone."""
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    end = int(aware.timestamp())
    hours = office_hours(settings.calendar, settings.regency.time_zone)
    places, all_desks = places_of(regency), desks()
    offices = dict.fromkeys((*all_desks.owners, *(code for code, _share, _pace in COMPLAINTS)))
    return Town(
        regency,
        all_desks,
        days_of(regency, end, settings, hours.offset),
        places,
        hours,
        (*offices, *(DISTRICT_OFFICE + code for code in places.districts)),
        end,
    )


def day_of(town: Town, moments: Ints) -> Ints:
    """The place of each moment's local day among the town's days."""
    return np.clip(town.hours.day_of(moments) - town.days.first, 0, town.days.count - 1)
