"""A measurement and its one line of JSON."""

from __future__ import annotations

import json
import math
import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Measurement:
    """value and baseline in the same unit; n: how many times value was measured.

    baseline is the yardstick's value of the same run, None where there is none.
    """

    name: str
    value: float
    unit: str
    baseline: float | None
    n: int

    @property
    def ratio(self) -> float | None:
        """How many times the baseline the value is; None without a baseline."""
        return self.value / self.baseline if self.baseline else None

    def line(self) -> str:
        """Return the measurement as JSON on one line."""
        return json.dumps(
            {
                "name": self.name,
                "value": _rounded(self.value),
                "unit": self.unit,
                "baseline": _rounded(self.baseline),
                "ratio": _rounded(self.ratio),
                "n": self.n,
            }
        )


@dataclass(frozen=True, slots=True)
class Bounded(Measurement):
    """A measurement with the most that it may be: as a ratio, or without a baseline as it is."""

    baseline: float | None = None
    n: int = 1
    bound: float | None = None

    @property
    def holds(self) -> bool:
        """Whether it is within its bound."""
        measured = self.value if self.ratio is None else self.ratio
        return self.bound is None or measured <= self.bound

    def line(self) -> str:
        """Return the measurement and its bound as JSON on one line."""
        whole = {**json.loads(Measurement.line(self)), "bound": _rounded(self.bound)}
        return json.dumps(whole | {"holds": self.holds})


def _rounded(value: float | None) -> float | None:
    """Four digits that count: 0.09613 -> 0.09613, 147.32 -> 147.3."""
    return None if value is None else float(f"{value:.{DIGITS}g}")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below or at which `share` (0 to 1) of the values lie (nearest rank).

    Raises ValueError without values or with a share outside 0 to 1.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError(f"percentile {share} of {len(values)} values")
    rank = max(1, math.ceil(share * len(values)))
    return sorted(values)[rank - 1]


def medians(name: str, ours: Sequence[float], yardstick: Sequence[float]) -> Measurement:
    """Compare the medians of two series of seconds, in milliseconds."""
    return Measurement(name, 1000 * median(ours), "ms", 1000 * median(yardstick), len(ours))


def ninety_fifths(name: str, ours: Sequence[float], yardstick: Sequence[float]) -> Measurement:
    """Compare the 95th percentiles of two series of seconds, in milliseconds."""
    return Measurement(
        name, 1000 * percentile(ours, 0.95), "ms", 1000 * percentile(yardstick, 0.95), len(ours)
    )


def machine() -> str:
    """Return a line about where this was measured, with the keys of a measurement and more."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    facts = json.loads(Measurement("machine", cores or 1, "cores", None, 1).line())
    return json.dumps(
        {
            **facts,
            "python": platform.python_version(),
            "streamlit": version("streamlit"),
            "system": platform.platform(),
        }
    )
