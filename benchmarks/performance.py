"""Kinerja OPD and Rapor OPD with 600 indicators over 36 months, and with ten times as many."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import runs, servers
from benchmarks.data.fill import INDICATORS, regency_of
from benchmarks.measure import Measurement, medians
from core.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.protocol import Target

PAGES: Final = ("kinerja-opd", "rapor-opd")
TIMES: Final = 10
COLD_RUNS: Final = 12
WARM, COLD = "", "cold."
"""Kinds of run, as they stand in the names: caches kept, and emptied before each run."""


def measure(naive: Target) -> Iterator[Measurement]:
    """Each page warm and with its caches emptied, against the naive page and against itself.

    The ratio of the larger regency is to the smaller one, of the same kind of run.
    """
    small: dict[tuple[str, str], list[float]] = {}
    for count, mark in ((INDICATORS, ""), (TIMES * INDICATORS, f"x{TIMES}.")):
        with _regency(count) as url:
            for kind in (WARM, COLD):
                for page, pair in _looks(url, naive, cold=kind == COLD):
                    name = f"performance.{kind}{mark}{page}"
                    ours, yardstick = pair
                    if not mark:
                        small[kind, page] = ours
                        yield medians(name, ours, yardstick)
                    else:
                        yield medians(name, ours, small[kind, page])


@contextmanager
def _regency(indicators: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'performance.db'}"
        regency_of(url, load_settings(environment={}), indicators=indicators)
        yield url


def _looks(url: str, naive: Target, *, cold: bool) -> Iterator[tuple[str, runs.Pair]]:
    with servers.dashboard_on(url, cold=cold) as (address, cookie):
        for page in PAGES:
            ours = replace(naive, name=page, url=address, page=page, cookie=cookie)
            count = COLD_RUNS if cold else runs.RUNS
            yield page, runs.one_viewer(ours, naive, count=count, warm_up=3 if cold else 8)
