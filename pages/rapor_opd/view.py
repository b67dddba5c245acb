"""Everything that Rapor OPD shows for one choice; no Streamlit, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from core.numbers import day, number, percent
from core.periods import Period
from core.words import _, ngettext
from metrics.performance.sentences import insufficient_sentence, verified_sentence
from pages.rapor_opd.around import audits, budget, objection_list, obstacles, work
from pages.rapor_opd.detail import (
    chart_notes,
    chart_of,
    meaning,
    reports,
    revisions,
    sentence,
    team,
    trail,
)
from pages.rapor_opd.rows import heading, indicator_table, movement, task_list
from pages.shared.rich_table import chip, facts
from reports.performance.answer import changed, share, since_days
from reports.performance.card import unreported
from reports.performance.words import DECIMALS, judged, rate

if TYPE_CHECKING:
    from metrics.performance.score import Score
    from pages.rapor_opd.choices import Chosen
    from pages.shared.picture import Picture
    from reports.performance.board import Board, Register
    from reports.performance.card import Card, Detail
    from reports.performance.scoring import OfficeScore

LEAST_RANKED = 2


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a screen is made from. reports: the reader may report for this OPD."""

    register: Register
    board: Board
    card: Card
    detail: Detail | None
    reports: bool


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The screen; everything but answer and picture is HTML.

    tasks, score, table: of the OPD. about, below: of the indicator, over and under its chart.
    obstacles, objections: each followed by its form. rest: budget, audit, work for others.
    """

    answer: str
    tasks: str
    score: str
    table: str
    about: str
    picture: Picture | None
    below: str
    obstacles: str
    objections: str
    rest: str
    foot: str


def build_view(given: Material, chosen: Chosen, *, dark: bool) -> View:
    """The screen for these choices, in the language of this run."""
    found = given.detail
    about, shown, below = "", None, ""
    if found is not None:
        about = heading(found.facts.name) + sentence(given, found)
        shown = chart_of(given, found, chosen.period, dark=dark)
        parts = (
            chart_notes() if shown is not None else "",
            reports(given, found),
            revisions(found),
            team(found),
            meaning(found),
            trail(given, found),
        )
        below = "".join(parts)
    return View(
        answer=answer(given),
        tasks=task_list(given, chosen),
        score=_score(given) + movement(given, chosen),
        table=indicator_table(given, chosen),
        about=about,
        picture=shown,
        below=below,
        obstacles=obstacles(given, chosen),
        objections=objection_list(given, chosen),
        rest=work(given, chosen) + budget(given) + audits(given),
        foot=foot(given),
    )


def answer(given: Material) -> str:
    """The score with its parts, the change, the rank, and what is owed, in one sentence."""
    office = given.card.office
    score, name = office.score, office.office.name
    period = Period.parse(office.period).label()
    parts = "; ".join(_owed(given))
    if office.value is None:
        said = insufficient_sentence(score.coverage).rstrip(".")
        text = _("{name} in {period}: {said}; {parts}.")
        return text.format(name=name, period=period, said=said[0].lower() + said[1:], parts=parts)
    text = _(
        "{name}: score {score} (coverage {coverage}, {verified} verified) in {period}{change}:"
        " {parts}."
    )
    return text.format(
        name=name,
        score=number(office.value, DECIMALS),
        coverage=share(score.coverage),
        verified=share(score.verified_share),
        period=period,
        change=changed(change_of(office)),
        parts=parts,
    )


def change_of(office: OfficeScore) -> float | None:
    """Points since the triwulan before; None where one of the two is not shown."""
    if office.value is None or office.before.value is None or not office.before.shown:
        return None
    return office.value - office.before.value


def _owed(given: Material) -> list[str]:
    office, card = given.card.office, given.card
    said = []
    if office.rank is not None:
        said.append(_ranked(given, office))
    below = sum(one.settled is not None and one.settled < 100 for one in card.now)  # noqa: PLR2004 (percent)
    if below:
        text = ngettext("{count} indicator below target", "{count} indicators below target", below)
        said.append(text.format(count=number(below)))
    missing = len(unreported(card, given.register.as_of))
    if missing:
        text = ngettext("{count} not reported", "{count} not reported", missing)
        said.append(text.format(count=number(missing)))
    waits = sum(one.reported and not one.verified for one in card.now)
    if waits:
        text = ngettext("{count} waits for verification", "{count} wait for verification", waits)
        said.append(text.format(count=number(waits)))
    return said or [_("nothing is owed")]


def _ranked(given: Material, office: OfficeScore) -> str:
    rivals = [
        one
        for one in given.board.offices
        if one.office.league == office.office.league and one.rank is not None
    ]
    text = _("rank {rank} of {count} in league {league}")
    if office.moved:
        text = (
            _("rank {rank} of {count} in league {league}, up {moved}")
            if office.moved > 0
            else _("rank {rank} of {count} in league {league}, down {moved}")
        )
    return text.format(
        rank=number(office.rank or 0),
        count=number(len(rivals)),
        league=office.office.league,
        moved=number(abs(office.moved or 0)),
    )


def _score(given: Material) -> str:
    """The score with everything it is never shown without."""
    office, rules = given.card.office, given.register.settings.performance
    score, count = office.score, office.compliance
    to_date, year = judged(office.to_date), judged(office.year)
    shown = office.value is not None
    pairs = {
        _("Score to date"): _pair(office.value, "" if to_date is None else chip(to_date))
        or escape(insufficient_sentence(score.coverage)),
        _("Against the year's target"): _pair(
            score.year if shown else None, "" if year is None else chip(year)
        ),
        _("Mean achievement, held to 100 (M2)"): _pair(score.mean_capped if shown else None),
        _("Index of targets reached (M3)"): _pair(score.reached if shown else None, decimals=3),
        _("Coverage"): escape(
            _("{share}, {verified} of {count} figures").format(
                share=share(score.coverage),
                verified=number(score.verified),
                count=number(score.indicators),
            )
        ),
        _("Verified"): escape(_verified(score)),
        _("Cap in averages"): escape(percent(rules.capaian_cap, 0)),
        _("Reports in time"): escape(rate(count.rate)),
        _("Reports complete"): escape(rate(count.completeness)),
        _("Not reported"): escape(since_days(office.silent)) if office.silent else "",
    }
    return heading(_("The score and its parts")) + facts(pairs)


def _verified(score: Score) -> str:
    said = share(score.verified_share)
    if score.verified_share is None:
        return said
    return _("{share} of what is reported").format(share=said)


def _pair(value: float | None, shown: str = "", decimals: int = DECIMALS) -> str:
    return "" if value is None else f"{escape(number(value, decimals))} {shown}".strip()


def foot(given: Material) -> str:
    """As-of, source and sample mark."""
    office, register = given.card.office, given.register
    newest = max((one.as_of for one in given.card.now if one.as_of), default=None)
    sentences = [
        _("Position {period}, seen on {day}.").format(
            period=Period.parse(office.period).label(), day=day(register.as_of)
        )
    ]
    if newest is not None:
        text = _("Newest data of {day}.")
        sentences.append(text.format(day=Period.parse(newest).label()))
    sentences.append(
        verified_sentence(office.score.verified, office.score.indicators, office.score.coverage)
    )
    sentences.append(_("Source: reports of the OPD."))
    if office.sample or any(line.sample for line in given.card.lines):
        sentences.append(_("SAMPLE DATA: not for decisions."))
    return f'<p class="dk-provenance">{escape(" ".join(sentences))}</p>'
