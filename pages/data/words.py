"""Small words of the screen Data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from core.numbers import moment
from core.words import _
from data.imports.topics import TOPICS

if TYPE_CHECKING:
    from core.settings import Regency


def title_of(topic: str) -> str:
    """The topic's title; the id itself of one that this program does not know."""
    return _(TOPICS[topic].title) if topic in TOPICS else topic


def when(text: str, regency: Regency) -> str:
    """A UTC time in ISO form as a reader of this regency writes it."""
    return moment(datetime.fromisoformat(text), regency)
