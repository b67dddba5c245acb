"""Offices, parts and standings in one line each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from core.settings import Calendar, Performance, Regency
from data.queries.performance.offices import Office
from data.queries.performance.standings import Held
from metrics.performance.kinds import Cadence, Formula, Pattern, ReportState
from metrics.performance.parts import Part
from metrics.workdays import workdays
from reports.performance.scoring import office_scores, whole_score

if TYPE_CHECKING:
    from reports.performance.scoring import OfficeScore, Whole

TODAY: Final = date(2026, 11, 22)
Q2, Q3 = "2026-Q2", "2026-Q3"
DUE: Final = {Q2: "2026-07-14", Q3: "2026-10-14"}
DAYS: Final = workdays(Calendar(collective_leave_is_worked=False))
RULES: Final = Performance()
REGENCY: Final = Regency("51.08", "Kabupaten Buleleng", "kabupaten", "Asia/Makassar", "id")
Parts = dict[tuple[str, str], tuple[Part, ...]]


def office(code: str, name: str = "", league: str = "A", **more: Any) -> Office:
    row: dict[str, Any] = {
        "kind": "dinas", "region_code": None, "valid_from": None, "valid_to": None,
        "successor_code": None,
    }  # fmt: skip
    short = name or code
    return Office(code, f"Dinas {short}", short, league=league, **{**row, **more})


def part(
    code: str,
    period: str,
    value: float,
    *,
    weight: float = 10.0,
    verified: float = 10.0,
    year: float | None = None,
    reports: tuple[int, int, int] = (4, 0, 0),
) -> Part:
    """An OPD whose verified indicators have this mean. reports: on time, late, missing."""
    on_time, late, missing = reports
    yearly = value if year is None else year
    return Part(
        code, period, DUE[period], weight=weight, weight_reported=verified,
        weight_verified=verified, points=value * verified, year_weight=verified,
        year_points=yearly * verified, capped=value * 4, reached=4.0, indicators=4,
        indicators_reported=4, indicators_verified=4, reports=on_time + late + missing,
        reports_on_time=on_time, reports_late=late, sample=True,
    )  # fmt: skip


def parts_by_key(*found: Part) -> Parts:
    return {(one.opd_code, one.period): (one,) for one in found}


def scores(parts: Parts, *offices: Office) -> tuple[OfficeScore, ...]:
    return office_scores(offices, parts, Q3, as_of=TODAY, rules=RULES, workdays=DAYS)


def whole(parts: Parts) -> Whole:
    return whole_score(parts, Q3, as_of=TODAY, rules=RULES)


def held(code: str = "I-1", **given: Any) -> Held:
    """A verified flow of 160 of 180 dosis to date, 400 in the year."""
    row: dict[str, Any] = {
        "name": f"Indikator {code}", "unit": "dosis", "decimals": 0, "formula": Formula.UP,
        "pattern": Pattern.FLOW, "cadence": Cadence.QUARTER, "opd": "A", "goal": None,
        "key": False, "period": Q3, "weight": 1.0, "due_on": date(2026, 10, 14),
        "reported": True, "verified": True, "verification": ReportState.APPROVED,
        "realised": 160.0, "expected": 180.0, "expected_upper": None, "year_target": 400.0,
        "year_target_upper": None, "to_date": 160 / 180 * 100, "year": 40.0, "original": None,
        "reason": None, "missing": (), "linear": False, "as_of": "2026-09-30", "sample": True,
    }  # fmt: skip
    return Held(code, **{**row, **given})
