"""A chart on a screen and on paper: one builder, called for the reader's theme and for a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from charts.theme import ready

if TYPE_CHECKING:
    import altair as alt

PAPER: Final = 1000
"""Pixels of a sheet's width."""


class Build(Protocol):
    """Makes a chart for one of the two themes."""

    def __call__(self, *, dark: bool) -> alt.LayerChart:
        """The chart."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A ready Vega-Lite spec, what it says to who cannot see it, and how it is made for paper."""

    spec: dict[str, Any]
    alt: str
    build: Build

    def paper(self, language: str) -> dict[str, Any]:
        """The chart in the light theme, as wide as a page."""
        return ready(self.build(dark=False), dark=False, language=language) | {"width": PAPER}


def picture(build: Build, words: str, *, dark: bool, language: str) -> Picture:
    """The chart ready for the screen; words: what it says to who cannot see it."""
    return Picture(ready(build(dark=dark), dark=dark, language=language), words, build)
