"""How an objection stands on a day: one that nobody decided in time is past deciding."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

OPEN: Final = "open"
UPHELD: Final = "upheld"
REJECTED: Final = "rejected"
EXPIRED: Final = "expired"


def objection_state(row: Mapping[str, Any], as_of: date) -> str:
    """One of open, upheld, rejected, expired. row: with state and decide_by of `objection`."""
    if row["state"] == OPEN and as_of > date.fromisoformat(row["decide_by"]):
        return EXPIRED
    return str(row["state"])
