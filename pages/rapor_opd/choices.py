"""What may be chosen on Rapor OPD, and what was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reader's choices, checked; part of each cache key.

    period: a triwulan. indicator: a code, empty where the OPD has none. whole: every row is
    listed, not the first fifteen alone.
    """

    opd: str
    period: str
    indicator: str
    whole: bool
