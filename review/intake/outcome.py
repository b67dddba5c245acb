"""What a job came to, as values small enough to send to a page, and their way through JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN: Final = 200
"""Problems and changed rows that a screen lists; the rest is counted."""
ADDED_SHOWN: Final = 20


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    MAPPING = "mapping"
    PROBLEMS = "problems"
    PREVIEW = "preview"
    STORED = "stored"
    UNDO_PREVIEW = "undo_preview"
    UNDONE = "undone"
    FAILED = "failed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem in words; row as the spreadsheet counts."""

    sheet: str
    row: int
    column: str
    value: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Shift:
    """One field of a stored row that changes: both values in words. row: of the file, if any."""

    row: int | None
    key: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Head:
    """A header of the file, the first values under it, and the column key it is read as."""

    text: str
    samples: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step of a job found. Texts are in `language`, times UTC in ISO form.

    copy: "whole" or "faulty" when a marked copy waits. notes: how the file was read. moved: what
    another stored meanwhile. titles, rows: the first added (or, undone, removed) rows. source: the
    system that requests come from; service: of those that name none; persons: headers of columns
    that hold persons and are not kept; counts: what is in the file, in words and numbers.
    """

    state: State
    language: str = "id"
    topic: str = ""
    file_name: str = ""
    message: str = ""
    hint: str = ""
    row_count: int = 0
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    heads: tuple[Head, ...] = ()
    mapped_by: str = ""
    mapped_at: str = ""
    problems: tuple[Fault, ...] = ()
    problem_count: int = 0
    copy: str = ""
    titles: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shifts: tuple[Shift, ...] = ()
    added: int = 0
    changed: int = 0
    same: int = 0
    moved: tuple[str, ...] = ()
    batch: int | None = None
    obstacles: tuple[str, ...] = ()
    source: str = ""
    service: str = ""
    persons: tuple[str, ...] = ()
    counts: tuple[tuple[str, str], ...] = ()


LISTS_OF: Final = {"heads": Head, "problems": Fault, "shifts": Shift}


def to_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain values."""
    return asdict(outcome)


def from_json(content: Mapping[str, Any]) -> Outcome:
    """The outcome that `to_json` gave."""
    values: dict[str, Any] = {}
    for field in fields(Outcome):
        value = content[field.name]
        if field.name in LISTS_OF:
            value = tuple(_one(LISTS_OF[field.name], one) for one in value)
        elif isinstance(value, list):
            value = tuple(tuple(one) if isinstance(one, list) else one for one in value)
        values[field.name] = value
    return Outcome(**{**values, "state": State(values["state"])})


def _one(kind: type[Any], content: Mapping[str, Any]) -> object:
    return kind(**{name: tuple(v) if isinstance(v, list) else v for name, v in content.items()})
