"""The one place where subjects join the overview; later ones add a provider to the tuple."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.words import _, ngettext
from reports.overview.model import Context, Overview, Provider, Standing, Tile
from reports.overview.performance import performance
from reports.overview.published import headline_figures
from reports.services.overview import services

if TYPE_CHECKING:
    from collections.abc import Sequence

PROVIDERS: Final[tuple[Provider, ...]] = (performance, services, headline_figures)
MOST_FINDINGS: Final = 3


def overview(context: Context, providers: Sequence[Provider] = PROVIDERS) -> Overview:
    """Everything that the providers give, ordered: urgent first, the largest change first."""
    parts = [provider(context) for provider in providers]
    tiles = tuple(tile for part in parts for tile in part.tiles)
    return Overview(
        answer=answer(tiles, context.settings.regency.name),
        tiles=tiles,
        attention=tuple(
            sorted(
                (item for part in parts for item in part.attention), key=lambda item: item.urgency
            )
        ),
        findings=tuple(
            sorted((one for part in parts for one in part.findings), key=lambda one: -one.weight)
        )[:MOST_FINDINGS],
        figures=tuple(tile.figure for tile in tiles if tile.figure is not None),
    )


def answer(tiles: Sequence[Tile], regency: str) -> str:
    """How the regency stands, in one sentence that names what is off target."""
    piles = {standing: [] for standing in Standing}  # type: dict[Standing, list[str]]
    for tile in tiles:
        piles[tile.standing].append(tile.name)
    parts = [
        text.format(count=len(piles[standing]), names=", ".join(piles[standing]))
        for standing, text in (
            (Standing.MISSED, _("{count} off target ({names})")),
            (Standing.OLD, _("{count} older than its schedule")),
            (Standing.MISSING, _("{count} without data")),
            (Standing.UNJUDGED, _("{count} without a target or scale")),
            (Standing.GOOD, _("{count} on track")),
        )
        if piles[standing]
    ]
    if not parts:
        return _("No headline figure is set for {regency}.").format(regency=regency)
    return ngettext(
        "{count} headline figure of {regency}: {parts}.",
        "{count} headline figures of {regency}: {parts}.",
        len(tiles),
    ).format(count=len(tiles), regency=regency, parts=", ".join(parts))
