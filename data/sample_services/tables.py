"""The tables by which the sample is drawn, and numbers that a few words decide."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from core.settings import ROOT

if TYPE_CHECKING:
    from numpy.random import Generator

HERE: Final = Path(__file__).parent
REFERENCE: Final = ROOT / "data" / "reference"
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Row = dict[str, str]

# Columns of desks.csv that hold words; all others hold numbers. ack, incomplete, answers, paused,
# reopened, forgotten, archived: shares; check, answer, finish: medians in minutes of the desk's
# clock (darurat: answer is the turnout); spread: of the logarithm; weight: of all requests;
# growth: a year; off: demand on a day off against a working day.
WORDS: Final = (
    "service", "source", "prefix", "flow", "profile", "seasons", "channels", "office_clock",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Desks:
    """desks.csv with one place per service, and the office that gives it (services.csv)."""

    words: dict[str, tuple[str, ...]]
    numbers: dict[str, Floats]
    owners: tuple[str, ...]

    @property
    def services(self) -> tuple[str, ...]:
        """Codes of the services in order."""
        return self.words["service"]

    def is_word(self, column: str, *values: str) -> Flags:
        """Per desk whether a column holds one of these words."""
        return np.array([word in values for word in self.words[column]], dtype=np.bool_)

    def place(self, service: str) -> int:
        """The place of a service."""
        return self.services.index(service)


@cache
def desks() -> Desks:
    """The desks, in the order of the file."""
    found = rows(HERE / "desks.csv")
    owner = {row["code"]: row["opd_code"] for row in rows(REFERENCE / "services.csv")}
    return Desks(
        {name: tuple(row[name] for row in found) for name in WORDS},
        {
            name: np.array([float(row[name]) for row in found])
            for name in found[0]
            if name not in WORDS
        },
        tuple(owner[row["service"]] for row in found),
    )


@cache
def curves(file: str) -> dict[str, Floats]:
    """Rows of numbers by the word that stands first: profiles.csv, seasons.csv."""
    return {
        next(iter(row.values())): np.array([float(cell) for cell in list(row.values())[1:]])
        for row in rows(HERE / file)
    }


def rows(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lots(*words: object) -> Generator:
    """A stream of random numbers; the same words give the same stream."""
    digest = sha256(" ".join(map(str, words)).encode()).digest()
    return np.random.Generator(np.random.SFC64(int.from_bytes(digest)))


def picked(shares: Floats, lot: Floats) -> Ints:
    """Places drawn by shares. shares: (k,); lot: numbers from 0 to below 1."""
    edges = np.cumsum(shares / shares.sum())
    found = np.searchsorted(edges, lot, side="right")
    return np.minimum(found, len(shares) - 1).astype(np.int64)
