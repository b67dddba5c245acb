"""What stands around the indicators: obstacles, objections, budget, audit, work for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.numbers import day, percent
from core.periods import Period
from core.words import N_, _
from metrics.performance.audit import Status as AuditStatus
from pages.rapor_opd.rows import card_link, heading, line, status_of
from pages.shared.audit_table import due_table, follow_up_cells
from pages.shared.rich_table import Head, chip, link, rich_table, text
from reports.overview.model import Link
from reports.performance.audit import counted, formula, share_text, summary
from reports.performance.budget import (
    money,
    purse_of,
    purses,
    shown_deviation,
    shown_percent,
)
from reports.performance.words import judged, local_day

if TYPE_CHECKING:
    from data.queries.performance.blockers import Blocker
    from pages.rapor_opd.choices import Chosen
    from pages.rapor_opd.view import Material
    from reports.performance.budget import Purse

OBJECTION_STATES: Final = {
    "open": N_("waits for a decision"),
    "upheld": N_("upheld, the figure was sent back"),
    "rejected": N_("rejected"),
    "expired": N_("expired without a decision"),
}


def obstacles(given: Material, chosen: Chosen) -> str:
    """What holds this OPD up, and what it causes for others."""
    found = given.card.blockers
    title = heading(_("Obstacles"))
    if not found:
        return title + line(_("No obstacle is reported."))
    heads = [
        Head(_("Since"), short=True),
        Head(_("Raised by"), short=True),
        Head(_("Caused by"), short=True),
        Head(_("Indicator")),
        Head(_("Obstacle")),
        Head(_("State")),
    ]
    rows = [_obstacle(given, chosen, one) for one in found]
    ours = [place for place, one in enumerate(found) if one.open and one.cause_opd == chosen.opd]
    caption = _("Raised by this OPD, or caused by it for others (in the accent while open)")
    return title + rich_table(heads, rows, caption=caption, ours=ours)


def _obstacle(given: Material, chosen: Chosen, one: Blocker) -> list[str]:
    regency, offices = given.register.settings.regency, given.register.offices
    state = text(_("open"))
    if one.closed_at is not None:
        said = _("closed {day} by {name}").format(
            day=local_day(one.closed_at, regency), name=one.closed_by
        )
        state = text(said, quiet=one.closing or "")
    name = text(one.indicator_name)
    if one.opd == chosen.opd:
        name = link(card_link(chosen, one.indicator), one.indicator_name)
    return [
        text(local_day(one.raised_at, regency)),
        text(offices[one.opd].short_name, quiet=one.raised_by),
        text(offices[one.cause_opd].short_name),
        name,
        text(one.text, quiet=Period.parse(one.period).label()),
        state,
    ]


def objection_list(given: Material, chosen: Chosen) -> str:
    """The objections of this OPD: with their words for who may read them, else their state."""
    title = heading(_("Objections"))
    card = given.card
    if card.objections:
        heads = [
            Head(_("Raised"), short=True),
            Head(_("Figure")),
            Head(_("Reason")),
            Head(_("State")),
            Head(_("Decision")),
        ]
        regency = given.register.settings.regency
        rows = [
            [
                text(local_day(one.raised_at, regency), quiet=one.raised_by),
                link(card_link(chosen, one.code), one.name, quiet=Period.parse(one.period).label()),
                text(one.reason),
                text(_(OBJECTION_STATES[one.state]), quiet=_until(one.state, day(one.decide_by))),
                text(one.decision or "", quiet=one.decided_by or ""),
            ]
            for one in card.objections
        ]
        return title + rich_table(heads, rows, caption=_("The open ones first"))
    if not card.disputes:
        return title + line(_("No objection is raised."))
    heads = [Head(_("Figure")), Head(_("Period"), short=True), Head(_("State"))]
    rows = [
        [
            link(card_link(chosen, one.code), card.names.get(one.code, one.code)),
            text(Period.parse(one.period).label()),
            text(_(OBJECTION_STATES[one.state]), quiet=_until(one.state, day(one.decide_by))),
        ]
        for one in card.disputes
    ]
    return title + rich_table(heads, rows, caption=_("Objections of this year"))


def _until(state: str, last: str) -> str:
    return _("by {day}").format(day=last) if state == "open" else ""


def budget(given: Material) -> str:
    """The budget of the OPD, and of each of its programmes."""
    title = heading(_("Budget"))
    whole = purses(given.card.lines).get(given.card.office.office.code)
    if whole is None:
        return title + line(_("No budget is loaded for this triwulan yet."))
    heads = [
        Head(_("Programme")),
        Head(_("Ceiling"), numeric=True),
        Head(_("Planned to date"), numeric=True),
        Head(_("Spent"), numeric=True),
        Head(_("Absorption"), numeric=True),
        Head(_("Physical progress"), numeric=True),
        Head(_("Deviation"), numeric=True),
        Head(_("Against the plan")),
        Head(_("To the end of"), short=True),
    ]
    parts = [purse_of(one) for one in given.card.lines]
    rows = [_purse(_("All programmes"), whole), *(_purse(one.name, one) for one in parts)]
    caption = _("Cumulative within the year; judged against the plan of the same date")
    return title + rich_table(heads, rows, caption=caption, ours=[0], name="dk-budget")


def _purse(name: str, purse: Purse) -> list[str]:
    return [
        text(name, quiet=_("revised budget") if purse.revised else ""),
        text(money(purse.ceiling)),
        text(money(purse.planned)),
        text(money(purse.realised)),
        text(shown_percent(purse.absorption)),
        text(shown_percent(purse.physical)),
        text(shown_deviation(purse.deviation)),
        chip(judged(purse.band) or status_of(_("no plan yet"))),
        text(Period.parse(purse.period).label()),
    ]


def audits(given: Material) -> str:
    """Four shares with the formula; the rows for who may read them."""
    title = heading(_("Audit follow-up"))
    code = given.card.office.office.code
    numbers = counted(given.card.audits.counts).get(code)
    if numbers is None:
        return title + line(_("No audit recommendation is loaded yet."))
    heads = [Head(status.label, numeric=True) for status in AuditStatus]
    cells = [text(share_text(numbers, status)) for status in AuditStatus]
    rows = given.card.audits.rows
    if rows:
        heads += [
            Head(_("Rupiah outstanding"), numeric=True),
            Head(_("Open ones by age in days: ≤60 / 61–180 / 181–365 / >365"), numeric=True),
            Head(_("Next due"), short=True),
        ]
        cells += follow_up_cells(summary(rows, given.register.as_of))
    table = rich_table(heads, [cells], caption=formula(numbers), name="dk-audit")
    names = {code: given.card.office.office.short_name}
    return title + table + due_table(rows, given.register.as_of, names=names)


def work(given: Material, chosen: Chosen) -> str:
    """What this OPD contributes to indicators that others lead; empty without any."""
    found = given.card.work
    if not found:
        return ""
    heads = [Head(_("Indicator")), Head(_("Led by"), short=True), Head(_("Share"), numeric=True)]
    rows = [
        [
            link(_of_other(one.lead, one.code, chosen), one.name),
            text(one.lead_name),
            text(percent(one.share, 2, trim=True)),
        ]
        for one in found
    ]
    title = heading(_("Super team: indicators led by others"))
    return title + rich_table(heads, rows, caption=_("Work of this OPD for others"))


def _of_other(opd: str, code: str, chosen: Chosen) -> Link:
    return Link("rapor-opd", {"opd": opd, "periode": chosen.period, "indikator": code})
