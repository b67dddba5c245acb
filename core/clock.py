"""The present moment, at one place, so that tests and samples can hold it still."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from core.settings import Regency


def now() -> datetime:
    """The present moment in UTC, without microseconds."""
    return datetime.now(UTC).replace(microsecond=0)


def hour() -> datetime:
    """The full hour that has passed last, in UTC: how long a view of open requests may be kept."""
    return now().replace(minute=0, second=0)


def today(regency: Regency) -> date:
    """The present day in the regency's own zone."""
    return now().astimezone(ZoneInfo(regency.time_zone)).date()
