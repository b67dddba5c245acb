"""Pictures of a line over time, kept by what they show.

The screen is made anew each minute; its pictures rarely change with it, and cost the most.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from charts.service_trend import service_trend
from core.words import language, speaking
from pages.shared.picture import picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from charts.service_trend import Happened, Spot
    from pages.shared.picture import Picture

KEPT: Final = 128


def line_picture(
    spots: Sequence[Spot],
    notes: Sequence[Happened],
    title: str,
    subtitle: str,
    *,
    dark: bool,
    minutes: bool = False,
) -> Picture:
    """The picture of charts.service_trend in the reader's theme and language."""
    return _line_picture(
        tuple(spots), tuple(notes), title, subtitle, dark=dark, minutes=minutes, spoken=language()
    )


@lru_cache(KEPT)
def _line_picture(
    spots: tuple[Spot, ...],
    notes: tuple[Happened, ...],
    title: str,
    subtitle: str,
    *,
    dark: bool,
    minutes: bool,
    spoken: str,
) -> Picture:
    def build(*, dark: bool) -> alt.LayerChart:
        return service_trend(spots, notes, title=title, subtitle=subtitle, minutes=minutes)

    with speaking(spoken):
        return picture(build, f"{title}. {subtitle}", dark=dark, language=spoken)
