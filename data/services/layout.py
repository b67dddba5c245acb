"""Which shape a file of requests has, which of its columns mean what, and which hold persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.words import _
from data.imports.headers import accepted, find_header, own_names, plain
from data.imports.model import CellProblem
from data.services.columns import AT, EVENTS, MOMENTS, TABLE
from data.services.persons import is_person_column, is_person_header

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.imports.model import Topic
    from data.services.files import Stream

MOMENT_KEYS: Final = {f"{kind}": column.key for kind, column in MOMENTS.items()}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file. shape: EVENTS or TABLE; places: key -> position from 0.

    persons: headers of columns that hold persons; ignored: of others that are not read.
    """

    shape: Topic
    headers: tuple[str, ...]
    places: Mapping[str, int]
    persons: tuple[str, ...]
    ignored: tuple[str, ...]
    problems: tuple[CellProblem, ...]

    @property
    def is_log(self) -> bool:
        """Whether each row is an event."""
        return self.shape is EVENTS

    def heading_of(self, key: str) -> str:
        """The header of a column, its title where the file has none."""
        place = self.places.get(key)
        return self.headers[place] if place is not None else _(self.shape.column(key).title)


def is_template(headers: tuple[str, ...]) -> bool:
    """Whether every header is one that our own templates have."""
    names = {plain(header) for header in headers if header}
    return any(
        names <= {plain(name) for column in shape.columns for name in own_names(column)}
        for shape in TABLE.shapes
    )


def columns_of(stream: Stream, mapping: Mapping[str, str] | None) -> Columns:
    """The meaning of each column. mapping: header -> key, beside the names that are known."""
    shape = shape_of(stream.headers, mapping)
    persons = {
        place
        for place, header in enumerate(stream.headers)
        if header and _holds_persons(stream, place, header, shape, mapping)
    }
    kept = tuple("" if n in persons else header for n, header in enumerate(stream.headers))
    found = find_header(shape, [kept], stream.sheet, mapping)
    places = {key: place for place, key in found.matched.items()}
    problems = [
        CellProblem(one.sheet, stream.row, one.column, one.value, one.message, one.hint)
        for one in found.problems
    ]
    if shape is TABLE and not any(column.key in places for column in MOMENTS.values()):
        problems.append(_no_moments(stream))
    return Columns(
        shape, stream.headers, places, tuple(stream.headers[place] for place in sorted(persons)),
        found.ignored, tuple(problems),
    )  # fmt: skip


def shape_of(headers: tuple[str, ...], mapping: Mapping[str, str] | None) -> Topic:
    """Whether the rows of a file with these headers are events or requests."""
    names = {plain(header) for header in headers if header}
    keys = {key for name, key in accepted(EVENTS).items() if name in names}
    keys |= {key for header, key in (mapping or {}).items() if plain(header) in names}
    own = {key for name, key in accepted(TABLE).items() if name in names}
    moments = {column.key for column in MOMENTS.values()}
    if {AT, "kind"} <= keys and len(own & moments) <= 1:
        return EVENTS
    return TABLE if own & moments or moments & keys else EVENTS


def _holds_persons(
    stream: Stream, place: int, header: str, shape: Topic, mapping: Mapping[str, str] | None
) -> bool:
    if plain(header) in accepted(shape):
        return False
    if is_person_header(header):
        return True
    read = {plain(name) for name, key in (mapping or {}).items() if key}
    cells = [row[place] for row in stream.sample if place < len(row)]
    return plain(header) not in read and is_person_column(cells)


def _no_moments(stream: Stream) -> CellProblem:
    column = next(iter(MOMENTS.values()))
    return CellProblem(
        stream.sheet, stream.row, _(column.title), "", _("The required column is missing."),
        _("Add the column; accepted headers: {names}.").format(
            names=", ".join((_(column.title), column.key, *column.headers))
        ),
    )  # fmt: skip
