"""A clock that anyone can check: one True or False for each minute, filled day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt
from holidays import country_holidays

DAY: Final = 1440
FIRST: Final = date(2023, 6, 1)
LAST: Final = date(2028, 1, 1)
LOCAL_DAY: Final = date(2025, 4, 23)
RAMADAN: Final = (
    (date(2024, 3, 12), date(2024, 4, 9)),
    (date(2025, 3, 1), date(2025, 3, 30)),
    (date(2026, 2, 19), date(2026, 3, 20)),
)
FRIDAY: Final = 5
Mask = npt.NDArray[np.bool_]


def windows(day: date) -> list[tuple[str, str]]:
    """The hours of a working day, as section 3 of the rules prints them."""
    fasting = any(first <= day <= last for first, last in RAMADAN)
    if day.isoweekday() == FRIDAY:
        usual, ramadan = (
            [("07:30", "11:30"), ("13:00", "16:30")],
            [("08:00", "11:30"), ("12:30", "15:30")],
        )
    else:
        usual, ramadan = (
            [("07:30", "12:00"), ("13:00", "16:00")],
            [("08:00", "12:00"), ("12:30", "15:00")],
        )
    return ramadan if fasting else usual


def minute(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def is_worked(day: date) -> bool:
    return day.isoweekday() <= FRIDAY and day not in OFF and day != LOCAL_DAY


def worked_minutes() -> Mask:
    """Each minute from FIRST to LAST, local time."""
    mask = np.zeros((LAST - FIRST).days * DAY, dtype=np.bool_)
    for n in range((LAST - FIRST).days):
        day = FIRST + timedelta(days=n)
        if is_worked(day):
            for opens, closes in windows(day):
                mask[n * DAY + minute(opens) : n * DAY + minute(closes)] = True
    return mask


OFF: Final = frozenset(
    country_holidays("ID", years=range(2023, 2029), categories=("public", "government"))
)
WORKED: Final = worked_minutes()
ALWAYS: Final = np.ones(len(WORKED), dtype=np.bool_)


def paused_minutes(
    pauses: list[tuple[int, int]], start: int, stop: int, end: int, cap_days: int
) -> Mask:
    """From start to end: minutes paused before stop, the first ones up to the cap."""
    found = np.zeros(end - start, dtype=np.bool_)
    for begin, until in pauses:
        found[max(begin - start, 0) : max(min(until, stop) - start, 0)] = True
    found[np.flatnonzero(found)[cap_days * DAY :]] = False
    return found


def due_minutes(running: Mask, target: int) -> tuple[int, int]:
    """When so many minutes have run: the first moment, and the last with no more than these."""
    places = np.flatnonzero(running)
    first = int(places[target - 1]) + 1 if target else 0
    return first, int(places[target])


def due_days(start: int, days: int, paused: Mask, *, working: bool) -> int:
    """The local day (from FIRST) with which so many days have passed that no pause covers."""
    n = start // DAY
    while days:
        n += 1
        counts = is_worked(FIRST + timedelta(days=n)) if working else True
        covered = paused[n * DAY - start : (n + 1) * DAY - start].all()
        days -= counts and not covered
    return n
