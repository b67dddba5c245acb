"""Papers finished in the village as tables, one picture over the months, and a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from charts.service_trend import Spot as Point
from charts.service_trend import lowest as lowest_axis
from core.numbers import number
from core.periods import Period
from core.words import _
from metrics.definitions import definition
from pages.layanan.kept import line_picture
from pages.layanan.lines_view import NOTHING, folded, share
from pages.layanan.share_map import Spot, Subject, share_map, without
from pages.shared.rich_table import Head, link, text
from reports.services.village import SHARE, lowest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from metrics.services.village import Saved
    from pages.layanan.choices import Chosen
    from pages.layanan.share_map import Drawn, Shapes
    from pages.shared.picture import Picture
    from reports.services.basis import Basis
    from reports.services.village import Finished, Villages

HOUR: Final = 60.0
LEAST: Final = 2
"""Places with a share below which a map compares nothing."""


def kilometres_text(found: Saved) -> str:
    """Whole kilometres; empty where no way is known."""
    if found.kilometres is None:
        return ""
    return _("{count} km").format(count=number(found.kilometres))


def hours_text(found: Saved) -> str:
    """Hours to a tenth; empty where no way is known."""
    if found.minutes is None:
        return ""
    return _("{count} hours").format(count=number(found.minutes / HOUR, 1, trim=True))


def place_table(held: Basis, found: Villages, chosen: Chosen) -> str:
    """Kecamatan, or the desa of one: the lowest share first, then those with too few."""
    title = _("Desa and kelurahan") if chosen.place else _("Kecamatan")
    heads = [
        Head(title), Head(_("Finished in the village"), numeric=True),
        Head(_("Elsewhere"), numeric=True),
    ]  # fmt: skip
    if not chosen.place:
        heads.append(Head(_("Villages served"), numeric=True))
    heads += [Head(_("Journeys saved"), numeric=True), Head(_("Way saved"), numeric=True)]
    listed = sorted(found.places, key=_weight)
    rows = []
    for one in listed:
        served = _("{count} of {all}").format(count=number(one.served), all=number(one.villages))
        rows.append([
            link(chosen.to(place=one.code), held.place_name(one.code)),
            share(one.share), text(number(one.district + one.regency)),
            *([] if chosen.place else [text(served)]),
            text(number(one.saved.journeys)),
            text(kilometres_text(one.saved) or NOTHING, quiet=hours_text(one.saved)),
        ])  # fmt: skip
    caption = _("{places}, the lowest share finished in the village first").format(places=title)
    marked = [at for at, one in enumerate(listed) if one.code == chosen.place]
    return folded(heads, rows, caption=caption, name="dk-services", ours=marked)


def _weight(one: Finished) -> tuple[float, int, str]:
    value = one.share.value
    return 101.0 if value is None else value, -one.n, one.code


def levels_table(held: Basis, found: Sequence[Finished], chosen: Chosen) -> str:
    """Services by where their papers were finished, the lowest share first."""
    heads = [
        Head(_("Service")), Head(_("Finished in the village"), numeric=True),
        Head(_("In the village"), numeric=True), Head(_("In the kecamatan"), numeric=True),
        Head(_("In the regency's offices"), numeric=True),
    ]  # fmt: skip
    listed = sorted(found, key=_weight)
    rows = [
        [
            link(chosen.to(service=one.code), held.service_name(one.code)), share(one.share),
            text(number(one.village)), text(number(one.district)), text(number(one.regency)),
        ]
        for one in listed
    ]  # fmt: skip
    caption = _("Services by where their papers were finished")
    marked = [at for at, one in enumerate(listed) if one.code == chosen.service]
    return folded(heads, rows, caption=caption, name="dk-services", ours=marked)


def trend(held: Basis, found: Villages, chosen: Chosen, *, dark: bool) -> Picture | None:
    """The share of the 13 months up to the chosen one, of the regency."""
    points = [
        Point(
            Period.parse(month).start, Period.parse(month).label(), rate.value,
            _("{share} (n = {count})").format(share=rate.text(), count=number(rate.whole)),
            _("{count} elsewhere").format(count=number(rate.whole - rate.part)),
            month < f"{held.look.today:%Y-%m}", rate.text(),
        )
        for month, rate in found.months
    ]  # fmt: skip
    known = [one for one in points if one.value is not None]
    if not known:
        return None
    name = held.settings.regency.name
    if chosen.service:
        name = _("{service}, {name}").format(service=held.service_name(chosen.service), name=name)
    title = _("{name}. {period}: {text}").format(
        name=name, period=known[-1].period, text=known[-1].text
    )
    best = max(known, key=lambda one: one.value or 0.0)
    if best is not known[-1]:
        highest = _("highest {period}: {text}").format(period=best.period, text=best.short)
        title = f"{title}; {highest}"
    subtitle = _("Finished in the village, by month finished · axis from {low}%").format(
        low=number(lowest_axis(points))
    )

    return line_picture(points, [], title, subtitle, dark=dark)


def village_map(
    held: Basis, shapes: Shapes, found: Villages, chosen: Chosen, *, dark: bool
) -> Drawn | None:
    """The share by kecamatan, or by desa of the chosen one."""
    spots = {one.code: _spot(held, one) for one in found.places}
    low = lowest(found.places)
    level = _("Desa and kelurahan") if chosen.place else _("Kecamatan")
    measure = _("{metric} · {level} · {period} · from {least} papers on").format(
        metric=definition(SHARE).label, level=level, period=Period.parse(found.month).label(),
        least=number(held.minimum),
    )  # fmt: skip
    title = measure
    if low is not None:
        title = _("Lowest in {place}: {words}").format(
            place=held.place_name(low.code), words=spots[low.code].words
        )
    subject = Subject(title, measure, SHARE, _("no data"), chosen.place)
    return share_map(held, shapes, spots, subject, dark=dark, least=LEAST)


def _spot(held: Basis, one: Finished) -> Spot:
    if one.share.value is None:
        return without(held, one.share)
    words = _("{share} (n = {count})").format(share=one.share.text(), count=number(one.n))
    return Spot(one.share.value, words)
