"""The topics that can be imported, by their id."""

from __future__ import annotations

from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from core.errors import NotFound
from core.words import _
from data.imports import (
    actuals,
    boundaries,
    budgets,
    contributors,
    goals,
    indicators,
    local_events,
    opd,
    places,
    published,
    recommendations,
    regions,
    services,
    standards,
    surveys,
    targets,
)
from data.services import columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.imports.model import Topic

TOPICS: Final[Mapping[str, Topic]] = MappingProxyType(
    {
        topic.id: topic
        for topic in (
            regions.TOPIC,
            opd.TOPIC,
            published.TOPIC,
            boundaries.TOPIC,
            places.TOPIC,
            goals.TOPIC,
            indicators.TOPIC,
            contributors.TOPIC,
            targets.TOPIC,
            budgets.TOPIC,
            recommendations.TOPIC,
            actuals.TOPIC,
            services.TOPIC,
            standards.TOPIC,
            surveys.TOPIC,
            local_events.TOPIC,
            columns.TABLE,
        )
    }
)


def topic_named(name: str) -> Topic:
    """The topic of that id; NotFound offers the ids that exist."""
    found = TOPICS.get(name)
    if found is not None:
        return found
    near = get_close_matches(name, TOPICS, n=1)
    hint = _("Topics: {topics}.").format(topics=", ".join(TOPICS))
    if near:
        hint = _("Is '{near}' meant?").format(near=near[0]) + " " + hint
    raise NotFound(_("There is no topic '{name}' to import.").format(name=name), hint=hint)


def title_of(name: str) -> str:
    """The title of a batch's topic; the id itself of one that this program does not know."""
    return _(TOPICS[name].title) if name in TOPICS else name
