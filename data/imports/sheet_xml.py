"""The XML of one sheet, looked over for what would hurt or mislead the reader after it.

That reader gives a cell with an error (#REF!) and a formula without a stored result as empty,
which here would mean "unknown"; and it lays out the whole rectangle around two far cells, and a
shared text anew for each cell that refers to it.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from data.imports.model import Broken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import IO

MAX_TAIL: Final = 40_000_000
MAX_CELLS: Final = 7_000_000
MAX_MERGED: Final = 50_000
CHUNK: Final = 1 << 20
P: Final = rb"(?:[\w.-]+:)?"
PLACE: Final = re.compile(rb"\br\s*=\s*[\"'] *([A-Za-z]*)([0-9]+) *[\"']")
CELL_START: Final = re.compile(rb"<" + P + rb"c(?=[\s/>])")
ROW_START: Final = re.compile(rb"<" + P + rb"row(?=[\s/>])")
# A cell or row that does not say where it is: it follows the one before.
UNPLACED: Final = re.compile(
    rb"<" + P + rb"(?:c|row)(?:\s+(?!r\s*=)[\w.:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>"
)
MERGED: Final = re.compile(rb"<" + P + rb"mergeCell\s")
FORMULA: Final = re.compile(rb"<" + P + rb"f[\s>/]")
RESULT: Final = re.compile(rb"<" + P + rb"v[^>/]*>([^<]+)<")
ERROR_TYPE: Final = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
SHARED_TYPE: Final = re.compile(rb"\bt\s*=\s*[\"']s[\"']")
# Any type but a number's own.
OTHER_TYPE: Final = re.compile(rb"\bt\s*=\s*[\"'](?!n[\"'])")
CELL_END: Final = re.compile(rb"</" + P + rb"c\s*>")
SHARED_TEXT: Final = re.compile(rb"<" + P + rb"si(?=[\s/>])")
LONGEST_PLACE: Final = 12


@dataclass(slots=True)
class Look:
    """What the XML of a sheet says: its far corner and the cells without a usable content.

    rows, columns: at least as many as there are. shared: cells that refer to a shared text.
    broken: row from 1 -> column from 0 -> the cell. lost: a broken cell does not say its place.
    percents: row from 1 -> columns from 0 of the cells that are seen as a percentage.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    merged: int = 0
    shared: int = 0
    lost: bool = False
    broken: dict[int, dict[int, Broken]] = field(default_factory=dict)
    percents: dict[int, set[int]] = field(default_factory=dict)


def look_over(stream: IO[bytes], *, recalculated: bool, percents: Collection[int] = ()) -> Look:
    """Go through the XML of a sheet in pieces that end between two cells.

    recalculated: the workbook was written by a program that leaves formulas to the reader, so
    that their stored results mean nothing. percents: the styles that show a percentage.
    """
    look = Look()
    steps = _Steps()
    seen = _styled(percents)
    for block in blocks(stream):
        _look_at(block, look, recalculated=recalculated)
        if seen is not None and seen.search(block):
            _note_percents(block, look, seen)
        steps.count(block)
        if look.cells > MAX_CELLS or look.merged > MAX_MERGED:
            break  # It is refused whatever comes.
    if steps.unplaced:
        look.rows += steps.rows
        look.columns += steps.widest
    return look


def blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """The XML in pieces that end between two cells."""
    waiting: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK):
        cut = _last_start(chunk)
        if cut > 0 or size > MAX_TAIL:
            yield b"".join((*waiting, chunk[:cut]))
            waiting, size = [], 0
            chunk = chunk[cut:]
        waiting.append(chunk)
        size += len(chunk)
    yield b"".join(waiting)


def _last_start(chunk: bytes) -> int:
    """Where the last cell of a chunk begins; 0 for none, so that the chunk waits whole."""
    found = max(chunk.rfind(b"<c "), chunk.rfind(b":c "), chunk.rfind(b"<c>"))
    return max(chunk.rfind(b"<", 0, found + 1), 0)


