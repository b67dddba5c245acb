"""The lists of Rapor OPD: what to do, what moved the score, every indicator."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from core.numbers import day, number
from core.periods import Period
from core.words import _, ngettext
from metrics.performance.sentences import change_sentence, left_sentence
from metrics.performance.tasks import TaskKind, gain_text, task_text
from pages.shared.rich_table import (
    Head,
    address,
    bar,
    chips,
    link,
    mark,
    rich_table,
    scored,
    text,
)
from reports.overview.model import Link, Tone
from reports.performance.card import moves, report_period, to_do, unreported
from reports.performance.scoring import to_date_band
from reports.performance.words import (
    DECIMALS,
    Status,
    amount,
    missing_periods,
    rate,
    span,
    to_date_status,
    verification_word,
    year_status,
)

if TYPE_CHECKING:
    from data.queries.performance.standings import Held
    from metrics.performance.score import Contribution
    from metrics.performance.tasks import Task
    from pages.rapor_opd.choices import Chosen
    from pages.rapor_opd.view import Material

MOST_TASKS: Final = 8
MOST_ROWS: Final = 15
FEW: Final = 2
LINEAR: Final = 2
"""Further digits of a target that is a share of the year's."""
"""Missing periods that are named one by one."""
NAMED: Final = 5
EVERY: Final = "ya"
NOTHING: Final = 1e-9
ABOUT_FIGURES: Final = (TaskKind.REPORT, TaskKind.MEND, TaskKind.RAISE, TaskKind.TARGET)


def heading(words: str) -> str:
    """A heading of a part of the screen."""
    return f'<h2 class="dk-heading">{escape(words)}</h2>'


def line(words: str) -> str:
    """A line of text."""
    return f'<p class="dk-line">{escape(words)}</p>'


def card_link(chosen: Chosen, code: str = "", *, whole: bool = False) -> Link:
    """This screen with another indicator, or with every row."""
    query = {"opd": chosen.opd, "periode": chosen.period}
    if code or chosen.indicator:
        query["indikator"] = code or chosen.indicator
    if whole or chosen.whole:
        query["semua"] = EVERY
    return Link("rapor-opd", query)


def task_list(given: Material, chosen: Chosen) -> str:
    """Apa yang harus saya kerjakan: what, by when, what it wins."""
    title = _("What I have to do") if given.reports else _("What this OPD has to do")
    found = to_do(given.card, given.register, given.board)
    if not found:
        return heading(title) + line(_("Nothing is left to do for this triwulan."))
    heads = [Head(_("To do")), Head(_("Deadline"), short=True), Head(_("Wins"), short=True)]
    rows = [_task(given, chosen, one) for one in found[:MOST_TASKS]]
    table = rich_table(
        heads, rows, caption=_("The nearest deadline first, then what wins most"), name="dk-tasks"
    )
    rest = len(found) - len(rows)
    more = line(_("and {count} more tasks").format(count=number(rest))) if rest > 0 else ""
    return heading(title) + table + more


def _task(given: Material, chosen: Chosen, one: Task) -> list[str]:
    register = given.register
    subject = given.card.names.get(one.code, one.code)
    if one.kind is TaskKind.UNBLOCK and one.code not in given.card.names:
        found = next((each for each in given.card.blockers if each.indicator == one.code), None)
        subject = subject if found is None else found.indicator_name
    said = task_text(one, subject)
    late = ""
    if one.deadline is not None and one.deadline < register.as_of:
        days = register.workdays.between(one.deadline, register.as_of)
        late = ngettext("{count} working day over", "{count} working days over", days).format(
            count=number(days)
        )
    due = _("no deadline") if one.deadline is None else day(one.deadline)
    return [_leading(given, chosen, one, said), text(due, quiet=late), text(gain_text(one))]


def _leading(given: Material, chosen: Chosen, one: Task, said: str) -> str:
    """To Lapor for who may report, else to the indicator on this screen."""
    held = next((each for each in given.card.now if each.code == one.code), None)
    if one.kind not in ABOUT_FIGURES or held is None:
        rows = given.card.audits.rows
        return text(said, quiet=next((row.text for row in rows if row.code == one.code), ""))
    if given.reports and one.kind in (TaskKind.REPORT, TaskKind.MEND):
        figure = f"{one.code}~{report_period(held)}"
        return link(Link("lapor", {"angka": figure, "opd": chosen.opd}), said)
    return link(card_link(chosen, one.code), said)


