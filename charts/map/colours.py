"""The colours of a map; none of them is a status colour.

The ramp is one hue. Its last step stands out most from the ground of its theme: dark on light,
light on dark. One border colour can be seen beside every step (at least 3:1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

Rgba = tuple[int, int, int, int]
OPAQUE: Final = 255
RAMP: Final[Mapping[str, tuple[str, ...]]] = {
    "light": ("#DFF1F1", "#B3DADB", "#82C0C2", "#4FA1A5", "#2A7D83"),
    "dark": ("#2F6C73", "#4A8F96", "#6DB0B6", "#98CFD3", "#CBEDEE"),
}
BORDER: Final = {"light": "#17212B", "dark": "#0F1720"}
# Borders on the ground itself: regions without a fill (counts, no data).
BARE_BORDER: Final = {"light": "#4A5866", "dark": "#B4C0CB"}
# Which steps of the ramp so many classes take.
STEPS: Final = ((), (2,), (1, 3), (0, 2, 4), (0, 1, 3, 4), (0, 1, 2, 3, 4))
# Grounds of markers by kind of place, each readable under white (light) or dark (dark) letters.
MARKERS: Final[Mapping[str, tuple[str, ...]]] = {
    "light": ("#17212B", "#7A2E6B", "#6B4A1E", "#3D4F9E"),
    "dark": ("#F2F5F7", "#E5A3D8", "#DDBE8C", "#AEBBF5"),
}


def theme_of(*, dark: bool) -> str:
    """The key of a theme in the tables above."""
    return "dark" if dark else "light"


def ramp(*, dark: bool) -> tuple[str, ...]:
    """The five steps, from the lowest class to the highest."""
    return RAMP[theme_of(dark=dark)]


def rgba(colour: str, alpha: int = OPAQUE) -> Rgba:
    """`#RRGGBB` as deck.gl wants it."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16), alpha