class _Steps:
    """Counts rows and the most cells of one row, for sheets whose cells do not say their place."""

    def __init__(self) -> None:
        self.unplaced = False
        self.rows = 0
        self.widest = 0
        self.here = 0

    def count(self, block: bytes) -> None:
        self.unplaced = self.unplaced or UNPLACED.search(block) is not None
        first, *others = ROW_START.split(block)
        self.rows += len(others)
        if not self.unplaced:
            return
        self.here += len(CELL_START.findall(first))
        for row in others:
            self.widest = max(self.widest, self.here)
            self.here = len(CELL_START.findall(row))
        self.widest = max(self.widest, self.here)


def _look_at(block: bytes, look: Look, *, recalculated: bool) -> None:
    look.cells += len(CELL_START.findall(block))
    # A plain search is many times as quick as a pattern, and most sheets have none of these.
    if b"mergeCell" in block:
        look.merged += len(MERGED.findall(block))
    if _holds_type(block, b"s"):
        look.shared += len(SHARED_TYPE.findall(block))
    places = PLACE.findall(block)
    if places:
        look.rows = max(look.rows, *map(_number, {row for _letters, row in places}))
        look.columns = max(look.columns, *map(_column, {letters for letters, _row in places}))
    formula = (b"<f" in block or b":f" in block) and FORMULA.search(block)
    if not formula and not (_holds_type(block, b"e") and ERROR_TYPE.search(block)):
        return
    for attributes, body in cells(block):
        broken = _broken(attributes, body, recalculated=recalculated)
        if broken is None:
            continue
        place = PLACE.search(attributes)
        if place is None:
            look.lost = True
        else:
            look.broken.setdefault(_number(place[2]), {})[_column(place[1]) - 1] = broken


def _holds_type(block: bytes, kind: bytes) -> bool:
    """Whether this letter stands in quotation marks anywhere."""
    return any(first + kind + last in block for first in (b'"', b"'") for last in (b'"', b"'"))


def _styled(styles: Collection[int]) -> re.Pattern[bytes] | None:
    if not styles:
        return None
    numbers = b"|".join(str(style).encode() for style in styles)
    return re.compile(rb"\bs\s*=\s*[\"'](?:" + numbers + rb")[\"']")


def _note_percents(block: bytes, look: Look, styled: re.Pattern[bytes]) -> None:
    for attributes, body in cells(block):
        if body and styled.search(attributes) and not OTHER_TYPE.search(attributes):
            place = PLACE.search(attributes)
            if place is not None:
                look.percents.setdefault(_number(place[2]), set()).add(_column(place[1]) - 1)


def cells(block: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The attributes and the content of each cell."""
    for piece in CELL_START.split(block)[1:]:
        attributes, _end, body = piece.partition(b">")
        if attributes.endswith(b"/"):
            yield attributes, b""
            continue
        end = CELL_END.search(body)
        yield attributes, body[: end.start()] if end else body


def _number(digits: bytes) -> int:
    return int(digits[:LONGEST_PLACE]) if len(digits) <= LONGEST_PLACE else 10**LONGEST_PLACE


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:LONGEST_PLACE].upper():
        number = number * 26 + letter - 64
    return number


def _broken(attributes: bytes, body: bytes, *, recalculated: bool) -> Broken | None:
    result = RESULT.search(body)
    if ERROR_TYPE.search(attributes):
        return Broken(result[1].decode(errors="replace") if result else "#N/A", formula=False)
    if FORMULA.search(body) and (recalculated or result is None):
        return Broken("=…", formula=True)
    return None


def shared_lengths(xml: bytes) -> Sequence[int]:
    """How many bytes of XML each shared text takes."""
    starts = array("q", (match.start() for match in SHARED_TEXT.finditer(xml)))
    starts.append(len(xml))
    return array("q", (after - start for start, after in pairwise(starts)))


def laid_out(stream: IO[bytes], lengths: Sequence[int]) -> int:
    """The bytes of all shared texts once each cell has its own."""
    total = 0
    for block in blocks(stream):
        for attributes, body in cells(block):
            result = RESULT.search(body) if SHARED_TYPE.search(attributes) else None
            text = result[1].strip() if result else b""
            if text.isdigit() and len(text) < LONGEST_PLACE and int(text) < len(lengths):
                total += lengths[int(text)]
    return total
