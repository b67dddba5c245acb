"""Frozen dataclasses out of a TOML file. Strict: a typing slip is an error, not a default."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from core.errors import SettingsError
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_toml(file: Path) -> dict[str, Any]:
    """The content of a TOML file; SettingsError where it is absent or cannot be parsed."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(
            _("The settings file {file} does not exist.").format(file=file.name),
            hint=_("Copy config.toml of the project and change its values."),
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            _("{file} cannot be read: {reason}.").format(file=file.name, reason=error),
            hint=_("Mend the line that is named; texts stand in double quotes."),
        ) from error


def build(kind: type, content: Mapping[str, Any], file: Path, place: str) -> Any:  # noqa: ANN401 (one builder for every dataclass)
    """A dataclass from a section of a file. place: what names its keys, such as "regency.".

    Raises SettingsError for an unknown key, a missing one and a value of another type.
    """
    hints = get_type_hints(kind)
    known = [one.name for one in fields(kind)]
    for key in content:
        if key not in known:
            raise SettingsError(
                _("{file}: the key '{key}' is unknown.").format(file=file.name, key=place + key),
                hint=_("Valid keys here: {keys}.").format(keys=", ".join(known)),
            )
    values = {}
    for one in fields(kind):
        if one.name in content:
            values[one.name] = _value(hints[one.name], content[one.name], file, place + one.name)
        elif one.default is MISSING and one.default_factory is MISSING:
            raise SettingsError(
                _("{file}: '{key}' is missing.").format(file=file.name, key=place + one.name),
                hint=_("Keys here: {keys}.").format(keys=", ".join(known)),
            )
    return kind(**values)


def _value(hint: Any, raw: Any, file: Path, place: str) -> Any:  # noqa: ANN401 (values of TOML)
    if is_dataclass(hint):
        if isinstance(raw, dict):
            return build(hint, raw, file, place + ".")  # type: ignore[arg-type]
        raise wrong(file, place, _("a section"), raw)
    if get_origin(hint) is tuple:
        if not isinstance(raw, list):
            raise wrong(file, place, _("a list"), raw)
        return tuple(
            _value(get_args(hint)[0], item, file, f"{place}[{index}]")
            for index, item in enumerate(raw)
        )
    if hint is bool and isinstance(raw, bool):
        return raw
    if hint is int and isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if hint is str and isinstance(raw, str):
        return raw
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    if is_number and float in (hint, *get_args(hint)):
        return float(raw)
    names = {bool: _("true or false"), int: _("a whole number"), str: _("text in quotes")}
    raise wrong(file, place, names.get(hint, _("a number")), raw)


def wrong(file: Path, place: str, wanted: str, raw: object) -> SettingsError:
    """The error for a value that is not what a key wants, to be raised by the caller."""
    return SettingsError(
        _("{file}: '{key}' must be {wanted}, found {value}.").format(
            file=file.name, key=place, wanted=wanted, value=repr(raw)
        )
    )
