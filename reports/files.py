"""Figures as CSV and XLSX files in the reader's language, with their sources and marks."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

import xlsxwriter

from core.figure import FIGURE_KEYS, Figure
from core.words import N_, _, language
from data.queries.regions import region_names
from metrics.definitions import definition, figure_unit_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

HEADERS: Final = {
    "metric": N_("Metric"),
    "region": N_("Region code"),
    "opd": N_("OPD"),
    "component": N_("Component"),
    "period": N_("Period"),
    "value": N_("Value"),
    "unit": N_("Unit"),
    "state": N_("State code"),
    "state_label": N_("State"),
    "band": N_("Predicate code"),
    "band_label": N_("Predicate"),
    "target": N_("Target"),
    "publication": N_("Publication"),
    "verification": N_("Verification"),
    "source": N_("Source"),
    "source_url": N_("Source address"),
    "as_of": N_("As of"),
    "sample": N_("Sample data"),
}
# A spreadsheet would run a text that starts so; a quote in front keeps it a text.
RUNS_AS_FORMULA: Final = re.compile("[\\s\u200b\ufeff]*[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\r\n]")
WIDTHS: Final = {"source": 40, "source_url": 50, "component": 28, "metric": 28, "region_name": 28}


def to_csv(figures: Sequence[Figure], names: Mapping[str, str]) -> bytes:
    """UTF-8 with a mark for Excel; semicolons and decimal commas in Indonesian.

    names: region names by code, as `names_of` gives them.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";" if language() == "id" else ",", lineterminator="\n")
    writer.writerow(headers())
    for figure in figures:
        writer.writerow([_text(cell) for cell in cells(figure, names)])
    return file.getvalue().encode("utf-8-sig")


def to_xlsx(figures: Sequence[Figure], names: Mapping[str, str]) -> bytes:
    """One sheet with a frozen header and filters, numbers as numbers, codes as text."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Figures"))
        bold, warning = book.add_format({"bold": True}), book.add_format({"bold": True})
        warning.set_font_color("#B42318")
        top = 0
        if any(figure.sample for figure in figures):
            sheet.write_string(0, 0, _("SAMPLE DATA: not for decisions"), warning)
            top = 1
        for column, title in enumerate(headers()):
            sheet.write_string(top, column, title, bold)
        for line, figure in enumerate(figures, start=top + 1):
            for column, cell in enumerate(cells(figure, names)):
                sheet.write(line, column, cell)
        sheet.freeze_panes(top + 1, 2)
        sheet.autofilter(top, 0, max(top + len(figures), top + 1), len(headers()) - 1)
        for column, key in enumerate(_keys()):
            sheet.set_column(column, column, WIDTHS.get(key, 14))
    return buffer.getvalue()


def names_of(conn: Connection, figures: Sequence[Figure]) -> dict[str, str]:
    """Region names by code for these figures."""
    return region_names(conn, {figure.region for figure in figures})


def _keys() -> tuple[str, ...]:
    """The keys of a figure with two names for people put beside their codes."""
    keys = list(FIGURE_KEYS)
    keys.insert(1, "metric_name")
    keys.insert(keys.index("region") + 1, "region_name")
    return tuple(keys)


def headers() -> list[str]:
    """Column titles in the reader's language."""
    extra = {"metric_name": _("Metric name"), "region_name": _("Region")}
    return [extra[key] if key in extra else _(HEADERS[key]) for key in _keys()]


def cells(figure: Figure, names: Mapping[str, str]) -> list[str | float | None]:
    """One row: values as numbers, everything else as text of the reader's language."""
    values: dict[str, str | float | None] = {
        **figure.as_dict(),
        "metric_name": definition(figure.metric).label,
        "region_name": names.get(figure.region, figure.region),
        "unit": figure_unit_label(figure.unit),
        "sample": _("SAMPLE DATA") if figure.sample else _("no"),
    }
    return [values[key] for key in _keys()]


def _text(cell: str | float | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        text = repr(cell).removesuffix(".0")
        return text.replace(".", ",") if language() == "id" else text
    return "'" + cell if RUNS_AS_FORMULA.match(cell) else cell
