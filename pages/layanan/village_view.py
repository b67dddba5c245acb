"""The look at papers finished in the village: who still has to travel, and who moves it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from charts.sparkline import sparkline_svg
from core.numbers import number
from core.periods import Period
from core.words import _, in_language
from metrics.definitions import definition
from pages.layanan.card_view import card
from pages.layanan.lines_view import heading, paragraph
from pages.layanan.plain_tile import linked, plain_tile
from pages.layanan.view import View
from pages.layanan.village_tables import (
    hours_text,
    kilometres_text,
    levels_table,
    place_table,
    trend,
    village_map,
)
from pages.layanan.way_view import way
from pages.shared.rich_table import waiting
from reports.services.tiles import judge
from reports.services.village import JOURNEYS, SHARE, lowest, village_figures

if TYPE_CHECKING:
    from pages.layanan.choices import Chosen
    from pages.layanan.looked import Looked
    from reports.overview.model import Link, Tile
    from reports.services.basis import Basis
    from reports.services.village import Villages

    Row = tuple[Link, str, str, str]

MOST: Final = 5
PLACES: Final = 3


def build_village(at: Looked, found: Villages) -> View:
    """The screen of papers finished in the village."""
    held, chosen = at.held, at.chosen
    if not found.whole.n and not any(rate.whole for _month, rate in found.months):
        none = _("No papers with a place where they were finished are loaded for {period}.")
        said = none.format(period=Period.parse(found.month).label())
        return View(said, way(held, chosen), "", None, "", None, _foot(held, found), ())
    drawn = village_map(held, at.shapes, found, chosen, dark=at.dark)
    parts = [
        _about_trend(held, chosen),
        heading(_("By place")), place_table(held, found, chosen),
        heading(_("By service")), levels_table(held, found.services, chosen),
        paragraph(_estimate(held, found), "dk-notes"),
    ]  # fmt: skip
    if drawn is None:
        none = _("No map: fewer than two places have {count} papers.")
        parts.append(paragraph(none.format(count=number(held.minimum)), "dk-notes"))
    return View(
        answer=_answer(held, found, chosen),
        head=way(held, chosen) + card(at.told, chosen) + _people(held, found, chosen),
        above=_tiles(held, found, chosen),
        picture=trend(held, found, chosen, dark=at.dark),
        below="".join(parts),
        map=drawn,
        foot=_foot(held, found),
        figures=village_figures(held, found, chosen.place, chosen.service),
    )


def _answer(held: Basis, found: Villages, chosen: Chosen) -> str:
    whole, period = found.whole, Period.parse(found.month).label()
    if whole.share.value is None:
        said = _("{period}: papers finished in the village {reason}").format(
            period=period, reason=whole.share.text()
        )
    else:
        said = _("{period}: {share} of {count} papers were finished in the village").format(
            period=period, share=whole.share.text(), count=number(whole.n)
        )
    parts = [said, _("for {count} papers people had to travel").format(
        count=number(whole.district + whole.regency))]  # fmt: skip
    if whole.served < whole.villages:
        parts.append(
            _("{count} of {all} villages finished none").format(
                count=number(whole.villages - whole.served), all=number(whole.villages)
            )
        )
    low = lowest(found.places)
    if low is not None and low.share.part < low.share.whole:
        parts.append(
            _("lowest: {place} ({share})").format(
                place=held.place_name(low.code), share=low.share.text()
            )
        )
    text = "; ".join(parts) + "."
    name = held.service_name(chosen.service) if chosen.service else ""
    if chosen.place:
        name = held.place_name(chosen.place) + (f", {name}" if name else "")
    return _("{name}: {text}").format(name=name, text=text) if name else text


def _people(held: Basis, found: Villages, chosen: Chosen) -> str:
    """Who has to act: the camat of the lowest places, and the OPD of the lowest services."""
    period = Period.parse(found.month).label()
    rows: list[Row] = []
    none = found.whole.villages - found.whole.served
    if none and chosen.place and len(chosen.place) == len(chosen.district):
        what = _("{count} of {all} villages finished none").format(
            count=number(none), all=number(found.whole.villages)
        )
        rows.append((chosen.to(), camat(held, chosen.place), what, period))
    low = sorted(
        (one for one in found.places if one.share.value is not None and one.village < one.n),
        key=lambda one: (one.share.value or 0.0, one.code),
    )
    for one in low[:PLACES]:
        what = _("{share} finished in the village (n = {count}), {none} villages none")
        if chosen.place:
            what = _("{place}: {share} finished in the village (n = {count})")
        rows.append((
            chosen.to(place=one.code), camat(held, one.code),
            what.format(place=held.place_name(one.code), share=one.share.text(),
                        count=number(one.n), none=number(one.villages - one.served)),
            period,
        ))  # fmt: skip
    papers = sorted(
        (one for one in found.services if one.share.value is not None and one.village < one.n),
        key=lambda one: (one.share.value or 0.0, one.code),
    )
    for one in papers[: MOST - len(rows)]:
        service = held.services.get(one.code)
        owner = held.office_name(service.opd) if service else one.code
        what = _("{service}: {share} finished in the village (n = {count})").format(
            service=held.service_name(one.code), share=one.share.text(), count=number(one.n)
        )
        rows.append((chosen.to(service=one.code), owner, what, period))
    return waiting(_("Needs a person now"), rows[:MOST], "", _("Nothing waits for a person."))


def camat(held: Basis, place: str) -> str:
    """The office of the kecamatan that a place lies in; its name where none is registered."""
    district = ".".join(place.split(".")[:3])
    code = f"KEC-{district}"
    return held.office_name(code) if code in held.offices else held.place_name(district)


def _tiles(held: Basis, found: Villages, chosen: Chosen) -> str:
    whole, period = found.whole, Period.parse(found.month).label()
    spared = whole.saved
    journeys = in_language(definition(JOURNEYS).short)
    none = _("no data")
    made = [
        _share_tile(held, found, chosen, period),
        plain_tile(
            held, _("Villages served"), (whole.coverage.text() if whole.villages else "", ""),
            beside=_("{count} of {all} desa and kelurahan finished at least one").format(
                count=number(whole.served), all=number(whole.villages)),
            as_of=period,
        ),
        plain_tile(
            held, journeys, (number(spared.journeys), _("journeys")),
            beside=_("there and back for each of {count} papers; an estimate").format(
                count=number(spared.letters)),
            as_of=period,
        ),
        plain_tile(
            held, _("Way saved"), (kilometres_text(spared), ""),
            beside=_("{hours} on the road; an estimate").format(hours=hours_text(spared))
            if spared.kilometres is not None else none,
            more=_("{count} papers without a known way").format(count=number(spared.without_leg))
            if spared.without_leg else "",
            as_of=period,
        ),
    ]  # fmt: skip
    inside = "".join(linked(one, chosen.to(place="", service="")) for one in made)
    return f'<div class="dk-tiles">{inside}</div>'


def _share_tile(held: Basis, found: Villages, chosen: Chosen, period: str) -> Tile:
    subject, rate = definition(SHARE), found.whole.share
    beside = rate.reason
    if rate.value is not None:
        beside = _("{part} of {count} papers").format(
            part=number(rate.part), count=number(rate.whole)
        )
    name = in_language(subject.short)
    line = ("", "")
    if not chosen.place:
        trail = _("{name}, up to {period}").format(name=name, period=period)
        line = (sparkline_svg([one.value for _at, one in found.months]), trail)
    return plain_tile(
        held, name, ("" if rate.value is None else rate.text(), ""),
        judged=judge(held, subject, found.month, rate), beside=beside, as_of=period, line=line,
    )  # fmt: skip


def _about_trend(held: Basis, chosen: Chosen) -> str:
    """Months are kept for the regency alone."""
    if not chosen.place:
        return ""
    words = _("The months are those of {name} as a whole; by place they are not kept.")
    return paragraph(words.format(name=held.settings.regency.name), "dk-notes")


def _estimate(held: Basis, found: Villages) -> str:
    """On what the kilometres stand."""
    text = _(
        "The data travels, not the people. Journeys, kilometres and hours are an estimate: two"
        " journeys for each paper, the great circle from a point inside the village to the"
        " kecamatan's office times 1.4, at 30 km an hour."
    )
    missing = found.districts - found.offices
    if missing:
        text += " " + _(
            "Of {count} kecamatan the office is not mapped: a point inside the kecamatan stands"
            " for it."
        ).format(count=number(missing))
    if found.unmapped:
        text += " " + _(
            "{count} villages have no known way: their papers add no kilometres."
        ).format(count=number(found.unmapped))
    return text


def _foot(held: Basis, found: Villages) -> str:
    """What is counted, as of when, from where, sample mark."""
    sentences = [
        _("Papers finished in {month} whose place of finishing is recorded.").format(
            month=Period.parse(found.month).label()),
        _("No share under {count} papers.").format(count=held.minimum),
        _("As of {moment}; {known}.").format(moment=held.as_of, known=held.known),
        _("Source: {source}.").format(source=held.source),
    ]  # fmt: skip
    if held.loaded.sample:
        sentences.append(_("SAMPLE DATA: not for decisions."))
    return f'<p class="dk-provenance">{escape(" ".join(sentences))}</p>'
