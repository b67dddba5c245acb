"""Sums that a score can be put together from again: a row of table score_part."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from metrics.performance.achievement import FULL, capped, reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from metrics.performance.compliance import Report
    from metrics.performance.score import Entry


@dataclass(frozen=True, slots=True)
class Part:
    """Sums over the indicators of an OPD that fall due on one day, and over the reports due then.

    due_on: text 2026-10-14; empty for what never falls due in the triwulan. With w the weight,
    over verified figures with a number: weight_verified sum w, points sum w x (x: achievement
    within 0 and the cap), year_weight and year_points the same of the year, capped sum of M2,
    reached sum of M3. weight: of all that count once due; weight_reported: of those with a number.
    """

    opd_code: str
    period: str
    due_on: str
    weight: float = 0.0
    weight_reported: float = 0.0
    weight_verified: float = 0.0
    points: float = 0.0
    year_weight: float = 0.0
    year_points: float = 0.0
    capped: float = 0.0
    reached: float = 0.0
    indicators: int = 0
    indicators_reported: int = 0
    indicators_verified: int = 0
    reports: int = 0
    reports_on_time: int = 0
    reports_late: int = 0
    days_late: int = 0
    sample: bool = False


def parts_of(
    opd_code: str,
    period: str,
    entries: Iterable[Entry],
    *,
    cap: float,
    reports: Iterable[Report] = (),
    sample: bool = False,
) -> tuple[Part, ...]:
    """The sums of one OPD and triwulan by due day, in order of the day. cap in percent."""
    standing: dict[str, list[Entry]] = {}
    for entry in entries:
        standing.setdefault(_text(entry.due_on), []).append(entry)
    owed: dict[str, list[Report]] = {}
    for report in reports:
        owed.setdefault(_text(report.due_on), []).append(report)
    return tuple(
        _part((opd_code, period, day), standing.get(day, ()), owed.get(day, ()), cap, sample=sample)
        for day in sorted(standing.keys() | owed.keys())
    )


def due_parts(parts: Iterable[Part], as_of: date) -> list[Part]:
    """The parts whose day has passed on a day."""
    today = as_of.isoformat()
    return [part for part in parts if part.due_on and part.due_on < today]


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _part(
    key: tuple[str, str, str],
    entries: Sequence[Entry],
    reports: Sequence[Report],
    cap: float,
    *,
    sample: bool,
) -> Part:
    counted = [one for one in entries if one.reason is None or one.reason.counts_in_coverage]
    valued = [one for one in counted if one.value is not None]
    inside = [(one, one.value) for one in valued if one.verified and one.value is not None]
    yearly = [(one.weight, one.year) for one, _value in inside if one.year is not None]
    return Part(
        *key,
        weight=fsum(one.weight for one in counted),
        weight_reported=fsum(one.weight for one in valued),
        weight_verified=fsum(one.weight for one, _value in inside),
        points=fsum(one.weight * capped(value, cap) for one, value in inside),
        year_weight=fsum(weight for weight, _value in yearly),
        year_points=fsum(weight * capped(value, cap) for weight, value in yearly),
        capped=fsum(capped(value, FULL) for _one, value in inside),
        reached=fsum(reached(value) for _one, value in inside),
        indicators=len(counted),
        indicators_reported=len(valued),
        indicators_verified=len(inside),
        reports=len(reports),
        reports_on_time=sum(one.on_time for one in reports),
        reports_late=sum(one.late for one in reports),
        days_late=sum(one.days_late for one in reports),
        sample=sample,
    )
