"""What a topic is told when its rows are written, and how rows live that people change as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.settings import Settings
    from data.imports.model import Topic, Value


class Stamp(NamedTuple):
    """Who writes, and when: UTC without zone, as it is stored."""

    by: str
    at: datetime


class Touched(NamedTuple):
    """One row of a write. before None: it was added; after None: it was removed."""

    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def row(self) -> Mapping[str, Any]:
        """The row as it is, or as it was when it is gone."""
        return self.after or self.before or {}


@dataclass(frozen=True, slots=True)
class Stored:
    """A batch that was just written, or (undone) taken back, row by row."""

    batch_id: int
    stamp: Stamp
    rows: tuple[Touched, ...]
    undone: bool
    settings: Settings


@dataclass(frozen=True, slots=True)
class Life:
    """Rows with a state and a version, which people also change one by one.

    A topic with a life has the fields state, version and entered_by, and its table entered_at.
    Each change raises the version and puts the row into the state `begin`; the topic's settle
    refuses rows that have come too far for a file.
    """

    begin: str


def raised(topic: Topic, before: Sequence[Value], after: tuple[Value, ...]) -> tuple[Value, ...]:
    """The row of a change: a new version of it, at the beginning of its life."""
    if topic.life is None:
        return after
    row = topic.row(after)
    row["state"] = topic.life.begin
    row["version"] = above(topic.row(before)["version"])
    return tuple(row.values())


def above(version: object) -> int:
    """The version after this one."""
    return int(version) + 1 if isinstance(version, int | float) else 1


def signed(topic: Topic, row: dict[str, Any], stamp: Stamp) -> dict[str, Any]:
    """The row with the name of who writes it."""
    return row | {"entered_by": stamp.by} if topic.life is not None else row


def timed(topic: Topic, stamp: Stamp) -> dict[str, Any]:
    """The columns that a write sets beside the fields."""
    return {"entered_at": stamp.at} if topic.life is not None else {}
