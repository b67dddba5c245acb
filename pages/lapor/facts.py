"""What stands around a report: targets, earlier values, how it is measured, why it came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import DashboardError
from core.periods import Period
from core.words import _
from metrics.performance.kinds import Pattern, ReportState
from pages.shared.report_facts import previous, target_facts, year_before
from pages.shared.report_parts import notice
from pages.shared.report_words import value_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.queries.performance.report import Past, Report


def state_notice(report: Report) -> str:
    """Why a report came back."""
    stored = report.stored
    if stored is None or not stored.return_reason:
        return ""
    if stored.state not in (ReportState.RETURNED, ReportState.REJECTED, ReportState.DRAFT):
        return ""
    rejected = stored.state is ReportState.REJECTED
    template = _("Rejected by {name}: {reason}") if rejected else _("Sent back by {name}: {reason}")
    name = stored.names.get("returned", "")
    message = template.format(name=name, reason=stored.return_reason)
    hint = _("Mend the value or the evidence, then submit again.")
    return notice(DashboardError(message, hint=hint))


def surroundings(report: Report) -> list[tuple[str, str]]:
    """Terms and texts for the column beside the form."""
    measure = report.measure
    return [
        *target_facts(report),
        *_earlier(report),
        (_("Direction"), measure.facts.formula.label),
        (_("Pattern"), measure.facts.pattern.label),
        (_("What is measured"), measure.meaning or ""),
        (_("Formula"), measure.formula or ""),
        (_("Source of the data"), measure.data_source or ""),
        (_("Plausible range"), _range(report)),
        (_("Published in"), _release(report)),
        (_("Decree"), measure.decree or ""),
        (_("Code"), measure.code),
    ]


def _earlier(report: Report) -> Iterator[tuple[str, str]]:
    before = previous(report)
    if before is not None:
        yield _("Value before"), _past(report, before)
    last_year = year_before(report)
    if last_year is not None and last_year != before:
        yield _("Same period last year"), _past(report, last_year)


def _past(report: Report, past: Past) -> str:
    value = value_words(past.value or 0.0, report.measure.unit, report.measure.decimals)
    return _("{value} in {period} ({state})").format(
        value=value, period=Period.parse(past.period).label(), state=past.state.label
    )


def _range(report: Report) -> str:
    known = report.measure.facts
    if known.lowest is None or known.highest is None:
        return ""
    unit = report.measure.unit
    return _("{lowest} to {highest}").format(
        lowest=value_words(known.lowest, unit, known.decimals),
        highest=value_words(known.highest, unit, known.decimals),
    )


def _release(report: Report) -> str:
    known = report.measure.facts
    if known.pattern is not Pattern.RELEASE or known.release_month is None:
        return ""
    months = int(report.period[:4]) * 12 + 11 + known.release_month
    return Period.parse(f"{months // 12}-{months % 12 + 1:02d}").label()
