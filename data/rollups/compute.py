"""Standings and sums of what was read: the formulas themselves are those of metrics."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from metrics.performance.compliance import report
from metrics.performance.model import Standing
from metrics.performance.parts import Part, parts_of
from metrics.performance.periods import due_on, quarter, reports_of
from metrics.performance.score import Entry
from metrics.performance.standing import standing
from metrics.workdays import workdays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from core.periods import Period
    from data.rollups.rules import Rules
    from data.rollups.subjects import Subject
    from metrics.performance.compliance import Report
    from metrics.performance.model import Indicator

QUARTERS: Final = (1, 2, 3, 4)
STANDING_FIELDS: Final = tuple(one.name for one in fields(Standing))
PART_FIELDS: Final = tuple(one.name for one in fields(Part))


@dataclass(frozen=True, slots=True)
class Line:
    """A standing and where it belongs."""

    indicator: Indicator
    period: Period
    standing: Standing
    sample: bool

    @property
    def entry(self) -> Entry:
        """The standing as an entry of a score."""
        seen = self.standing
        return Entry(
            code=self.indicator.code,
            weight=seen.weight,
            value=seen.to_date,
            verified=seen.verified,
            reported=seen.reported,
            due_on=seen.due_on,
            reason=seen.reason,
            year=seen.year,
        )

    def row(self) -> dict[str, Any]:
        """The row of table `standing`."""
        seen = self.standing
        made: dict[str, Any] = {name: getattr(seen, name) for name in STANDING_FIELDS}
        made["due_on"] = None if seen.due_on is None else seen.due_on.isoformat()
        made["verification"] = None if seen.verification is None else str(seen.verification)
        made["reason"] = None if seen.reason is None else str(seen.reason)
        made["missing"] = ",".join(seen.missing) or None
        made["indicator_code"] = self.indicator.code
        made["period"] = self.period.text
        made["opd_code"] = self.indicator.opd
        made["sample"] = self.sample
        return made


def lines_of(subject: Subject, years: Iterable[int], rules: Rules) -> Iterator[Line]:
    """How an indicator stands at the end of each triwulan of these years, in their order.

    years: those in which anything at all is measured. An indicator without a first year of its
    own begins with its first target or actual, and one without either in the newest year.
    """
    known = sorted(years)
    days = workdays(rules.calendar)
    first = min(subject.years, default=max(known, default=0))
    if subject.indicator.valid_from is not None:
        first = subject.indicator.valid_from
    for year in known:
        if year < first:
            continue
        targets, actuals = subject.targets.get(year, ()), subject.actuals.get(year, {})
        for n in QUARTERS:
            period = quarter(year, n)
            found = standing(
                subject.indicator,
                period,
                targets,
                actuals,
                workdays=days,
                report_days=rules.report_days,
            )
            if found is not None:
                yield Line(subject.indicator, period, found, subject.is_sample(year))


def parts(
    opd_code: str,
    period: Period,
    lines: Iterable[tuple[Indicator, Entry, bool]],
    submitted: Mapping[str, Mapping[str, datetime]],
    rules: Rules,
) -> tuple[Part, ...]:
    """The sums of one OPD and triwulan.

    lines: indicator, entry and whether it is a sample; submitted: by indicator and period, in UTC.
    """
    rows = list(lines)
    clerk = _Clerk(rules)
    owed = [
        one
        for indicator, _entry, _sample in rows
        for one in clerk.reports(indicator, period, submitted.get(indicator.code, {}))
    ]
    return parts_of(
        opd_code,
        period.text,
        [entry for _indicator, entry, _sample in rows],
        cap=rules.cap,
        reports=owed,
        sample=any(sample for _indicator, _entry, sample in rows),
    )


def part_row(part: Part) -> dict[str, Any]:
    """The row of table `score_part`."""
    return {name: getattr(part, name) for name in PART_FIELDS}


class _Clerk:
    """Counts reports; keeps the due days, which many indicators share."""

    def __init__(self, rules: Rules) -> None:
        self.report_days = rules.report_days
        self.days = workdays(rules.calendar)
        self.zone = ZoneInfo(rules.time_zone)
        self.due: dict[tuple[int | None, str], date | None] = {}

    def reports(
        self, indicator: Indicator, quarter: Period, submitted: Mapping[str, datetime]
    ) -> Iterator[Report]:
        for period in reports_of(indicator, quarter):
            key = (indicator.release_month, period.text)
            if key not in self.due:
                self.due[key] = due_on(indicator, period, self.days, self.report_days)
            due = self.due[key]
            if due is not None:
                yield report(due, self._local(submitted.get(period.text)), self.days)

    def _local(self, moment: datetime | None) -> date | None:
        """The regency's own day of a moment in UTC."""
        if moment is None:
            return None
        return moment.replace(tzinfo=UTC).astimezone(self.zone).date()
