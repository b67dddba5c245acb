"""The table behind the chart: values by period and region, then each with its status and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charts.line import Role
from core.figure import Publication, publication_label
from core.words import _
from metrics.display import value_text
from pages.pembanding.lines import predicate
from pages.shared.table import Column, html_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.periods import Period
    from metrics.definitions import Definition
    from pages.pembanding.lines import Series
    from pages.pembanding.values import Value


def value_table(found: Sequence[Series], definition: Definition, caption: str) -> str:
    """Periods down, newest first; regions across in the order of the chart. HTML."""
    columns = [Column("period", _("Period"), short=True)]
    columns += [Column(str(index), one.name, numeric=True) for index, one in enumerate(found)]
    cells: dict[Period, dict[str, str]] = {}
    for index, one in enumerate(found):
        for value in one.rows:
            shown = cells.setdefault(value.period, {"period": value.period.label()})
            shown[str(index)] = " / ".join(
                text for text in (shown.get(str(index)), _cell(value, definition)) if text
            )
    ordered = [cells[period] for period in sorted(cells, reverse=True)]
    said = _("{measure}. An empty cell: no figure.").format(measure=caption)
    return html_table(columns, ordered, caption=said)


def _cell(one: Value, definition: Definition) -> str:
    """91, or 57 sementara: what is not final says so."""
    text = value_text(definition, one.point.value, one.unit)
    publication = one.point.publication
    return text if publication is Publication.FINAL else f"{text} {publication_label(publication)}"


def source_table(found: Sequence[Series], definition: Definition) -> str:
    """Every value with region, status, predicate and source, newest first. HTML."""
    columns = [
        Column("period", _("Period"), short=True),
        Column("region", _("Region")),
        Column("value", _("Value"), numeric=True),
        Column("status", _("Status"), short=True),
        Column("predicate", _("Predicate")),
        Column("source", _("Source"), link="url"),
    ]
    if definition.scale is None:
        columns = [one for one in columns if one.key != "predicate"]
    rows = sorted(_source_rows(found, definition), key=lambda one: one[:2], reverse=True)
    ours = [index for index, (_period, _rank, is_ours, _cells) in enumerate(rows) if is_ours]
    caption = _("Status and source of each figure")
    return html_table(columns, [row[3] for row in rows], caption=caption, ours=ours)


def _source_rows(
    found: Sequence[Series], definition: Definition
) -> Iterator[tuple[Period, int, bool, dict[str, str]]]:
    for rank, one in enumerate(found):
        for value in one.rows:
            cells = {
                "period": value.period.label(),
                "region": value.name,
                "value": value_text(definition, value.point.value, value.unit),
                "status": publication_label(value.point.publication),
                "predicate": ", ".join(predicate(definition, value)),
                "source": value.source,
                "url": value.source_url,
            }
            yield value.period, -rank, one.role is Role.OURS, cells
