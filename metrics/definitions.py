"""The one definition per metric, from definitions.toml, read once."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import NotFound
from core.words import _, in_language
from metrics.definition_file import DefinitionError, read_book
from metrics.model import Book, Break, Definition, Direction, Frequency, Style, Theme, Unit
from metrics.scales import scales

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "Break",
    "Definition",
    "DefinitionError",
    "Direction",
    "Frequency",
    "Style",
    "Theme",
    "Unit",
    "component_label",
    "component_regions",
    "definition",
    "definitions",
    "figure_unit_label",
    "near",
    "unit",
    "unit_label",
    "unit_of_figure",
    "units",
]

DEFINITIONS_FILE: Final = Path(__file__).with_name("definitions.toml")


@cache
def _book() -> Book:
    return read_book(DEFINITIONS_FILE, tuple(scales()))


def definitions() -> Mapping[str, Definition]:
    """Every definition by metric id, in the order of the file: by theme, the weightiest first."""
    return _book().metrics


def definition(metric: str) -> Definition:
    """The definition of one metric; NotFound offers the nearest ids."""
    found = _book().metrics.get(metric)
    if found is None:
        raise NotFound(
            _("The metric '{metric}' is unknown.").format(metric=metric),
            hint=near(metric, _book().metrics),
        )
    return found


def units() -> Mapping[str, Unit]:
    """Every unit by its code in the data."""
    return _book().units


def unit(code: str) -> Unit:
    """One unit; NotFound offers the nearest codes."""
    found = _book().units.get(code)
    if found is None:
        raise NotFound(
            _("The unit '{unit}' is unknown.").format(unit=code), hint=near(code, _book().units)
        )
    return found


def unit_of_figure(code: str) -> Unit:
    """The unit of a figure: one of the book, or an indicator's own, written as it is."""
    found = _book().units.get(code)
    if found is not None:
        return found
    own = {"id": code, "en": code}
    return Unit(code, Style.PLAIN, own, own, own)


def unit_label(code: str) -> str:
    """The unit as on an axis, in the language of this run: indeks 0–100, persen."""
    return in_language(unit(code).long)


def figure_unit_label(code: str) -> str:
    """The unit of a figure in words; an indicator's own is shown as it is written."""
    return in_language(unit_of_figure(code).long)


def component_label(component: str) -> str:
    """A component in the language of this run; a proper name is shown as it is written."""
    words = _book().components.get(component)
    return component if words is None else in_language(words)


def component_regions() -> Mapping[str, str]:
    """Components that speak of one part of a region, with the code of that part."""
    return _book().component_regions


def near(name: str, names: Collection[str]) -> str:
    """A hint with the valid names nearest to a wrong one, or with all of them."""
    like = get_close_matches(name, names) or list(names)
    return _("Valid values: {values}.").format(values=", ".join(like))
