"""Headline figures of services, each with everything it is never shown without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from charts.sparkline import sparkline_svg
from core.figure import State, state_label
from core.numbers import number
from core.periods import Period
from core.words import _, in_language
from metrics.definitions import definition, unit
from metrics.display import change_text, value_text
from metrics.exact import printed_gap
from metrics.model import Style
from metrics.services.counts import Counts, Rate, Share
from metrics.targets import met, own_targets, status_label, target_of
from reports.overview.model import Link, Standing, Tile, Tone
from reports.services.answer import PAGE
from reports.services.basis import figure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.model import Definition
    from reports.services.basis import Basis
    from reports.services.lines import Line

COMPLIANCE: Final = "service_compliance"
FIRST_RESPONSE: Final = "service_first_response"
OVERDUE: Final = "service_overdue"
BACKLOG: Final = "service_backlog"
History = tuple[tuple[str, Counts], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The status of a figure with its colour role and its pile."""

    word: str
    tone: Tone
    standing: Standing


def tiles(held: Basis, whole: Line, history: History) -> tuple[Tile, ...]:
    """Compliance, first response, what is past its limit, what is open."""
    return (
        compliance_tile(held, whole, history),
        share_tile(held, FIRST_RESPONSE, Share.FIRST_RESPONSE, history, _answers(whole)),
        _overdue_tile(held, whole),
        _backlog_tile(held, whole),
    )


def compliance_tile(held: Basis, whole: Line, history: History) -> Tile:
    """The compliance of a month beside the one of the finished alone, which flatters."""
    beside = _("{count} judged; finished alone: {closed}").format(
        count=number(whole.n), closed=whole.closed_only.text()
    )
    return share_tile(held, COMPLIANCE, Share.COMPLIANCE, history, beside)


def share_tile(held: Basis, metric: str, share: Share, history: History, beside: str) -> Tile:
    """A share of the last month of a history, with the change from the month before."""
    subject = definition(metric)
    series = [(month, found.share(share, held.minimum)) for month, found in history]
    month, last = series[-1]
    judged = judge(held, subject, month, last)
    label = Period.parse(month).label()
    figure = figure_of(held, metric, month, last)
    return Tile(
        key=metric,
        name=in_language(subject.short),
        value=last.text() if last.value is None else value_text(subject, last.value),
        unit="",
        status=judged.word,
        tone=judged.tone,
        standing=judged.standing,
        target=beside,
        change=None if last.value is None else _change(subject, series),
        age=None,
        as_of=_("{period}, as of {moment}").format(period=label, moment=held.as_of),
        source=held.source,
        sparkline=sparkline_svg([found.value for _month, found in series]),
        trend=_("{name}, up to {period}").format(name=subject.label, period=label),
        link=Link(PAGE, {"periode": month}),
        figure=figure if last.value is not None else None,
        sample=held.loaded.sample,
    )


def judge(held: Basis, subject: Definition, month: str, found: Rate) -> Judged:
    """Against the regency's own target, where there is one."""
    if found.value is None:
        return Judged(found.reason, Tone.MISSING, Standing.MISSING)
    code = held.settings.regency.code
    target = target_of(subject.id, code, Period.parse(month), own_targets(held.settings, code))
    if target is None:
        return Judged(state_label(State.NO_TARGET), Tone.PLAIN, Standing.UNJUDGED)
    word = status_label(subject, target, found.value)
    if met(subject, target, found.value):
        return Judged(word, Tone.HIJAU, Standing.GOOD)
    return Judged(word, Tone.MERAH, Standing.MISSED)


def _change(subject: Definition, series: Sequence[tuple[str, Rate]]) -> str:
    (before, old), (_month, new) = series[-2:]
    if old.value is None or new.value is None:
        return _("no like figure before it")
    since = Period.parse(before).label()
    moved = printed_gap(old.value, new.value, subject.decimals)
    if moved == 0:
        return _("unchanged from {period}").format(period=since)
    return _("{change} from {period}").format(change=change_text(subject, moved), period=since)


def _answers(whole: Line) -> str:
    return _("{count} first responses were due; {open} late without one").format(
        count=number(whole.counts.answer_due), open=number(whole.counts.unanswered)
    )


def _overdue_tile(held: Basis, whole: Line) -> Tile:
    beside = _("close to the limit: {count}").format(count=number(whole.counts.at_risk))
    late = bool(whole.counts.overdue)
    judged = Judged(
        whole.status.word,
        whole.status.tone,
        Standing.MISSED if late else Standing.GOOD,
    )
    return _number_tile(held, OVERDUE, whole.counts.overdue, judged, beside)


def _backlog_tile(held: Basis, whole: Line) -> Tile:
    beside = _("{running} within the limit, {waiting} without a running clock").format(
        running=number(whole.counts.running), waiting=number(whole.counts.waiting)
    )
    judged = Judged(state_label(State.NO_TARGET), Tone.PLAIN, Standing.UNJUDGED)
    return _number_tile(held, BACKLOG, whole.counts.backlog, judged, beside)


def _number_tile(held: Basis, metric: str, value: int, judged: Judged, beside: str) -> Tile:
    """A number at the moment of looking; without any request loaded there is none."""
    subject = definition(metric)
    nothing = held.loaded.imported_at is None
    if nothing:
        judged = Judged(state_label(State.NO_DATA), Tone.MISSING, Standing.MISSING)
    kind = unit(subject.unit)
    plain = "" if nothing or kind.style is Style.PERCENT else in_language(kind.short)
    figure = figure_of(held, metric, held.look.today.isoformat(), None if nothing else float(value))
    return Tile(
        key=metric,
        name=in_language(subject.short),
        value=judged.word if nothing else number(value),
        unit=plain,
        status=judged.word,
        tone=judged.tone,
        standing=judged.standing,
        target=None if nothing else beside,
        change=None,
        age=None,
        as_of=held.as_of,
        source=held.source,
        sparkline="",
        trend="",
        link=Link(PAGE),
        figure=None if nothing else figure,
        sample=held.loaded.sample,
    )