def movement(given: Material, chosen: Chosen) -> str:
    """What moved the score since the triwulan before: sentences and bars that sum to it."""
    title = heading(_("What moved the score since the triwulan before"))
    register = given.register
    found = moves(given.card, register.settings.performance.capaian_cap, register.as_of)
    before, after = given.card.office.before.value, given.card.office.score.value
    if not found or before is None or after is None:
        none = _("One of the two triwulan has no verified figure, so there is no change to show.")
        return title + line(none)
    missing = unreported(given.card, given.register.as_of)
    said = [
        change_sentence(before, after, found, given.card.names),
        left_sentence(found, missing),
    ]
    moved = [one for one in found if abs(one.points) > NOTHING]
    if len(moved) > 2 * NAMED:
        moved = [*moved[:NAMED], *moved[-NAMED:]]
    if not moved:
        return title + line(said[0])
    longest = max(abs(one.points) for one in moved)
    heads = [Head(_("Indicator")), Head(_("Score points"))]
    rows = [_moved(given, chosen, one, longest) for one in moved]
    caption = _("Contributions, the worst first; all together they are the change exactly")
    table = rich_table(heads, rows, caption=caption, name="dk-changes")
    return title + "".join(line(one) for one in said if one) + table


def _moved(given: Material, chosen: Chosen, one: Contribution, longest: float) -> list[str]:
    marks = [mark(_("entered"))] if one.entered else []
    marks += [mark(_("left"))] if one.left else []
    words = number(one.points, DECIMALS, signed=True)
    shown = bar(abs(one.points) / longest, words, down=one.points < 0) + chips(marks)
    return [link(card_link(chosen, one.code), given.card.names.get(one.code, one.code)), shown]


def indicator_table(given: Material, chosen: Chosen) -> str:
    """Every indicator with both achievements; fifteen until more are asked for."""
    rows = given.card.now
    title = heading(_("Indicators"))
    if not rows:
        return title + line(_("No indicator of this OPD stands in this triwulan."))
    heads = [
        Head(_("Indicator")),
        Head(_("Realised"), numeric=True),
        Head(_("Target to date"), numeric=True),
        Head(_("Achievement to date (Permendagri 86/2017)"), numeric=True),
        Head(_("Year's target"), numeric=True),
        Head(_("Achievement of the year's target (Buleleng's colours)"), numeric=True),
        Head(_("Verification")),
        Head(_("Weight"), numeric=True),
    ]
    shown = rows if chosen.whole else rows[:MOST_ROWS]
    ours = [place for place, one in enumerate(shown) if one.code == chosen.indicator]
    cells = [_indicator(given, chosen, one) for one in shown]
    caption = _("{shown} of {count} indicators, the heaviest first").format(
        shown=number(len(shown)), count=number(len(rows))
    )
    table = rich_table(heads, cells, caption=caption, ours=ours, name="dk-indicators")
    more = ""
    if len(shown) < len(rows):
        target = escape(address(card_link(chosen, whole=True)))
        words = escape(_("Show all {count} indicators").format(count=number(len(rows))))
        more = f'<p class="dk-line"><a href="{target}" target="_self">{words}</a></p>'
    return title + table + more


def _indicator(given: Material, chosen: Chosen, one: Held) -> list[str]:
    realised, quiet = realised_words(one)
    yearly = year_status(one)
    return [
        link(card_link(chosen, one.code), one.name) + chips(marks_of(given, one)),
        text(realised, quiet=quiet),
        # A share of the year's target is no whole case or person, and the achievement shows it.
        text(span(one.expected, one.expected_upper, one.unit, one.decimals + LINEAR * one.linear)),
        scored(
            None,
            to_date_status(one, given.register.as_of, given.register.workdays),
            words=rate(one.to_date),
        ),
        text(span(one.year_target, one.year_target_upper, one.unit, one.decimals)),
        scored(None, yearly, words=rate(one.year)),
        text(verification_word(one)),
        text(number(one.weight, 2, trim=True)),
    ]


def realised_words(one: Held) -> tuple[str, str]:
    """What was realised, and under it that it is incomplete; the state where nothing is known."""
    missing = missing_periods(one)
    quiet = _("without {periods}").format(periods=missing) if missing else ""
    if len(one.missing) > FEW:
        first, last = (Period.parse(one.missing[at]).label() for at in (0, -1))
        quiet = _("without {count} periods from {first} to {last}").format(
            count=number(len(one.missing)), first=first, last=last
        )
    if one.realised is None:
        return (_("not shown before it is verified") if one.hidden else ""), quiet
    return amount(one.realised, one.unit, one.decimals), quiet


def marks_of(given: Material, one: Held) -> list[str]:
    """What a reader must know of this figure: IKU, shared, linear, lowered, objected to."""
    found = [mark(_("IKU"))] if one.key else []
    if one.code in given.card.shared:
        found.append(mark(_("super team")))
    if one.linear:
        found.append(mark(_("linear target")))
    if one.original is not None:
        band = to_date_band(one.original, one.period)
        word = "" if band is None else band.band.label
        said = _("target lowered: {rate} of the original target ({word})")
        found.append(mark(said.format(rate=rate(one.original), word=word)))
    dispute = given.card.disputed(one.code)
    if dispute is not None:
        said = _("objected to, decided by {day}").format(day=day(dispute.decide_by))
        found.append(mark(said))
    return found


def status_of(words: str) -> Status:
    """A state that takes no colour."""
    return Status(words, Tone.MISSING)
