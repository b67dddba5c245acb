"""Everything that Layanan publik shows for one choice; no Streamlit, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from core.numbers import number
from core.periods import Period
from core.words import _
from data.queries.services.keys import By
from metrics.services.counts import Share
from pages.layanan.card_view import card
from pages.layanan.choices import Look
from pages.layanan.lines_view import (
    heading,
    office_table,
    paragraph,
    place_table,
    service_table,
)
from pages.layanan.people_view import people
from pages.layanan.place_map import place_map
from pages.layanan.tiles_view import figures_of, tiles_html
from pages.layanan.trend_view import (
    by_week,
    cohort_picture,
    cohort_table,
    notes_list,
    trend_picture,
    weeks_table,
)
from pages.layanan.waiting_view import ageing_tables, due_soon, late_lines, longest
from pages.layanan.way_view import way
from reports.services.answer import answer, named

if TYPE_CHECKING:
    from core.figure import Figure
    from metrics.services.ageing import Ageing
    from metrics.services.counts import Rate
    from pages.layanan.choices import Chosen
    from pages.layanan.material import Evidence, Standing
    from pages.layanan.share_map import Drawn, Shapes
    from pages.shared.picture import Picture
    from reports.services.basis import Basis
    from reports.services.card import Told
    from reports.services.requests import Listing, Soon
    from reports.services.trend import Received


@dataclass(frozen=True, slots=True, eq=False)
class Requests:
    """Single requests as far as the reader may see them; soon and ages: where people wait."""

    longest: Listing
    soon: Listing | None = None
    numbers: tuple[Soon, ...] = ()
    ages: tuple[Ageing, Ageing] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What a screen is made from; only what the chosen look needs is there."""

    held: Basis
    standing: Standing
    requests: Requests
    evidence: Evidence | None
    cohorts: tuple[Received, ...]
    card: Told | None
    shapes: Shapes


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The screen; head, above, below and foot are HTML."""

    answer: str
    head: str
    above: str
    picture: Picture | None
    below: str
    map: Drawn | None
    foot: str
    figures: tuple[Figure, ...]


def build_view(given: Given, chosen: Chosen, *, dark: bool) -> View:
    """The screen for these choices, in the language of this run."""
    found, held = given.standing, given.held
    above, shown, below, drawn = _body(given, chosen, dark=dark)
    return View(
        answer=_answer(given, chosen),
        head=_way(given, chosen)
        + card(given.card, chosen)
        + people(held, found, given.requests.longest, chosen),
        above=above,
        picture=shown,
        below=below,
        map=drawn,
        foot=_foot(given, chosen),
        figures=_figures(given),
    )


def _body(
    given: Given, chosen: Chosen, *, dark: bool
) -> tuple[str, Picture | None, str, Drawn | None]:
    if chosen.look is Look.WAITING:
        return _waiting(given, chosen), None, "", None
    if chosen.look is Look.COHORT:
        shown = cohort_picture(given.cohorts, _name(given, chosen), dark=dark)
        return "", shown, cohort_table(given.cohorts), None
    shown_by = given.evidence
    if shown_by is None:
        return "", None, "", None
    return (
        tiles_html(given.held, given.standing, shown_by, chosen),
        trend_picture(shown_by.weeks, _months(given), _name(given, chosen), dark=dark),
        (notes_list(shown_by.weeks) if by_week(shown_by.weeks) else "")
        + weeks_table(shown_by.weeks)
        + _tables(given, shown_by, chosen),
        place_map(given, shown_by.late, chosen, dark=dark),
    )


def _months(given: Given) -> list[tuple[str, Rate, bool]]:
    """The compliance of the last months of what is chosen, the running one marked."""
    held = given.held
    running = f"{held.look.today:%Y-%m}"
    return [
        (month, found.share(Share.COMPLIANCE, held.minimum), month < running)
        for month, found in given.standing.history
    ]


def _tables(given: Given, shown: Evidence, chosen: Chosen) -> str:
    found = given.standing
    parts = []
    if chosen.by is By.REGENCY:
        parts += [heading(_("By OPD")), office_table(found.offices, chosen)]
    if chosen.by in (By.REGENCY, By.OPD):
        parts += [heading(_("By service")), service_table(found.services, shown.paces, chosen)]
    if chosen.by is By.SERVICE:
        parts += [heading(_("This service")),
                  service_table((found.whole,), shown.paces, chosen)]  # fmt: skip
    if chosen.by in (By.REGENCY, By.DISTRICT, By.VILLAGE):
        parts += [heading(_("By place")),
                  place_table(given.held, found.places, shown.times, chosen)]  # fmt: skip
        if all(one.late.value is None for one in shown.late.values()):
            none = _("No map: nowhere did {count} requests fall due in the last 30 days.")
            parts.append(paragraph(none.format(count=number(given.held.minimum)), "dk-notes"))
    return "".join(parts)


def _waiting(given: Given, chosen: Chosen) -> str:
    held, found = given.requests, given.standing
    parts = [due_soon(held.soon, held.numbers, chosen), longest(held.longest, chosen)]
    if held.ages is not None:
        parts += [heading(_("How old what is open is")), ageing_tables(*held.ages)]
    parts += [
        late_lines(found.offices, chosen, _("OPD"), "opd"),
        late_lines(found.services, chosen, _("Service"), "service"),
        late_lines(named(found.places), chosen, _("Area"), "place"),
    ]
    return "".join(parts)


def _name(given: Given, chosen: Chosen) -> str:
    """What the figures are of; empty for the regency."""
    return given.standing.whole.name if chosen.code else ""


def _answer(given: Given, chosen: Chosen) -> str:
    found = given.standing
    said = answer(found.whole, found.services, found.places, found.offices)
    if not chosen.code:
        return said
    return _("{name}: {text}").format(name=_name(given, chosen), text=said)


def _way(given: Given, chosen: Chosen) -> str:
    """The way down to here, and what several choices together mean."""
    if not chosen.code:
        return ""
    owner = given.standing.whole.owner or ""
    return way(given.held, chosen, owner) + paragraph(_crossed(given, chosen), "dk-notes")


def _crossed(given: Given, chosen: Chosen) -> str:
    """Sums are kept by OPD, by service and by place apart: only lists hold all choices at once."""
    if sum(bool(one) for one in (chosen.opd, chosen.service, chosen.place)) < 2 or (  # noqa: PLR2004 (one alone crosses nothing)
        not chosen.place and given.standing.whole.owner == chosen.opd
    ):
        return ""
    return _("The figures are of {name} as a whole; lists of requests hold all choices.").format(
        name=_name(given, chosen)
    )


def _figures(given: Given) -> tuple[Figure, ...]:
    """For the files: the headline figures, then the compliance of every line of the tables."""
    found = given.standing
    main = [one.figure for one in figures_of(given.held, found) if one.figure is not None]
    lines = (*found.offices, *found.services, *named(found.places))
    return (*main, *(one.figure for one in lines))


def _foot(given: Given, chosen: Chosen) -> str:
    """How it is counted, as of when, from where, sample mark."""
    held = given.held
    rules = held.settings.services
    sentences = [
        _("Month {month} by the day due: open requests past their limit count as late; finished"
          " only leaves them out.").format(month=Period.parse(chosen.period).label()),
        _("No share under {count} requests, no 9 of 10 under {few}.").format(
            count=rules.min_rate_count, few=rules.min_percentile_count),
        _("Times of services on the clock of their promise, of places on the calendar."),
        _("As of {moment}; {known}.").format(moment=held.as_of, known=held.known),
        _("Source: {source}.").format(source=held.source),
    ]  # fmt: skip
    if held.loaded.sample:
        sentences.append(_("SAMPLE DATA: not for decisions."))
    return f'<p class="dk-provenance">{escape(" ".join(sentences))}</p>'
