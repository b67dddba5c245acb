"""Requests whose times cannot be right: excluded from every denominator, counted and listed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from metrics.services.events import NAT, seconds_of
from metrics.services.hours import FIRST_YEAR, LAST_YEAR
from metrics.services.kinds import Flaw

if TYPE_CHECKING:
    from metrics.services.hours import Ints

EARLIEST: Final = int(datetime(FIRST_YEAR, 1, 2, tzinfo=UTC).timestamp())
LATEST: Final = int(datetime(LAST_YEAR, 1, 1, tzinfo=UTC).timestamp())


def flaws(milestones: pd.DataFrame, known_until: datetime | None) -> pd.Categorical[str]:
    """Per request its flaw, missing for none; of several the one that Flaw names first.

    known_until: the moment of the import in UTC; a column imported_at goes before it.
    """
    received, resolved, first, last = (
        seconds_of(milestones[name])
        for name in ("received_at", "first_resolved_at", "first_at", "last_at")
    )
    faults = {
        Flaw.NO_RECEIVED: received == NAT,
        Flaw.IMPLAUSIBLE: (first < EARLIEST) | (last >= LATEST),
        Flaw.RESOLVED_FIRST: (resolved != NAT) & (resolved < received),
        Flaw.BEFORE_RECEIVED: first < received,
        Flaw.FUTURE: last > _known(milestones, known_until),
    }
    codes = np.select(list(faults.values()), range(len(faults)), default=-1).astype(np.int8)
    return pd.Categorical.from_codes(codes, categories=pd.Index([str(flaw) for flaw in faults]))


def _known(milestones: pd.DataFrame, known_until: datetime | None) -> Ints:
    """Per request the moment up to which its events can have happened."""
    if "imported_at" in milestones:
        known = seconds_of(milestones["imported_at"])
        return np.where(known == NAT, LATEST, known)
    if known_until is None:
        return np.full(len(milestones), LATEST, dtype=np.int64)
    aware = known_until if known_until.tzinfo else known_until.replace(tzinfo=UTC)
    return np.full(len(milestones), int(aware.timestamp()), dtype=np.int64)
