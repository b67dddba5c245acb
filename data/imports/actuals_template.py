"""The template of the actuals of one OPD: its open reports and what to know of each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from sqlalchemy import select

from core.errors import NotFound
from core.numbers import day, number
from core.periods import Period
from core.scope import Scope
from core.words import _
from data.imports.actuals import NUMBERS, TOPIC
from data.imports.letters import printable
from data.imports.model import Kind
from data.imports.template import AS_TEXT, WIDEST, notes_sheet, styles, writable
from data.queries.performance.worklist import Stage, work_of
from data.schema import actual, indicator, opd
from metrics.workdays import workdays

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from sqlalchemy import Connection
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from core.settings import Settings
    from data.queries.performance.worklist import Item
    from metrics.performance.model import Aim

    Line = Mapping[str, str | float | None]

OPEN: Final = frozenset({Stage.RETURNED, Stage.OVERDUE, Stage.SOON, Stage.DRAFT})
WIDTHS: Final = {"shown_name": WIDEST, "shown_state": 24, "shown_last": 20, "note": 30}
LONGEST_STATE: Final = 200
# The cells of these columns are for the person who fills the sheet in.
TYPED: Final = (*NUMBERS, "note")


def write_actuals_template(
    conn: Connection, file: Path | BinaryIO, *, opd: str, as_of: date, settings: Settings
) -> int:
    """Write the open reports of an OPD as an XLSX to be filled in; how many there are.

    Open is what is due, soon due, begun or sent back on the day `as_of`. Values of drafts stand in
    their cells; a row that stays without a value is left out when the file is read back. In the
    language of this run. Raises NotFound (OPD), Invalid (the file cannot be written).
    """
    _insist_on(conn, opd)
    items = work_of(
        conn,
        scope=Scope(full=frozenset({opd})),
        opd=opd,
        as_of=as_of,
        workdays=workdays(settings.calendar),
        report_days=settings.performance.report_days,
    )
    due = sorted(
        (item for item in items if item.stage in OPEN),
        key=lambda one: (one.measure.code, one.period),
    )
    entered = _entered(conn, opd)
    lines = [_line(item, entered.get((item.measure.code, item.period), {})) for item in due]
    with writable(file), xlsxwriter.Workbook(file) as book:
        data, notes = book.add_worksheet(_("Data")), book.add_worksheet(_("Notes"))
        formats = styles(book)
        _head(data, formats)
        for down, line in enumerate(lines, 1):
            _write(data, down, line, formats)
        notes_sheet(TOPIC, notes, formats)
    return len(lines)


def _insist_on(conn: Connection, code: str) -> None:
    if conn.scalar(select(opd.c.code).where(opd.c.code == code)) is None:
        raise NotFound(_("There is no OPD with the code {code}.").format(code=code))


def _entered(conn: Connection, code: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    """What is stored of an OPD's reports, by indicator and period."""
    names = ("indicator_code", "period", *TYPED)
    query = select(*(actual.c[name] for name in names)).join(
        indicator, indicator.c.code == actual.c.indicator_code
    )
    rows = conn.execute(query.where(indicator.c.opd_code == code)).mappings()
    return {(row["indicator_code"], row["period"]): dict(row) for row in rows}


def _line(item: Item, entered: Mapping[str, Any]) -> Line:
    measure = item.measure
    typed = {name: entered.get(name) for name in TYPED}
    if typed["numerator"] is not None:
        # It is reckoned: left standing it would contradict a numerator that is changed.
        typed["value"] = None
    return typed | {
        "indicator_code": measure.code,
        "shown_name": measure.name,
        "shown_unit": measure.unit,
        "period": Period.parse(item.period).label(),
        "shown_due": None if item.due_on is None else day(item.due_on),
        "shown_state": _state(item),
        "shown_last": _last(item),
        "shown_target": _target(item),
    }


def _state(item: Item) -> str:
    if item.state is None:
        return _("not reported")
    if item.stage is Stage.RETURNED and item.reason:
        return f"{item.state.label}: {printable(item.reason, LONGEST_STATE)}"
    return item.state.label


def _last(item: Item) -> str | None:
    if item.last is None or item.last_period is None:
        return None
    value = number(item.last, item.measure.decimals, trim=True)
    return f"{value} ({Period.parse(item.last_period).label()})"


def _target(item: Item) -> str | None:
    return None if item.aim is None else _aim(item.aim, item.measure.decimals)


def _aim(aim: Aim, decimals: int) -> str:
    if aim.value is not None:
        return number(aim.value, decimals, trim=True)
    ends = (number(end or 0.0, decimals, trim=True) for end in (aim.lower, aim.upper))
    return "–".join(ends)


def _head(sheet: Worksheet, formats: Mapping[str, Format]) -> None:
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(TOPIC.columns):
        title = _(column.title)
        form = formats["text"] if column.kind in AS_TEXT else None
        width = WIDTHS.get(column.key, max(len(title), len(column.example)) + 4)
        sheet.set_column(place, place, width, form)
        sheet.write_string(0, place, title, formats["head"])
        sheet.write_comment(0, place, _(column.meaning))


def _write(sheet: Worksheet, down: int, line: Line, formats: Mapping[str, Format]) -> None:
    for place, column in enumerate(TOPIC.columns):
        value = line[column.key]
        form = formats["shown"] if column.kind is Kind.SHOWN else formats["text"]
        if isinstance(value, float):
            sheet.write_number(down, place, value)
        elif value is not None:
            sheet.write_string(down, place, str(value), form)
