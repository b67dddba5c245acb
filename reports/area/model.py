"""What a figure by place is, and what a subject gives to be put on the map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.figure import Figure
    from core.settings import Settings


class Level(StrEnum):
    """The parts of a regency that are drawn; desa stands for kelurahan as well."""

    KECAMATAN = "kecamatan"
    DESA = "desa"


@dataclass(frozen=True, slots=True)
class Context:
    """What a provider may read."""

    conn: Connection
    settings: Settings


# Figures of one period by the code of the place; a place without one is left out.
ByPlace = Mapping[str, "Figure"]


@dataclass(frozen=True, slots=True)
class AreaMetric:
    """A metric of which there are figures by place.

    metric: an id of definitions.toml. periods: by level, newest first; a level without figures
    is left out. figures: those of a level and period, asked for when they are looked at.
    """

    metric: str
    periods: Mapping[Level, tuple[str, ...]]
    figures: Callable[[Level, str], ByPlace]


Provider = Callable[[Context], tuple[AreaMetric, ...]]
