"""Budget: absorption against achievement, and the table of every OPD of the league."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from charts.quadrant import Measures, QuadrantDot
from charts.quadrant import quadrant as quadrant_chart
from core.numbers import number, percent
from core.periods import Period
from core.words import _, language
from metrics.performance.budget import Quadrant, Spending, middle, outliers, quadrant
from pages.shared.picture import Picture, picture
from pages.shared.rich_table import Head, chip, link, rich_table, text
from reports.overview.model import Tone
from reports.performance.answer import report_card
from reports.performance.budget import money, purses, shown_deviation, shown_percent
from reports.performance.words import DECIMALS, Status, judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from pages.kinerja_opd.choices import Chosen
    from pages.kinerja_opd.view import Material
    from reports.performance.budget import Purse
    from reports.performance.scoring import OfficeScore

NAMED: Final = 5


def budget_rows(given: Material, chosen: Chosen) -> list[tuple[OfficeScore, Purse]]:
    """The OPD of the league that have a budget, the farthest behind their plan first."""
    found = purses(given.lines)
    rows = [
        (one, found[one.office.code])
        for one in given.board.offices
        if one.office.league == chosen.league and one.office.code in found
    ]
    return sorted(rows, key=_order)


def _order(row: tuple[OfficeScore, Purse]) -> tuple[bool, float, str]:
    deviation = row[1].deviation
    return deviation is None, deviation or 0.0, row[0].office.code


def budget_table(given: Material, chosen: Chosen) -> str:
    """Ceiling, plan, spending, work done and deviation of each OPD."""
    rows = budget_rows(given, chosen)
    if not rows:
        none = _("No budget is loaded for this triwulan yet.")
        return f'<p class="dk-line">{text(none)}</p>'
    heads = [
        Head(_("OPD")),
        Head(_("Ceiling"), numeric=True),
        Head(_("Planned to date"), numeric=True),
        Head(_("Spent"), numeric=True),
        Head(_("Absorption"), numeric=True),
        Head(_("Physical progress"), numeric=True),
        Head(_("Deviation"), numeric=True),
        Head(_("Against the plan")),
        Head(_("To the end of"), short=True),
    ]
    caption = _("Budget of the OPD, the farthest behind their plan first")
    return rich_table(heads, [_row(*row) for row in rows], caption=caption, name="dk-money")


def _row(one: OfficeScore, purse: Purse) -> list[str]:
    band = judged(purse.band) or Status(_("no plan yet"), Tone.MISSING)
    return [
        link(report_card(one.office.code, one.period), one.office.short_name),
        text(money(purse.ceiling), quiet=_("revised budget") if purse.revised else ""),
        text(money(purse.planned)),
        text(money(purse.realised)),
        text(shown_percent(purse.absorption)),
        text(shown_percent(purse.physical)),
        text(shown_deviation(purse.deviation)),
        chip(band),
        text(Period.parse(purse.period).label()),
    ]


def quadrant_picture(given: Material, chosen: Chosen, *, dark: bool) -> Picture | None:
    """Absorption × achievement with the outliers named; None with fewer than two OPD."""
    pairs = [
        (one, purse, Spending(one.office.code, purse.absorption, one.value))
        for one, purse in budget_rows(given, chosen)
        if purse.absorption is not None and one.value is not None
    ]
    points = [point for _one, _purse, point in pairs]
    centre = middle(points)
    if centre is None or len(points) < 2:  # noqa: PLR2004 (one alone has no middle)
        return None
    far = [one.code for one in outliers(points, NAMED)]
    dots = [_dot(one, purse, point, far, centre) for one, purse, point in pairs]
    title = _finding(points, centre, given)
    measure = " · ".join(
        (
            _("Absorption × score to date"),
            _("percent and points"),
            Period.parse(chosen.period).label(),
        )
    )
    build = partial(_build, dots, centre, title=title, measure=measure)
    return picture(build, f"{title}. {measure}", dark=dark, language=language())


def _dot(
    one: OfficeScore,
    purse: Purse,
    point: Spending,
    far: Sequence[str],
    centre: tuple[float, float],
) -> QuadrantDot:
    return QuadrantDot(
        name=one.office.short_name,
        full=one.office.name,
        x=point.absorption,
        y=point.achievement,
        x_text=percent(point.absorption),
        y_text=number(point.achievement, DECIMALS),
        status=" · ".join((quadrant(point, centre).label, shown_deviation(purse.deviation))),
        named=point.code in far,
    )


def _build(
    dots: Sequence[QuadrantDot],
    centre: tuple[float, float],
    *,
    title: str,
    measure: str,
    dark: bool,
) -> alt.LayerChart:
    order = (Quadrant.ACHIEVED, Quadrant.BOTH, Quadrant.NEITHER, Quadrant.SPENT)
    left_top, right_top, left_low, right_low = (one.label for one in order)
    measures = Measures(
        x=_("Absorption (%)"),
        y=_("Score to date (points)"),
        middle=centre,
        corners=(left_top, right_top, left_low, right_low),
        subject=_("OPD"),
        status=_("Status"),
    )
    return quadrant_chart(dots, measures, title=title, subtitle=measure)


def _finding(points: Sequence[Spending], centre: tuple[float, float], given: Material) -> str:
    """Who has spent much and reached little: the corner that asks a question first."""
    spent = [one for one in points if quadrant(one, centre) is Quadrant.SPENT]
    names = [
        given.register.offices[one.code].short_name
        for one in outliers(points, len(points))
        if one in spent
    ]
    if not names:
        return _("No OPD has spent more and achieved less than the middle one")
    named = ", ".join(names[:3])
    return _("Spent more, achieved less than the middle OPD: {names} ({count} of {total})").format(
        names=named, count=number(len(names)), total=number(len(points))
    )
