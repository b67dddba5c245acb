"""What a trajectory is drawn from: targets, values and levels of one indicator, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SpotKind(StrEnum):
    """How far a value has come, which is its shape."""

    VERIFIED = "verified"
    WAITING = "waiting"
    OPEN = "open"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class TargetStep:
    """The target of one period. upper: of a range. original: before it was revised, if it was."""

    place: int
    value: float
    text: str
    upper: float | None = None
    original: float | None = None
    original_text: str = ""


@dataclass(frozen=True, slots=True)
class ActualSpot:
    """What was reported to the end of one period, in words ready to read."""

    place: int
    value: float
    kind: SpotKind
    text: str
    status: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A level of the whole year with its words: the year's target, both ends of a range."""

    lower: float
    upper: float
    text: str


@dataclass(frozen=True, slots=True)
class Track:
    """One year of one indicator. slots: short names of its periods, full: of the tooltip.

    now: place of the period that the figures of the screen end with. now_text: what is expected
    by then, in words.
    """

    slots: tuple[str, ...]
    full: tuple[str, ...]
    targets: tuple[TargetStep, ...]
    spots: tuple[ActualSpot, ...]
    year: Edge | None
    now: int | None
    now_text: str = ""
