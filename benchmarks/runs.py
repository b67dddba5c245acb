"""What the server needs: one run of a page, and twenty viewers who run it at the same moment."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from benchmarks.protocol import Target, Viewer, viewer

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS: Final = 40
WARM_UP: Final = 8
VIEWERS: Final = 20
ROUNDS: Final = 5
# What a server still does after a run (its garbage collection) must not fall into the next one.
REST: Final = 0.05

Pair = tuple[list[float], list[float]]
"""Seconds of ours and of the yardstick, measured in turn in the same run."""


def one_viewer(
    ours: Target, yardstick: Target, *, count: int = RUNS, warm_up: int = WARM_UP
) -> Pair:
    """Run both pages in turn, `count` times each; seconds from rerun message to script finished."""
    return asyncio.run(_one_viewer(ours, yardstick, count, warm_up))


def many_viewers(
    ours: Target, yardstick: Target, *, viewers: int = VIEWERS, rounds: int = ROUNDS
) -> Pair:
    """Let all viewers of a page rerun at the same moment, `rounds` times each page in turn.

    All are connected and have seen the page twice before. Seconds of each viewer in each round.
    """
    return asyncio.run(_many_viewers(ours, yardstick, viewers, rounds))


def bytes_sent(page: Target) -> int:
    """Bytes of all messages of one run, with nothing compressed."""
    return asyncio.run(_bytes_sent(page))


async def _bytes_sent(page: Target) -> int:
    async with viewer(page) as tab:
        return (await tab.look()).size


async def _one_viewer(ours: Target, yardstick: Target, count: int, warm_up: int) -> Pair:
    seconds: Pair = ([], [])
    async with viewer(ours) as first, viewer(yardstick) as second:
        tabs = (first, second)
        for tab in tabs:
            await tab.look()
        for turn in range(warm_up + count):
            for tab, taken in zip(tabs, seconds, strict=True):
                run = await tab.rerun()
                if turn >= warm_up:
                    taken.append(run)
                await asyncio.sleep(REST)
    return seconds


async def _many_viewers(ours: Target, yardstick: Target, viewers: int, rounds: int) -> Pair:
    seconds: Pair = ([], [])
    async with AsyncExitStack() as stack:
        crowds = [
            [await stack.enter_async_context(viewer(target)) for _ in range(viewers)]
            for target in (ours, yardstick)
        ]
        for crowd in crowds:
            for tab in crowd:
                await tab.look()
            await _together(crowd)
        for _ in range(rounds):
            for crowd, taken in zip(crowds, seconds, strict=True):
                taken.extend(await _together(crowd))
                await asyncio.sleep(REST)
    return seconds


async def _together(crowd: Sequence[Viewer]) -> list[float]:
    return list(await asyncio.gather(*(tab.rerun() for tab in crowd)))
