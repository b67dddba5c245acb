"""Small words of the screen Data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from core.numbers import moment, number
from core.words import _
from data.imports.topics import TOPICS

if TYPE_CHECKING:
    from core.settings import Regency
    from review.intake.outcome import Outcome


def when(text: str, regency: Regency) -> str:
    """A UTC time in ISO form as a reader of this regency writes it."""
    return moment(datetime.fromisoformat(text), regency)


def store_words(found: Outcome) -> str:
    """The button that stores, with its numbers."""
    words = _("Store: {added} added, {changed} changed")
    if is_bulk(found):
        words = _("Store: {added} requests added, {changed} changed")
    return words.format(added=number(found.added), changed=number(found.changed))


def undo_words(found: Outcome) -> str:
    """The button that takes a batch back, with its numbers."""
    words = _("Undo: {removed} removed, {restored} restored")
    if is_bulk(found):
        words = _("Undo: {removed} requests removed, {restored} restored")
    return words.format(removed=number(found.added), restored=number(found.changed))


def is_bulk(found: Outcome) -> bool:
    """Whether what is counted is requests, and not rows."""
    return found.topic in TOPICS and TOPICS[found.topic].bulk
