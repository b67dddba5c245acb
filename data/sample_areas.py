"""Sample figures by kecamatan and desa: made up from the codes alone, always the same."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PERIOD: Final = "2026-10"
SOURCE: Final = "Data contoh"
HEADER: Final = ("region_code", "metric", "period", "status", "value", "unit", "source")
# One desa in so many has not reported.
SILENT: Final = 16
# Hundredths of a dog population: most places, and the one kecamatan that lags behind.
USUAL: Final = (68, 95)
LAGGING: Final = (45, 62)
POPULATION: Final = (150, 900)
MOST_BITES: Final = 14


@dataclass(frozen=True, slots=True)
class Count:
    """Dogs, dogs vaccinated and bites of one place."""

    population: int
    vaccinated: int
    bites: int


def sample_rows(villages: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Rows of the topic `published` for kecamatan (code -> its desa) and desa, by code.

    A kecamatan is the sum of its desa that reported; coverage is vaccinated / population * 100.
    """
    lagging = min(villages, key=lambda code: _drawn(code, "lag", 0, 1_000_000), default=None)
    for kecamatan, codes in sorted(villages.items()):
        counts = dict(_reported(sorted(codes), LAGGING if kecamatan == lagging else USUAL))
        if not counts:
            continue
        yield from _rows(kecamatan, _sum(counts.values()))
        for code, count in counts.items():
            yield from _rows(code, count)


def sample_file(villages: Mapping[str, Iterable[str]]) -> bytes:
    """The rows as a CSV file."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(sample_rows(villages))
    return file.getvalue().encode()


def _reported(codes: list[str], share: tuple[int, int]) -> Iterator[tuple[str, Count]]:
    for place, code in enumerate(codes):
        # The first always reports: a kecamatan without any figure would be hatched as a whole.
        if place and _drawn(code, "silent", 1, SILENT) == 1:
            continue
        population = _drawn(code, "dogs", *POPULATION)
        vaccinated = population * _drawn(code, "share", *share) // 100
        yield code, Count(population, vaccinated, _drawn(code, "bites", 0, MOST_BITES))


def _drawn(code: str, what: str, lowest: int, highest: int) -> int:
    """A whole number in the range that the code and the word decide."""
    digest = sha256(f"{code} {what}".encode()).digest()
    return lowest + int.from_bytes(digest[:8]) % (highest - lowest + 1)


def _sum(counts: Iterable[Count]) -> Count:
    rows = [(one.population, one.vaccinated, one.bites) for one in counts]
    return Count(*(sum(column) for column in zip(*rows, strict=True)))


def _rows(code: str, count: Count) -> Iterator[tuple[str, ...]]:
    # Every digit: whoever divides the two counts again gets exactly this.
    coverage = repr(count.vaccinated / count.population * 100)
    for metric, value, unit, status in (
        ("rabies_vaccination_coverage", coverage, "%", "derived"),
        ("rabies_dogs_vaccinated", str(count.vaccinated), "animals", "interim"),
        ("rabies_dog_population", str(count.population), "animals", "final"),
        ("rabies_bites", str(count.bites), "bites", "interim"),
    ):
        yield code, metric, PERIOD, status, value, unit, SOURCE
