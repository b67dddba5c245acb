"""Numbers as people type them: 1.234,5 or 1,234.5, and never a guess between the two.

A column has one way of writing. It is declared, or found from cells that allow only one reading;
a cell that allows both ("1.234") is refused unless the column's own bounds leave one.
"""

from __future__ import annotations

import re
from decimal import Decimal as Exact
from typing import TYPE_CHECKING, Final, NamedTuple

from core.words import _
from data.imports.letters import WITHOUT_BLANKS
from data.imports.model import Broken, Decimal, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.imports.model import Cell, Column

COMMA, DOT = Decimal.COMMA, Decimal.DOT
NUMBER: Final = re.compile(r"[+-]?(?:[0-9][0-9.,]*|[.,][0-9]+)")
GROUPED: Final = {
    COMMA: re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"),
    DOT: re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
}
PLAIN: Final = {
    COMMA: re.compile(r"[0-9]*(?:,[0-9]+)?"),
    DOT: re.compile(r"[0-9]*(?:\.[0-9]+)?"),
}
SEPARATOR: Final = {COMMA: ",", DOT: "."}
GROUPS: Final = {COMMA: ".", DOT: ","}
SAFE_DIGITS: Final = 15
LARGEST: Final = 1e15
LONGEST: Final = 40


class Reading(NamedTuple):
    """A text cell under each way of writing; None where that way does not allow it."""

    comma: float | None
    dot: float | None

    def under(self, style: Decimal) -> float | None:
        """The value under one way of writing."""
        return self.comma if style is COMMA else self.dot

    @property
    def only(self) -> Decimal | None:
        """The one way that allows the cell, None when both do."""
        if self.dot is None:
            return COMMA
        return DOT if self.comma is None else None

    @property
    def ambiguous(self) -> bool:
        """Whether the two ways read different numbers."""
        return self.comma is not None and self.dot is not None and self.comma != self.dot


def tidy(text: str) -> str:
    """Without invisible blanks, with an ASCII minus."""
    return text.translate(WITHOUT_BLANKS).strip().replace("\u2212", "-")


def readings(text: str) -> Reading | None:
    """How a text can be read as a number; None when it is no number at all."""
    if len(text) > LONGEST or not NUMBER.fullmatch(text):
        return None
    sign = -1.0 if text[0] == "-" else 1.0
    body = text.lstrip("+-")
    both = Reading(_under(body, COMMA, sign), _under(body, DOT, sign))
    return None if both == (None, None) else both


def _under(body: str, style: Decimal, sign: float) -> float | None:
    # "0.125" cannot be grouped thousands: nobody writes 125 as 0.125.
    grouped = GROUPED[style].fullmatch(body) and not body.startswith("0")
    if not grouped and not PLAIN[style].fullmatch(body):
        return None
    plain = body.replace(GROUPS[style], "").replace(SEPARATOR[style], ".")
    value = float(plain)
    exact = Exact(plain)
    if len(exact.as_tuple().digits) > SAFE_DIGITS and Exact(repr(value)) != exact:
        return None
    return sign * value if value else 0.0


class Style(NamedTuple):
    """How a column writes decimals, or the two cells that contradict each other."""

    style: Decimal | None
    clash: tuple[tuple[int, str], tuple[int, str]] | None = None
    minority: Decimal | None = None


def find_style(cells: Iterable[tuple[int, str]]) -> Style:
    """The one way of writing that every text cell of a column allows.

    cells: (row, text). Both ways proven: the clash names the first cell of each.
    """
    first: dict[Decimal, tuple[int, str]] = {}
    count = {COMMA: 0, DOT: 0}
    for row, text in cells:
        reading = readings(text)
        only = reading.only if reading else None
        if only is not None:
            first.setdefault(only, (row, text))
            count[only] += 1
    if len(first) == len(count):
        minority = COMMA if count[COMMA] < count[DOT] else DOT
        return Style(None, (first[COMMA], first[DOT]), minority)
    return Style(next(iter(first), None))


