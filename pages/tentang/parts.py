"""The parts of Tentang data on the screen, from the answer down to the licences."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from core.words import N_, _, in_language, ngettext
from metrics.definitions import definitions
from metrics.labels import theme_label
from pages.tentang.ages import since
from pages.tentang.metrics_part import by_theme, opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metrics.definitions import Theme
    from pages.tentang.ages import Age

MOST_ROWS: Final = 5
"""Rows of what needs a person; more are counted and stand in the table of ages."""
SECTIONS: Final = {
    "metrics": N_("Definitions"),
    "ages": N_("Age of the figures"),
    "scales": N_("Scales"),
    "targets": N_("Targets"),
    "loaded": N_("What is loaded"),
    "sources": N_("Sources and licences"),
}


def head(title: str, answer: str) -> None:
    """The title for the ear, the answer for the eye."""
    st.html(f'<h1 class="dk-title">{escape(title)}</h1><p class="dk-answer">{escape(answer)}</p>')


def waiting(ages: Sequence[Age]) -> None:
    """At most five figures to renew: owner, what, since when; each leads to its definition."""
    rows = "".join(_waiting_row(age) for age in ages[:MOST_ROWS])
    rest = len(ages) - MOST_ROWS
    if rest > 0:
        text = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
        rows += f'<li><a href="#ages">{escape(text)}</a></li>'
    none = f'<p class="dk-line">{escape(_("Nothing waits for a person."))}</p>'
    st.html(
        f'<section class="dt-section"><h2 class="dk-heading">{escape(_("Needs a person now"))}</h2>'
        + (f'<ul class="dt-waiting">{rows}</ul></section>' if rows else f"{none}</section>")
    )


def _waiting_row(age: Age) -> str:
    subject = age.definition
    owner, name = escape(in_language(subject.owner)), escape(in_language(subject.short))
    # A plain link loads the page anew, and so shows the definition, which stands above this list.
    return (
        f'<li><a href="?metric={subject.id}"><b>{owner}</b> · {name}: {escape(age.label)} · '
        f"{escape(since(age))}</a></li>"
    )


def contents() -> None:
    """Links to the sections below."""
    links = "".join(f'<a href="#{name}">{escape(_(title))}</a>' for name, title in SECTIONS.items())
    st.html(f'<nav class="dt-contents" aria-label="{escape(_("On this page"))}">{links}</nav>')


def chosen(entries: Mapping[str, str], metric: str | None) -> None:
    """The metric that a link or the filter names, unfolded before all others."""
    if metric is not None:
        st.html(f'<div class="dt-chosen">{opened(entries[metric])}</div>')


def metrics(entries: Mapping[str, str], theme: Theme | None) -> None:
    """Every definition, folded, under its theme."""
    groups = (
        f"<h3>{escape(theme_label(group))}</h3>" + "".join(entries[one.id] for one in members)
        for group, members in by_theme(definitions().values()).items()
        if theme in (None, group)
    )
    section("metrics", "".join(groups))


def section(name: str, body: str) -> None:
    """A section of ready HTML under its heading, which the contents lead to."""
    heading = f'<h2 class="dk-heading">{escape(_(SECTIONS[name]))}</h2>'
    st.html(f'<section class="dt-section" id="{name}">{heading}{body}</section>')
