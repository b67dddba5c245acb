"""The score of each OPD and of the regency at the end of a triwulan, from the stored sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, Final

from core.periods import Period
from metrics.performance.compliance import Compliance, days_silent, of_parts
from metrics.performance.league import movement, ranked
from metrics.performance.parts import due_parts
from metrics.performance.periods import quarter_before
from metrics.performance.score import NO_SCORE, Score, score_of_parts
from metrics.scales import Judgement, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.settings import Performance
    from data.queries.performance.offices import Office
    from metrics.performance.parts import Part
    from metrics.workdays import Workdays

TO_DATE_SCALE: Final = "realisasi_kinerja"
YEAR_SCALE: Final = "capaian_triwulan_buleleng"
RED: Final = "merah"
LEAGUES: Final = ("A", "B")
HISTORY: Final = 8
"""Triwulan of the heat grid."""


@dataclass(frozen=True, slots=True)
class OfficeScore:
    """How an OPD stands at the end of a triwulan.

    before: its score of the triwulan before. rank, moved: in its own league; None without a score
    that is shown. silent: working days since its oldest missing report fell due; 0 without one.
    """

    office: Office
    period: str
    score: Score
    before: Score
    compliance: Compliance
    silent: int
    rank: int | None
    moved: int | None
    sample: bool

    @property
    def value(self) -> float | None:
        """The score where its coverage suffices to say it."""
        return self.score.value if self.score.shown else None

    @property
    def to_date(self) -> Judgement | None:
        """The word of Permendagri 86/2017 on the score."""
        return to_date_band(self.value, self.period)

    @property
    def year(self) -> Judgement | None:
        """Buleleng's word and colour on the mean achievement of the year's targets."""
        return year_band(self.score.year if self.score.shown else None, self.period)

    @property
    def red(self) -> bool:
        """Whether the score is in the lowest band of either scale."""
        found = (self.to_date, self.year)
        return any(one is not None and one.band.last for one in found)

    @property
    def quiet(self) -> bool:
        """Whether nothing at all was reported of what is due."""
        return self.compliance.expected > 0 and self.compliance.completeness == 0

    @property
    def owes(self) -> bool:
        """Whether any report is due and not there."""
        return self.compliance.missing > 0


@dataclass(frozen=True, slots=True)
class Whole:
    """The regency: the same average over all indicators of all OPD, now and a triwulan before."""

    period: str
    before_period: str
    score: Score
    before: Score
    compliance: Compliance
    sample: bool

    @property
    def change(self) -> float | None:
        """Points since the triwulan before; None where one of the two is not shown."""
        if self.score.value is None or self.before.value is None:
            return None
        if not self.score.shown or not self.before.shown:
            return None
        return self.score.value - self.before.value


def to_date_band(value: float | None, period: str) -> Judgement | None:
    """Permendagri 86/2017 on an achievement to date, in percent."""
    return None if value is None else judge(TO_DATE_SCALE, value, Period.parse(period))


def year_band(value: float | None, period: str) -> Judgement | None:
    """Buleleng's quarter-scaled bands on an achievement of the year's target, in percent."""
    return None if value is None else judge(YEAR_SCALE, value, Period.parse(period))


def before_of(period: str) -> str:
    """The triwulan before a triwulan."""
    return quarter_before(Period.parse(period)).text


def quarters_to(period: str, count: int = HISTORY) -> tuple[str, ...]:
    """So many triwulan up to one, oldest first."""
    found = [Period.parse(period)]
    while len(found) < count:
        found.append(quarter_before(found[-1]))
    return tuple(one.text for one in reversed(found))


def office_scores(
    offices: Sequence[Office],
    parts: Mapping[tuple[str, str], tuple[Part, ...]],
    period: str,
    *,
    as_of: date,
    rules: Performance,
    workdays: Workdays,
) -> tuple[OfficeScore, ...]:
    """Every OPD that was there in the triwulan, in its league by rank, then by code."""
    span = Period.parse(period)
    there = [one for one in offices if one.stands(span.start, span.end)]
    now = {one.code: _score(parts, one, period, as_of, rules) for one in there}
    earlier = before_of(period)
    past = {one.code: _score(parts, one, earlier, as_of, rules) for one in there}
    found = []
    for league in LEAGUES:
        members = [one for one in there if one.league == league]
        ranks, old = (_ranks(members, scores) for scores in (now, past))
        by_code = {one.code: one for one in members}
        for code, rank in ranks.items():
            own = parts.get((code, period), ())
            found.append(
                OfficeScore(
                    office=by_code[code],
                    period=period,
                    score=now[code],
                    before=past[code],
                    compliance=of_parts(own, as_of),
                    silent=silence(own, as_of, workdays),
                    rank=rank,
                    moved=movement(rank, old[code]),
                    sample=any(one.sample for one in own),
                )
            )
    return tuple(found)


def _score(
    parts: Mapping[tuple[str, str], tuple[Part, ...]],
    office: Office,
    period: str,
    as_of: date,
    rules: Performance,
) -> Score:
    own = parts.get((office.code, period))
    if not own:
        return NO_SCORE
    return score_of_parts(own, as_of, min_coverage=rules.min_coverage)


def _ranks(members: Iterable[Office], scores: Mapping[str, Score]) -> dict[str, int | None]:
    return ranked({
        one.code: scores[one.code].value if scores[one.code].shown else None for one in members
    })  # fmt: skip


def silence(parts: Iterable[Part], as_of: date, workdays: Workdays) -> int:
    """Working days since the oldest report that is due and missing fell due; 0 without one."""
    today = as_of.isoformat()
    missing = [
        one.due_on
        for one in parts
        if one.due_on and one.due_on < today
        and one.reports > one.reports_on_time + one.reports_late
    ]  # fmt: skip
    return days_silent(date.fromisoformat(min(missing)), as_of, workdays) if missing else 0


def whole_score(
    parts: Mapping[tuple[str, str], tuple[Part, ...]],
    period: str,
    *,
    as_of: date,
    rules: Performance,
) -> Whole:
    """The regency's score of a triwulan and of the one before."""
    earlier = before_of(period)
    now, past = (_all_of(parts, one) for one in (period, earlier))
    return Whole(
        period=period,
        before_period=earlier,
        score=score_of_parts(now, as_of, min_coverage=rules.min_coverage),
        before=score_of_parts(past, as_of, min_coverage=rules.min_coverage),
        compliance=of_parts(now, as_of),
        sample=any(one.sample for one in now),
    )


