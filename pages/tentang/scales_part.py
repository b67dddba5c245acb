"""The scales in words: every version with its validity, its edges and its source."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from core.numbers import number
from core.periods import ROMAN, Period
from core.words import N_, _, language
from metrics.scales import BY_QUARTER, DEFAULT_VERSIONS, JUDGED_ROUNDED, scales
from pages.shared.table import Column, html_table

if TYPE_CHECKING:
    from metrics.scales import Band, Version

SCALE_NAMES: Final = {
    "realisasi_kinerja": N_("Performance achieved"),
    "sakip": N_("SAKIP (performance accountability)"),
    "spm": N_("SPM (minimum service standards)"),
    "capaian_triwulan_buleleng": N_("Achievement by quarter, Kabupaten Buleleng"),
    "mcp_zone": N_("MCP zones"),
    "spi": N_("SPI (integrity assessment survey)"),
    "ikm": N_("IKM (public satisfaction index)"),
    "digital_index": N_("Digital government index (SPBE, Pemdi)"),
    "deviasi_serapan": N_("Deviation of budget absorption"),
}
COLOUR_NAMES: Final = {
    "biru": N_("blue"),
    "hijau": N_("green"),
    "kuning": N_("yellow"),
    "oranye": N_("orange"),
    "merah": N_("red"),
}
EDGE_DECIMALS: Final = 2


def scale_name(scale: str) -> str:
    """The scale as people call it; one that this program does not know keeps its id."""
    name = SCALE_NAMES.get(scale)
    return _(name) if name else scale


def scales_html() -> str:
    """Every scale with every version, under the rule by which a version is chosen."""
    rule = _(
        "A value is judged by the version in force on the last day of its period. A value older"
        " than the first version is judged by that first one and marked: scale applied"
        " retroactively."
    )
    parts = (_scale(scale, versions) for scale, versions in scales().items())
    return f'<p class="dt-note">{escape(rule)}</p>{"".join(parts)}'


def _scale(scale: str, versions: tuple[Version, ...]) -> str:
    notes = [_("Code: {code}.").format(code=scale)]
    if scale in JUDGED_ROUNDED:
        notes.append(
            _("Judged on the value rounded to {count} decimals.").format(
                count=JUDGED_ROUNDED[scale]
            )
        )
    # The quarters have no start of validity; by their names they stand in their order.
    ordered = sorted(versions, key=lambda one: one.name) if scale == BY_QUARTER else versions
    tables = "".join(_version(scale, one, versions) for one in ordered)
    return (
        f'<details class="dt-metric" id="scale-{escape(scale)}"><summary>'
        f'<span class="dt-name">{escape(scale_name(scale))}</span></summary>'
        f'<p class="dt-note">{escape(" ".join(notes))}</p>{tables}</details>'
    )


def _version(scale: str, version: Version, versions: tuple[Version, ...]) -> str:
    coloured = any(band.colour for band in version.bands)
    columns = [Column("label", _("Predicate")), Column("edges", _("Values"), short=True)]
    if coloured:
        columns.append(Column("colour", _("Colour"), short=True))
    above: list[Band | None] = [None, *version.bands]
    rows = [
        {
            "label": band.label,
            "edges": edges(band, upper),
            "colour": _(COLOUR_NAMES[band.colour]) if band.colour in COLOUR_NAMES else "",
        }
        for upper, band in pairwise(above)
        if band is not None
    ]
    words = _("{validity}. Source: {source}").format(
        validity=validity(scale, version, versions), source=version.bands[0].source
    )
    return html_table(columns, rows, caption=words)


def edges(band: Band, above: Band | None) -> str:
    """The values of a band: `≥ 75`, `≥ 50 dan < 75`, `< 25`; above is the next better band."""
    under = None
    if above is not None:
        under = f"{'<' if above.lower_inclusive else '≤'} {_edge(above.lower)}"
    if band.last and under is not None:
        return under
    over = f"{'≥' if band.lower_inclusive else '>'} {_edge(band.lower)}"
    if under is None:
        return over
    return _("{over} and {under}").format(over=over, under=under)


def _edge(value: float) -> str:
    return number(value, EDGE_DECIMALS, trim=True)


def validity(scale: str, version: Version, versions: tuple[Version, ...]) -> str:
    """When a version judges, in words: from when until when, or for which quarter."""
    if scale == BY_QUARTER:
        number = int(version.name[-1])
        quarter = ROMAN[number - 1] if language() == "id" else str(number)
        return _("For figures of quarter {quarter}").format(quarter=quarter)
    if scale in DEFAULT_VERSIONS:
        return (
            _("The version that this dashboard uses, in force since {start}")
            if version.name == DEFAULT_VERSIONS[scale]
            else _("Words of another region, for comparison, in force since {start}")
        ).format(start=_start(version))
    if not version.valid_from:
        return _("Start not known")
    later = [one for one in versions if one.valid_from > version.valid_from]
    if not later:
        return _("In force since {start}").format(start=_start(version))
    return _("In force from {start}, until before {end}").format(
        start=_start(version), end=_start(later[0])
    )


def _start(version: Version) -> str:
    return Period.parse(version.valid_from).label()
