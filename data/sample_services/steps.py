"""The steps of a request's history, and how long they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from metrics.services.clock import after
from metrics.services.kinds import EventKind, PauseReason

if TYPE_CHECKING:
    from numpy.random import Generator

    from data.sample_services.tables import Flags, Floats, Ints
    from data.sample_services.town import Town

# Columns of a history, in the order in which they follow each other.
STEPS: Final = (
    (EventKind.RECEIVED, None),
    (EventKind.ACKNOWLEDGED, None),
    (EventKind.PAUSED, PauseReason.FILE_INCOMPLETE),
    (EventKind.COMPLETE, None),
    (EventKind.RESUMED, None),
    (EventKind.ANSWERED, None),
    (EventKind.DEPARTED, None),
    (EventKind.ARRIVED, None),
    (EventKind.PAUSED, PauseReason.WAITING_FOR_REPORTER),
    (EventKind.RESUMED, None),
    (EventKind.RESOLVED, None),
    (EventKind.REOPENED, None),
    (EventKind.RESOLVED, None),
    (EventKind.ARCHIVED, None),
)
(RECEIVED, ACKNOWLEDGED, LACKING, COMPLETE, FILLED, ANSWERED, DEPARTED, ARRIVED, ASKED, TOLD,
 RESOLVED, REOPENED, AGAIN, ARCHIVED) = range(len(STEPS))  # fmt: skip
MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 86_400
# A confirmation comes within so many seconds; nothing else comes sooner than SOONEST.
CONFIRMED_WITHIN: Final = 45
SOONEST: Final = 75
LONGEST: Final = 400 * 450 * MINUTE


def lasting(median: Floats, spread: Floats | float, lot: Generator) -> Ints:
    """Seconds around a median of minutes, spread as durations are: a few last very long."""
    drawn = median * np.exp(spread * lot.standard_normal(len(median)))
    return np.clip(drawn * MINUTE, SOONEST, LONGEST).astype(np.int64)


def advance(town: Town, start: Ints, seconds: Ints, *, by_night: Flags) -> Ints:
    """So much later: by_night on the calendar, else on the clock of the offices."""
    found = start + seconds
    office = np.flatnonzero(~by_night)
    found[office] = after(town.hours, start[office], seconds[office])
    return np.asarray(np.minimum(found, town.never))
