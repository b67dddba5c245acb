"""How many requests a day brings, and at which hours: weekday, season, holidays, floods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from data.sample_services.tables import curves, desks, lots
from metrics.services.hours import DAY, EPOCH
from metrics.services.openings import Season, openings
from metrics.workdays import workdays

if TYPE_CHECKING:
    from core.settings import Settings
    from data.sample_services.tables import Flags, Floats, Ints

YEARS: Final = 3
DAYS_A_YEAR: Final = 365.25
HOUR: Final = 3600
FRIDAY: Final = 4
# Office services from Monday to Friday; people come early in the week.
WEEKDAYS: Final = (1.18, 1.06, 1.0, 0.96, 0.8, 1.0, 1.0)
RAMADAN: Final = 0.84
# The first working day after so many days off, and the two days after it.
LONG_BREAK: Final = 4
AFTER_BREAK: Final = (1.55, 1.3, 1.12)
UNEVEN: Final = 0.10
FLOODS_A_YEAR: Final = 2
FLOOD: Final = (2.6, 3.2, 2.2, 1.6, 1.2)
FLOOD_MONTHS: Final = 59
# Office desks by the kind of day: which profile takes the place of which.
CHANGED: Final = {
    "off": {"kantor": "daring"},
    "friday": {"kantor": "jumat"},
    "ramadan": {"kantor": "kantor_ramadan", "daring": "daring_ramadan"},
}
SMOOTH: Final = 14
SEASON: Final = 120


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The three years. first: the first local day, from 1970-01-01 on.

    weights: (days, desks), all of them 1 together; profile: the place in `profiles` for each of
    them; profiles: (profiles, 25), the share of a day's requests before each full hour; limit:
    the share of the last day that has passed, by profile; load: work that waits, around 1, by day.
    """

    first: int
    weights: Floats
    profile: Ints
    profiles: Floats
    limit: Floats
    load: Floats

    @property
    def count(self) -> int:
        """How many days."""
        return len(self.weights)


def floods(regency: str, year: int) -> tuple[date, ...]:
    """First days of the made-up floods of a year, in January and February."""
    lot = lots(regency, "floods", year)
    found = sorted(int(day) for day in lot.integers(0, FLOOD_MONTHS, FLOODS_A_YEAR))
    return tuple(date(year, 1, 1) + timedelta(days=day) for day in found)


def days_of(regency: str, until: int, settings: Settings, offset: int) -> Days:
    """The days of the three years that end at a moment (seconds, UTC)."""
    last = (until + offset - 1) // DAY
    end = date.fromordinal(last + EPOCH)
    first = end - timedelta(days=round(YEARS * DAYS_A_YEAR) - 1)
    days = [first + timedelta(days=number) for number in range((end - first).days + 1)]
    kinds = _kinds(days, settings)
    names, profile = _profiles(kinds)
    shapes = np.array([curves("profiles.csv")[name] for name in names])
    passed = np.concatenate([np.zeros((len(names), 1)), np.cumsum(shapes, axis=1)], axis=1)
    passed /= passed[:, -1:]
    hour = (until + offset - last * DAY) / HOUR
    limit = np.array([np.interp(hour, np.arange(25), line) for line in passed])
    weights = _weights(regency, days, kinds)
    office = weights[:, desks().is_word("profile", "kantor")].sum(axis=1)
    weights[-1] *= limit[profile[-1]]
    return Days(
        first.toordinal() - EPOCH, weights / weights.sum(), profile, passed, limit, _load(office)
    )


def _kinds(days: list[date], settings: Settings) -> dict[str, Flags]:
    """Which days are off, Fridays and days of Ramadan."""
    calendar, hours = workdays(settings.calendar), openings(settings.calendar)
    return {
        "off": np.array([not calendar.is_worked(day) for day in days]),
        "friday": np.array([day.weekday() == FRIDAY for day in days]),
        "ramadan": np.array([hours.season(day) is Season.RAMADAN for day in days]),
    }


def _profiles(kinds: dict[str, Flags]) -> tuple[list[str], Ints]:
    """Names of all profiles, and by day and desk the place of its own."""
    names = list(curves("profiles.csv"))
    own = desks().words["profile"]
    found = np.empty((len(kinds["off"]), len(own)), dtype=np.int64)
    found[:] = [names.index(name) for name in own]
    for kind in ("friday", "ramadan", "off"):
        for before, after in CHANGED[kind].items():
            here = kinds[kind][:, None] & np.array([name == before for name in own])[None, :]
            found[here] = names.index(after)
    return names, found


def _weights(regency: str, days: list[date], kinds: dict[str, Flags]) -> Floats:
    """Shares of requests by day and desk, not yet brought to a sum of 1."""
    all_desks = desks()
    office = all_desks.is_word("profile", "kantor")
    count, off = len(days), kinds["off"]
    weights = np.exp(UNEVEN * lots(regency, "days").standard_normal((count, len(office))))
    weights *= all_desks.numbers["weight"]
    years = np.arange(count) / DAYS_A_YEAR
    weights *= all_desks.numbers["growth"] ** years[:, None]
    weekday = np.array([WEEKDAYS[day.weekday()] for day in days])
    pull = np.where(off, 1.0, weekday * np.where(kinds["ramadan"], RAMADAN, 1.0) * _breaks(off))
    weights[:, office] *= pull[:, None]
    weights *= np.where(off[:, None], all_desks.numbers["off"], 1.0)
    months = np.array([day.month - 1 for day in days])
    for name, curve in curves("seasons.csv").items():
        affected = np.array([name in words.split() for words in all_desks.words["seasons"]])
        weights[:, affected] *= curve[months][:, None]
    wet = np.array(["banjir" in words.split() for words in all_desks.words["seasons"]])
    weights[:, wet] *= _flooded(regency, days)[:, None]
    return weights


def _breaks(off: Flags) -> Floats:
    """More people on the first working days after a long break."""
    found = np.ones(len(off))
    away, since = 0, len(AFTER_BREAK)
    for place, is_off in enumerate(off):
        if is_off:
            away += 1
            continue
        since = 0 if away >= LONG_BREAK else since
        if since < len(AFTER_BREAK):
            found[place] = AFTER_BREAK[since]
        away, since = 0, since + 1
    return found


def _flooded(regency: str, days: list[date]) -> Floats:
    found = np.ones(len(days))
    for year in {day.year for day in days}:
        for start in floods(regency, year):
            for number, times in enumerate(FLOOD):
                place = (start - days[0]).days + number
                if 0 <= place < len(found):
                    found[place] = max(found[place], times)
    return found


def _load(office: Floats) -> Floats:
    """The last two weeks against the usual of the months around: who comes often, waits."""
    return np.asarray((_trailing(office, SMOOTH) / _trailing(office, SEASON)).clip(0.7, 1.5))


def _trailing(values: Floats, days: int) -> Floats:
    total = np.cumsum(np.concatenate([np.full(days, values.mean()), values]))
    return np.asarray((total[days:] - total[:-days]) / days)
