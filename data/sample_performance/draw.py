"""Numbers that look drawn by lot and are decided by words: the same words, the same number."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from struct import Struct
from typing import Final

SATURDAY: Final = 5
WORD: Final = float(2**32)
EIGHT: Final = Struct(">8I")
# Office hours in UTC: within the same day in WIB, WITA and WIT.
MINUTES: Final = tuple(time(hour, minute) for hour in range(1, 7) for minute in range(60))
ROOT: Final = math.sqrt(3)


def lots(*words: object) -> tuple[int, ...]:
    """Eight whole numbers from 0 to below 2**32."""
    return EIGHT.unpack(sha256(" ".join(map(str, words)).encode()).digest())


def share(*words: object) -> float:
    """A number from 0 to below 1."""
    return as_share(lots(*words)[0])


def between(lowest: int, highest: int, *words: object) -> int:
    """A whole number from lowest to highest."""
    return as_whole(lots(*words)[0], lowest, highest)


def as_share(lot: int) -> float:
    """One of the lots as a number from 0 to below 1."""
    return lot / WORD


def as_whole(lot: int, lowest: int, highest: int) -> int:
    """One of the lots as a whole number from lowest to highest."""
    return lowest + lot % (highest - lowest + 1)


def noise(*words: object) -> float:
    """A number around 0 with a standard deviation of about 1, never beyond 3.5."""
    return (sum(lots(*words)[:4]) / WORD - 2) * ROOT


def swing(*words: object) -> float:
    """A number around 0 with a standard deviation of 1, never beyond 1.42: far jumps are rare."""
    return math.sqrt(2) * math.sin(2 * math.pi * share(*words))


def office_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day


def moment(day: date, lot: int) -> datetime:
    """A minute within office hours of that day, in UTC without zone."""
    return datetime.combine(day, MINUTES[lot % len(MINUTES)])
