"""Targets: the national ones of targets.csv and the regency's own of config.toml.

Both ends of a target are inclusive. A value is judged as it is printed, on rounded decimals.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import SettingsError
from core.numbers import rounded
from core.periods import Period
from core.words import _, language
from metrics.definitions import Definition, Direction, definitions, near, unit
from metrics.exact import printed_gap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.settings import RegionalTarget, Settings

TARGETS_FILE: Final = Path(__file__).with_name("targets.csv")
EVERYWHERE: Final = "*"


class TargetStatus(StrEnum):
    """Where a value lies against a target."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Target:
    """One or two bounds in the metric's unit; a missing bound is open. regional: our own."""

    lower: float | None
    upper: float | None
    source: str
    regional: bool
    note_id: str = ""
    note_en: str = ""

    @property
    def note(self) -> str:
        """What a reader must know about it, in the language of this run; may be empty."""
        return self.note_id if language() == "id" else self.note_en

    @property
    def two_sided(self) -> bool:
        """Whether there is a band to stay in."""
        return self.lower is not None and self.upper is not None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A row of targets.csv. region: a code or `*`; first and last: periods or open (empty)."""

    metric: str
    region: str
    first: str
    last: str
    target: Target


def read_targets(path: Path) -> tuple[TargetRow, ...]:
    """Read a file of targets. A single `value` is a bound, read by the metric's direction."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_row(row) for row in csv.DictReader(file))


def _row(row: dict[str, str]) -> TargetRow:
    lower, upper, value = (
        float(row[key]) if row[key] else None for key in ("lower", "upper", "value")
    )
    lower, upper = _bounds(row["metric"], lower, upper, value)
    target = Target(lower, upper, row["source"], False, row["note_id"], row["note_en"])  # noqa: FBT003 (not regional)
    return TargetRow(row["metric"], row["region"], row["first"], row["last"], target)


@cache
def national_targets() -> tuple[TargetRow, ...]:
    """The rows of the project's own file."""
    return read_targets(TARGETS_FILE)


def own_targets(settings: Settings, region: str) -> tuple[RegionalTarget, ...]:
    """The regency's own targets for the regency and its parts, for any other region none.

    A target is set for the whole. A kecamatan or desa is held against the same yardstick where it
    is a rate; an amount of the whole says nothing of a part.
    """
    code = settings.regency.code
    if region == code:
        return settings.targets
    if not region.startswith(f"{code}."):
        return ()
    return tuple(own for own in settings.targets if not _adds_up(own.metric))


def _adds_up(metric: str) -> bool:
    known = definitions().get(metric)
    return known is not None and unit(known.unit).adds_up


def target_of(
    metric: str,
    region: str,
    period: Period,
    regional: tuple[RegionalTarget, ...] = (),
) -> Target | None:
    """The target that held on the last day of a period; the regency's own goes first.

    regional: `own_targets(settings, region)`, since these bind the regency alone. Targets are
    set for the headline value of a metric and not for its components.
    Raises SettingsError for a target of config.toml that cannot be used.
    """
    for own in reversed(regional):
        if own.metric == metric and _covers(own.first, own.last, period):
            lower, upper = _bounds(own.metric, own.lower, own.upper, own.value)
            return Target(lower, upper, own.source, True)  # noqa: FBT003 (regional)
    for row in national_targets():
        applies = row.metric == metric and row.region in (EVERYWHERE, region)
        if applies and _covers(row.first, row.last, period):
            return row.target
    return None


def check_targets(regional: Iterable[RegionalTarget]) -> None:
    """Refuse targets of config.toml that name no metric, no period or no usable bound."""
    for own in regional:
        if own.metric not in definitions():
            raise SettingsError(
                _("The target names the unknown metric '{metric}'.").format(metric=own.metric),
                hint=near(own.metric, definitions()),
            )
        for text in (own.first, own.last):
            if text:
                Period.parse(text)
        _bounds(own.metric, own.lower, own.upper, own.value)


def _covers(first: str, last: str, period: Period) -> bool:
    begun = not first or Period.parse(first).start <= period.end
    return begun and (not last or period.end <= Period.parse(last).end)


def _bounds(
    metric: str, lower: float | None, upper: float | None, value: float | None
) -> tuple[float | None, float | None]:
    """A single value is a floor where a rise is good and a ceiling where a fall is good."""
    if (value is None) == (lower is None and upper is None):
        raise _unusable(metric, _("give either a value or bounds"))
    if value is None:
        if lower is not None and upper is not None and lower > upper:
            raise _unusable(metric, _("the lower bound lies above the upper one"))
        return lower, upper
    direction = definitions()[metric].direction if metric in definitions() else None
    if direction is Direction.UP:
        return value, None
    if direction is Direction.DOWN:
        return None, value
    raise _unusable(metric, _("this metric needs a lower and an upper bound"))


def _unusable(metric: str, reason: str) -> SettingsError:
    return SettingsError(
        _("The target of '{metric}' cannot be used: {reason}.").format(metric=metric, reason=reason)
    )


def status_of(target: Target, value: float, decimals: int) -> TargetStatus:
    """Below, within or above, both ends inclusive, judged on the value as it is printed."""
    exact = float(rounded(value, decimals))
    if target.lower is not None and exact < target.lower:
        return TargetStatus.BELOW
    if target.upper is not None and exact > target.upper:
        return TargetStatus.ABOVE
    return TargetStatus.WITHIN


def met(definition: Definition, target: Target, value: float) -> bool:
    """Whether the target is reached. Beyond the good end of a band counts where more is better."""
    status = status_of(target, value, definition.decimals)
    beyond = {Direction.UP: TargetStatus.ABOVE, Direction.DOWN: TargetStatus.BELOW}
    return status in (TargetStatus.WITHIN, beyond.get(definition.direction))


def status_label(definition: Definition, target: Target, value: float) -> str:
    """The status in words: dalam sasaran, or mencapai target where only one bound is set."""
    if not target.two_sided:
        return _("on target") if met(definition, target, value) else _("target not met")
    words = {
        TargetStatus.BELOW: _("below the target range"),
        TargetStatus.WITHIN: _("within the target range"),
        TargetStatus.ABOVE: _("above the target range"),
    }
    return words[status_of(target, value, definition.decimals)]


def gap_to_target(definition: Definition, target: Target, value: float) -> float:
    """Distance of the printed value beyond the target, in its unit.

    Two bounds: 0 inside, else from the nearer end. One bound: from that bound, positive above.
    """
    bound = target.lower if target.lower is not None else target.upper
    if target.two_sided:
        status = status_of(target, value, definition.decimals)
        if status is TargetStatus.WITHIN:
            return 0.0
        bound = target.lower if status is TargetStatus.BELOW else target.upper
    return 0.0 if bound is None else printed_gap(bound, value, definition.decimals)
