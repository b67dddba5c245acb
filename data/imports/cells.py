"""Text, codes, choices and addresses, cell by cell. Numbers and periods have their own modules."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from core.words import _
from data.imports.dates import read_date, read_period
from data.imports.decimals import BLANKS, LARGEST, Numbers, tidy
from data.imports.headers import plain
from data.imports.model import Broken, Decimal, Fault, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.imports.model import Cell, Column, Value

CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
LINE_BREAKS: Final = re.compile(r"\s*[\r\n\t]+\s*")
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
SHOWN: Final = 80
NOTHING: Final = frozenset({"-", "--", "n/a", "na", "nan", "null", "none", "...", "…", "#n/a"})


def _whole(number: float) -> bool:
    return float(number).is_integer()


def shown(cell: Cell) -> str:
    """The cell as a person sees it, shortened."""
    if cell is None:
        return ""
    if isinstance(cell, Broken):
        return cell.text
    if isinstance(cell, float):
        text = f"{cell:.0f}" if _whole(cell) and abs(cell) < LARGEST else repr(cell)
    else:
        text = str(cell)[: SHOWN + 1]
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def reader(
    column: Column, numbers: Sequence[int], cells: Sequence[Cell], decimal: Decimal
) -> tuple[Callable[[Cell], Value | Fault], Decimal | None]:
    """The function that reads one cell of this column, and the decimal sign it goes by."""
    if column.kind is Kind.DECIMAL:
        look = Numbers(column, numbers, cells, decimal)
        return partial(_checked, column, look.read), look.style.style
    if column.kind is Kind.CHOICE:
        return partial(_checked, column, partial(_choice, column, _spellings(column))), None
    read = _code_or_name if column.named else READERS[column.kind]
    return partial(_checked, column, read), None


def _checked(column: Column, read: Callable[[Cell], Value | Fault], cell: Cell) -> Value | Fault:
    """What holds for every kind: empty, broken, too long, unprintable."""
    if isinstance(cell, Broken):
        return _broken(cell)
    if isinstance(cell, str):
        cell = cell.strip()
        if not cell.translate(BLANKS):
            cell = None
    if cell is None:
        return _empty(column)
    fault = _unfit(column, cell) if isinstance(cell, str) else None
    return read(cell) if fault is None else fault


def _unfit(column: Column, cell: str) -> Fault | None:
    if len(cell) > column.longest:
        return _too_long(column, cell)
    if CONTROL.search(cell):
        return Fault(
            _("The cell holds characters that cannot be printed."), _("Type the cell anew.")
        )
    if column.kind is not Kind.TEXT and cell.casefold() in NOTHING:
        return Fault(
            _("'{text}' is not a value.").format(text=cell),
            _("Leave the cell empty when it is unknown."),
        )
    return None


def _empty(column: Column) -> Value | Fault:
    if not column.required:
        return None
    return Fault(_("The cell is empty."), _("Fill it in, or delete the row."))


def _too_long(column: Column, cell: str) -> Fault:
    return Fault(
        _("The text has {count} characters; at most {limit} are possible.").format(
            count=len(cell), limit=column.longest
        ),
        _("Shorten it. Very long text often comes from a quotation mark that is not closed."),
    )


def _broken(cell: Broken) -> Fault:
    if cell.formula:
        return Fault(
            _("The cell holds a formula without a stored result."),
            _("Open the file in a spreadsheet and save it, or paste the results as values."),
        )
    return Fault(
        _("The formula of this cell ends in the error {error}.").format(error=cell.text),
        _("Mend the formula, or write the value itself."),
    )


def _text(cell: Cell) -> Value | Fault:
    if isinstance(cell, str):
        return LINE_BREAKS.sub(" ", cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _whole(cell):
        return shown(cell)
    return Fault(
        _("Text is expected here."), _("Format the cell as text and type its content anew.")
    )


def _code(cell: Cell) -> Value | Fault:
    if isinstance(cell, str):
        text = tidy(cell).lstrip("'")
        if CODE.fullmatch(text):
            return text
        return Fault(
            _("A code has letters, digits, points and dashes only."),
            _("Write the code without spaces: 51.08."),
        )
    return Fault(
        _("The code has become a number or a date and may have lost a digit."),
        _("Change the cell into text and type the code anew: {code}.").format(code=_as_code(cell)),
    )


def _code_or_name(cell: Cell) -> Value | Fault:
    return tidy(cell).lstrip("'") if isinstance(cell, str) else _code(cell)


def _as_code(cell: Cell) -> str:
    if isinstance(cell, bool | date | time | timedelta) or not isinstance(cell, int | float):
        return "51.08"
    return f"{cell:.0f}" if _whole(cell) else f"{cell:.2f}"


def _digits(cell: Cell) -> Value | Fault:
    text = tidy(cell) if isinstance(cell, str) else ""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _whole(cell):
        text = f"{cell:.0f}"
    if text.isdecimal() and text.isascii():
        return text
    return Fault(_("This is not a row of digits."), _("Write the digits only: 5108010."))


def _spellings(column: Column) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, others in column.choices.items():
        for name in (value, *others):
            found.setdefault(plain(name), value)
    return found


def _choice(column: Column, spellings: dict[str, str], cell: Cell) -> Value | Fault:
    name = plain(cell) if isinstance(cell, str) else ""
    if name in spellings:
        return spellings[name]
    choices = ", ".join(others[0] if others else value for value, others in column.choices.items())
    close = get_close_matches(name, list(spellings), n=1)
    hint = _("Choose one of: {choices}.").format(choices=choices)
    if close:
        hint = _("Is '{near}' meant?").format(near=spellings[close[0]]) + " " + hint
    return Fault(_("This is not one of the choices."), hint)


def _url(cell: Cell) -> Value | Fault:
    if isinstance(cell, str) and is_address(cell):
        return cell
    return Fault(
        _("This is not an address on the web."),
        _("Write it in full, beginning with https://, without spaces."),
    )


READERS: Final = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.DIGITS: _digits,
    Kind.PERIOD: read_period,
    Kind.DATE: read_date,
    Kind.URL: _url,
}


def is_address(text: str) -> bool:
    """Whether a text is an address that a person may be sent to."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", text)
