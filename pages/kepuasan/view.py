"""Everything that Kepuasan shows for one choice; no Streamlit, no SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Final

from core.figure import State
from core.numbers import number
from core.periods import Period
from core.words import _, ngettext
from metrics.services.survey import MIN_ANSWERS
from metrics.services.unsur import UNSUR
from pages.shared.rich_table import Head, chip, link, rich_table, text, waiting
from reports.overview.model import Link
from reports.performance.words import Status
from reports.services.satisfaction import unsur_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.figure import Figure
    from core.settings import Settings
    from metrics.services.survey import Element
    from reports.services.satisfaction import Board, Unit

PAGE: Final = "kepuasan"
MOST: Final = 5
POOR: Final = 3
"""C (Kurang baik) and below need a person."""
TONES: Final = (0, 1, 3, 4)
"""Steps of the ramp by band: the weaker, the stronger it stands out."""
LETTER: Final = 1
NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reader's choices, checked. period: a year or half; opd: empty for all units."""

    period: str
    opd: str = ""

    def to(self, opd: str) -> Link:
        """This screen with the services of a unit."""
        return Link(PAGE, {"periode": self.period} | ({"opd": opd} if opd else {}))


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What a screen is made from. services: of the chosen unit, lowest first."""

    board: Board
    services: tuple[Unit, ...]
    settings: Settings


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The screen; head and body are HTML."""

    answer: str
    head: str
    body: str
    foot: str
    figures: tuple[Figure, ...]


def build_view(given: Given, chosen: Chosen) -> View:
    """The screen for these choices, in the language of this run."""
    shown = given.board
    label = Period.parse(chosen.period).label()
    if shown.whole.found.ikm is None and not shown.units:
        return View(_("No answers in {period}.").format(period=label), "", "", _foot(given), ())
    return View(
        answer=_("{period}: {text}").format(period=label, text=shown.answer),
        head=_people(given, chosen),
        body=_body(given, chosen),
        foot=_foot(given),
        figures=(
            *(_without_few(one.figure) for one in (shown.whole, *shown.units)),
            *(_without_few(one.figure) for one in given.services if one.code),
        ),
    )


def _people(given: Given, chosen: Chosen) -> str:
    """Units whose band is C or worse, the lowest first."""
    poor = [
        one
        for one in given.board.units
        if one.found.state is State.OK
        and one.found.judgement is not None
        and one.found.judgement.band.order >= POOR
    ]
    label = Period.parse(chosen.period).label()
    rows = [
        (
            chosen.to(one.code),
            one.name,
            _("IKM {value}, {band}, weak on {element}").format(
                value=one.value_text, band=one.word, element=one.weakest_name
            ),
            _("position {period}").format(period=label),
        )
        for one in poor[:MOST]
    ]
    rest = len(poor) - len(rows)
    more = ngettext("and {count} more", "and {count} more", rest).format(count=number(rest))
    none = _("No unit is in band C or D.")
    return waiting(_("Needs a person now"), rows, more if rest > 0 else "", none)


def _body(given: Given, chosen: Chosen) -> str:
    shown = given.board
    parts = [_heading(_("By unit and unsur"))]
    ours = [place for place, one in enumerate(shown.units, start=1) if one.code == chosen.opd]
    caption = _(
        "IKM and the value of each unsur (25–100), the lowest unit first; the more it stands out,"
        " the weaker"
    )
    units = [(chosen.to(one.code), one) for one in shown.units]
    parts.append(_table(_("Unit of service"), [(None, shown.whole), *units], caption, ours))
    named = [one for one in shown.units if one.code == chosen.opd]
    if named:
        parts.append(_heading(_("Services of {name}").format(name=named[0].name)))
        caption = _("Services of {name}, the lowest first").format(name=named[0].name)
        parts.append(_table(_("Service"), [(None, one) for one in given.services], caption, ()))
        back = escape(_("All units"))
        parts.append(f'<p class="dk-line"><a href="{PAGE}?periode={escape(chosen.period)}"'
                     f' target="_self">{back}</a></p>')  # fmt: skip
    parts.append(_definition(shown))
    return "".join(parts)


