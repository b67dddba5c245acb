"""Scores and ranks: the league table, the heat grid, and what changed by whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from charts.heat_grid import HeatCell, HeatRow, heat_grid
from core.numbers import number, rounded
from core.periods import ROMAN, Period
from core.words import _, language
from metrics.performance.score import score_of_parts
from metrics.scales import bands
from pages.kinerja_opd.choices import Sift
from pages.shared.picture import Picture, picture
from pages.shared.rich_table import Head, bar, chips, link, mark, rich_table, scored, text
from reports.overview.model import Link, Tone
from reports.performance.answer import report_card, share, since_days
from reports.performance.scoring import TO_DATE_SCALE, quarters_to, to_date_band
from reports.performance.words import DECIMALS, Status, judged, local_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.queries.performance.changes import Hand, Moved
    from pages.kinerja_opd.choices import Chosen
    from pages.kinerja_opd.view import Material
    from reports.performance.scoring import OfficeScore

ONE_PLACE: Final = 1


def listed(given: Material, chosen: Chosen) -> list[OfficeScore]:
    """The OPD of the league that pass the filter; by rank, or by name where ranks are hidden."""
    found = [one for one in given.board.offices if one.office.league == chosen.league]
    if chosen.sift is Sift.RED:
        found = [one for one in found if one.red]
    if chosen.sift is Sift.SILENT:
        found = sorted((one for one in found if one.owes), key=lambda one: -one.silent)
    if chosen.unranked:
        found = sorted(found, key=lambda one: one.office.short_name)
    return found


def league_table(given: Material, chosen: Chosen) -> str:
    """One row an OPD; each leads to its report card."""
    rows = listed(given, chosen)
    if not rows:
        return f'<p class="dk-line">{text(_("No OPD passes this filter."))}</p>'
    heads = [Head(_("OPD")), *([] if chosen.unranked else [Head(_("Rank"), numeric=True)])]
    heads += [
        Head(_("Score to date (Permendagri 86/2017)"), numeric=True),
        Head(_("Against the year's target (Buleleng's colours)"), numeric=True),
        Head(_("Coverage"), numeric=True),
        Head(_("Verified"), numeric=True),
        Head(_("Reports on time / late / missing"), numeric=True),
        Head(_("Not reported")),
    ]
    caption = _("Performance of the OPD in {period}").format(
        period=Period.parse(chosen.period).label()
    )
    cells = [_office(one, ranked=not chosen.unranked) for one in rows]
    return rich_table(heads, cells, caption=caption, name="dk-league")


def _office(one: OfficeScore, *, ranked: bool) -> list[str]:
    score, count = one.score, one.compliance
    name = link(report_card(one.office.code, one.period), one.office.short_name)
    rank = [] if not ranked else [_rank(one)]
    reports = " / ".join(number(part) for part in (count.on_time, count.late, count.missing))
    return [
        name,
        *rank,
        scored(one.value, judged(one.to_date) or missing_score(one)),
        scored(score.year, judged(one.year)) if one.year is not None else "",
        text(share(score.coverage)),
        text(share(score.verified_share)),
        text(reports if count.expected else _("none due")),
        text(since_days(one.silent) if one.silent else ""),
    ]


def missing_score(one: OfficeScore) -> Status:
    """Why an OPD has no score: too little is verified, or nothing is there at all."""
    if one.score.coverage is None:
        return Status(_("no data yet"), Tone.MISSING)
    return Status(_("not enough data"), Tone.MISSING)


def _rank(one: OfficeScore) -> str:
    if one.rank is None:
        return text("", quiet=_("unranked"))
    return text(number(one.rank), quiet=movement_words(one.moved))


def movement_words(moved: int | None) -> str:
    """Places won or lost since the triwulan before."""
    if moved is None:
        return ""
    if moved == 0:
        return _("same rank")
    if moved > 0:
        return _("▲ up {count}").format(count=number(moved))
    return _("▼ down {count}").format(count=number(-moved))


def grid(given: Material, chosen: Chosen, *, dark: bool) -> Picture | None:
    """OPD by triwulan with the score printed, ordered by the latest; None without an OPD."""
    rows = listed(given, chosen)
    if not rows:
        return None
    periods = quarters_to(chosen.period)
    words = {5 - one.order: one.label for one in bands(TO_DATE_SCALE, Period.parse(chosen.period))}
    heat = [
        HeatRow(
            one.office.short_name,
            one.office.name,
            tuple(_cell(given, one, period) for period in periods),
        )
        for one in rows
    ]
    columns = [_column(period) for period in periods]
    title = _finding(rows, chosen)
    measure = " · ".join(
        (
            _("Score to date"),
            _("points 0–100"),
            f"{Period.parse(periods[0]).label()}–{Period.parse(periods[-1]).label()}",
        )
    )
    build = partial(heat_grid, heat, columns, words, title=title, subtitle=measure)
    return picture(build, f"{title}. {measure}", dark=dark, language=language())


def _column(period: str) -> tuple[str, str]:
    year, quarter = period.split("-Q")
    return ROMAN[int(quarter) - 1], year


def _cell(given: Material, one: OfficeScore, period: str) -> HeatCell | None:
    span = Period.parse(period)
    if not one.office.stands(span.start, span.end):
        return None
    own = given.history.get((one.office.code, period), ())
    rules = given.register.settings.performance
    score = score_of_parts(own, given.register.as_of, min_coverage=rules.min_coverage)
    if score.value is None or not score.shown:
        words = _("no data yet") if score.coverage is None else _("not enough data")
        return HeatCell(words, "", words, span.label(), None)
    found = to_date_band(score.value, period)
    band = found.band if found is not None else None
    return HeatCell(
        number(score.value, ONE_PLACE),
        str(rounded(score.value, 0)),
        band.label if band else "",
        span.label(),
        5 - band.order if band else None,
    )


def _finding(rows: Sequence[OfficeScore], chosen: Chosen) -> str:
    period = Period.parse(chosen.period).label()
    scored = [(one.value, one.office.short_name) for one in rows if one.value is not None]
    if chosen.unranked or len(scored) < 2:  # noqa: PLR2004 (one is neither highest nor lowest)
        return _("Scores of {count} OPD, {period} and the triwulan before").format(
            count=number(len(rows)), period=period
        )
    lowest, highest = min(scored), max(scored)
    return _("{period}: highest {best} {high}, lowest {worst} {low}").format(
        period=period,
        best=highest[1],
        high=number(highest[0], ONE_PLACE),
        worst=lowest[1],
        low=number(lowest[0], ONE_PLACE),
    )


def change_table(given: Material) -> str:
    """The contributions that pulled down most and lifted most, with who was last at them."""
    found = given.changes
    rows = [*found.worst, *reversed(found.best)]
    title = _("What changed since the triwulan before, and by whom")
    if not rows:
        none = _("Nothing verified changed between the two triwulan.")
        return f'<h2 class="dk-heading">{text(title)}</h2><p class="dk-line">{text(none)}</p>'
    heads = [
        Head(_("Indicator")),
        Head(_("OPD"), short=True),
        Head(_("Points of the regency's score")),
        Head(_("Last reported and verified by")),
    ]
    longest = max(abs(one.points) for one in rows)
    cells = [_moved(given, one, longest) for one in rows]
    caption = _("The five that pulled down most, then the five that lifted most")
    table = rich_table(heads, cells, caption=caption, name="dk-changes")
    return f'<h2 class="dk-heading">{text(title)}</h2>{table}'


def _moved(given: Material, one: Moved, longest: float) -> list[str]:
    office = given.register.offices[one.opd]
    target = Link(
        "rapor-opd", {"opd": one.opd, "periode": given.board.period, "indikator": one.code}
    )
    words = number(one.points, DECIMALS, signed=True)
    marks = [mark(_("entered"))] if one.entered else []
    marks += [mark(_("left"))] if one.left else []
    hand = (given.changes.hands or {}).get(one.code)
    return [
        link(target, one.name),
        text(office.short_name),
        bar(abs(one.points) / longest, words, down=one.points < 0) + chips(marks),
        text(_hand(given, hand)) if hand else text(_("not reported in this year")),
    ]


def _hand(given: Material, hand: Hand) -> str:
    regency = given.register.settings.regency
    said = []
    for who, at, words in (
        (hand.sent_by, hand.sent_at, _("reported by {name}, {day}")),
        (hand.verified_by, hand.verified_at, _("verified by {name}, {day}")),
    ):
        if who and at is not None:
            said.append(words.format(name=who, day=local_day(at, regency)))
    return "; ".join(said)
