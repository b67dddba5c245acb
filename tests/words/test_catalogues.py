"""Both catalogues hold every message of the program, whole, and nothing else."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Final

import pytest
from babel.messages.pofile import read_po

from core.words import DOMAIN, LANGUAGES, LOCALE_FOLDER
from tests.words.messages import messages, program_messages
from tests.words.screens import english_numbers_on, english_words_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from babel.messages.catalog import Catalog, Message

    from tests.words.messages import Id


# Keys of settings and names of topics: a person types them as they are.
TO_TYPE: Final = ("lower", "upper", "value", "regions", "published")


@cache
def _extracted() -> dict[Id, str]:
    return program_messages()


def _id(message: str | Sequence[str]) -> Id:
    return message if isinstance(message, str) else tuple(message[:2])


@cache
def _catalogue(language: str) -> Catalog:
    with (LOCALE_FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language)


def _entries(language: str) -> dict[Id, Message]:
    return {_id(message.id): message for message in _catalogue(language) if message.id}


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _filled(message: Message) -> tuple[str, ...]:
    """The texts that are there; the empty ones are another test's."""
    return tuple(text for text in _strings(message) if text.strip())


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_the_extraction_sees_the_whole_program() -> None:
    assert len(_extracted()) > 300
    places = {place.partition("/")[0].partition(":")[0] for place in _extracted().values()}
    assert {"core", "metrics", "data", "review", "charts", "reports", "pages"} <= places


def test_the_extraction_looks_into_f_strings() -> None:
    source = 'x = f"<h2>{escape(_(\'Sign in\'))}</h2>"\ny = ngettext("{n} row", "{n} rows", n)'
    assert set(messages(source)) == {(1, "Sign in"), (2, ("{n} row", "{n} rows"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_an_entry_that_is_full_and_certain(language: str) -> None:
    entries = _entries(language)
    faults = [
        f"{place}: {message!r}"
        for message, place in _extracted().items()
        if message not in entries
        or entries[message].fuzzy
        or not all(text.strip() for text in _strings(entries[message]))
    ]
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_has_outlived_its_message(language: str) -> None:
    assert [message for message in _entries(language) if message not in _extracted()] == []
    assert list(_catalogue(language).obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    faults = []
    for key, message in _entries(language).items():
        sources = (key,) if isinstance(key, str) else key
        wanted = set().union(*map(_placeholders, sources))
        for text in _filled(message):
            # A singular may leave its count out ("one row"), never bring a new name.
            found = _placeholders(text)
            if found != wanted and not (len(sources) > 1 and found <= wanted):
                faults.append((key, text))
    assert faults == []


def test_english_is_the_source_itself() -> None:
    faults = [
        key
        for key, message in _entries("en").items()
        if _strings(message) != ((key,) if isinstance(key, str) else key)
    ]
    assert faults == []


def test_sentences_are_translated() -> None:
    same = [
        key
        for key, message in _entries("id").items()
        if len(words := (key if isinstance(key, str) else key[0]).split()) >= 4
        and any(word.isalpha() and word.islower() for word in words)
        and _strings(message)[0] == (key if isinstance(key, str) else key[0])
    ]
    assert same == []


def test_the_indonesian_is_indonesian() -> None:
    faults = {
        text: slips
        for message in _entries("id").values()
        for text in _filled(message)
        if (slips := english_words_on(_without_commands(text), TO_TYPE) + english_numbers_on(text))
    }
    assert faults == {}


def _without_commands(text: str) -> str:
    """The text without what is the same in both: names in braces, a command to type."""
    before, command, rest = re.sub(r"\{\w*\}", "", text).partition("python manage.py ")
    return before + rest.partition(" ")[2] if command else before


@pytest.mark.parametrize("language", LANGUAGES)
def test_ends_and_edges_agree_with_the_source(language: str) -> None:
    """A missing full stop or a lost space at an edge shows where two texts are put together."""
    faults = []
    for key, message in _entries(language).items():
        source = key if isinstance(key, str) else key[0]
        for text in _filled(message):
            ends = source[-1] in ".:?" and text[-1] != source[-1]
            if ends or text != text.strip() or (source[-1] not in ".:?" and text[-1] == "."):
                faults.append((source, text))
    assert faults == []
