"""Budget of the sample: each programme at the end of each month, cumulative within the year.

Of the first year only the ends of its triwulan are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.sample_performance.catalogue import SUPPORT, YEARS, offices
from data.sample_performance.draw import noise, share
from data.sample_performance.fates import SNAPSHOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from data.sample_performance.catalogue import Office

HEADER: Final = (
    "opd_code", "programme", "period", "stage", "ceiling", "planned", "realised", "weight",
    "physical",
)  # fmt: skip
BudgetRow = tuple[str, str, str, str, int, int, int, float, float]
BILLION: Final = 1_000_000_000
ROUNDED: Final = 10_000
# Planned share of the year's budget at the end of each month.
PLAN: Final = (2, 6, 12, 19, 27, 36, 46, 56, 66, 77, 88, 98)
# Salaries and running costs flow evenly.
EVEN: Final = (8, 16, 24, 33, 41, 50, 58, 66, 74, 83, 91, 98)
SUPPORT_SHARE: Final = 0.3
SUPPORT_PACE: Final = 0.97
# Share of the plan that is spent in 2026, where it is not about all.
PACE: Final[Mapping[str, float]] = {
    "OPD-06": 0.42,
    "OPD-07": 0.38,
    "OPD-15": 0.68,
    "OPD-29": 0.66,
    "OPD-09": 0.82,
    "OPD-11": 0.84,
    "OPD-20": 0.8,
    "OPD-12": 1.06,
    "OPD-16": 1.05,
    "OPD-25": 1.08,
    "OPD-04": 1.04,
}
USUAL_PACE: Final = 0.97
SPREAD: Final = 0.05
BY_DECEMBER: Final = 0.96
CHANGED_FROM: Final = 10
FULL: Final = 100.0


def budget_rows(kecamatan: tuple[str, ...]) -> Iterator[BudgetRow]:
    """The rows in the order of HEADER, money in rupiah."""
    for office in offices(kecamatan):
        parts = _shares(office)
        for programme, part in parts.items():
            for year in YEARS:
                yield from _of_year(office, programme, part, year)


def _shares(office: Office) -> dict[str, float]:
    """Each programme's share of the office's budget."""
    drawn = {name: 0.4 + share(office.code, name, "part") for name in office.programmes}
    whole = sum(drawn.values())
    parts = {name: (1 - SUPPORT_SHARE) * one / whole for name, one in drawn.items()}
    return {SUPPORT: SUPPORT_SHARE, **parts}


def _of_year(office: Office, programme: str, part: float, year: int) -> Iterator[BudgetRow]:
    growth = 1 + 0.04 * (year - YEARS[-1])
    first = _rounded(office.billions * BILLION * part * growth)
    changed = _rounded(first * (1 + 0.04 * noise(office.code, programme, year, "changed")))
    spent, done = 0, 0.0
    for month in range(1, 13):
        if (year, month) >= (SNAPSHOT.year, SNAPSHOT.month):
            return
        stage, ceiling = ("perubahan", changed) if month >= CHANGED_FROM else ("murni", first)
        planned = (EVEN if programme == SUPPORT else PLAN)[month - 1] / FULL
        reached = min(planned * _pace(office, programme, year, month), 1.0)
        spent = max(spent, _rounded(ceiling * reached))
        # Work is done before it is paid.
        ahead = 0.0 if programme == SUPPORT else 0.05 * share(office.code, programme, year)
        done = max(done, min(FULL * (reached + ahead), FULL))
        if year == YEARS[0] and month % 3:
            continue
        yield (
            office.code, programme, f"{year}-{month:02}", stage, ceiling,
            _rounded(ceiling * planned), min(spent, ceiling), round(FULL * part, 2),
            round(done, 2),
        )  # fmt: skip


def _pace(office: Office, programme: str, year: int, month: int) -> float:
    usual = PACE.get(office.code, USUAL_PACE + SPREAD * noise(office.code, "pace"))
    if programme == SUPPORT:
        usual = min(max(usual, SUPPORT_PACE), 1.0) if usual > SUPPORT_SHARE * 2 else 0.8
    usual += 0.02 * noise(office.code, programme, year, month)
    if year == YEARS[-1]:
        return usual
    # In years that are over, the end of the year caught up most of what was behind.
    return usual + (BY_DECEMBER - usual) * (month / 12) ** 3


def _rounded(money: float) -> int:
    return round(money / ROUNDED) * ROUNDED
