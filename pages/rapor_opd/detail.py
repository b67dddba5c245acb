"""The chosen indicator: its trajectory, what it means, who works at it, what happened to it."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

from charts.trajectory import trajectory
from core.numbers import moment, number, percent
from core.periods import Period
from core.words import N_, _, language
from metrics.labels import frequency_label
from metrics.model import Frequency
from metrics.performance.sentences import standing_sentence
from pages.rapor_opd.rows import heading, line, marks_of
from pages.shared.picture import Picture, picture
from pages.shared.rich_table import Head, chip, chips, facts, rich_table, text
from reports.performance.scoring import to_date_band
from reports.performance.track import track_of, yearly
from reports.performance.words import amount, rate, span, to_date_status

if TYPE_CHECKING:
    import altair as alt

    from charts.track import Track
    from data.queries.performance.indicators import Aimed, Reported
    from data.queries.performance.steps import Step
    from pages.rapor_opd.view import Material
    from reports.performance.card import Detail

ACTIONS: Final = {
    "import": N_("imported"),
    "save": N_("saved"),
    "submit": N_("submitted"),
    "withdraw": N_("withdrawn"),
    "verify": N_("verified"),
    "approve": N_("approved"),
    "return": N_("sent back"),
    "reject": N_("rejected"),
    "lock": N_("locked"),
    "ask_unlock": N_("unlock asked for"),
    "confirm_unlock": N_("unlocked"),
    "refuse_unlock": N_("unlock refused"),
    "uphold": N_("objection upheld"),
}


def chart_of(given: Material, found: Detail, period: str, *, dark: bool) -> Picture | None:
    """The trajectory; None where neither a target nor a value is known."""
    track = track_of(found.facts, found.aimed, found.reported, Period.parse(period))
    title = _finding(found, period)
    measure = " · ".join(
        (found.facts.name, found.facts.unit, found.facts.pattern.label, _years(track))
    )
    if not track.targets and not track.spots and track.year is None:
        return None
    build = partial(_build, track, title=title, measure=measure)
    return picture(build, f"{title}. {measure}", dark=dark, language=language())


def _years(track: Track) -> str:
    first, last = track.full[0], track.full[-1]
    return first if first == last else f"{first}–{last}"


def _build(track: Track, *, title: str, measure: str, dark: bool) -> alt.LayerChart:
    chart = trajectory(track, title=title, subtitle=measure)
    if chart is None:
        raise ValueError(title)
    return chart


def _finding(found: Detail, period: str) -> str:
    held, when = found.held, Period.parse(period).label()
    if held is None or held.realised is None:
        return _("No figure to show for {period} yet").format(period=when)
    value = amount(held.realised, held.unit, held.decimals)
    if held.to_date is None:
        return _("{value} in {period}").format(value=value, period=when)
    band = to_date_band(held.to_date, held.period)
    return _("{value}: {rate} of the target to {period} ({word})").format(
        value=value,
        rate=rate(held.to_date),
        period=when,
        word="" if band is None else band.band.label,
    )


def chart_notes() -> str:
    """How to read the marks of the trajectory."""
    said = _(
        "Dots: verified. Rings: wait for verification. Diamonds: drafts, seen within the OPD"
        " alone. Triangles: an incomplete sum. Dashed: the target before its revision."
    )
    return f'<p class="dk-notes">{escape(said)}</p>'


def sentence(given: Material, found: Detail) -> str:
    """S1 on the figure, and the marks it carries."""
    held = found.held
    if held is None:
        return line(_("This indicator does not stand in this triwulan."))
    status = to_date_status(held, given.register.as_of, given.register.workdays)
    shown = chips([chip(status), *marks_of(given, held)])
    if held.realised is None:
        return f"<p>{shown}</p>"
    before = next((one for one in given.card.before if one.code == held.code), None)
    same_year = before is not None and before.period[:4] == held.period[:4]
    band = to_date_band(held.to_date, held.period)
    said = standing_sentence(
        held.name,
        given.card.office.office.short_name,
        Period.parse(held.period),
        held.realised,
        held.unit,
        decimals=held.decimals,
        before=before.realised if before is not None and same_year else None,
        achievement=held.to_date,
        predicate="" if band is None else band.band.label,
    )
    # The template parts value and unit; a percent sign stands at its number.
    return line(said.replace(" %", "%")) + f"<p>{shown}</p>"


def meaning(found: Detail) -> str:
    """What the indicator is, how it is counted, and on which decree its target rests."""
    one = found.facts
    pairs = {
        _("Meaning"): escape(one.meaning or ""),
        _("Formula"): escape(one.formula_text or ""),
        _("Goal measured"): escape(one.goal or ""),
        _("Which way is good"): escape(one.formula.label),
        _("Pattern"): escape(one.pattern.label),
        _("How often reported"): escape(
            frequency_label(Frequency.YEAR if yearly(one) else Frequency(one.cadence.value))
        ),
        _("Weight"): escape(number(one.weight, 2, trim=True)),
        _("Baseline"): ""
        if one.baseline is None
        else escape(amount(one.baseline, one.unit, one.decimals)),
        _("Source of the data"): escape(one.source or ""),
        _("Decree of the target"): escape(one.decree or ""),
        _("Code"): escape(one.code),
    }
    return heading(_("Definition")) + facts(pairs)


def team(found: Detail) -> str:
    """Who works at a shared indicator; empty for one OPD's own."""
    if len(found.shares) < 2:  # noqa: PLR2004 (the lead alone is no team)
        return ""
    heads = [Head(_("OPD")), Head(_("Part")), Head(_("Share"), numeric=True)]
    rows = [
        [
            text(one.short_name),
            text(_("lead") if one.lead else _("contributes")),
            text(percent(one.share, 2, trim=True)),
        ]
        for one in found.shares
    ]
    title = heading(_("Super team: who works at it"))
    return title + rich_table(heads, rows, caption=_("The shares sum to 100%"))


