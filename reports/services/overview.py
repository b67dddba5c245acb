"""The overview's share of services and satisfaction: two tiles, who must act, what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from charts.sparkline import sparkline_svg
from core import clock
from core.figure import State
from core.numbers import number
from core.periods import Period
from core.words import _, in_language
from data.queries.services.keys import By
from data.queries.services.sums import Open
from metrics.definitions import definition
from metrics.display import change_text, value_text
from metrics.exact import printed_gap
from metrics.services.counts import Counts, Share
from reports.overview.model import Attention, Contribution, Finding, Link, Standing, Tile
from reports.services.answer import PAGE, attention
from reports.services.basis import basis
from reports.services.board import HISTORY, months_of, months_to, usual_month
from reports.services.lines import line_of, lines
from reports.services.satisfaction import METRIC, satisfaction_board
from reports.services.tiles import COMPLIANCE, compliance_tile

if TYPE_CHECKING:
    from reports.overview.model import Context
    from reports.services.basis import Basis
    from reports.services.satisfaction import Board
    from reports.services.tiles import History

SURVEY_PAGE: Final = "kepuasan"
WORST_BAND: Final = 3
"""C (Kurang baik) and below need a person."""
MOST_UNITS: Final = 2


def services(context: Context) -> Contribution:
    """The compliance of the newest ended month, the satisfaction, and the OPD that must act.

    Judged at the present moment. A subject of which nothing is loaded gives nothing.
    """
    first, second = _requests(context), _satisfaction(context)
    return Contribution(
        (*first.tiles, *second.tiles),
        (*first.attention, *second.attention),
        (*first.findings, *second.findings),
    )


def _requests(context: Context) -> Contribution:
    held = basis(context.conn, context.settings, clock.now())
    if held.loaded.imported_at is None:
        return Contribution()
    by_month = months_of(context.conn, held)
    month = usual_month(by_month, held.look.today)
    offices = lines(context.conn, held, By.OPD, month)
    still = sum((one.open for one in offices), start=Open())
    found = by_month.get(month, Counts())
    whole = line_of(held, By.REGENCY, "", month, of_month=found, still=still)
    history = tuple((one, by_month.get(one, Counts())) for one in months_to(month, HISTORY))
    return Contribution(
        (compliance_tile(held, whole, history),),
        attention(offices, lines(context.conn, held, By.SERVICE, month)),
        tuple(_findings(held, history)),
    )


def _findings(held: Basis, history: History) -> list[Finding]:
    """A sentence about the month against the one before it, with both numbers of requests."""
    (before, old), (month, new) = (
        (month, found.share(Share.COMPLIANCE, held.minimum)) for month, found in history[-2:]
    )
    if old.value is None or new.value is None:
        return []
    subject = definition(COMPLIANCE)
    moved = printed_gap(old.value, new.value, subject.decimals)
    if moved == 0:
        return []
    text = _("{name} {period}: {value} (n = {count}), {change} from {before} (n = {old}).").format(
        name=in_language(subject.short),
        period=Period.parse(month).label(),
        value=value_text(subject, new.value),
        count=number(new.whole),
        change=change_text(subject, moved),
        before=Period.parse(before).label(),
        old=number(old.whole),
    )
    weight = abs(moved) / max(abs(old.value), 1.0)
    return [Finding(text, weight, Link(PAGE, {"periode": month}))]


def _satisfaction(context: Context) -> Contribution:
    shown = satisfaction_board(context.conn, context.settings)
    if not shown.years:
        return Contribution()
    before = None
    if len(shown.years) > 1:
        before = satisfaction_board(context.conn, context.settings, year=shown.years[1])
    return Contribution((_tile(shown, before),), tuple(_weak(shown)))


def _tile(shown: Board, before: Board | None) -> Tile:
    subject, whole = definition(METRIC), shown.whole
    value = whole.found.ikm
    beside = _("{count} respondents").format(count=number(whole.n))
    if whole.weakest is not None:
        beside = _("{count} respondents; weakest: {element}").format(
            count=number(whole.n), element=whole.weakest_name
        )
    series = [None if one is None else one.whole.found.ikm for one in (before, shown)]
    return Tile(
        key=METRIC,
        name=in_language(subject.short),
        value=whole.value_text,
        unit="",
        status=whole.word,
        tone=whole.tone,
        standing=_standing(shown),
        target=beside,
        change=None if value is None else _change(value, before),
        age=None,
        as_of=shown.year,
        source=shown.source,
        sparkline=sparkline_svg(series),
        trend=_("{name}, up to {period}").format(name=subject.label, period=shown.year),
        link=Link(SURVEY_PAGE, {"periode": shown.year}),
        figure=whole.figure if value is not None else None,
        sample=shown.sample,
    )


def _standing(shown: Board) -> Standing:
    judgement = shown.whole.found.judgement
    if judgement is None:
        return Standing.MISSING
    return Standing.MISSED if judgement.band.order >= WORST_BAND else Standing.GOOD


def _change(value: float, before: Board | None) -> str:
    old = None if before is None else before.whole.found.ikm
    if before is None or old is None:
        return _("no like figure before it")
    subject = definition(METRIC)
    moved = printed_gap(old, value, subject.decimals)
    if moved == 0:
        return _("unchanged from {period}").format(period=before.year)
    return _("{change} from {period}").format(
        change=change_text(subject, moved), period=before.year
    )


def _weak(shown: Board) -> list[Attention]:
    """The units whose band is C or worse, the lowest first."""
    poor = [
        one
        for one in shown.units
        if one.found.state is State.OK
        and one.found.judgement is not None
        and one.found.judgement.band.order >= WORST_BAND
    ]
    return [
        Attention(
            0,
            one.name,
            _("IKM {value}, {band}, weak on {element}").format(
                value=one.value_text, band=one.word, element=one.weakest_name
            ),
            _("position {period}").format(period=shown.year),
            Link(SURVEY_PAGE, {"opd": one.code, "periode": shown.year}),
        )
        for one in poor[:MOST_UNITS]
    ]
