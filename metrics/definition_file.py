"""Reads definitions.toml. Strict: a typing slip is an error that names the metric and the key."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final, TypeVar

from core.errors import DashboardError, Invalid
from core.periods import Period
from core.words import LANGUAGES, _
from metrics.model import Book, Break, Definition, Direction, Frequency, Style, Theme, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from enum import StrEnum
    from pathlib import Path

MOST_DECIMALS: Final = 4
# Ten years: more is a slip, not a metric.
MOST_MONTHS: Final = 120
Choice = TypeVar("Choice", bound="StrEnum")


class DefinitionError(DashboardError):
    """definitions.toml cannot be used as it is; the message names the metric and the key."""


class Entry:
    """One table of the file, taken key by key; what nobody takes is refused at the end."""

    def __init__(self, file: str, name: str, content: object) -> None:
        self.file = file
        self.name = name
        if not isinstance(content, dict):
            raise self.wrong("", _("must be a table"))
        self.content: dict[str, Any] = content
        self.taken: set[str] = set()

    def wrong(self, key: str, problem: str, *, hint: str = "") -> DefinitionError:
        """The error that names file, table and key."""
        place = f"{self.name}.{key}" if key else self.name
        return DefinitionError(
            _("{file}: '{place}' {problem}.").format(file=self.file, place=place, problem=problem),
            hint=hint,
        )

    def take(self, key: str, kind: type, wanted: str, default: object = None) -> Any:  # noqa: ANN401 (values of TOML)
        """The value of a key, of this type; without a default the key is compulsory."""
        self.taken.add(key)
        if key not in self.content:
            if default is None:
                raise self.wrong(key, _("is missing"))
            return default
        value = self.content[key]
        # In Python True is a whole number too.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, _("must be {wanted}").format(wanted=wanted))
        return value

    def words(self, key: str) -> Mapping[str, str]:
        """A text in every language of the product."""
        texts = Entry(self.file, f"{self.name}.{key}", self.take(key, dict, _("a section")))
        found = {}
        for language in LANGUAGES:
            found[language] = texts.take(language, str, _("text in quotes")).strip()
            if not found[language]:
                raise texts.wrong(language, _("is empty"))
        texts.finish()
        return found

    def words_or(self, key: str, other: Mapping[str, str]) -> Mapping[str, str]:
        """The same, or the other words where the key is left out."""
        return self.words(key) if key in self.content else other

    def whole(self, key: str, most: int) -> int:
        """A whole number from 0 to the most that makes sense."""
        number: int = self.take(key, int, _("a whole number"))
        if not 0 <= number <= most:
            raise self.wrong(key, _("must lie between 0 and {most}").format(most=most))
        return number

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is left out."""
        values: list[object] = self.take(key, list, _("a list"), default=[])
        if not all(isinstance(value, str) and value for value in values):
            raise self.wrong(key, _("must be {wanted}").format(wanted=_("a list of texts")))
        return tuple(str(value) for value in values)

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """One of the words of an enumeration."""
        return kind(self.known(key, [str(one) for one in kind]))

    def known(self, key: str, names: Collection[str]) -> str:
        """A text that must be one of these names."""
        text: str = self.take(key, str, _("text in quotes"))
        self.insist(key, text, names)
        return text

    def insist(self, key: str, text: str, names: Collection[str]) -> None:
        """Refuse a name that is not among the valid ones."""
        if text not in names:
            raise self.wrong(
                key,
                _("has the unknown value '{value}'").format(value=text),
                hint=_("Valid values: {values}.").format(values=", ".join(names)),
            )

    def finish(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in self.content:
            if key not in self.taken:
                raise self.wrong(
                    key,
                    _("is unknown"),
                    hint=_("Valid keys here: {keys}.").format(keys=", ".join(sorted(self.taken))),
                )


def read_book(path: Path, scales: Collection[str]) -> Book:
    """Read and check the whole file. scales: the ids a metric may name.

    Raises DefinitionError, which names the metric and the key.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(
            _("{file} cannot be read: {reason}.").format(file=path.name, reason=error)
        ) from error
    top = Entry(path.name, path.stem, content)
    tables = {
        key: top.take(key, dict, _("a section")) for key in ("units", "components", "metrics")
    }
    parts = Entry(
        path.name,
        "component_regions",
        top.take("component_regions", dict, _("a section"), default={}),
    )
    top.finish()
    units = {
        code: _unit(Entry(path.name, code, raw), code) for code, raw in tables["units"].items()
    }
    components = Entry(path.name, "components", tables["components"])
    metrics = {
        metric: _definition(Entry(path.name, metric, raw), metric, units, scales)
        for metric, raw in tables["metrics"].items()
    }
    return Book(
        units,
        {key: components.words(key) for key in tables["components"]},
        {key: parts.take(key, str, _("text in quotes")) for key in parts.content},
        metrics,
    )


def _unit(entry: Entry, code: str) -> Unit:
    long = entry.words("long")
    short = entry.words_or("short", long)
    unit = Unit(
        code=code,
        style=entry.choice("style", Style),
        long=long,
        short=short,
        step=entry.words_or("step", short),
        per=entry.words("per") if "per" in entry.content else None,
    )
    entry.finish()
    return unit


def _definition(
    entry: Entry, metric: str, units: Collection[str], scales: Collection[str]
) -> Definition:
    other_units = entry.texts("other_units")
    for code in other_units:
        entry.insist("other_units", code, units)
    found = Definition(
        id=metric,
        theme=entry.choice("theme", Theme),
        name=entry.words("name"),
        short=entry.words("short"),
        unit=entry.known("unit", units),
        other_units=other_units,
        decimals=entry.whole("decimals", MOST_DECIMALS),
        trim=entry.take("trim", bool, _("true or false"), default=False),
        direction=entry.choice("direction", Direction),
        can_pass_whole=entry.take("can_pass_whole", bool, _("true or false"), default=False),
        frequency=entry.choice("frequency", Frequency),
        months_until_old=entry.whole("months_until_old", MOST_MONTHS),
        scale=entry.known("scale", scales) if "scale" in entry.content else None,
        formula=entry.words("formula"),
        how_to_read=entry.words("how_to_read"),
        caveats=entry.words("caveats"),
        sources=entry.words("source"),
        owner=entry.words("owner"),
        main=entry.texts("main"),
        mean=entry.texts("mean"),
        breaks=_breaks(entry),
    )
    entry.finish()
    return found


def _breaks(entry: Entry) -> tuple[Break, ...]:
    rows = entry.take("breaks", list, _("a list"), default=[])
    breaks = []
    for number, raw in enumerate(rows):
        row = Entry(entry.file, f"{entry.name}.breaks[{number}]", raw)
        text = row.take("period", str, _("text in quotes"))
        try:
            Period.parse(text)
        except Invalid as error:
            raise row.wrong("period", _("is not a period"), hint=error.hint) from error
        breaks.append(Break(text, row.words("label")))
        row.finish()
    return tuple(sorted(breaks, key=lambda one: Period.parse(one.period)))
