"""The parts put together, each colour role as a pair of light and dark.

The sheet goes into the HTML page once (pages/server/index.py), not into each run. light-dark()
follows the theme that the reader chose. `.dk-…` and `.dt-…` are our own elements, `st…` are
Streamlit's.
"""

from __future__ import annotations

from functools import cache
from string import Template
from typing import TYPE_CHECKING, Final

from pages.shared.styles.comparison import COMPARISON
from pages.shared.styles.frame import FRAME
from pages.shared.styles.imports import IMPORTS
from pages.shared.styles.map import MAP
from pages.shared.styles.parts import PARTS
from pages.shared.styles.performance import PERFORMANCE
from pages.shared.styles.reference import REFERENCE
from pages.shared.styles.reporting import REPORTING
from pages.shared.styles.services import SERVICES
from pages.shared.styles.table import TABLE
from pages.shared.styles.tiles import TILES

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUS: Final = ("biru", "hijau", "kuning", "oranye", "merah")
DARK_ON: Final = ("kuning", "oranye")
"""Light fills that carry dark text and a thin outline."""


@cache
def sheet() -> str:
    """The whole style sheet as CSS."""
    from charts.map.colours import RAMP  # noqa: PLC0415 (with the others)
    from charts.theme import COLOURS  # noqa: PLC0415 (Altair loads slowly, the launcher does not)

    light, dark = COLOURS["light"], COLOURS["dark"]
    pairs = {role: f"light-dark({light[role]},{dark[role]})" for role in light}
    steps = zip(RAMP["light"], RAMP["dark"], strict=True)
    pairs |= {f"tone{step}": f"light-dark({a},{b})" for step, (a, b) in enumerate(steps)}
    parts = FRAME + PARTS + TABLE + TILES + COMPARISON + REFERENCE + IMPORTS + MAP + REPORTING
    parts += PERFORMANCE + SERVICES
    return Template(parts).substitute(pairs) + _chips(light, dark)


def _chips(light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """Status chips: the colour of the band, with text and outline that can be read on it."""
    rules = []
    for role in STATUS:
        text = light["text" if role in DARK_ON else "ground"]
        outline = f"border-color:light-dark({light['text']},{dark['text']});"
        rules.append(
            f".dk-{role}{{background:light-dark({light[role]},{dark[role]});"
            f"{outline if role in DARK_ON else ''}color:light-dark({text},{dark['ground']})}}"
        )
    return "\n".join(rules)
