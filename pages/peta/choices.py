"""What may be chosen on Peta, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pages.shared.map import Screen
from reports.area.model import Level

NO_POINTS: Final = "-"
ALL_POINTS: Final = "*"
PARTS_OF_REGENCY: Final = 2
DOTS_OF_DESA: Final = 3


class Form(StrEnum):
    """How the map is drawn: to be moved about, or flat for paper, phones and plain machines."""

    MOVING = "gerak"
    FLAT = "cetak"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reader's choices, checked; part of each cache key.

    place: the regency's code, or that of the kecamatan or desa whose card is shown. period: empty
    where the metric has no figure of this level. points: a kind, ALL_POINTS or NO_POINTS.
    """

    regency: str
    metric: str
    level: Level
    period: str
    place: str
    points: str
    form: Form
    screen: Screen = Screen.MIDDLE

    @property
    def kecamatan(self) -> str | None:
        """The kecamatan that the place is or lies in; None for the regency as a whole."""
        return kecamatan_of(self.place)

    @property
    def within(self) -> str:
        """What the shapes lie in: the kecamatan looked into where desa are drawn, else all."""
        looked_into = self.kecamatan if self.level is Level.DESA else None
        return looked_into or self.regency

    @property
    def marked(self) -> str | None:
        """The shape that stands for the place, if it is drawn as one of the shapes."""
        if self.level is Level.KECAMATAN:
            return self.kecamatan
        return self.place if self.place.count(".") == DOTS_OF_DESA else None


def kecamatan_of(code: str) -> str | None:
    """The kecamatan that a code lies in or is; None for a regency."""
    parts = code.split(".")
    return ".".join(parts[:3]) if len(parts) > PARTS_OF_REGENCY else None
