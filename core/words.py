"""Words through gettext: English source, catalogues for Indonesian and English.

The language belongs to one run of one person's page, so it lives in a context variable and
never in a module: several people read in different languages at the same moment.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES: Final = ("id", "en")
DEFAULT_LANGUAGE: Final = "id"
DOMAIN: Final = "dashboard"
LOCALE_FOLDER: Final = Path(__file__).resolve().parent.parent / "locale"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def language() -> str:
    """The language of this run: "id" or "en"."""
    return _language.get()


def use_language(code: str) -> None:
    """Speak this language from here on in the present context; unknown codes are refused."""
    if code not in LANGUAGES:
        raise SettingsError(
            f"Bahasa '{code}' tidak dikenal.", hint=f"Pilihan: {', '.join(LANGUAGES)}."
        )
    _language.set(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak one language for the length of a block (exports, tests)."""
    before = _language.get()
    use_language(code)
    try:
        yield
    finally:
        _language.set(before)


@cache
def _catalogue(code: str) -> GNUTranslations:
    # Compiled in memory: a committed .mo that lags behind its .po is a fault nobody sees.
    path = LOCALE_FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    binary = io.BytesIO()
    with path.open("rb") as file:
        write_mo(binary, read_po(file, locale=code))
    binary.seek(0)
    return GNUTranslations(binary)


def _(message: str) -> str:
    """The message in the language of this run."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for a count in the language of this run."""
    return _catalogue(_language.get()).ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for a marked, not yet translated text)
    """Mark a text for the catalogue; translate it with `_` where it is shown."""
    return message


def in_language(texts: Mapping[str, str]) -> str:
    """The text of this run's language out of a mapping with the keys of LANGUAGES."""
    return texts[_language.get()]
