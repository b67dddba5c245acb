"""The parts of Kinerja OPD, from the answer down to where the figures come from."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import language
from pages.kinerja_opd.choices import Look
from pages.shared.downloads import download_figures
from pages.shared.later import Later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.scope import Scope
    from pages.kinerja_opd.choices import Chosen
    from pages.kinerja_opd.view import View

METRICS: Final = {
    Look.RANKS: ("opd_score", "opd_score_year", "reporting_compliance", "reporting_completeness"),
    Look.BUDGET: ("opd_budget_absorption", "opd_budget_physical", "opd_budget_deviation"),
    Look.AUDIT: ("audit_settled",),
    Look.TREE: ("indicator_achievement",),
}
"""What each look gives as figures."""


def is_dark() -> bool:
    """Whether the reader's browser shows the dark theme."""
    return st.context.theme.type == "dark"


def head(title: str, answer: str, lines: Sequence[str], waiting: str) -> None:
    """The title for the ear, the answer for the eye, what moved it, and who must act."""
    said = f'<h1 class="dk-title">{escape(title)}</h1><p class="dk-answer">{escape(answer)}</p>'
    more = "".join(f'<p class="dk-line">{escape(text)}</p>' for text in lines)
    st.html(said + more + waiting)


def evidence(view: View) -> None:
    """The table, the chart, and what belongs below it."""
    if view.above:
        st.html(view.above)
    if view.picture is not None:
        spec, alt = view.picture.spec, view.picture.alt
        st.vega_lite_chart(spec, width="stretch", theme=None, key="performance-chart", alt=alt)
    if view.below:
        st.html(view.below)


def foot(view: View, chosen: Chosen, scope: Scope) -> None:
    """Downloads, as-of, coverage, verified figures and sources."""
    sheet = None
    if view.picture is not None:
        sheet = partial(view.picture.paper, language())
    metrics = METRICS[chosen.look]
    # Recommendations stand as they stand today, whatever the triwulan looked at.
    span = None if chosen.look is Look.AUDIT else chosen.period
    shown = Later(scope, first=span, last=span, metrics=metrics)
    download_figures(
        shown if metrics else (), f"kinerja-opd-{chosen.look.value}-{chosen.period}", sheet
    )
    st.html(view.foot)
