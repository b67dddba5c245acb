"""The last periods of a series as equal slots, empty where nothing was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from metrics.model import Frequency

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from core.periods import Period

MONTHS: Final = {
    Frequency.YEAR: 12,
    Frequency.HALF: 6,
    Frequency.QUARTER: 3,
    Frequency.MONTH: 1,
}
DAYS_OF_WEEK: Final = 7


def last_slots(
    values: Iterable[tuple[Period, float]], frequency: Frequency, count: int
) -> list[float | None]:
    """One slot a period of the frequency, oldest first, ending with the newest value.

    values: in the order of time; of two in one slot the later stays. None where nothing was
    published. A metric without a frequency has one slot a value.
    """
    found = list(values)
    if frequency is Frequency.ONCE:
        return [value for _period, value in found[-count:]]
    by_slot = {_slot(period.end, frequency): value for period, value in found}
    if not by_slot:
        return []
    last = max(by_slot)
    first = max(min(by_slot), last - count + 1)
    return [by_slot.get(slot) for slot in range(first, last + 1)]


def _slot(day: date, frequency: Frequency) -> int:
    if frequency is Frequency.WEEK:
        return day.toordinal() // DAYS_OF_WEEK
    return (12 * day.year + day.month - 1) // MONTHS[frequency]