def _all_of(parts: Mapping[tuple[str, str], tuple[Part, ...]], period: str) -> list[Part]:
    return [one for (_opd, text), own in parts.items() if text == period for one in own]


@dataclass(frozen=True, slots=True)
class Pull:
    """What an OPD gave to the change of the regency's score, in points."""

    opd: str
    points: float


def pulls(
    parts: Mapping[tuple[str, str], tuple[Part, ...]], period: str, as_of: date
) -> tuple[Pull, ...]:
    """What each OPD gave to the change since the triwulan before; worst first, then by code.

    Sums of its indicators' contributions, from the same stored sums: they make the change
    exactly. Empty where one of the two triwulan has no verified figure.
    """
    earlier = before_of(period)
    now, past = _sums(parts, period, as_of), _sums(parts, earlier, as_of)
    weight, old = fsum(w for w, _p in now.values()), fsum(w for w, _p in past.values())
    if weight <= 0 or old <= 0:
        return ()
    start = fsum(p for _w, p in past.values()) / old
    none = (0.0, 0.0)
    found = [
        Pull(
            code,
            (now.get(code, none)[1] - start * now.get(code, none)[0]) / weight
            - (past.get(code, none)[1] - start * past.get(code, none)[0]) / old,
        )
        for code in now.keys() | past.keys()
    ]
    return tuple(sorted(found, key=lambda one: (round(one.points, 9), one.opd)))


def _sums(
    parts: Mapping[tuple[str, str], tuple[Part, ...]], period: str, as_of: date
) -> dict[str, tuple[float, float]]:
    """Weight and points of the verified figures that count, by OPD."""
    due = {opd: due_parts(own, as_of) for (opd, text), own in parts.items() if text == period}
    return {
        opd: (fsum(one.weight_verified for one in own), fsum(one.points for one in own))
        for opd, own in due.items()
    }