class Numbers:
    """Reads the cells of one column of numbers."""

    def __init__(
        self, column: Column, numbers: Sequence[int], cells: Sequence[Cell], declared: Decimal
    ) -> None:
        """Look over the whole column first. numbers: the row number of each cell."""
        self.column = column
        texts = (
            (number, tidy(cell))
            for number, cell in zip(numbers, cells, strict=True)
            if isinstance(cell, str)
        )
        self.style = find_style(texts) if declared is Decimal.AUTO else Style(declared)

    def read(self, cell: Cell) -> float | Fault:
        """The number of a cell that is not empty."""
        if isinstance(cell, bool) or not isinstance(cell, str | int | float):
            return _not_a_number(cell)
        if not isinstance(cell, str):
            return self._bounded(float(cell)) if cell == cell else _not_a_number(cell)  # noqa: PLR0124 (only NaN differs from itself)
        text = tidy(cell)
        reading = readings(text)
        if reading is None:
            return _not_a_number(text)
        return self._choose(reading, text)

    def _choose(self, reading: Reading, text: str) -> float | Fault:
        style = self.style
        if style.style is not None:
            value = reading.under(style.style)
            return _undeclared(text, style.style) if value is None else self._bounded(value)
        if style.clash is not None and (reading.ambiguous or reading.only is style.minority):
            return _clash(style.clash)
        if not reading.ambiguous:
            value = reading.dot if reading.comma is None else reading.comma
            return self._bounded(0.0 if value is None else value)
        possible = [v for v in reading if v is not None and self._in_bounds(v)]
        return possible[0] if len(possible) == 1 else _ambiguous(text, reading)

    def _in_bounds(self, value: float) -> bool:
        lower, upper = self.column.lower, self.column.upper
        return (lower is None or value >= lower) and (upper is None or value <= upper)

    def _bounded(self, value: float) -> float | Fault:
        if not abs(value) < LARGEST:
            return Fault(_("The number is too large."), _("Check the digits."))
        if self._in_bounds(value):
            return value
        return Fault(
            _("The number lies outside the possible range."),
            _("Possible: {lower} to {upper}.").format(
                lower=_plain(self.column.lower), upper=_plain(self.column.upper)
            ),
        )


def _plain(bound: float | None) -> str:
    from core.numbers import number  # noqa: PLC0415 (loads Babel, and most files have no fault)

    return "…" if bound is None else number(bound, 2, trim=True)


def _not_a_number(cell: Cell) -> Fault:
    if isinstance(cell, bool):
        hint = _("Write the number itself, not TRUE or FALSE.")
    elif isinstance(cell, str) and cell.startswith("="):
        hint = _("This is a formula as text: write its result.")
    elif isinstance(cell, str) and re.search(r"[0-9][eE][+-]?[0-9]", cell):
        hint = _("Write all digits instead of the short form with E.")
    elif isinstance(cell, str | float | Broken):
        hint = _(
            "Write digits only, without a unit; leave the cell empty when the value is unknown."
        )
    else:
        hint = _("The spreadsheet made a date of it: format the cell as a number and type it anew.")
    return Fault(_("This is not a number."), hint)


def _undeclared(text: str, style: Decimal) -> Fault:
    example = "1.234,5" if style is COMMA else "1,234.5"
    return Fault(
        _("The number is not written the way of this column ({example}).").format(example=example),
        _("Write '{text}' in the same way as the other cells.").format(text=text),
    )


def _clash(clash: tuple[tuple[int, str], tuple[int, str]]) -> Fault:
    (comma_row, comma), (dot_row, dot) = clash
    return Fault(
        _(
            "This column writes decimals in two ways: {comma} (row {comma_row}) and {dot} "
            "(row {dot_row})."
        ).format(comma=comma, comma_row=comma_row, dot=dot, dot_row=dot_row),
        _("Write all numbers of the column in one way, for example 1.234,5."),
    )


def _ambiguous(text: str, reading: Reading) -> Fault:
    return Fault(
        _("'{text}' can be read in two ways: thousands or decimals?").format(text=text),
        _(
            "Write {whole} or {fraction}, or name the decimal sign of the file (comma or dot)."
        ).format(
            whole=f"{max(abs(v) for v in reading if v is not None):.0f}",
            fraction=f"{min(abs(v) for v in reading if v is not None):.4f}".replace(".", ","),
        ),
    )
