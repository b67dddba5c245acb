"""Targets of the sample: a path through each year, and the revisions that were decided."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from core.periods import Period
from data.sample_performance.catalogue import YEARS
from metrics.performance.kinds import Cadence, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from data.sample_performance.catalogue import Measure

# How a year's amount is spread over its months.
PROFILES: Final[Mapping[str, tuple[float, ...]]] = {
    "": (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    "late": (0.2, 0.3, 0.5, 0.7, 0.9, 1.0, 1.1, 1.2, 1.4, 1.5, 1.6, 1.6),
    "end": (0, 0, 0, 0.4, 0.6, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.0),
    "school": (1.2, 1.2, 1.1, 1.0, 0.8, 0.3, 1.6, 1.5, 1.2, 1.0, 0.8, 0.3),
    "rice": (1.1, 1.4, 1.5, 1.3, 0.8, 0.6, 0.9, 1.2, 1.1, 0.8, 0.6, 0.7),
    "tour": (1.0, 0.8, 0.8, 0.9, 1.0, 1.2, 1.5, 1.4, 1.0, 0.8, 0.7, 0.9),
    "sea": (0.6, 0.6, 0.8, 1.0, 1.2, 1.3, 1.2, 1.2, 1.3, 1.2, 0.9, 0.7),
    "wet": (1.6, 1.4, 1.0, 0.5, 0.2, 0.1, 0.1, 0.2, 0.6, 1.4, 2.2, 2.7),
    "jump": (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
}
MONTHS: Final = 12
LENGTHS: Final = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.YEAR: 12}


class TargetLine(NamedTuple):
    """One row of the table of targets."""

    indicator_code: str
    period: str
    revision: int
    value: float | None
    lower: float | None
    upper: float | None
    reason: str | None
    decree: str | None
    decided_on: str | None


class Revision(NamedTuple):
    """Targets of these periods of a year times a factor; the year's own follows for a flow."""

    year: int
    periods: tuple[str, ...]
    factor: float
    reason: str
    decree: str
    decided_on: str


REVISIONS: Final[Mapping[str, tuple[Revision, ...]]] = {
    # Lowered long after its period began.
    "OPD-10-01": (
        Revision(2026, ("2026-Q3", "2026-Q4"), 0.62, "Penyesuaian kondisi pasar kerja",
                 "Perubahan Perjanjian Kinerja (contoh)", "2026-09-21"),
    ),
    "OPD-10-05": (
        Revision(2025, ("2025-11", "2025-12"), 0.8, "Penyesuaian anggaran",
                 "Perubahan Perjanjian Kinerja (contoh)", "2025-10-15"),
    ),
    # Lowered before its periods began, after a dry season.
    "OPD-21-01": (
        Revision(2026, ("2026-Q4",), 0.9, "Kemarau panjang menurut prakiraan BMKG",
                 "Perubahan RKPD 2026 (contoh)", "2026-09-14"),
    ),
    # Raised.
    "OPD-19-02": (
        Revision(2026, tuple(f"2026-{n:02}" for n in range(7, 13)), 1.08,
                 "Penambahan rute penerbangan", "Perubahan RKPD 2026 (contoh)", "2026-06-22"),
    ),
}  # fmt: skip
# Measured since 2026 while the baseline is still being made: no target yet.
NO_TARGET: Final = {("OPD-16-07", 2026)}


def periods(cadence: Cadence, year: int) -> tuple[str, ...]:
    """The periods of a cadence in a year, in order."""
    if cadence is Cadence.MONTH:
        return tuple(f"{year}-{n:02}" for n in range(1, MONTHS + 1))
    if cadence is Cadence.QUARTER:
        return tuple(f"{year}-Q{n}" for n in range(1, 5))
    return (str(year),)


@cache
def path(measure: Measure, year: int) -> Mapping[str, float]:
    """What is expected of each reported period: its amount, or the position at its end."""
    names, whole = periods(measure.cadence, year), measure.target(year)
    if measure.pattern is Pattern.FLOW:
        parts = _parts(PROFILES[measure.profile], LENGTHS[measure.cadence])
        if measure.linear:
            parts = [1.0] * len(names)
        exact = 9 if measure.linear else measure.decimals
        return dict(zip(names, _spread(whole, parts, exact), strict=True))
    if measure.pattern is not Pattern.STOCK or measure.upper is not None:
        return dict.fromkeys(names, whole)
    begin = measure.start
    if begin is None:
        begin = measure.target(year - 1) if year > YEARS[0] else measure.baseline
    if begin is None:
        begin = whole
    steps = len(names)
    return {
        name: round(begin + (whole - begin) * place / steps, measure.decimals)
        for place, name in enumerate(names, 1)
    }


def revised_path(measure: Measure, year: int) -> Mapping[str, float]:
    """The same with what was decided later."""
    made = dict(path(measure, year))
    for revision in REVISIONS.get(measure.code, ()):
        if revision.year == year:
            for name in revision.periods:
                made[name] = round(made[name] * revision.factor, measure.decimals)
    return made


def target_lines(measure: Measure) -> Iterator[TargetLine]:
    """Every stored target of an indicator, each revision after what it revises."""
    for year in YEARS:
        if measure.valid_in(year) and (measure.code, year) not in NO_TARGET:
            yield from _of_year(measure, year)


def _of_year(measure: Measure, year: int) -> Iterator[TargetLine]:
    decree = f"Perjanjian Kinerja {year} (contoh)"
    day = f"{year}-01-15"
    yearly = measure.target(year)
    if measure.upper is not None:
        yield _line(measure, str(year), 0, (None, yearly, measure.upper), (None, decree, day))
        return
    yield _line(measure, str(year), 0, (yearly, None, None), (None, decree, day))
    if measure.linear or measure.pattern in (Pattern.MEAN, Pattern.RELEASE):
        return
    if measure.cadence is Cadence.YEAR:
        return
    for name, value in path(measure, year).items():
        yield _line(measure, name, 0, (value, None, None), (None, decree, day))
    for number, revision in enumerate(REVISIONS.get(measure.code, ()), 1):
        if revision.year == year:
            yield from _revised(measure, year, number, revision)


def _revised(measure: Measure, year: int, number: int, revision: Revision) -> Iterator[TargetLine]:
    words = (revision.reason, revision.decree, revision.decided_on)
    now = revised_path(measure, year)
    if measure.pattern is Pattern.FLOW:
        whole = round(sum(now.values()), measure.decimals)
        yield _line(measure, str(year), number, (whole, None, None), words)
    for name in revision.periods:
        yield _line(measure, name, number, (now[name], None, None), words)


def _line(
    measure: Measure,
    period: str,
    number: int,
    ends: tuple[float | None, float | None, float | None],
    words: tuple[str | None, str, str],
) -> TargetLine:
    return TargetLine(measure.code, period, number, *ends, *words)


def _parts(months: tuple[float, ...], length: int) -> list[float]:
    return [sum(months[at : at + length]) for at in range(0, MONTHS, length)]


def _spread(whole: float, parts: list[float], decimals: int) -> list[float]:
    """The whole in these parts, each rounded, so that they add up again."""
    sum_of_parts, done, so_far, made = sum(parts), 0.0, 0.0, []
    for part in parts:
        so_far += part
        until = round(whole * so_far / sum_of_parts, decimals)
        made.append(round(until - done, decimals))
        done = until
    return made


@cache
def last_day(period: str) -> str:
    """The last day of a period, as text."""
    return Period.parse(period).end.isoformat()
