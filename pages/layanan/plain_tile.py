"""A tile of a look that is its own: name, value, what stands beside it, and the way further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.figure import State, state_label
from pages.shared.rich_table import address
from pages.shared.tile import tile_html
from reports.overview.model import Link, Standing, Tile, Tone
from reports.services.answer import PAGE

if TYPE_CHECKING:
    from reports.services.basis import Basis
    from reports.services.tiles import Judged


def plain_tile(
    held: Basis,
    name: str,
    value: tuple[str, str],
    *,
    judged: Judged | None = None,
    beside: str = "",
    more: str = "",
    as_of: str = "",
    line: tuple[str, str] = ("", ""),
) -> Tile:
    """Without a judgement the tile says that no target is known. line: a sparkline and its words.

    value: with its unit; empty where there is none: then `beside` says why.
    """
    shown, unit = value
    tone = Tone.PLAIN if judged is None else judged.tone
    return Tile(
        key=name,
        name=name,
        value=shown or beside,
        unit=unit if shown else "",
        status=state_label(State.NO_TARGET) if judged is None else judged.word,
        tone=tone if shown else Tone.MISSING,
        standing=Standing.UNJUDGED if judged is None else judged.standing,
        target=beside if shown else None,
        change=more or None,
        age=None,
        as_of=as_of or held.as_of,
        source=held.source,
        sparkline=line[0],
        trend=line[1],
        link=Link(PAGE),
        figure=None,
        sample=held.loaded.sample,
    )


def linked(tile: Tile, target: Link) -> str:
    """The tile as a way further."""
    return f'<a class="dk-tile-link" href="{address(target)}" target="_self">{tile_html(tile)}</a>'
