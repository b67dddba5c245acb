"""The moment of looking, and the local day that it lies in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Look:
    """A moment as the queries need it. now, midnight: UTC without zone, as moments are stored.

    today: the local day of now; midnight: its beginning; offset: local time ahead of UTC.
    """

    now: datetime
    today: date
    midnight: datetime
    offset: timedelta

    def day_of(self, moment: datetime) -> date:
        """The local day of a stored moment."""
        return (moment + self.offset).date()

    def start_of(self, day: date) -> datetime:
        """The stored moment at which a local day begins."""
        return datetime(day.year, day.month, day.day) - self.offset  # noqa: DTZ001 (UTC without zone, as stored)


def look_at(now: datetime, time_zone: str) -> Look:
    """The look at a moment. now: aware, or UTC without zone; parts of a second are cut off."""
    aware = (now if now.tzinfo else now.replace(tzinfo=UTC)).replace(microsecond=0)
    local = aware.astimezone(ZoneInfo(time_zone))
    offset = local.utcoffset() or timedelta()
    stored = aware.astimezone(UTC).replace(tzinfo=None)
    midnight = datetime(local.year, local.month, local.day) - offset  # noqa: DTZ001 (as above)
    return Look(stored, local.date(), midnight, offset)
