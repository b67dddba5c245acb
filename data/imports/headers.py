"""Which column of the file is which column of the topic."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from core.words import LANGUAGES, _, speaking
from data.imports.letters import printable
from data.imports.model import Broken, CellProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from data.imports.model import Cell, Column, Topic

LIKE: Final = 0.72
# Rows in which a header is looked for when the first row has none.
LOOK: Final = 10
ENOUGH: Final = 2
HEADER_LENGTH: Final = 60
HEADER_SHOWN: Final = 200


def plain(text: str) -> str:
    """A name without case, accents, spaces, underscores and punctuation."""
    letters = text.casefold()
    if not letters.isascii():
        letters = unicodedata.normalize("NFKD", letters)
    return letters if letters.isalnum() else "".join(filter(str.isalnum, letters))


def own_names(column: Column) -> tuple[str, ...]:
    """The headers of a column in our own templates: its key, its titles in each language."""
    titles = []
    for code in LANGUAGES:
        with speaking(code):
            titles.append(_(column.title))
    return (column.key, *titles)


def names_of(column: Column) -> tuple[str, ...]:
    """Every header that means this column: its own names and its aliases."""
    return (*own_names(column), *column.headers)


@cache
def accepted(topic: Topic) -> Mapping[str, str]:
    """Plain header -> column key."""
    found: dict[str, str] = {}
    for column in topic.columns:
        for name in names_of(column):
            found.setdefault(plain(name), column.key)
    return found


def suggest(topic: Topic, headers: Sequence[str]) -> dict[str, str | None]:
    """For each header of a file, the column key it most likely means, None for no idea."""
    names = accepted(topic)
    bare = {header: plain(header) for header in headers}
    taken = {names[name] for name in bare.values() if name in names}
    result: dict[str, str | None] = {}
    for header in headers:
        name = bare[header]
        key = names.get(name)
        if key is None:
            close = get_close_matches(name[:60], list(names), n=3, cutoff=LIKE)
            key = next((names[name] for name in close if names[name] not in taken), None)
            if key is not None:
                taken.add(key)
        result[header] = key
    return result


def fingerprint(headers: Iterable[str]) -> str:
    """A name for this row of headers, by which a mapping once confirmed is found again."""
    joined = "\x1f".join(plain(header) for header in headers)
    return hashlib.sha256(joined.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a file: its number from 1, its texts, and what they mean by position.

    usable: False when the rows below cannot be checked (no known column, or headers further down).
    """

    row: int
    texts: tuple[str, ...]
    matched: Mapping[int, str]
    ignored: tuple[str, ...]
    problems: tuple[CellProblem, ...]
    usable: bool


@lru_cache(maxsize=8_192)
def plain_cell(text: str) -> str:
    """As `plain`, for cells: most of them repeat. A header is short, so is what is looked at."""
    return plain(text[:HEADER_LENGTH])


def header_texts(row: Sequence[Cell]) -> tuple[str, ...]:
    """The cells of a row as header texts, without the empty ones at the end."""
    texts = [printable(_shown(cell).strip(), HEADER_SHOWN) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Broken):
        return cell.text
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return str(cell)


def is_header_again(topic: Topic, row: Sequence[Cell]) -> bool:
    """Whether a row of data is a second row of headers."""
    names = accepted(topic)
    # Asked of every row of a long table: one that begins with no header is none.
    if not any(isinstance(c, str) and plain_cell(c) in names for c in row[:ENOUGH]):
        return False
    cells = [cell for cell in row if cell is not None]
    known = {names.get(plain_cell(cell)) for cell in cells if isinstance(cell, str)} - {None}
    return len(known) >= ENOUGH and 2 * len(known) >= len(cells)


def find_header(
    topic: Topic,
    rows: Sequence[Sequence[Cell]],
    sheet: str | None,
    mapping: Mapping[str, str] | None = None,
) -> Header:
    """Match the first row that is not empty; problems say what is missing or stands twice.

    mapping: header text -> column key, confirmed by a person for a file that is not the template.
    """
    place = next((n for n, row in enumerate(rows) if any(cell is not None for cell in row)), 0)
    texts = header_texts(rows[place]) if rows else ()
    names = dict(accepted(topic))
    names.update({plain(header): key for header, key in (mapping or {}).items()})
    names = {name: key for name, key in names.items() if key}
    matched, problems = _match(texts, names, sheet, place + 1)
    ignored = tuple(text for text in texts if text and plain(text) not in names)
    later = _later_header(topic, rows, place, len(matched))
    if later is not None:
        problems.append(_not_first(sheet, place + 1, later + 1))
    else:
        problems += _missing(topic, sheet, place + 1, texts, matched)
    usable = bool(matched) and later is None
    return Header(place + 1, texts, matched, ignored, tuple(problems), usable)


def _match(
    texts: Sequence[str], names: Mapping[str, str], sheet: str | None, row: int
) -> tuple[dict[int, str], list[CellProblem]]:
    matched: dict[int, str] = {}
    problems: list[CellProblem] = []
    for index, text in enumerate(texts):
        key = names.get(plain(text)) if text else None
        if key is not None and key in matched.values():
            problems.append(_twice(sheet, row, text, index))
        elif key is not None:
            matched[index] = key
    return matched, problems


def _later_header(
    topic: Topic, rows: Sequence[Sequence[Cell]], place: int, found: int
) -> int | None:
    names = accepted(topic)
    best: tuple[int, int] | None = None
    for number in range(place + 1, min(len(rows), place + 1 + LOOK)):
        texts = (cell for cell in rows[number] if isinstance(cell, str))
        count = len({names.get(plain_cell(text)) for text in texts} - {None})
        if count > max(found, 1) and (best is None or count > best[0]):
            best = (count, number)
    return best[1] if best else None


def _twice(sheet: str | None, row: int, text: str, index: int) -> CellProblem:
    message = _("Two columns have this meaning.")
    hint = _("Keep one of them and give the other another header.")
    return CellProblem(sheet, row, text, text, message, hint, index)


def _not_first(sheet: str | None, row: int, later: int) -> CellProblem:
    message = _("The column headers are in row {row}, not at the top.").format(row=later)
    hint = _("Delete the rows above row {row}, so that one row of headers comes first.")
    return CellProblem(sheet, row, "", "", message, hint.format(row=later))


def _missing(
    topic: Topic, sheet: str | None, row: int, texts: tuple[str, ...], matched: Mapping[int, str]
) -> list[CellProblem]:
    present = set(matched.values())
    absent = [one for one in topic.columns if one.required and one.key not in present]
    # Looking for near names takes time; most files lack nothing.
    guesses = suggest(topic, texts) if absent else {}
    problems = []
    for column in absent:
        like = [header for header, key in guesses.items() if key == column.key]
        hint = _("Add the column; accepted headers: {names}.").format(
            names=", ".join(dict.fromkeys((_(column.title), column.key, *column.headers)))
        )
        if like:
            hint = _("Is '{header}' meant? Rename it to '{title}'.").format(
                header=like[0], title=_(column.title)
            )
        problems.append(
            CellProblem(sheet, row, _(column.title), "", _("The required column is missing."), hint)
        )
    return problems
