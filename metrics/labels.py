"""Themes, directions and frequencies in words."""

from __future__ import annotations

from typing import Final

from core.words import N_, _
from metrics.model import Direction, Frequency, Theme

THEMES: Final = {
    Theme.INTEGRITY: N_("Integrity"),
    Theme.INFLATION: N_("Inflation and prices"),
    Theme.DIGITAL: N_("Digital government"),
    Theme.HEALTH: N_("Rabies"),
    Theme.FINANCE: N_("Finance"),
    Theme.SERVICE: N_("Public services"),
    Theme.SATISFACTION: N_("Satisfaction of citizens"),
    Theme.PERFORMANCE: N_("Performance"),
}
DIRECTIONS: Final = {
    Direction.UP: N_("higher is better"),
    Direction.DOWN: N_("lower is better"),
    Direction.BAND: N_("better within the target range"),
    Direction.NONE: N_("neither a rise nor a fall is good in itself"),
}
FREQUENCIES: Final = {
    Frequency.YEAR: N_("yearly"),
    Frequency.HALF: N_("half-yearly"),
    Frequency.QUARTER: N_("quarterly"),
    Frequency.MONTH: N_("monthly"),
    Frequency.WEEK: N_("weekly"),
    Frequency.ONCE: N_("once, until replaced"),
}


def theme_label(theme: Theme) -> str:
    """The subject in the language of this run."""
    return _(THEMES[theme])


def direction_label(direction: Direction) -> str:
    """Which way is good, in the language of this run."""
    return _(DIRECTIONS[direction])


def frequency_label(frequency: Frequency) -> str:
    """How often a value appears, in the language of this run."""
    return _(FREQUENCIES[frequency])
