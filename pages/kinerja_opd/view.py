"""Everything that Kinerja OPD shows for one choice; no Streamlit, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from core.numbers import day, number, percent
from core.periods import Period
from core.words import _, ngettext
from metrics.performance.score import Contribution
from metrics.performance.sentences import change_sentence, left_sentence, verified_sentence
from pages.kinerja_opd.audit_view import audit
from pages.kinerja_opd.choices import Look
from pages.kinerja_opd.money import budget_table, quadrant_picture
from pages.kinerja_opd.ranks import change_table, grid, league_table
from pages.kinerja_opd.tree_view import tree
from pages.shared.rich_table import waiting
from reports.performance.answer import answer, attention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.queries.performance.budgets import BudgetLine
    from metrics.performance.parts import Part
    from pages.kinerja_opd.choices import Chosen
    from pages.shared.picture import Picture
    from reports.performance.audit import Audits
    from reports.performance.board import Board, Changes, Register
    from reports.performance.tree import Cascade

MOST_ROWS: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a screen is made from; only what the chosen look needs is there.

    history: the parts of the triwulan of the heat grid.
    """

    register: Register
    board: Board
    changes: Changes
    history: Mapping[tuple[str, str], tuple[Part, ...]]
    lines: tuple[BudgetLine, ...] = ()
    audits: Audits | None = None
    cascade: Cascade | None = None


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The screen; waiting, above, below and foot are HTML."""

    answer: str
    lines: tuple[str, ...]
    waiting: str
    above: str
    picture: Picture | None
    below: str
    foot: str


def build_view(given: Material, chosen: Chosen, *, dark: bool) -> View:
    """The screen for these choices, in the language of this run."""
    board, register = given.board, given.register
    names = {code: office.short_name for code, office in register.offices.items()}
    above, shown, below = _body(given, chosen, dark=dark)
    return View(
        answer=answer(board.whole, board.offices, board.pulls, names),
        lines=tuple(line for line in _movers(given) if line),
        waiting=_waiting(given),
        above=above,
        picture=shown,
        below=below,
        foot=foot(given, chosen),
    )


def _body(given: Material, chosen: Chosen, *, dark: bool) -> tuple[str, Picture | None, str]:
    if chosen.look is Look.BUDGET:
        return "", quadrant_picture(given, chosen, dark=dark), budget_table(given, chosen)
    if chosen.look is Look.AUDIT and given.audits is not None:
        return audit(given, chosen, given.audits), None, ""
    if chosen.look is Look.TREE and given.cascade is not None:
        return tree(given, given.cascade), None, ""
    table = league_table(given, chosen) + _notes(_rank_notes(given, chosen))
    return table, grid(given, chosen, dark=dark), change_table(given)


def _movers(given: Material) -> tuple[str, ...]:
    """S2 on the regency's score, and what came from reports that are not there."""
    whole, found = given.board.whole, given.changes
    if whole.change is None or whole.score.value is None or whole.before.value is None:
        return ()
    moved = [
        Contribution(one.code, one.points, one.entered, one.left, one.weight)
        for one in (*found.worst, *found.best)
    ]
    offices = given.register.offices
    names = {
        one.code: f"{one.name} ({offices[one.opd].short_name})"
        for one in (*found.worst, *found.best)
    }
    left = Contribution("", found.left, left=True)
    return (
        change_sentence(whole.before.value, whole.score.value, moved, names),
        left_sentence((left,)),
    )


def _waiting(given: Material) -> str:
    board, register = given.board, given.register
    items = attention(
        board.offices,
        board.missing,
        board.blockers,
        known=register.offices,
        as_of=register.as_of,
        workdays=register.workdays,
        regency=register.settings.regency,
    )
    rows = [(one.link, one.owner, one.what, one.since) for one in items[:MOST_ROWS]]
    rest = len(items) - len(rows)
    more = ""
    if rest > 0:
        more = ngettext("and {count} more", "and {count} more", rest).format(count=number(rest))
    return waiting(_("Needs a person now"), rows, more, _("Nothing waits for a person."))


def _rank_notes(given: Material, chosen: Chosen) -> list[str]:
    rules = given.register.settings.performance
    notes = [
        _("Red: the lowest band on either scale."),
        _("A blue word is the best of Buleleng's five colours, which grow with the quarter."),
    ]
    if chosen.unranked:
        return notes
    least = percent(100 * rules.min_coverage, 0)
    return [
        *notes,
        _("Without a rank: coverage below {share}.").format(share=least),
        _("Ties share a rank; the movement is since the triwulan before."),
    ]


def _notes(notes: Sequence[str]) -> str:
    return f'<p class="dk-notes">{escape(" ".join(notes))}</p>' if notes else ""


def foot(given: Material, chosen: Chosen) -> str:
    """As-of, verified and coverage, how averages are bounded, source, sample mark."""
    whole, register = given.board.whole, given.register
    period = Period.parse(chosen.period)
    sentences = [
        _("Position {period}, seen on {day}.").format(
            period=period.label(), day=day(register.as_of)
        ),
        verified_sentence(whole.score.verified, whole.score.indicators, whole.score.coverage),
        _("Averages count achievement from 0 to {cap}.").format(
            cap=percent(register.settings.performance.capaian_cap, 0)
        ),
        *_source(chosen),
    ]
    if _sample(given):
        sentences.append(_("SAMPLE DATA: not for decisions."))
    return f'<p class="dk-provenance">{escape(" ".join(sentences))}</p>'


def _source(chosen: Chosen) -> tuple[str, ...]:
    if chosen.look is Look.BUDGET:
        return (_("Source: budget reports of the OPD."),)
    if chosen.look is Look.AUDIT:
        return (_("Source: audit reports of BPK and the Inspectorate."),)
    return (_("Source: reports of the OPD."),)


def _sample(given: Material) -> bool:
    audits = given.audits is not None and given.audits.sample
    return given.board.whole.sample or audits or any(line.sample for line in given.lines)
