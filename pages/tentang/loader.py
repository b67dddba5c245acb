"""What Tentang data shows, made once per data version, language and day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from core import clock
from core.words import speaking
from data.queries.batches import loaded
from data.queries.published import published_values
from metrics.definitions import definitions
from pages.shared.database import engine, settings
from pages.tentang import ages, metrics_part, tables_part
from pages.tentang.scales_part import scales_html
from reports.figures import from_frame

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pages.shared.viewer import Viewer
    from pages.tentang.ages import Age

TOPICS = ("published", "regions", "opd", "accounts")


@dataclass(frozen=True, slots=True)
class Reference:
    """The page in ready pieces of HTML. metrics: by metric id; waiting: what needs a person."""

    answer: str
    waiting: tuple[Age, ...]
    metrics: Mapping[str, str]
    ages: str
    scales: str
    targets: str
    loaded: str
    sources: str


def load_reference(viewer: Viewer) -> Reference:
    """The page for this reader's language; rebuilt when an import or a new day changes it."""
    today = clock.today(viewer.settings.regency)
    return _reference(viewer.at(*TOPICS), viewer.language, today)


# A resource, not data: the value is frozen, and unpickling it at each run would cost more.
@st.cache_resource(max_entries=16, show_spinner=False)
def _reference(version: tuple[int, ...], language: str, today: date) -> Reference:
    regency, headline = settings().regency, settings().headline.metrics
    with speaking(language), engine().connect() as conn:
        figures = from_frame(published_values(conn, regions=[regency.code]), settings())
        found = ages.ages(definitions(), figures, today)
        return Reference(
            answer=ages.answer(found, headline, regency.name),
            waiting=tuple(ages.needing_a_person(found, headline)),
            metrics={metric: metrics_part.entry(one) for metric, one in found.items()},
            ages=tables_part.ages_table(found, headline, regency.name),
            scales=scales_html(),
            targets=tables_part.targets_table(settings()),
            loaded=tables_part.loaded_table(loaded(conn), regency),
            sources=tables_part.sources_table(),
        )
