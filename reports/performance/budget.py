"""The budget of each OPD: the sums of its programmes, judged against the plan of the same date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.numbers import number, percent, rupiah
from core.periods import Period
from core.words import _
from metrics.performance.budget import absorption, deviation, deviation_band, physical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.queries.performance.budgets import BudgetLine
    from metrics.scales import Judgement


@dataclass(frozen=True, slots=True)
class Purse:
    """Money and work of one OPD or programme at the end of a month, cumulative within the year.

    planned, realised: None where any programme lacks it, as a part is not the whole. period: the
    oldest month among its programmes, so that nothing is said to be newer than it is.
    """

    opd: str
    name: str
    period: str
    revised: bool
    ceiling: int
    planned: int | None
    realised: int | None
    physical: float | None
    sample: bool

    @property
    def absorption(self) -> float | None:
        """Spent of the ceiling, in percent."""
        return absorption(self.realised, self.ceiling)

    @property
    def deviation(self) -> float | None:
        """Spent minus planned, in percentage points of the ceiling."""
        return deviation(self.realised, self.planned, self.ceiling)

    @property
    def band(self) -> Judgement | None:
        """The band of the deviation."""
        points = self.deviation
        return None if points is None else deviation_band(points, Period.parse(self.period))


def purses(lines: Iterable[BudgetLine]) -> dict[str, Purse]:
    """The sums by OPD."""
    found: dict[str, list[BudgetLine]] = {}
    for line in lines:
        found.setdefault(line.opd, []).append(line)
    return {opd: _sum(opd, some) for opd, some in found.items()}


def purse_of(line: BudgetLine) -> Purse:
    """One programme by itself."""
    return _sum(line.opd, [line], name=line.programme)


def _sum(opd: str, lines: list[BudgetLine], name: str = "") -> Purse:
    return Purse(
        opd=opd,
        name=name,
        period=min(line.period for line in lines),
        revised=any(line.stage == "perubahan" for line in lines),
        ceiling=sum(line.ceiling for line in lines),
        planned=_whole(line.planned for line in lines),
        realised=_whole(line.realised for line in lines),
        physical=physical((line.weight, line.physical) for line in lines),
        sample=any(line.sample for line in lines),
    )


def _whole(values: Iterable[int | None]) -> int | None:
    """The sum; None where any is missing."""
    found = list(values)
    known = [value for value in found if value is not None]
    return sum(known) if len(known) == len(found) else None


def money(value: int | None) -> str:
    """Rp 1,2 miliar; the word where there is none."""
    return _("no data yet") if value is None else rupiah(value)


def shown_percent(value: float | None) -> str:
    """A percentage with two places; the word where there is none."""
    return _("no data yet") if value is None else percent(value)


def shown_deviation(value: float | None) -> str:
    """Percentage points with their sign; the word where there is no plan or no spending."""
    if value is None:
        return _("no data yet")
    return _("{value} pp").format(value=number(value, 2, signed=True))
