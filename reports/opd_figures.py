"""Figures made of the OPD's own reports: scores, reporting, indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.figure import Figure, Publication, State, Verification, state_label
from core.periods import Period
from core.words import _
from data.queries.performance.scores import score_parts
from data.queries.performance.standings import standings
from metrics.definitions import definition
from metrics.performance.compliance import of_parts
from metrics.performance.kinds import OPEN, ReportState
from metrics.performance.score import score_of_parts
from metrics.scales import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from core.scope import Scope
    from core.settings import Settings
    from data.queries.performance.standings import Held
    from metrics.performance.score import Part, Score

SCORE: Final = "opd_score"
SCORE_OF_YEAR: Final = "opd_score_year"
COMPLIANCE: Final = "reporting_compliance"
COMPLETENESS: Final = "reporting_completeness"
ACHIEVEMENT: Final = "indicator_achievement"
ACTUAL: Final = "indicator_actual"
SCORES: Final = frozenset({SCORE, SCORE_OF_YEAR, COMPLIANCE, COMPLETENESS})
TOTAL: Final = "total"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures are wanted. opd: of this one; None: of all, and the regency's own.

    first, last: period texts that the last day of a figure's period lies between.
    """

    settings: Settings
    as_of: date
    metric: str | None = None
    opd: str | None = None
    first: str | None = None
    last: str | None = None

    def wants(self, *metrics: str) -> bool:
        """Whether any of these metrics is asked for."""
        return self.metric is None or self.metric in metrics

    def holds(self, period: str) -> bool:
        """Whether a period lies in the span."""
        end = Period.parse(period).end
        return (self.first is None or end >= Period.parse(self.first).start) and (
            self.last is None or end <= Period.parse(self.last).end
        )


def score_figures(conn: Connection, asked: Asked) -> list[Figure]:
    """Scores and reporting of each OPD and triwulan, and of the regency (without an OPD)."""
    if not asked.wants(SCORE, SCORE_OF_YEAR, COMPLIANCE, COMPLETENESS):
        return []
    parts = score_parts(conn, opd=asked.opd)
    grouped: dict[tuple[str | None, str], list[Part]] = {}
    for (office, period), some in parts.items():
        if asked.holds(period):
            grouped.setdefault((office, period), []).extend(some)
            if asked.opd is None:
                grouped.setdefault((None, period), []).extend(some)
    return [
        one
        for (office, period), some in grouped.items()
        for one in scored(some, asked, office, period)
    ]


def scored(
    parts: Sequence[Part], asked: Asked, office: str | None, period: str
) -> Iterator[Figure]:
    """The figures of one OPD (None: the regency) and triwulan out of its parts."""
    rules = asked.settings.performance
    found = score_of_parts(parts, asked.as_of, min_coverage=rules.min_coverage)
    told = of_parts(parts, asked.as_of)
    values = {
        SCORE: (found.value if found.shown else None, _state_of(found)),
        SCORE_OF_YEAR: (found.year if found.shown else None, _state_of(found)),
        COMPLIANCE: (told.rate, State.OK if told.rate is not None else State.NO_DATA),
        COMPLETENESS: (told.completeness, State.OK if told.rate is not None else State.NO_DATA),
    }
    for metric, (value, state) in values.items():
        if asked.wants(metric):
            shown = State.NO_DATA if value is None and state is State.OK else state
            yield _figure(
                metric,
                asked,
                office,
                period,
                value=value,
                state=shown,
                publication=Publication.DERIVED,
                sample=any(part.sample for part in parts),
            )


def _state_of(found: Score) -> State:
    if found.shown:
        return State.OK
    return State.INSUFFICIENT if found.indicators else State.NOT_DUE


def indicator_figures(conn: Connection, asked: Asked, scope: Scope) -> list[Figure]:
    """Realised value and achievement of each indicator, as far as the reader may see them."""
    if not asked.wants(ACHIEVEMENT, ACTUAL):
        return []
    periods = [period for period in _quarters(conn, asked) if asked.holds(period)]
    rows = standings(conn, scope=scope, periods=periods, opd=asked.opd)
    return [one for row in rows for one in _of_indicator(row, asked)]


def _quarters(conn: Connection, asked: Asked) -> list[str]:
    return sorted({period for _office, period in score_parts(conn, opd=asked.opd)})


def _of_indicator(row: Held, asked: Asked) -> Iterator[Figure]:
    state = state_of(row, asked.as_of)
    for metric, value, target in (
        (ACHIEVEMENT, row.to_date, None),
        (ACTUAL, row.realised, row.expected),
    ):
        if asked.wants(metric):
            yield _figure(
                metric,
                asked,
                row.opd,
                row.period,
                value=value,
                state=state if value is None else State.OK,
                unit=row.unit if metric == ACTUAL else None,
                component=row.code,
                target=target,
                verification=verification_of(row.verification),
                as_of=row.as_of,
                sample=row.sample,
            )


def state_of(row: Held, as_of: date) -> State:
    """The state of an indicator's figure on a day: what is not due yet is no silence."""
    if row.hidden:
        return State.NOT_VERIFIED
    if row.to_date is not None:
        return State.OK
    if row.reason is None:
        return State.NO_DATA
    waits = row.due_on is None or row.due_on >= as_of
    return State.NOT_DUE if row.reason.state is State.NOT_REPORTED and waits else row.reason.state


def verification_of(state: ReportState | None) -> Verification | None:
    """How far it has come, in the words of exports: what was sent back is a draft again."""
    if state is None:
        return None
    return Verification.DRAFT if state in OPEN else Verification(state.value)


def _figure(  # noqa: PLR0913 (the parts of one figure)
    metric: str,
    asked: Asked,
    office: str | None,
    period: str,
    *,
    value: float | None,
    state: State,
    publication: Publication | None = None,
    unit: str | None = None,
    component: str = TOTAL,
    target: float | None = None,
    verification: Verification | None = None,
    as_of: str | None = None,
    sample: bool = False,
) -> Figure:
    subject = definition(metric)
    band, label = band_of(metric, value, period)
    return Figure(
        metric=metric,
        region=asked.settings.regency.code,
        opd=office,
        component=component,
        period=period,
        value=value,
        unit=unit or subject.unit,
        state=state,
        state_label=state_label(state),
        band=band,
        band_label=label,
        target=target,
        publication=publication,
        verification=verification,
        source=_("Reports of the OPD in this dashboard"),
        as_of=as_of or Period.parse(period).end.isoformat(),
        sample=sample,
    )


def band_of(metric: str, value: float | None, period: str) -> tuple[str | None, str | None]:
    """Code and word of the predicate; nothing where there is no value or no scale."""
    scale = definition(metric).scale
    if scale is None or value is None:
        return None, None
    found = judge(scale, value, Period.parse(period))
    return f"{scale}/{found.version}/{found.band.order}", found.band.label


def of_regency(found: Mapping[tuple[str, str], tuple[Part, ...]]) -> dict[str, list[Part]]:
    """The parts of all OPD together, by triwulan."""
    merged: dict[str, list[Part]] = {}
    for (_office, period), parts in found.items():
        merged.setdefault(period, []).extend(parts)
    return merged
