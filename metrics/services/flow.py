"""Intake against closure by ISO week: received, resolved and what that leaves. Convention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

WEEK: Final = np.timedelta64(7, "D")
# 1 January 1970 was a Thursday.
EPOCH_WEEKDAY: Final = 3


def flow(
    days: NDArray[np.datetime64],
    received: NDArray[np.int64],
    resolved: NDArray[np.int64],
    *,
    as_of: date,
) -> pd.DataFrame:
    """One row per week from the first to the last day: week, received, resolved, net, whole.

    days: shape (n,), local days, in any order and more than once; received, resolved: requests
    of that day. week: text 2026-W02; net = received - resolved, above 0 the backlog grows; whole:
    the week has ended by as_of, a running one is not held against whole ones. A week in between
    without a request is a true 0.
    """
    mondays = _mondays(days.astype("datetime64[D]"))
    weeks = np.arange(mondays.min(), mondays.max() + WEEK, WEEK) if len(mondays) else mondays
    place = np.searchsorted(weeks, mondays)
    came = _sums(place, received, len(weeks))
    went = _sums(place, resolved, len(weeks))
    ended = weeks + np.timedelta64(6, "D") < np.datetime64(as_of, "D")
    return pd.DataFrame(
        {
            "week": [_text(one) for one in weeks.astype(object)],
            "received": came,
            "resolved": went,
            "net": came - went,
            "whole": ended,
        }
    )


def _mondays(days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    weekday = (days.astype(np.int64) + EPOCH_WEEKDAY) % 7
    found: NDArray[np.datetime64] = days - weekday.astype("timedelta64[D]")
    return found


def _sums(place: NDArray[np.int64], amounts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    found = np.zeros(size, dtype=np.int64)
    np.add.at(found, place, amounts)
    return found


def _text(monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"
