"""What the process of a job may take: little of the processor, bounded memory, bounded time."""

from __future__ import annotations

import faulthandler
import os
from typing import Final

SECONDS: Final = 600
MEMORY: Final = 1_000_000_000
"""Bytes of address space; a table of 100,000 rows takes about half of it."""
POLITE: Final = 15


def limit_self() -> None:
    """Bound this process, as far as the system knows how.

    Whatever goes beyond the memory raises MemoryError or ends the process; the time ends it.
    """
    faulthandler.dump_traceback_later(SECONDS, exit=True)
    if hasattr(os, "nice"):
        os.nice(POLITE)
    _set_memory(MEMORY)


def give_room() -> None:
    """Lift the bound of memory, once a step has failed by it."""
    _set_memory(2 * MEMORY)


def _set_memory(wanted: int) -> None:
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
