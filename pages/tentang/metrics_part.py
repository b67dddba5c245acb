"""The definition of a metric as a fold-out line: name and newest figure, then everything."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from core.figure import Publication, publication_label
from core.words import _, in_language, ngettext
from metrics.definitions import unit_label
from metrics.display import value_with_unit
from metrics.labels import direction_label, frequency_label
from pages.tentang.ages import Freshness
from pages.tentang.scales_part import scale_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.definitions import Definition, Theme
    from pages.tentang.ages import Age


def by_theme(definitions: Iterable[Definition]) -> dict[Theme, list[Definition]]:
    """The metrics of each theme, in the order of the definitions."""
    groups: dict[Theme, list[Definition]] = {}
    for one in definitions:
        groups.setdefault(one.theme, []).append(one)
    return groups


def entry(age: Age) -> str:
    """The metric as `<details>`, folded."""
    subject = age.definition
    mark = f" dt-{age.freshness.value}"
    state = _("no figure of this regency") if age.freshness is Freshness.MISSING else age.label
    newest = f'<span class="dt-period">{escape(age.period)}</span>' if age.newest else ""
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{text}</dd>" for name, text in _facts(age) if text)
    return (
        f'<details class="dt-metric" id="metric-{subject.id}"><summary>'
        f'<span class="dt-name">{escape(subject.label)}</span><span class="dt-tail">{newest}'
        f'<span class="dt-state{mark}">{escape(state)}</span></span></summary>'
        f"<dl>{facts}</dl></details>"
    )


def opened(html: str) -> str:
    """The same entry, unfolded."""
    return html.replace("<details ", "<details open ", 1)


def _facts(age: Age) -> list[tuple[str, str]]:
    """Names and texts as HTML; what a metric does not have is empty."""
    subject = age.definition
    texts = [
        (_("Newest figure"), _newest(age)),
        (_("Formula"), in_language(subject.formula)),
        (_("How to read it"), in_language(subject.how_to_read)),
        (_("Direction"), direction_label(subject.direction)),
        (_("Unit"), ", ".join(unit_label(code) for code in (subject.unit, *subject.other_units))),
        (_("Mind"), in_language(subject.caveats)),
        (_("Change of method"), _breaks(subject)),
        (_("Rule"), subject.source),
        (_("Frequency"), frequency_label(subject.frequency)),
        (_("Counts as old"), _limit(subject)),
        (_("Owner"), in_language(subject.owner)),
    ]
    facts = [(name, escape(text)) for name, text in texts]
    return [*facts, (_("Scale"), _scale(subject)), (_("Code"), f"<code>{subject.id}</code>")]


def _newest(age: Age) -> str:
    figure = age.newest
    if figure is None or figure.value is None:
        return ""
    value = value_with_unit(age.definition, figure.value, figure.unit)
    if figure.publication in (None, Publication.FINAL):
        return _("{value}, {period}").format(value=value, period=age.period)
    return _("{value}, {period} ({publication})").format(
        value=value, period=age.period, publication=publication_label(figure.publication)
    )


def _breaks(subject: Definition) -> str:
    return "; ".join(
        _("from {period}: {change}").format(period=one.period, change=one.name)
        for one in subject.breaks
    )


def _limit(subject: Definition) -> str:
    if not subject.months_until_old:
        return _("never")
    return ngettext(
        "{count} month after the end of its period",
        "{count} months after the end of its period",
        subject.months_until_old,
    ).format(count=subject.months_until_old)


def _scale(subject: Definition) -> str:
    if subject.scale is None:
        return ""
    return f'<a href="#scale-{subject.scale}">{escape(scale_name(subject.scale))}</a>'