def reports(given: Material, found: Detail) -> str:
    """Each report with its value and state, by whom and when."""
    if not found.reported:
        return heading(_("Reports")) + line(_("Nothing is reported that you may see yet."))
    heads = [
        Head(_("Period"), short=True),
        Head(_("Value"), numeric=True),
        Head(_("State")),
        Head(_("Submitted by")),
        Head(_("Verified by")),
    ]
    rows = [_report(given, found, one) for one in found.reported]
    return heading(_("Reports")) + rich_table(heads, rows, caption=_("Reports, oldest first"))


def _report(given: Material, found: Detail, one: Reported) -> list[str]:
    regency = given.register.settings.regency
    value = "" if one.value is None else amount(one.value, found.facts.unit, found.facts.decimals)
    if one.hidden:
        value = _("not shown before it is verified")
    sent = "" if one.submitted_at is None else moment(one.submitted_at, regency)
    checked = "" if one.verified_at is None else moment(one.verified_at, regency)
    return [
        text(Period.parse(one.period).label()),
        text(value, quiet=one.note or ""),
        text(one.state.label),
        text(one.submitted_by or "", quiet=sent),
        text(one.verified_by or "", quiet=checked),
    ]


def revisions(found: Detail) -> str:
    """Every revised target with its reason and what it was before; empty where none was."""
    revised = [one for one in found.aimed if one.revision > 0]
    if not revised:
        return ""
    heads = [
        Head(_("Period"), short=True),
        Head(_("Before"), numeric=True),
        Head(_("Now"), numeric=True),
        Head(_("Reason")),
        Head(_("Decree")),
    ]
    rows = []
    for one in revised:
        old = next(
            (
                each
                for each in found.aimed
                if each.period == one.period and each.revision == one.revision - 1
            ),
            None,
        )
        rows.append(
            [
                text(Period.parse(one.period).label()),
                text("" if old is None else _aim(found, old)),
                text(_aim(found, one)),
                text(one.reason or ""),
                text(one.decree or "", quiet=_decided(one)),
            ]
        )
    return heading(_("Revised targets")) + rich_table(
        heads, rows, caption=_("Every revision with its reason")
    )


def _decided(one: Aimed) -> str:
    return "" if one.decided_on is None else Period.parse(one.decided_on).label()


def _aim(found: Detail, one: Aimed) -> str:
    low = one.lower if one.value is None else one.value
    return span(low, one.upper, found.facts.unit, found.facts.decimals)


def trail(given: Material, found: Detail) -> str:
    """What happened to the reports, newest first; empty for who may not read it."""
    if not found.steps:
        return ""
    heads = [
        Head(_("When"), short=True),
        Head(_("Period"), short=True),
        Head(_("Step")),
        Head(_("By")),
        Head(_("Value"), numeric=True),
        Head(_("Reason")),
    ]
    rows = [_step(given, found, one) for one in found.steps]
    table = rich_table(heads, rows, caption=_("The newest steps first"))
    title = escape(_("History"))
    return f'<details class="dk-more"><summary>{title}</summary>{table}</details>'


def _step(given: Material, found: Detail, one: Step) -> list[str]:
    unit, decimals = found.facts.unit, found.facts.decimals
    values = [
        "" if value is None else amount(value, unit, decimals)
        for value in (one.old_value, one.new_value)
    ]
    shown = values[1]
    if values[0] and values[0] != values[1]:
        shown = f"{values[0]} → {values[1]}" if values[1] else values[0]
    action = ACTIONS.get(one.action)
    return [
        text(moment(one.at, given.register.settings.regency)),
        text(Period.parse(one.period).label()),
        text(_(action) if action else one.to_state.label),
        text(one.actor_name),
        text(shown),
        text(one.reason or ""),
    ]
