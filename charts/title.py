"""A chart's title: the finding, and under it measure, unit and period."""

from __future__ import annotations

import json
from typing import Final

import altair as alt

from charts.labels import wrapped
from charts.theme import by_width

# Letters that fit a line on a phone, a tablet and a desk, in the sizes of the theme.
LETTERS: Final = (30, 48, 84)
PHONE: Final = 500
MIDDLE: Final = 860
SUBTITLE_LETTERS: Final = 44
NO_BREAK: Final = "\u00a0"


def chart_title(finding: str, measure: str) -> alt.TitleParams:
    """The finding in the lines its width needs; the measure in lines that fit a phone too."""
    narrow, middle, wide = (array(wrapped(finding, letters)) for letters in LETTERS)
    return alt.TitleParams(
        text=alt.ExprRef(by_width(narrow, by_width(middle, wide, below=MIDDLE), below=PHONE)),
        subtitle=in_parts(measure),  # Vega-Lite takes no expression here.
        frame="bounds",
    )


def in_parts(measure: str) -> list[str]:
    """Lines of a phone's width that break between the parts of "measure · unit · period" only."""
    kept = measure.replace(" · ", "\0").replace(" ", NO_BREAK).replace("\0", f"{NO_BREAK}· ")
    return wrapped(kept, SUBTITLE_LETTERS)


def array(lines: list[str]) -> str:
    """An array of texts in Vega's expression language."""
    return json.dumps(lines, ensure_ascii=False)
