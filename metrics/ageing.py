"""When a value counts as old: by its own cadence, from the end of its period."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from core.periods import Period
    from metrics.model import Definition


def age_months(period: Period, today: date) -> int:
    """Whole months since the day after the period's end; 0 while it still runs."""
    first = period.end + timedelta(days=1)
    months = 12 * (today.year - first.year) + today.month - first.month
    return max(months - (today.day < first.day), 0)


def is_old(definition: Definition, period: Period, today: date) -> bool:
    """Whether a newer value should be there by now. Never for a metric that does not age."""
    limit = definition.months_until_old
    return limit > 0 and age_months(period, today) >= limit
