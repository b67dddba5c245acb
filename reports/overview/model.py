"""What an overview consists of. Everything a person reads is already in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from core.figure import Figure
    from core.scope import Scope
    from core.settings import Settings


class Tone(StrEnum):
    """The colour role of a status; always beside its word and a shape of its own."""

    BIRU = "biru"
    HIJAU = "hijau"
    KUNING = "kuning"
    ORANYE = "oranye"
    MERAH = "merah"
    PLAIN = "plain"
    MISSING = "missing"


class Standing(StrEnum):
    """Which pile of the answer a tile belongs to."""

    GOOD = "good"
    MISSED = "missed"
    OLD = "old"
    MISSING = "missing"
    UNJUDGED = "unjudged"


@dataclass(frozen=True, slots=True)
class Link:
    """A screen of the dashboard in a state: its address and its query."""

    address: str
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tile:
    """One headline figure with everything it is never shown without.

    target, change and age are None where there is nothing to say. sparkline: SVG, trend: its words.
    figure is None where there is no value.
    """

    key: str
    name: str
    value: str
    unit: str
    status: str
    tone: Tone
    standing: Standing
    target: str | None
    change: str | None
    age: str | None
    as_of: str
    source: str
    sparkline: str
    trend: str
    link: Link
    figure: Figure | None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that needs a person now. urgency: the lower, the sooner."""

    urgency: int
    owner: str
    what: str
    since: str
    link: Link


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about what changed, and how much it weighs against the others."""

    text: str
    weight: float
    link: Link


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one subject gives to the overview."""

    tiles: tuple[Tile, ...] = ()
    attention: tuple[Attention, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a provider may read."""

    conn: Connection
    settings: Settings
    scope: Scope
    today: date


Provider = Callable[[Context], Contribution]


@dataclass(frozen=True, slots=True)
class Overview:
    """The regency at a glance, ready to be shown."""

    answer: str
    tiles: tuple[Tile, ...]
    attention: tuple[Attention, ...]
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
