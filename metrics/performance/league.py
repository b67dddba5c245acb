"""Ranks within a league: ties share one (1, 2, 2, 4), without a score there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.numbers import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

DECIMALS: Final = 2


def ranked(scores: Mapping[str, float | None]) -> dict[str, int | None]:
    """The rank of each code, 1 the highest score, None where there is none (coverage too small).

    Scores that print alike (2 places, half up) share a rank. In order of rank, then of code.
    """
    printed = {
        code: None if value is None else rounded(value, DECIMALS) for code, value in scores.items()
    }
    there = sorted((value for value in printed.values() if value is not None), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(there, 1)))}
    ranks = {code: None if value is None else first[value] for code, value in printed.items()}
    return dict(sorted(ranks.items(), key=lambda one: (one[1] is None, one[1] or 0, one[0])))


def movement(rank: int | None, before: int | None) -> int | None:
    """Places won since the earlier rank (negative: lost); None where one of the two is missing."""
    return None if rank is None or before is None else before - rank
