"""Work handed to a thread of its own, a little ahead of whoever waits for it."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

# So many pieces of work may wait: what they hold is held in memory.
MOST: Final = 2


class Ahead:
    """One thread that does its work in the order in which it is handed in."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def hand(self, work: Callable[[], None]) -> None:
        """Hand work in; waits while there is too much. Raises what earlier work raised."""
        self.arrived(MOST)
        self._waiting.append(self._thread.submit(work))

    def arrived(self, but: int = 0) -> None:
        """Wait until no more than some pieces are left. Raises what the work raised."""
        while len(self._waiting) > but:
            self._waiting.popleft().result()

    def end(self) -> None:
        """Finish the piece under way and leave the others: nothing runs any more after it."""
        self._thread.shutdown(cancel_futures=True)
