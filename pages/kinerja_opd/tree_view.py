"""The cascade of goals, unfolded down to the programmes, with visible holes."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final

from core.numbers import number
from core.words import N_, _, ngettext
from pages.shared.rich_table import chip, chips, link, mark
from reports.overview.model import Link, Tone
from reports.performance.answer import report_card
from reports.performance.scoring import to_date_band
from reports.performance.tree import PROGRAMME, branches, every, holes
from reports.performance.words import (
    Status,
    amount,
    judged,
    rate,
    to_date_status,
    year_status,
)

if TYPE_CHECKING:
    from data.queries.performance.standings import Held
    from pages.kinerja_opd.view import Material
    from reports.performance.tree import Branch, Cascade

KINDS: Final = {
    "visi": N_("Vision"),
    "misi": N_("Mission"),
    "tujuan": N_("Goal (tujuan)"),
    "sasaran": N_("Outcome (sasaran)"),
    "program": N_("Programme"),
}
OPEN: Final = ("visi", "misi", "tujuan")


def tree(given: Material, found: Cascade) -> str:
    """The whole cascade as folding HTML, after the sentence of its holes."""
    roots = branches(found)
    if not roots:
        return f'<p class="dk-line">{escape(_("No goals are loaded yet."))}</p>'
    body = "".join(_branch(given, one) for one in roots)
    return (
        f'<p class="dk-line">{escape(holes_sentence(roots))}</p><div class="dk-tree">{body}</div>'
    )


def holes_sentence(roots: tuple[Branch, ...]) -> str:
    """How many goals nothing measures, by kind."""
    found = [one.goal.kind for one in holes(roots)]
    parts = [
        f"{number(found.count(kind))} {_(words).lower()}"
        for kind, words in KINDS.items()
        if kind in found
    ]
    measures = sum(len(one.measures) for one in every(roots))
    if not parts:
        return _("Every goal has a measure; {count} key indicators (IKU).").format(
            count=number(measures)
        )
    return _("Without a measure: {parts}. Key indicators (IKU): {count}.").format(
        parts=", ".join(parts), count=number(measures)
    )


def _branch(given: Material, one: Branch) -> str:
    if one.goal.kind == PROGRAMME:
        return _programme(given, one)
    programmes = [each for each in one.below if each.goal.kind == PROGRAMME]
    others = [each for each in one.below if each.goal.kind != PROGRAMME]
    inner = "".join(_measure(given, held) for held in one.measures)
    inner += "".join(_branch(given, each) for each in others)
    inner += "".join(_branch(given, each) for each in programmes)
    opened = " open" if one.goal.kind in OPEN else ""
    hole = chip(Status(_("no measure yet"), Tone.MISSING)) if one.hole else ""
    head = f"<b>{escape(_(KINDS[one.goal.kind]))}</b> {escape(one.goal.text)} {hole}"
    head += _measures(given, one)
    if not inner:
        return f'<div class="dk-leaf">{head}</div>'
    return f"<details{opened}><summary>{head}</summary>{inner}</details>"


def _measures(given: Material, one: Branch) -> str:
    """How many IKU a folded goal has, and the word of the lowest."""
    if not one.measures:
        return ""
    count = ngettext("{count} IKU", "{count} IKU", len(one.measures))
    said = f'<span class="dk-under">{escape(count.format(count=number(len(one.measures))))}</span>'
    known = [held for held in one.measures if held.to_date is not None]
    lowest = min(known or one.measures, key=lambda held: held.to_date or 0.0)
    status = to_date_status(lowest, given.register.as_of, given.register.workdays)
    if len(one.measures) > 1 and known:
        status = replace(status, word=_("lowest: {word}").format(word=status.word))
    return f"{said}{chip(status)}"


def _measure(given: Material, held: Held) -> str:
    target = Link("rapor-opd", {"opd": held.opd, "periode": held.period, "indikator": held.code})
    office = given.register.offices[held.opd].short_name
    status = to_date_status(held, given.register.as_of, given.register.workdays)
    value = ""
    if held.realised is not None:
        value = amount(held.realised, held.unit, held.decimals)
    reached = rate(held.to_date)
    said = _("to date {rate}").format(rate=reached) if reached else ""
    yearly = year_status(held)
    words = " · ".join(one for one in (office, value, said) if one)
    marks = [chip(status)]
    if yearly is not None and held.year is not None:
        marks.append(mark(_("year {rate}").format(rate=rate(held.year))))
        marks.append(chip(yearly))
    return (
        f'<div class="dk-leaf"><b>{escape(_("IKU"))}</b> {link(target, held.name)}'
        f'<span class="dk-under">{escape(words)}</span>{chips(marks)}</div>'
    )


def _programme(given: Material, one: Branch) -> str:
    office = given.register.offices.get(one.goal.opd or "")
    name = one.goal.text
    words = escape(name)
    if office is not None:
        words = link(report_card(office.code, given.board.period), name, quiet=office.short_name)
    kind = escape(_(KINDS[PROGRAMME]))
    return f'<div class="dk-leaf"><b>{kind}</b> {words} {_sum(given, one)}</div>'


def _sum(given: Material, one: Branch) -> str:
    """How many indicators a programme has, how many are verified, and their mean."""
    found = one.sum
    if found is None:
        return chip(Status(_("no measure yet"), Tone.MISSING))
    count = ngettext("{count} indicator", "{count} indicators", found.indicators)
    said = [count.format(count=number(found.indicators))]
    said.append(_("{count} verified").format(count=number(found.verified)))
    if found.late:
        late = ngettext("{count} not reported", "{count} not reported", found.late)
        said.append(late.format(count=number(found.late)))
    value = found.points / found.weight if found.weight > 0 else None
    status = judged(to_date_band(value, given.board.period))
    if value is not None:
        said.append(_("mean to date {rate}").format(rate=rate(value)))
    return (
        f'<span class="dk-under">{escape(" · ".join(said))}</span>{chip(status) if status else ""}'
    )
