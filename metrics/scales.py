"""Predicates: scales.csv, its versions and their exact edges.

A value gets the row with the highest `lower` that it reaches (>= where the row is inclusive,
> where it is not); a value under every row takes the last one. Sources stand in the rows.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import Invalid, NotFound
from core.numbers import rounded
from core.periods import Period, PeriodKind
from core.words import _, language
from metrics.exact import gap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

SCALES_FILE: Final = Path(__file__).with_name("scales.csv")
# Bands are decided on the unrounded value; these two on the value as it is published.
# Permenpan RB 14/2017 (IKM); the digital index by convention.
JUDGED_ROUNDED: Final = {"ikm": 2, "digital_index": 2}
# Its versions are words of different regions side by side, not successors.
DEFAULT_VERSIONS: Final = {"realisasi_kinerja": "permendagri_86_2017"}
BY_QUARTER: Final = "capaian_triwulan_buleleng"


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a scale. order 1 is the best band; colour is the rule's word, if it has one."""

    lower: float
    lower_inclusive: bool
    label_id: str
    label_en: str
    colour: str | None
    order: int
    last: bool
    source_id: str = ""
    source_en: str = ""

    @property
    def label(self) -> str:
        """The predicate in the language of this run; an unknown word is said to be unknown."""
        return (self.label_id if language() == "id" else self.label_en) or _(
            "wording not known yet"
        )

    @property
    def source(self) -> str:
        """Where the row comes from, in the language of this run."""
        return self.source_id if language() == "id" else self.source_en

    def holds(self, value: float) -> bool:
        """Whether the value reaches this band's lower edge."""
        return value >= self.lower if self.lower_inclusive else value > self.lower


@dataclass(frozen=True, slots=True)
class Version:
    """The bands of one version, best first. valid_from is empty where no start is known."""

    name: str
    valid_from: str
    bands: tuple[Band, ...]

    def valid_on(self, day: date) -> bool:
        """Whether the version was in force on this day."""
        return not self.valid_from or Period.parse(self.valid_from).start <= day


@dataclass(frozen=True, slots=True)
class Judgement:
    """The band of a value, by which scale and version, and whether the rule is the younger."""

    band: Band
    scale: str
    version: str
    retroactive: bool

    @property
    def note(self) -> str:
        """`skala berlaku surut` where the rule is younger than the value, else nothing."""
        return _("scale applied retroactively") if self.retroactive else ""


Scales = dict[str, tuple[Version, ...]]


def read_scales(path: Path) -> Scales:
    """Read a file of scales: by scale id its versions, those without a start first, then by start.

    The column source_id (the source in Indonesian) may be missing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    grouped: dict[str, dict[tuple[str, str], list[Mapping[str, str]]]] = {}
    for row in rows:
        versions = grouped.setdefault(row["scale_id"], {})
        versions.setdefault((row["valid_from"], row["version"]), []).append(row)
    return {
        scale: tuple(
            Version(name, start, _bands(versions[start, name])) for start, name in sorted(versions)
        )
        for scale, versions in grouped.items()
    }


def _bands(rows: list[Mapping[str, str]]) -> tuple[Band, ...]:
    ordered = sorted(rows, key=lambda row: int(row["order"]))
    return tuple(
        Band(
            lower=float(row["lower"]),
            lower_inclusive=row["lower_inclusive"] == "true",
            label_id=row["label_id"],
            label_en=row["label_en"],
            colour=row["colour"] or None,
            order=int(row["order"]),
            last=row is ordered[-1],
            source_id=row.get("source_id") or row["source"],
            source_en=row["source"],
        )
        for row in ordered
    )


@cache
def scales() -> Scales:
    """The scales of the project, by id."""
    return read_scales(SCALES_FILE)


def version_of(
    scale_id: str, period: Period, version: str | None = None, *, book: Scales | None = None
) -> Version:
    """The version that judges a period: the one in force on its last day, else the first.

    Raises NotFound for an unknown scale or version.
    """
    versions = _versions(scale_id, scales() if book is None else book)
    named = version or DEFAULT_VERSIONS.get(scale_id)
    if named is None and scale_id == BY_QUARTER:
        named = _quarter_version(period)
    if named is not None:
        return _named(scale_id, versions, named)
    valid = [one for one in versions if one.valid_on(period.end)]
    return valid[-1] if valid else versions[0]


def _quarter_version(period: Period) -> str:
    if period.kind in (PeriodKind.YEAR, PeriodKind.HALF):
        return "TW2" if period.text.endswith("-H1") else "TW4"
    return f"TW{(period.end.month + 2) // 3}"


def _versions(scale_id: str, book: Scales) -> tuple[Version, ...]:
    if scale_id not in book:
        raise NotFound(
            _("The scale '{scale}' is unknown.").format(scale=scale_id),
            hint=_("Valid values: {values}.").format(values=", ".join(book)),
        )
    return book[scale_id]


def _named(scale_id: str, versions: tuple[Version, ...], name: str) -> Version:
    for one in versions:
        if one.name == name:
            return one
    raise NotFound(
        _("The scale '{scale}' has no version '{version}'.").format(scale=scale_id, version=name),
        hint=_("Valid values: {values}.").format(values=", ".join(one.name for one in versions)),
    )


def bands(
    scale_id: str, period: Period, version: str | None = None, *, book: Scales | None = None
) -> tuple[Band, ...]:
    """The bands that judge a period, best first."""
    return version_of(scale_id, period, version, book=book).bands


def judge(
    scale_id: str,
    value: float,
    period: Period,
    version: str | None = None,
    *,
    book: Scales | None = None,
) -> Judgement:
    """The band of a value by the rule of its time. Invalid when the value is not a number."""
    if not math.isfinite(value):
        raise Invalid(_("A value that is not a number has no band."))
    chosen = version_of(scale_id, period, version, book=book)
    if scale_id in JUDGED_ROUNDED:
        value = float(rounded(value, JUDGED_ROUNDED[scale_id]))
    band = next((one for one in chosen.bands if one.holds(value)), chosen.bands[-1])
    return Judgement(band, scale_id, chosen.name, retroactive=not chosen.valid_on(period.end))


def next_band(
    scale_id: str,
    value: float,
    period: Period,
    version: str | None = None,
    *,
    book: Scales | None = None,
) -> tuple[Band, float] | None:
    """The band above the value's own and the distance to its edge; None at the top.

    The distance can be 0: an exclusive edge (SAKIP) that is reached is not yet passed.
    """
    now = judge(scale_id, value, period, version, book=book)
    row = bands(scale_id, period, version, book=book)
    place = row.index(now.band)
    if place == 0:
        return None
    above = row[place - 1]
    return above, max(gap(value, above.lower), 0.0)
