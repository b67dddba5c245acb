"""Papers finished in the village: coverage, share, and the journeys that nobody had to make.

"Yang berjalan datanya, bukan orangnya." Source: Banyuwangi (Smart Kampung, 2016-2018; press,
secondary); formulas by convention of this product.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Final

from core.words import _
from metrics.services.counts import Rate, rate

if TYPE_CHECKING:
    from collections.abc import Mapping

JOURNEYS_A_LETTER: Final = 2


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from a village to the office, one way; measured: not computed from points."""

    kilometres: float
    minutes: float
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What letters finished in their village spared their people, there and back.

    without_leg: letters of villages whose way is not known: their journeys count, their
    kilometres and minutes do not, so those two are lower bounds.
    """

    letters: int
    journeys: int
    kilometres: float | None
    minutes: float | None
    without_leg: int
    measured: bool

    @property
    def label(self) -> str:
        """That it is an estimate, and on what it stands, in words of this run's language."""
        if self.measured:
            return _("estimate: two journeys for each letter, travel as measured")
        return _("estimate: two journeys for each letter, travel computed from the distance")


def coverage(served: int, villages: int) -> Rate:
    """Villages served / all villages x 100; 170 of 189 is 89.95."""
    return rate(served, villages)


def village_share(village: int, kecamatan: int, regency: int, minimum: int = 0) -> Rate:
    """Letters finished in the village / those finished anywhere x 100."""
    return rate(village, village + kecamatan + regency, minimum)


def saved(letters: Mapping[str, int], legs: Mapping[str, Leg]) -> Saved:
    """Journeys, kilometres and minutes saved: letters x 2 x the way to the office.

    letters: finished in the village, by its code; legs: by code, as far as they are known.
    """
    known = {code: number for code, number in letters.items() if number and code in legs}
    count = sum(letters.values())
    ways = [(JOURNEYS_A_LETTER * number, legs[code]) for code, number in known.items()]
    return Saved(
        letters=count,
        journeys=JOURNEYS_A_LETTER * count,
        kilometres=fsum(times * leg.kilometres for times, leg in ways) if ways else None,
        minutes=fsum(times * leg.minutes for times, leg in ways) if ways else None,
        without_leg=count - sum(known.values()),
        measured=bool(ways) and all(leg.measured for _times, leg in ways),
    )
