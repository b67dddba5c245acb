"""What the sample measures: offices with their programmes, goals and indicators."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from data.sample_performance.draw import share
from metrics.performance.kinds import Cadence, Formula, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE: Final = Path(__file__).parent
YEARS: Final = (2024, 2025, 2026)
KECAMATAN: Final = "KEC"
# The programme that every office has and that nobody measures: a hole to be seen.
SUPPORT: Final = "Program Penunjang Urusan Pemerintahan Daerah"
PERCENT: Final = 100.0
ROOM: Final = 5
# How well the kecamatan do, the weakest and the strongest.
WEAKEST, STRONGEST = 0.62, 1.0


@dataclass(frozen=True, slots=True)
class Office:
    """An OPD. quality: about the share of its targets that it reaches; billions: its budget."""

    code: str
    slug: str
    quality: float
    billions: float
    source: str
    programmes: tuple[str, ...]

    @property
    def operator(self) -> str:
        """The account that enters its figures."""
        return f"operator.{self.slug}"

    def goal(self, number: int) -> str:
        """Code of its programme of that number, from 1; 0 is the one for its own running."""
        return f"{self.code}.P{number}"


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator with its targets: first of 2024, last of 2026, in between on a line.

    upper: of a range, whose lower end is first. start: where a position begins each year.
    denominator: about the size of what a share is taken of, where it is reported in two numbers.
    profile: how the year's amount is spread. linear: no targets per period.
    """

    code: str
    office: Office
    name: str
    unit: str
    decimals: int
    formula: Formula
    pattern: Pattern
    cadence: Cadence
    weight: float
    goal: str
    first: float
    last: float
    upper: float | None
    start: float | None
    denominator: int | None
    release_month: int | None
    source: str
    profile: str
    linear: bool
    no_baseline: bool
    valid_from: int | None
    valid_to: int | None
    lowest: float
    highest: float

    @property
    def baseline(self) -> float | None:
        """Where it stood at the end of 2023, as far as that is known."""
        if self.no_baseline or self.start is not None or self.upper is not None:
            return None
        return round(self.first - (self.last - self.first) / 2, self.decimals)

    def valid_in(self, year: int) -> bool:
        """Whether it is measured in that year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)

    def target(self, year: int) -> float:
        """The year's target; of a range its lower end."""
        way = (year - YEARS[0]) / (YEARS[-1] - YEARS[0])
        return round(self.first + (self.last - self.first) * way, self.decimals)


@cache
def goals() -> tuple[tuple[str, str, str, str], ...]:
    """Code, kind, parent ("" for none) and text of everything above the programmes."""
    return tuple(
        (row["code"], row["kind"], row["parent_code"], row["text"]) for row in _rows("goals.csv")
    )


@cache
def measures(kecamatan: tuple[str, ...]) -> tuple[Measure, ...]:
    """Every indicator of the offices, with those of the kecamatan of these region codes."""
    kept = _rows("indicators.csv")
    made = []
    for office in offices(kecamatan):
        own = KECAMATAN if office.code.startswith(KECAMATAN) else office.code
        mine = [row for row in kept if row["opd"] == own]
        made += [_measure(office, number, row) for number, row in enumerate(mine, 1)]
    return tuple(made)


@cache
def offices(kecamatan: tuple[str, ...]) -> tuple[Office, ...]:
    """Every OPD that has indicators, kecamatan last, all by their code."""
    rows = [_office(row) for row in _rows("offices.csv")]
    *large, small = rows
    return (*large, *_of_kecamatan(small, kecamatan))


def _of_kecamatan(pattern: Office, codes: Iterable[str]) -> list[Office]:
    """The same office in each kecamatan, from weak to strong in an order drawn by lot."""
    drawn = sorted(codes, key=lambda code: share(code, "order"))
    step = (STRONGEST - WEAKEST) / max(len(drawn) - 1, 1)
    made = [
        replace(
            pattern,
            code=f"{KECAMATAN}-{code}",
            slug=f"{pattern.slug}.{code}",
            quality=STRONGEST - step * place,
            billions=round(pattern.billions * (0.8 + 0.6 * share(code, "budget")), 1),
        )
        for place, code in enumerate(drawn)
    ]
    return sorted(made, key=lambda office: office.code)


def _office(row: dict[str, str]) -> Office:
    return Office(
        row["opd"],
        row["slug"],
        float(row["quality"]),
        float(row["billions"]),
        row["source"],
        tuple(row["programmes"].split(";")),
    )


def _measure(office: Office, number: int, row: dict[str, str]) -> Measure:
    goal = row["goal"]
    first, last = float(row["first"]), float(row["last"])
    upper, start = _number(row["upper"]), _number(row["start"])
    lowest = _number(row["lowest"])
    highest = _number(row["highest"])
    if highest is None:
        most = ROOM * max(first, last, upper or 0.0, start or 0.0, 1.0)
        highest = PERCENT if row["unit"] == "%" else most
    return Measure(
        code=f"{office.code}-{number:02}",
        office=office,
        name=row["name"],
        unit=row["unit"],
        decimals=int(row["decimals"]),
        formula=Formula(row["formula_kind"]),
        pattern=Pattern(row["pattern"]),
        cadence=Cadence(row["cadence"]),
        weight=float(row["weight"]),
        goal=office.goal(int(goal)) if goal.isdecimal() else goal,
        first=first,
        last=last,
        upper=upper,
        start=start,
        denominator=_whole(row["denominator"]),
        release_month=_whole(row["release_month"]),
        source=row["source"] or office.source,
        profile=row["profile"],
        linear=bool(row["linear"]),
        no_baseline=bool(row["no_baseline"]),
        valid_from=_whole(row["valid_from"]),
        valid_to=_whole(row["valid_to"]),
        lowest=0.0 if lowest is None else lowest,
        highest=highest,
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
