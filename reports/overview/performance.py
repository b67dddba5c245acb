"""The overview's share of the OPD's performance: the score, the reporting, who must act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from charts.sparkline import sparkline_svg
from core.figure import State, state_label
from core.numbers import number, percent
from core.periods import Period
from core.words import _, in_language
from metrics.definitions import definition
from metrics.display import change_text, value_text
from metrics.exact import printed_gap
from metrics.performance.score import Contribution
from metrics.performance.sentences import change_sentence, left_sentence
from metrics.targets import met, own_targets, status_label, target_of
from reports.opd_figures import COMPLIANCE, SCORE, Asked, of_regency, scored
from reports.overview.model import (
    Attention,
    Context,
    Finding,
    Link,
    Standing,
    Tile,
    Tone,
)
from reports.overview.model import (
    Contribution as Share,
)
from reports.performance.answer import LOW, attention
from reports.performance.board import Board, Register, board, changes, register
from reports.performance.scoring import quarters_to

if TYPE_CHECKING:
    from core.figure import Figure
    from metrics.model import Definition

POINTS: Final = 12
"""Triwulan of a sparkline."""
PAGE: Final = "kinerja-opd"


def performance(context: Context) -> Share:
    """Two tiles, at most seven rows for people and the sentence of the score's change."""
    held = register(context.conn, context.settings, context.today)
    if held.newest is None:
        return Share()
    shown = board(context.conn, held, held.newest)
    series = _series(held, shown)
    return Share(
        tiles=tuple(_tile(definition(metric), series[metric], held, shown) for metric in series),
        attention=tuple(_rows(held, shown)),
        findings=tuple(_findings(context, held, shown)),
    )


def _series(held: Register, shown: Board) -> dict[str, list[Figure | None]]:
    """The regency's figures of the last triwulan, oldest first, None where nothing stands."""
    asked = Asked(held.settings, held.as_of)
    whole = of_regency(shown.parts)
    found: dict[str, list[Figure | None]] = {SCORE: [], COMPLIANCE: []}
    for period in quarters_to(shown.period, POINTS):
        made = {one.metric: one for one in scored(whole.get(period, []), asked, None, period)}
        for metric, line in found.items():
            line.append(made.get(metric) if period in whole else None)
    return found


def _tile(subject: Definition, series: list[Figure | None], held: Register, shown: Board) -> Tile:
    last, before = series[-1], series[-2]
    value = None if last is None else last.value
    word, tone, standing = _status(subject, last, held)
    label = Period.parse(shown.period).label()
    return Tile(
        key=subject.id,
        name=in_language(subject.short),
        value=word if value is None else value_text(subject, value),
        unit=_("points") if subject.id == SCORE and value is not None else "",
        status=word,
        tone=tone,
        standing=standing,
        target=_basis(subject, shown),
        change=None if value is None else _change(subject, value, before),
        age=None,
        as_of=label,
        source=_("reports of the OPD"),
        sparkline=sparkline_svg([None if one is None else one.value for one in series]),
        trend=_("{name}, up to {period}").format(name=subject.label, period=label),
        link=Link(PAGE, {"periode": shown.period}),
        figure=last if value is not None else None,
        sample=last.sample if last else False,
    )


def _status(subject: Definition, last: Figure | None, held: Register) -> tuple[str, Tone, Standing]:
    if last is None or last.value is None:
        return state_label(last.state if last else State.NO_DATA), Tone.MISSING, Standing.MISSING
    period = Period.parse(last.period)
    code = held.settings.regency.code
    target = target_of(subject.id, code, period, own_targets(held.settings, code))
    if target is not None:
        word = status_label(subject, target, last.value)
        if met(subject, target, last.value):
            return word, Tone.HIJAU, Standing.GOOD
        return word, Tone.MERAH, Standing.MISSED
    if last.band_label is None:
        return state_label(State.NO_TARGET), Tone.PLAIN, Standing.UNJUDGED
    return last.band_label, Tone.PLAIN, Standing.GOOD


def _basis(subject: Definition, shown: Board) -> str | None:
    """What the number rests on: a score is never shown without its coverage."""
    found = shown.whole.score
    if subject.id == SCORE and found.coverage is not None:
        return _("coverage {coverage}, verified {verified}").format(
            coverage=percent(100 * found.coverage, 0),
            verified=percent(100 * (found.verified_share or 0), 0),
        )
    told = shown.whole.compliance
    if subject.id == COMPLIANCE and told.expected:
        return _("{on_time} in time, {late} late, {missing} missing").format(
            on_time=number(told.on_time), late=number(told.late), missing=number(told.missing)
        )
    return None


def _change(subject: Definition, value: float, before: Figure | None) -> str:
    if before is None or before.value is None:
        return _("no like figure before it")
    since = Period.parse(before.period).label()
    moved = printed_gap(before.value, value, subject.decimals)
    if moved == 0:
        return _("unchanged from {period}").format(period=since)
    return _("{change} from {period}").format(change=change_text(subject, moved), period=since)


def _rows(held: Register, shown: Board) -> list[Attention]:
    """What is wrong before what is silent, as the other subjects of the overview do."""
    rows = attention(
        shown.offices,
        shown.missing,
        shown.blockers,
        known=held.offices,
        as_of=held.as_of,
        workdays=held.workdays,
        regency=held.settings.regency,
    )
    return [
        Attention(0 if row.urgency >= LOW else 1, row.owner, row.what, row.since, row.link)
        for row in rows
    ]


def _findings(context: Context, held: Register, shown: Board) -> list[Finding]:
    whole = shown.whole
    now, then = whole.score.value, whole.before.value
    if whole.change is None or now is None or then is None:
        return []
    moved = changes(context.conn, held, shown)
    parts = [
        Contribution(one.code, one.points, entered=one.entered, left=one.left, weight=one.weight)
        for one in (*moved.worst, *moved.best)
    ]
    names = {one.code: one.name for one in (*moved.worst, *moved.best)}
    text = change_sentence(then, now, parts, names)
    gone = left_sentence([Contribution("", moved.left, left=True)])
    said = " ".join(one for one in (text, gone) if one)
    weight = abs(whole.change) / max(abs(then), 1.0)
    return [Finding(said, weight, Link(PAGE, {"periode": shown.period}))]
