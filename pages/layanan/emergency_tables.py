"""Emergencies as tables: by service, month, place, and the slowest ones."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from core.numbers import moment, number
from core.periods import Period
from core.words import _
from metrics.services.emergency import BOUNDS
from pages.layanan.lines_view import NOTHING, folded, heading, more, paragraph, share
from pages.layanan.share_map import minutes_text
from pages.shared.rich_table import Head, link, rich_table, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metrics.services.emergency import Emergency
    from metrics.services.percentiles import Spread
    from pages.layanan.choices import Chosen
    from reports.services.basis import Basis
    from reports.services.emergency import Alarms, Crew, Slow


def limit_text(crew: Crew) -> str:
    """The promised minutes; several where the promise changed."""
    if not crew.targets:
        return _("no time limit known")
    return minutes_join(crew.targets)


def minutes_join(targets: Sequence[float]) -> str:
    """15 menit; 15, 20 menit after a change."""
    named = ", ".join(number(one, 1, trim=True) for one in targets)
    return _("{minutes} minutes").format(minutes=named)


def half(found: Spread) -> str:
    """The middle of the times with its number."""
    if found.p50 is None:
        return f'<span class="dk-state">{_("no data")}</span>'
    return text(minutes_text(found.p50), quiet=_("n = {count}").format(count=number(found.n)))


def half_text(found: Spread) -> str:
    """The middle of the times in minutes; empty without one."""
    return "" if found.p50 is None else number(found.p50, 1, trim=True)


def slow(found: Spread) -> str:
    """The slow end; words where there are too few."""
    if found.p90 is not None:
        return text(minutes_text(found.p90))
    few = _("too few (n = {count})").format(count=number(found.n)) if found.n else NOTHING
    return text(few)


def service_table(found: Alarms, chosen: Chosen) -> str:
    """The services of the month: how many events, in time, the spread, what is missing."""
    heads = [
        Head(_("Service")), Head(_("Incidents"), numeric=True), Head(_("In time"), numeric=True),
        Head(_("Half there within"), numeric=True), Head(_("9 of 10 there within"), numeric=True),
        Head(_("Without times"), numeric=True), Head(_("Not closed yet"), numeric=True),
    ]  # fmt: skip
    rows = [_crew(one, chosen) for one in found.crews]
    marked = [at for at, one in enumerate(found.crews) if one.code == chosen.service]
    caption = _("Emergency services in {period}").format(period=Period.parse(found.month).label())
    return rich_table(heads, rows, caption=caption, name="dk-services", ours=marked)


def _crew(one: Crew, chosen: Chosen) -> list[str]:
    outside = one.found.outside.events
    beside = ""
    if outside:
        beside = _("{count} outside the management area").format(count=number(outside))
    spread = one.inside.spread
    missing = number(one.missing)
    if one.faulty:
        missing = _("{count}, and {faulty} faulty").format(count=missing, faulty=number(one.faulty))
    return [
        link(chosen.to(service=one.code), one.service.name, quiet=limit_text(one)),
        text(number(one.events), quiet=beside),
        share(one.in_time) if one.judged else text(NOTHING, quiet=_("not judged")),
        half(spread), slow(spread), text(missing), text(number(one.open)),
    ]  # fmt: skip


def spread_table(found: Alarms) -> str:
    """How the times are spread, whether there is a target or not; no colour."""
    heads = [Head(_("Service")), *(Head(label, numeric=True) for label in _bounds())]
    rows = []
    for one in found.crews:
        name = text(one.service.name, quiet=_("n = {count}").format(count=number(one.inside.timed)))
        rows.append([name, *(text(number(count)) for count in one.inside.slots.counts)])
        if one.found.outside.timed:
            words = _("{name}, outside the management area").format(name=one.service.name)
            count = _("n = {count}").format(count=number(one.found.outside.timed))
            slots = one.found.outside.slots.counts
            rows.append([text(words, quiet=count), *(text(number(some)) for some in slots)])
    caption = _("Events by the minutes until the crew was there")
    return rich_table(heads, rows, caption=caption, name="dk-services")


def _bounds() -> list[str]:
    low = [number(one) for one in BOUNDS]
    # Word joiners: a phone would break it at the dash.
    between = [f">{one}\u2060–\u2060{other}" for one, other in pairwise(low)]
    return [_("≤{minutes} min").format(minutes=low[0]),
            *(_("{minutes} min").format(minutes=one) for one in between),
            _("{minutes} min").format(minutes=f">{low[-1]}")]  # fmt: skip


def place_table(held: Basis, found: Alarms, chosen: Chosen) -> str:
    """Kecamatan, or the desa of one: the month, and the 12 months up to it."""
    named = {code for code in (*found.areas_year, *found.areas) if code}
    codes = sorted(named, key=lambda code: _weight(found.areas_year, code))
    if not codes:
        return paragraph(_("No event names a place."))
    title = _("Desa and kelurahan") if chosen.place else _("Kecamatan")
    heads = [
        Head(title),
        Head(_("Events this month"), numeric=True),
        Head(_("Events in 12 months"), numeric=True),
        *_spread_heads(found, _("In time, 12 months")),
    ]
    rows = [
        [
            link(chosen.to(place=code), held.place_name(code)),
            text(number(_events(found.areas.get(code)))),
            *_spread(found.areas_year.get(code), judged=found.spoken.judged),
        ]
        for code in codes
    ]
    caption = _("{service} by place; the 12 months up to {period}").format(
        service=found.spoken.service.name, period=Period.parse(found.month).label()
    )
    nowhere = _events(found.areas_year.get(""))
    words = ""
    if nowhere:
        words = _("{count} events of the 12 months name no such place.").format(
            count=number(nowhere)
        )
    table = folded(heads, rows, caption=caption, name="dk-services")
    return table + paragraph(words, "dk-notes")


def _weight(areas: Mapping[str, Emergency], code: str) -> tuple[float, int, str]:
    """The lowest share first, then the most events."""
    found = areas.get(code)
    known = None if found is None else found.inside.in_time.value
    return 101.0 if known is None else known, -_events(found), code


def _events(found: Emergency | None) -> int:
    return 0 if found is None else found.inside.events + found.outside.events


def _spread_heads(found: Alarms, share_title: str) -> list[Head]:
    """The heads of what `_spread` gives."""
    times = (_("Half there within"), _("9 of 10 there within"))
    titles = (share_title, *times) if found.spoken.judged else times
    return [Head(title, numeric=True) for title in titles]


def _spread(found: Emergency | None, *, judged: bool) -> list[str]:
    """The number of events, the share in time where it is judged, the middle and the slow end."""
    if found is None:
        return [text("0"), *([text(NOTHING)] * (3 if judged else 2))]
    beside = ""
    if found.outside.events:
        beside = _("{count} outside the management area").format(count=number(found.outside.events))
    in_time = [share(found.inside.in_time)] if judged else []
    spread = found.inside.spread
    return [text(number(_events(found)), quiet=beside), *in_time, half(spread), slow(spread)]


def slow_table(held: Basis, rows: Sequence[Slow], chosen: Chosen) -> str:
    """Single events of the month, each a way to its card; nothing for who sees none."""
    if not rows:
        return ""
    heads = [
        Head(_("Event")), Head(_("Service")), Head(_("Place")), Head(_("Received")),
        Head(_("There after"), numeric=True), Head(_("Promised"), numeric=True),
    ]  # fmt: skip
    cells = [
        [
            link(chosen.to(request=one.id), one.number),
            text(held.service_name(one.service)), text(held.place_name(one.region)),
            text(moment(one.received_at, held.settings.regency)),
            text(minutes_text(one.minutes), quiet=_("later than promised") if one.late else ""),
            text(NOTHING if one.target is None else minutes_text(one.target)),
        ]
        for one in rows
    ]  # fmt: skip
    caption = _("Events of the month, those later than promised first, then the slowest")
    return heading(_("The slowest")) + rich_table(heads, cells, caption=caption, name="dk-requests")


def months_table(found: Alarms) -> str:
    """The same months as a table, the newest first."""
    heads = [
        Head(_("Month")), Head(_("Incidents"), numeric=True), *_spread_heads(found, _("In time")),
    ]  # fmt: skip
    rolling = dict(found.rolling)
    if rolling:
        heads.append(Head(_("In time, 12 months up to it"), numeric=True))
    rows = []
    for month, one in reversed(found.months):
        cells = _spread(one, judged=found.spoken.judged)
        last = [share(rolling[month])] if rolling else []
        rows.append([text(Period.parse(month).label()), *cells, *last])
    caption = _("{name} by month of the event, the newest first").format(
        name=found.spoken.service.name
    )
    table = rich_table(heads, rows, caption=caption, name="dk-services")
    return more(_("The months as a table"), table)
