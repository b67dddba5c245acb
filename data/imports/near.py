"""Looking for near names: each takes milliseconds, and a file may be wrong 100,000 times."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST: Final = 200
LONGEST: Final = 120


class Searches:
    """The searches of one file or column: the first ones are answered, the others not."""

    def __init__(self, left: int = MOST) -> None:
        self.left = left

    def near(
        self, name: str, names: Iterable[str], *, n: int = 3, cutoff: float = 0.6
    ) -> list[str]:
        """The nearest names, the best first; none once there were too many searches."""
        if self.left <= 0 or len(name) > LONGEST:
            return []
        self.left -= 1
        return get_close_matches(name, list(names), n=n, cutoff=cutoff)