def _heading(words: str) -> str:
    return f'<h2 class="dk-heading">{escape(words)}</h2>'


def _table(
    first: str, rows: Sequence[tuple[Link | None, Unit]], caption: str, ours: Sequence[int]
) -> str:
    heads = [
        Head(first), Head(_("IKM"), numeric=True), Head(_("Band"), short=True),
        *(Head(_short(code), numeric=True) for code in UNSUR),
    ]  # fmt: skip
    cells = [_row(target, one) for target, one in rows]
    return rich_table(heads, cells, caption=caption, ours=ours, name="dk-unsur")


def _short(code: str) -> str:
    """U3 waktu penyelesaian: what stands before the comma is the number again."""
    return f"{code} {unsur_name(code).split(', ', 1)[-1]}"


def _row(target: Link | None, one: Unit) -> list[str]:
    """Of a unit with too few answers neither the index nor an unsur is shown."""
    judged = one.found.state is State.OK
    by_code = {each.code: each for each in one.found.elements} if judged else {}
    weakest = "" if one.weakest is None else one.weakest.code
    respondents = _("n = {count}").format(count=number(one.n))
    return [
        text(one.name, quiet=respondents) if target is None
        else link(target, one.name, quiet=respondents),
        text(one.value_text if judged else NOTHING),
        chip(Status(one.word, one.tone)),
        *(_heat(by_code.get(code), weakest=code == weakest) for code in UNSUR),
    ]  # fmt: skip


def _heat(one: Element | None, *, weakest: bool) -> str:
    """The value of an unsur with the letter of its band; the weakest of the row is marked."""
    if one is None or one.value is None or one.state is not State.OK or one.judgement is None:
        return NOTHING
    band = one.judgement.band
    tone = TONES[min(band.order, len(TONES)) - 1]
    said = f"{number(one.value, 1)} {band.label[:LETTER]}"
    shown = f"<b>{escape(said)} ▼</b>" if weakest else escape(said)
    return f'<span class="dk-heat dk-heat-{tone}">{shown}</span>'


def _without_few(figure: Figure) -> Figure:
    """A figure of too few answers keeps its state and loses its value: it would name a person."""
    return replace(figure, value=None) if figure.state is not State.OK else figure


def _definition(shown: Board) -> str:
    """How the index is made; the printed weight stands here and nowhere else."""
    sentences = [
        _("IKM = 25 × the mean of the nine unsur, each with the weight 1/9 (Permenpan RB 14/2017);"
          " here {value}, {method}.").format(value=shown.whole.value_text, method=shown.method),
    ]  # fmt: skip
    if shown.printed:
        sentences.append(
            _("The regulation prints 0.11, nine times of which are 0.99: {printed}.").format(
                printed=shown.printed
            )
        )
    sentences += [
        _("A from 88.31, B from 76.61, C (Kurang baik) from 65.00, D below."),
        _("▼ is the weakest unsur of the row. Under {count} answers nothing is shown.").format(
            count=MIN_ANSWERS
        ),
        _("Units are combined by adding raw answers, not by averaging their IKM."),
    ]
    body = "".join(f'<p class="dk-line">{escape(one)}</p>' for one in sentences)
    summary = escape(_("How the IKM is made"))
    return f'<details class="dk-more"><summary>{summary}</summary>{body}</details>'


def _foot(given: Given) -> str:
    shown = given.board
    sentences = [_("Source: {source}.").format(source=shown.source)]
    newest = max((one.figure.as_of or "" for one in shown.units), default="")
    if newest:
        sentences.insert(0, _("Answers up to {period}.").format(
            period=Period.parse(newest).label()))  # fmt: skip
    if shown.sample:
        sentences.append(_("SAMPLE DATA: not for decisions."))
    return f'<p class="dk-provenance">{escape(" ".join(sentences))}</p>'
