"""The look at emergencies: who was there in time, who has to act, how the minutes are spread."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from charts.sparkline import sparkline_svg
from core.numbers import number
from core.periods import Period
from core.words import _, in_language
from metrics.definitions import definition
from pages.layanan.card_view import card
from pages.layanan.emergency_pictures import emergency_map, trend
from pages.layanan.emergency_tables import (
    half_text,
    limit_text,
    months_table,
    place_table,
    service_table,
    slow_table,
    spread_table,
)
from pages.layanan.lines_view import heading, paragraph
from pages.layanan.plain_tile import linked, plain_tile
from pages.layanan.share_map import minutes_text
from pages.layanan.view import View
from pages.layanan.way_view import way
from pages.shared.rich_table import waiting
from reports.overview.model import Standing, Tone
from reports.services.emergency import METRIC, crew_figures
from reports.services.tiles import Judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metrics.services.counts import Rate
    from metrics.services.emergency import Emergency
    from pages.layanan.choices import Chosen
    from pages.layanan.looked import Looked
    from reports.overview.model import Link, Tile
    from reports.services.basis import Basis
    from reports.services.emergency import Alarms, Crew, Slow

    Row = tuple[Link, str, str, str]

MOST: Final = 5
WHOLE: Final = 100.0
SEVERAL: Final = 2


def build_emergency(at: Looked, found: Alarms | None, slow: Sequence[Slow]) -> View:
    """The screen of emergencies; None: no emergency service is registered."""
    held, chosen = at.held, at.chosen
    if found is None:
        none = _("No emergency service (fire, ambulance, disaster) is registered.")
        return View(none, "", "", None, "", None, _foot(held, chosen.period), ())
    parts = [
        months_table(found),
        heading(_("By service")), service_table(found, chosen),
        paragraph(_("Outside the management area and without a time limit nothing is judged."),
                  "dk-notes"),
        heading(_("How the times are spread")), spread_table(found),
        heading(_("By place")), place_table(held, found, chosen),
        slow_table(held, slow, chosen),
    ]  # fmt: skip
    drawn = emergency_map(held, at.shapes, found, chosen, dark=at.dark)
    if drawn is None:
        none = _("No map: fewer than two places have {count} events in the 12 months.")
        parts.append(paragraph(none.format(count=number(held.minimum)), "dk-notes"))
    return View(
        answer=_answer(held, found, chosen),
        head=way(held, chosen) + card(at.told, chosen) + _people(held, found, chosen),
        above=_tiles(held, found, chosen),
        picture=trend(held, found, dark=at.dark),
        below="".join(parts),
        map=drawn,
        foot=_foot(held, found.month),
        figures=crew_figures(held, found.month, found.crews),
    )


def _answer(held: Basis, found: Alarms, chosen: Chosen) -> str:
    now, year = found.now, found.spoken
    period = Period.parse(found.month).label()
    parts = [_("{period}: {text}").format(period=period, text=_month(now))]
    if year.judged:
        if now.in_time.value is None:
            parts.append(_year(year))
        parts += _worst(held, found)
        outside = now.found.outside.events
        if outside:
            words = _("{count} of {all} events lay outside the management area")
            parts.append(words.format(count=number(outside), all=number(now.events)))
    missing = sum(one.missing + one.faulty for one in _spoken(found, chosen))
    if missing:
        parts.append(_("{count} events cannot be timed").format(count=number(missing)))
    said = "; ".join(parts) + "."
    if chosen.place:
        return _("{name}: {text}").format(name=held.place_name(chosen.place), text=said)
    return said


def _spoken(found: Alarms, chosen: Chosen) -> tuple[Crew, ...]:
    """The chosen service, else all."""
    return tuple(one for one in found.crews if chosen.service in ("", one.code))


def _month(one: Crew) -> str:
    """What is said of the service in the month."""
    name = one.service.name
    if not one.judged:
        if one.inside.spread.p50 is None:
            return _("{service}: no event with both times").format(service=name)
        return _("{service}: half of {count} crews were there within {minutes}").format(
            service=name,
            count=number(one.inside.timed),
            minutes=minutes_text(one.inside.spread.p50),
        )
    if one.in_time.value is not None:
        return _("{service}: {text}").format(service=name, text=_shared(one))
    if not one.in_time.whole:
        return _("{service}: no event inside the management area").format(service=name)
    return _("{service}: {part} of {count} within {limit}, too few for a share").format(
        service=name, part=number(one.in_time.part), count=number(one.in_time.whole),
        limit=limit_text(one),
    )  # fmt: skip


def _year(one: Crew) -> str:
    """The same of the 12 months; the limit was said with the month."""
    if one.in_time.value is None:
        return _("12 months: {text}").format(text=one.in_time.text())
    return _("12 months: {share} of {count}").format(
        share=one.in_time.text(), count=number(one.in_time.whole)
    )


def _shared(one: Crew) -> str:
    if one.in_time.value is None:
        return one.in_time.text()
    return _("{share} of {count} within {limit}").format(
        share=one.in_time.text(), count=number(one.in_time.whole), limit=limit_text(one)
    )


def _worst(held: Basis, found: Alarms) -> list[str]:
    low = lowest_area(found.areas_year)
    if low is None:
        return []
    code, rate = low
    return [
        _("lowest in {place}: {share} (12 months, n = {count})").format(
            place=held.place_name(code), share=rate.text(), count=number(rate.whole)
        )
    ]


def lowest_area(areas: Mapping[str, Emergency]) -> tuple[str, Rate] | None:
    """The place with the lowest share, where any of several is known and not all were in time."""
    known = [
        (one.inside.in_time.value, code)
        for code, one in areas.items()
        if code and one.inside.in_time.value is not None
    ]
    if len(known) < SEVERAL or min(known)[0] == WHOLE:
        return None
    code = min(known)[1]
    return code, areas[code].inside.in_time


def _people(held: Basis, found: Alarms, chosen: Chosen) -> str:
    """Who has to act: late crews, the worst place, times that nobody wrote down, open events."""
    period = Period.parse(found.month).label()
    crews = _spoken(found, chosen)
    rows: list[Row] = []
    for one in sorted(crews, key=lambda one: (-one.late, one.code)):
        if one.late:
            what = _("{service}: {count} of {whole} later than {limit}").format(
                service=one.service.name, count=number(one.late),
                whole=number(one.in_time.whole), limit=limit_text(one),
            )  # fmt: skip
            rows.append((chosen.to(service=one.code), _owner(held, one), what, period))
    low = lowest_area(found.areas_year)
    if low is not None:
        what = _("{place}: {share} within {limit} (n = {count})").format(
            place=held.place_name(low[0]), share=low[1].text(),
            limit=limit_text(found.spoken), count=number(low[1].whole),
        )  # fmt: skip
        since = _("12 months up to {period}").format(period=period)
        rows.append((chosen.to(place=low[0]), _owner(held, found.spoken), what, since))
    for one in sorted(crews, key=lambda one: (-one.missing - one.faulty, one.code)):
        if one.missing or one.faulty:
            what = _("{service}: {count} events without usable times, complete the log").format(
                service=one.service.name, count=number(one.missing + one.faulty)
            )
            rows.append((chosen.to(service=one.code), _owner(held, one), what, period))
    for one in sorted(crews, key=lambda one: (-one.open, one.code)):
        if one.open:
            what = _("{service}: {count} events not closed yet").format(
                service=one.service.name, count=number(one.open)
            )
            rows.append((chosen.to(service=one.code), _owner(held, one), what, period))
    return waiting(_("Needs a person now"), rows[:MOST], "", _("Nothing waits for a person."))


def _owner(held: Basis, one: Crew) -> str:
    return held.office_name(one.service.opd)


def _tiles(held: Basis, found: Alarms, chosen: Chosen) -> str:
    now, year = found.now, found.spoken
    period = Period.parse(found.month).label()
    span = _("12 months up to {period}").format(period=period)
    turnout, travel = found.steps
    of_month = now.inside.spread.p90 is not None
    half = (now if of_month else year).inside.spread
    slow = _("9 of 10 there within {time}").format(
        time=_("too few (n = {count})").format(count=number(half.n))
        if half.p90 is None
        else minutes_text(half.p90)
    )
    made = [
        _share_tile(held, found, period, span),
        plain_tile(
            held, _("Half there within"), (half_text(half), _("minutes")),
            beside=slow, more=", ".join(
                (now.service.name, _("n = {count}").format(count=number(half.n)))),
            as_of=period if of_month else span, judged=_limit(year),
        ),
        plain_tile(
            held, _("Turnout, half within"), (half_text(turnout), _("minutes")),
            beside=_("travel: half within {time}").format(
                time=_("no data") if travel.p50 is None else minutes_text(travel.p50)),
            more=_("n = {count}").format(count=number(turnout.n)), as_of=span,
        ),
        plain_tile(
            held, _("Emergencies"), (number(sum(one.events for one in found.crews)), _("events")),
            beside=", ".join(f"{one.service.name} {number(one.events)}" for one in found.crews),
            as_of=period,
        ),
    ]  # fmt: skip
    targets = [chosen.to(service=now.code)] * 3 + [chosen.to(service="")]
    inside = "".join(linked(one, to) for one, to in zip(made, targets, strict=True))
    return f'<div class="dk-tiles">{inside}</div>'


def _limit(one: Crew) -> Judged | None:
    """What is promised, beside times that are no share."""
    if not one.targets:
        return None
    words = _("limit {time}").format(time=limit_text(one))
    return Judged(words, Tone.PLAIN, Standing.UNJUDGED)


def _share_tile(held: Basis, found: Alarms, period: str, span: str) -> Tile:
    now = found.now if found.now.in_time.value is not None else found.spoken
    rate = now.in_time
    series = found.rolling or tuple((at, one.inside.in_time) for at, one in found.months)
    name = in_language(definition(METRIC).short)
    if not now.judged:
        return plain_tile(held, name, ("", ""), beside=_("no time limit known"))
    beside = rate.reason
    if rate.value is not None:
        beside = _("{part} of {count} within {limit}").format(
            part=number(rate.part), count=number(rate.whole), limit=limit_text(now)
        )
    judged = Judged(_("none later than promised"), Tone.HIJAU, Standing.GOOD)
    if now.late:
        words = _("{count} later than promised").format(count=number(now.late))
        judged = Judged(words, Tone.MERAH, Standing.MISSED)
    return plain_tile(
        held, name, ("" if rate.value is None else rate.text(), ""), judged=judged, beside=beside,
        more=now.service.name, as_of=period if now is found.now else span,
        line=(sparkline_svg([one.value for _at, one in series]),
              _("{name}, up to {period}").format(name=name, period=period)),
    )  # fmt: skip


def _foot(held: Basis, month: str) -> str:
    """How it is counted, as of when, from where, sample mark."""
    rules = held.settings.services
    sentences = [
        _("Events received in {month}; from the report to the arrival, round the clock, by the"
          " limit that held on the day of the report; equality is in time.").format(
              month=Period.parse(month).label()),
        _("An event without a class counts as inside the management area."),
        _("No share under {count} events, no 9 of 10 under {few}.").format(
            count=rules.min_rate_count, few=rules.min_percentile_count),
        _("As of {moment}; {known}.").format(moment=held.as_of, known=held.known),
        _("Source: {source}.").format(source=held.source),
    ]  # fmt: skip
    if held.loaded.sample:
        sentences.append(_("SAMPLE DATA: not for decisions."))
    return f'<p class="dk-provenance">{escape(" ".join(sentences))}</p>'
