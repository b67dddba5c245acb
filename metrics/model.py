"""What a definition, a unit and a break of method are, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.periods import Period
from core.words import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping


class Direction(StrEnum):
    """Which way is good: a rise, a fall, nearness to a band, or neither."""

    UP = "up"
    DOWN = "down"
    BAND = "band"
    NONE = "none"


class Frequency(StrEnum):
    """How often a new value appears; `once` makes no series."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    ONCE = "once"


class Theme(StrEnum):
    """The subject a metric belongs to."""

    INTEGRITY = "integrity"
    INFLATION = "inflation"
    DIGITAL = "digital"
    HEALTH = "health"
    FINANCE = "finance"
    SERVICE = "service"
    SATISFACTION = "satisfaction"
    PERFORMANCE = "performance"


class Style(StrEnum):
    """How a value of a unit is written: 88,89%, Rp 350 juta, 91 (indeks), peringkat 5, 14 desa.

    A count is written like a plain value; unlike that one it adds up over places.
    """

    PLAIN = "plain"
    PERCENT = "percent"
    RUPIAH = "rupiah"
    INDEX = "index"
    RANK = "rank"
    COUNT = "count"


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A unit by its code in the data.

    long: as on an axis. short: beside a number. step: the unit of a difference of two values,
    which for a percentage is another one. per: for a price, what one pays it for.
    """

    code: str
    style: Style
    long: Mapping[str, str]
    short: Mapping[str, str]
    step: Mapping[str, str]
    per: Mapping[str, str] | None = None

    @property
    def adds_up(self) -> bool:
        """Whether values of several places make a sum: an amount, and no rate, index or price."""
        return self.style is Style.COUNT or (self.style is Style.RUPIAH and self.per is None)


@dataclass(frozen=True, slots=True, eq=False)
class Break:
    """A change of method. period: the first period measured by the new method."""

    period: str
    label: Mapping[str, str]

    @property
    def name(self) -> str:
        """What changed, in the language of this run."""
        return in_language(self.label)

    def between(self, earlier: Period, later: Period) -> bool:
        """Whether the method changed after `earlier` began and before `later` ended."""
        first = Period.parse(self.period).start
        return earlier.start < first <= later.end


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """What one metric means; the card on screen, the export footnote and the docs come from it.

    main: components that are a region's own headline value, in order of preference. mean:
    components that are a mean over governments. decimals: digits after the mark; trim drops
    those that are zero (91, yet 94,59). can_pass_whole: a share of an estimated whole, which can
    turn out above 100. months_until_old: months after the end of its period
    from which a value counts as old; 0 means that it never does.
    """

    id: str
    theme: Theme
    name: Mapping[str, str]
    short: Mapping[str, str]
    unit: str
    other_units: tuple[str, ...]
    decimals: int
    trim: bool
    direction: Direction
    can_pass_whole: bool
    frequency: Frequency
    months_until_old: int
    scale: str | None
    formula: Mapping[str, str]
    how_to_read: Mapping[str, str]
    caveats: Mapping[str, str]
    sources: Mapping[str, str]
    owner: Mapping[str, str]
    main: tuple[str, ...]
    mean: tuple[str, ...]
    breaks: tuple[Break, ...]

    @property
    def label(self) -> str:
        """The name in the language of this run."""
        return in_language(self.name)

    @property
    def source(self) -> str:
        """The regulation or body behind the metric, in the language of this run."""
        return in_language(self.sources)

    def break_between(self, earlier: Period, later: Period) -> Break | None:
        """The latest change of method between two periods, if there is one."""
        return next((one for one in reversed(self.breaks) if one.between(earlier, later)), None)


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """Everything of definitions.toml.

    component_regions: the code of the part of a region that a component speaks of.
    """

    units: Mapping[str, Unit]
    components: Mapping[str, Mapping[str, str]]
    component_regions: Mapping[str, str]
    metrics: Mapping[str, Definition]
