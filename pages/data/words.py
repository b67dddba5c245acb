"""Small words of the screen Data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from core.numbers import moment

if TYPE_CHECKING:
    from core.settings import Regency


def when(text: str, regency: Regency) -> str:
    """A UTC time in ISO form as a reader of this regency writes it."""
    return moment(datetime.fromisoformat(text), regency)
