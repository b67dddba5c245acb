"""What may be chosen on Kinerja OPD, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """What of the OPD is looked at."""

    RANKS = "peringkat"
    BUDGET = "anggaran"
    AUDIT = "audit"
    TREE = "pohon"


class Sift(StrEnum):
    """Which OPD are listed."""

    ALL = "semua"
    RED = "merah"
    SILENT = "senyap"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reader's choices, checked; part of each cache key.

    period: a triwulan. unranked: ranks are hidden, for the projector.
    """

    period: str
    league: str
    look: Look
    sift: Sift
    unranked: bool
