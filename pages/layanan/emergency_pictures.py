"""Emergencies as one picture over the months and one map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from charts.service_trend import Spot as Point
from charts.service_trend import lowest
from core.numbers import number
from core.periods import Period
from core.words import _
from metrics.services.counts import rate
from pages.layanan.kept import line_picture
from pages.layanan.share_map import Spot, Subject, minutes_text, share_map, without
from reports.services.emergency import METRIC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from metrics.services.emergency import Emergency
    from pages.layanan.choices import Chosen
    from pages.layanan.share_map import Drawn, Shapes
    from pages.shared.picture import Picture
    from reports.services.basis import Basis
    from reports.services.emergency import Alarms


LEAST: Final = 2
"""Places with a value below which a map compares nothing."""


def trend(held: Basis, found: Alarms, *, dark: bool) -> Picture | None:
    """The share in time by month; over 12 months where a month has too few; else the median."""
    name = found.spoken.service.name
    if not found.spoken.judged:
        return _median_trend(held, found, name, dark=dark)
    rates = [(month, one.inside.in_time) for month, one in found.months]
    label = _("{share} (n = {count})")
    if found.rolling:
        rates = list(found.rolling)
    points = [
        Point(
            Period.parse(month).start, Period.parse(month).label(), one.value,
            label.format(share=one.text(), count=number(one.whole)),
            _("{count} later than promised").format(count=number(one.whole - one.part)),
            _ended(held, month), one.text(),
        )
        for month, one in rates
    ]  # fmt: skip
    if not any(one.value is not None for one in points):
        return None
    low = number(lowest(points))
    by_month = _("In time, by month of the event · axis from {low}%").format(low=low)
    by_year = _("In time, the 12 months up to each · axis from {low}%").format(low=low)
    return _picture(points, name, by_year if found.rolling else by_month, dark=dark)


def _median_trend(held: Basis, found: Alarms, name: str, *, dark: bool) -> Picture | None:
    points = []
    for month, one in found.months:
        spread, period = one.inside.spread, Period.parse(month)
        short = _("no data") if spread.p50 is None else minutes_text(spread.p50)
        words = _("{share} (n = {count})").format(share=short, count=number(spread.n))
        points.append(
            Point(period.start, period.label(), spread.p50, words, "", _ended(held, month), short)
        )
    if not any(one.value is not None for one in points):
        return None
    subtitle = _("Half there within so many minutes · by month of the event · no time limit known")
    return _picture(points, name, subtitle, dark=dark, minutes=True)


def _ended(held: Basis, month: str) -> bool:
    return month < f"{held.look.today:%Y-%m}"


def _picture(
    points: Sequence[Point], name: str, subtitle: str, *, dark: bool, minutes: bool = False
) -> Picture:
    """The newest ended period against the worst."""
    known = [one for one in points if one.value is not None]
    last = [one for one in known if one.whole][-1:] or known[-1:]
    worst = max(known, key=lambda one: (one.value or 0.0) if minutes else -(one.value or 0.0))
    title = _("{name}. {period}: {text}").format(
        name=name, period=last[0].period, text=last[0].text
    )
    if worst is not last[0]:
        slowest = _("slowest {period}: {text}") if minutes else _("lowest {period}: {text}")
        title = f"{title}; {slowest.format(period=worst.period, text=worst.short)}"

    return line_picture(points, [], title, subtitle, dark=dark, minutes=minutes)


def emergency_map(
    held: Basis, shapes: Shapes, found: Alarms, chosen: Chosen, *, dark: bool
) -> Drawn | None:
    """The share in time of the 12 months by place; the median where nothing is promised."""
    judged = found.spoken.judged
    spots = {
        code: _spot(held, one, judged=judged) for code, one in found.areas_year.items() if code
    }
    title, measure = _map_title(held, found, spots, judged=judged)
    subject = Subject(title, measure, METRIC if judged else "", _("no event"), chosen.place)
    return share_map(held, shapes, spots, subject, dark=dark, least=LEAST)


def _spot(held: Basis, one: Emergency, *, judged: bool) -> Spot:
    if judged:
        found = one.inside.in_time
        if found.value is None:
            return without(held, found)
        words = _("{share} (n = {count})").format(share=found.text(), count=number(found.whole))
        return Spot(found.value, words)
    spread = one.inside.spread
    if spread.p90 is None or spread.p50 is None:
        return without(held, rate(0, spread.n, held.minimum))
    words = _("{share} (n = {count})").format(
        share=minutes_text(spread.p50), count=number(spread.n)
    )
    return Spot(spread.p50, words)


def _map_title(
    held: Basis, found: Alarms, spots: Mapping[str, Spot], *, judged: bool
) -> tuple[str, str]:
    known = {code: one for code, one in spots.items() if one.value is not None}
    name = found.spoken.service.name
    period = Period.parse(found.month).label()
    what = _("Share in time") if judged else _("Half there within so many minutes")
    measure = _("{measure} · 12 months up to {period} · from {least} events on").format(
        measure=what, period=period, least=number(held.minimum)
    )
    if not known:
        return name, measure
    worst = (min if judged else max)(known, key=lambda code: (known[code].value or 0.0, code))
    low = _("{name}: lowest in {place}, {words}") if judged else _(
        "{name}: slowest in {place}, {words}"
    )  # fmt: skip
    return low.format(name=name, place=held.place_name(worst), words=known[worst].words), measure
