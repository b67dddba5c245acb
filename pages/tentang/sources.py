"""data/reference/sources.toml: where everything shipped with the program comes from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from core.errors import DashboardError
from core.settings import ROOT
from core.words import LANGUAGES, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SOURCES_FILE: Final = ROOT / "data" / "reference" / "sources.toml"
WORDED: Final = ("title", "what", "source", "licence")
OPTIONAL: Final = ("attribution", "source_url", "licence_url", "notice")


class SourcesError(DashboardError):
    """sources.toml cannot be used as it is; the message names the entry and the key."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One shipped table or typeface. file, notice: paths from the project root.

    attribution: the lines that its licences ask to be shown. notice: the file with the full text
    of the licence, under static/.
    """

    file: str
    title: Mapping[str, str]
    what: Mapping[str, str]
    source: Mapping[str, str]
    licence: Mapping[str, str]
    attribution: Sequence[Mapping[str, str]] = ()
    source_url: str | None = None
    licence_url: str | None = None
    notice: str | None = None


@cache
def sources() -> tuple[Source, ...]:
    """Every entry of the project's own file, in its order."""
    return read_sources(SOURCES_FILE)


def read_sources(path: Path) -> tuple[Source, ...]:
    """Read a file of sources; SourcesError names the entry and the key that is wrong."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Source(**_checked(entry, number, path.name))
        for number, entry in enumerate(content.get("source", []), start=1)
    )


def _checked(entry: dict[str, Any], number: int, file: str) -> dict[str, Any]:
    known = [one.name for one in fields(Source)]
    wrong = [key for key in entry if key not in known]
    wrong += [key for key in known if key not in entry and key not in OPTIONAL]
    wrong += [key for key, value in entry.items() if key in known and not _usable(key, value)]
    if wrong:
        raise SourcesError(
            _("{file}: entry {number} cannot be used; look at '{key}'.").format(
                file=file, number=number, key=wrong[0]
            ),
            hint=_("Valid keys here: {keys}.").format(keys=", ".join(known)),
        )
    return entry


def _usable(key: str, value: object) -> bool:
    if key == "attribution":
        return isinstance(value, list) and all(map(_is_worded, value))
    return _is_worded(value) if key in WORDED else isinstance(value, str) and bool(value)


def _is_worded(value: object) -> bool:
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        return False
    return all(isinstance(text, str) and text for text in value.values())
