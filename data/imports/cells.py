"""Text, codes, choices and addresses, cell by cell. Numbers and periods have their own modules."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, TypeGuard
from urllib.parse import urlsplit

from core.words import _
from data.imports.dates import read_date, read_period
from data.imports.decimals import LARGEST, Numbers, tidy
from data.imports.headers import plain
from data.imports.letters import (
    CONTROL,
    LINE_BREAKS,
    LOST,
    SHOWN,
    TURNING,
    VISIBLE,
    WITHOUT_BLANKS,
    printable,
    unscrambled,
)
from data.imports.model import Broken, Decimal, Fault, Kind
from data.imports.near import Searches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.imports.model import Cell, Column, Value

# The broad forms of these signs run as well in some languages of the spreadsheet.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
NOTHING: Final = frozenset({"-", "--", "n/a", "na", "nan", "null", "none", "...", "…", "#n/a"})


def _whole(number: float) -> bool:
    return float(number).is_integer()


def _is_whole_number(cell: Cell) -> TypeGuard[int | float]:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return _whole(cell) and abs(cell) < LARGEST


def shown(cell: Cell) -> str:
    """The cell as a person sees it, shortened."""
    if cell is None:
        return ""
    if isinstance(cell, Broken):
        return printable(cell.text)
    if isinstance(cell, float):
        return f"{cell:.0f}" if _whole(cell) and abs(cell) < LARGEST else repr(cell)[:SHOWN]
    return printable(cell if isinstance(cell, str) else str(cell))


def reader(
    column: Column, numbers: Sequence[int], cells: Sequence[Cell], decimal: Decimal
) -> tuple[Callable[[Cell], Value | Fault], Decimal | None]:
    """The function that reads one cell of this column, and the decimal sign it goes by."""
    if column.kind is Kind.SHOWN:
        return _unread, None
    if column.kind is Kind.DECIMAL:
        look = Numbers(column, numbers, cells, decimal)
        return partial(_checked, column, look.read), look.style.style
    if column.kind is Kind.CHOICE:
        return partial(
            _checked, column, partial(_choice, column, _spellings(column), Searches())
        ), None
    read = _code_or_name if column.named else READERS[column.kind]
    return partial(_checked, column, read), None


def _unread(_cell: Cell) -> Value | Fault:
    """Whatever stands in a column that a person only reads."""
    return None


def _checked(column: Column, read: Callable[[Cell], Value | Fault], cell: Cell) -> Value | Fault:
    """What holds for every kind: empty, broken, too long, unprintable."""
    if isinstance(cell, Broken):
        return _broken(cell)
    if isinstance(cell, str):
        cell = cell.strip()
        if not cell.translate(WITHOUT_BLANKS).strip():
            cell = None
    if cell is None:
        return _empty(column)
    fault = _unfit(column, cell) if isinstance(cell, str) else None
    value = read(cell) if fault is None else fault
    # A number may have more digits than the text it becomes may have letters.
    if isinstance(value, str) and len(value) > column.longest:
        return _too_long(column, value)
    return value


def _unfit(column: Column, cell: str) -> Fault | None:
    if len(cell) > column.longest:
        return _too_long(column, cell)
    if CONTROL.search(cell) or TURNING.search(cell):
        return Fault(
            _("The cell holds characters that cannot be printed."), _("Type the cell anew.")
        )
    meant = unscrambled(cell)
    if meant is not None or LOST in cell:
        hint = _("Type the cell anew, or save the file anew as 'CSV UTF-8' from its origin.")
        if meant is not None:
            hint = _("Is '{near}' meant?").format(near=printable(meant)) + " " + hint
        return Fault(_("Letters of this cell were damaged by a wrong encoding."), hint)
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
        text = LINE_BREAKS.sub(" ", cell.translate(VISIBLE)).strip()
        # A lone sign has nothing to compute; "-" is how many people write "nothing".
        return _runs() if len(text) > 1 and text.startswith(FORMULA_SIGNS) else text
    if _is_whole_number(cell):
        return f"{cell:.0f}"
    return Fault(
        _("Text is expected here."), _("Format the cell as text and type its content anew.")
    )


def _runs() -> Fault:
    return Fault(
        _("The text begins like a formula (= + - @) and would run as one when it is exported."),
        _("Write the text without that sign; leave the cell empty when it is unknown."),
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
    if isinstance(cell, bool) or not isinstance(cell, int | float) or abs(cell) >= LARGEST:
        return "51.08"
    return f"{cell:.0f}" if _whole(cell) else f"{cell:.2f}"


def _digits(cell: Cell) -> Value | Fault:
    text = tidy(cell) if isinstance(cell, str) else ""
    if _is_whole_number(cell):
        text = f"{cell:.0f}"
    if text.isdecimal() and text.isascii():
        return text
    return Fault(_("This is not a row of digits."), _("Write the digits only: 5108010."))


@lru_cache(maxsize=256)
def _spellings(column: Column) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for value, others in column.choices.items():
        for name in (value, *others):
            found.setdefault(plain(name), value)
    return found


def _choice(
    column: Column, spellings: Mapping[str, str], searches: Searches, cell: Cell
) -> Value | Fault:
    name = plain(cell) if isinstance(cell, str) else ""
    if name in spellings:
        return spellings[name]
    choices = ", ".join(others[0] if others else value for value, others in column.choices.items())
    close = searches.near(name, spellings, n=1)
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
