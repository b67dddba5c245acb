"""Facts about a report that both screens tell: its targets and its earlier values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.numbers import percent
from core.words import _
from metrics.performance.achievement import achievement
from pages.shared.report_words import aim_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.queries.performance.report import Past, Report


def target_facts(report: Report) -> Iterator[tuple[str, str]]:
    """The target of the period and of its year, each with the reason of its last revision."""
    year = report.period[:4]
    terms = [(_("Target of the year"), year)]
    if report.period != year:
        terms.insert(0, (_("Target of the period"), report.period))
    found = False
    for term, period in terms:
        aim = report.aim(period)
        if aim is None:
            continue
        found = True
        text = aim_words(aim, report.measure.unit, report.measure.decimals)
        note = next((one for one in reversed(report.notes) if one.period == period), None)
        if note is not None:
            text = _("{target} (revision {number}: {reason})").format(
                target=text, number=note.revision, reason=note.reason
            )
        yield term, text
    if not found:
        yield _("Target"), _("no target yet")


def previous(report: Report) -> Past | None:
    """The newest earlier period with a value."""
    earlier = [one for one in report.series if one.period < report.period]
    return next((one for one in reversed(earlier) if one.value is not None), None)


def year_before(report: Report) -> Past | None:
    """The same period of the year before, if it has a value."""
    wanted = f"{int(report.period[:4]) - 1}{report.period[4:]}"
    found = (one for one in report.series if one.period == wanted and one.value is not None)
    return next(found, None)


def reached(report: Report) -> str:
    """The achievement against the target of exactly this period, or why there is none."""
    aim, stored = report.aim(report.period), report.stored
    if aim is None or stored is None or stored.value is None:
        return ""
    found = achievement(report.measure.facts.formula, aim, stored.value)
    if found.value is None:
        return found.reason.label.capitalize() if found.reason is not None else ""
    text = _("Achievement against the target of the period: {value}")
    return text.format(value=percent(found.value, trim=True))
