"""The card behind a figure: what it means, how it is made, and the rows it came from."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from core.figure import publication_label, state_label
from core.periods import Period
from core.words import _, in_language
from metrics.definitions import component_label, definition, figure_unit_label
from metrics.display import value_text
from metrics.source_words import source_text
from pages.shared.database import engine, settings
from pages.shared.table import Column, html_table
from reports.figures import history

if TYPE_CHECKING:
    from core.figure import Figure
    from metrics.definitions import Definition


def figure_card(figure: Figure) -> None:
    """Open the card of a figure as a dialog over the screen."""
    subject = definition(figure.metric)
    st.dialog(subject.label, width="large")(_content)(figure, subject)


def _content(figure: Figure, subject: Definition) -> None:
    with engine().connect() as conn:
        rows = history(conn, settings=settings(), like=figure)
    st.html(_in_theme(_facts(figure, subject)))
    st.html(_in_theme(rows_table(rows, subject)))


def _in_theme(html: str) -> str:
    """Streamlit names its colour scheme on the app alone, and a dialog stands beside the app."""
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    return f'<div style="color-scheme:{scheme}">{html}</div>'


def _facts(figure: Figure, subject: Definition) -> str:
    value = "" if figure.value is None else value_text(subject, figure.value)
    facts = [
        (_("Value"), f"{value} ({figure_unit_label(figure.unit)})"),
        (_("Status"), figure.band_label or state_label(figure.state)),
        (_("Period"), Period.parse(figure.period).label()),
        (_("Publication"), publication_label(figure.publication) if figure.publication else ""),
        (_("Formula"), in_language(subject.formula)),
        (_("How to read it"), in_language(subject.how_to_read)),
        (_("Mind"), in_language(subject.caveats)),
        (_("Rule"), subject.source),
        (_("Owner"), in_language(subject.owner)),
        (_("Reference"), str(figure.ref)),
    ]
    body = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts if text
    )
    return f'<dl class="dk-facts">{body}</dl>'


def rows_table(rows: list[tuple[Figure, str]], subject: Definition) -> str:
    """The rows as they were published, newest first, with where and when they were loaded."""
    columns = [
        Column("period", _("Period"), short=True),
        Column("value", _("Value"), numeric=True),
        Column("publication", _("Publication"), short=True),
        Column("component", _("Component")),
        Column("source", _("Source"), link="url"),
        Column("loaded", _("Loaded"), short=True),
    ]
    cells = [
        {
            "period": Period.parse(one.period).label(),
            "value": "" if one.value is None else value_text(subject, one.value),
            "publication": publication_label(one.publication) if one.publication else "",
            "component": component_label(one.component or ""),
            "source": source_text(one.source or ""),
            "url": one.source_url or "",
            "loaded": loaded,
        }
        for one, loaded in rows
    ]
    return html_table(columns, cells, caption=_("The rows it came from"))
