"""Four headline figures of what is chosen, each a way further in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.figure import State, state_label
from core.words import _
from pages.layanan.choices import Look
from pages.shared.rich_table import address
from pages.shared.tile import tile_html
from reports.overview.model import Link, Standing, Tile, Tone
from reports.services.answer import PAGE
from reports.services.tiles import tiles

if TYPE_CHECKING:
    from pages.layanan.choices import Chosen
    from pages.layanan.material import Evidence, Usually
    from pages.layanan.material import Standing as Found
    from reports.services.basis import Basis
    from reports.services.durations import Pace

SHOWN: Final = 3


def figures_of(held: Basis, found: Found) -> tuple[Tile, ...]:
    """Compliance, first response, what is past its limit."""
    return tiles(held, found.whole, found.history)[:SHOWN]


def tiles_html(held: Basis, found: Found, shown: Evidence, chosen: Chosen) -> str:
    """The tiles as one element."""
    compliance, answers, overdue = figures_of(held, found)
    parts = [
        _linked(compliance, chosen.to(look=Look.COHORT)),
        _linked(answers, chosen.to(look=Look.COHORT)),
        _linked(overdue, chosen.to(look=Look.WAITING)),
    ]
    usual = shown.usual
    if usual is not None:
        target = chosen.to(service=usual.service, place="")
        parts.append(_linked(_usual(held, usual, shown.paces[usual.service]), target))
    else:
        backlog = tiles(held, found.whole, found.history)[SHOWN]
        parts.append(_linked(backlog, chosen.to(look=Look.WAITING)))
    return f'<div class="dk-tiles">{"".join(parts)}</div>'


def _linked(tile: Tile, target: Link) -> str:
    return f'<a class="dk-tile-link" href="{address(target)}" target="_self">{tile_html(tile)}</a>'


def _usual(held: Basis, found: Usually, pace: Pace) -> Tile:
    """What a service usually takes beside what it promises."""
    name = held.service_name(found.service)
    return Tile(
        key="service_usual_days",
        name=_("Usually done: {service}").format(service=name),
        value=found.value,
        unit=found.unit,
        status=state_label(State.NO_TARGET) if not found.promised else _("not a promise"),
        tone=Tone.PLAIN if found.value else Tone.MISSING,
        standing=Standing.UNJUDGED,
        target=_("promise: {promise}").format(promise=pace.promise),
        change=pace.usual,
        age=None,
        as_of=held.as_of,
        source=held.source,
        sparkline="",
        trend="",
        link=Link(PAGE),
        figure=None,
        sample=held.loaded.sample,
    )
