"""Every screen, for those who see it, in both languages, at three sizes, with no way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.databases import SAMPLE
from tests.screens.looks import CASES, Case, Looks, listed
from tests.serving import running
from tests.words.screens import english_numbers_on, english_words_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser import Windows
    from tests.databases import SqliteDatabases

# Names of works and their authors, which are English by themselves.
NAMES: Final = ("The Inter Project Authors", "SIL Open Font License")
# Labels of Streamlit's own parts that no setting reaches: arrow and crosses of its selects.
SPOKEN: Final = ("Open", "Clear all", "Remove")

every_screen = pytest.mark.parametrize("case", CASES, ids=str)
indonesian_screen = pytest.mark.parametrize(
    "case", [case for case in CASES if case.language == "id"], ids=str
)


@pytest.fixture(scope="module")
def look(
    windows: Windows, sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Looks]:
    """One server and one browser for all looks: the languages of its accounts change."""
    with running(tmp_path_factory.mktemp("screens"), sqlite_databases.fresh(SAMPLE)) as server:
        yield Looks(windows, server)
        assert server.outside_requests() == []


@every_screen
def test_no_request_leaves_this_machine(case: Case, look: Looks) -> None:
    assert look(case).outside == []


@every_screen
def test_the_browser_complains_of_nothing(case: Case, look: Looks) -> None:
    assert look(case).errors == []


@every_screen
def test_nothing_is_wider_than_the_window(case: Case, look: Looks) -> None:
    faults = look(case).faults["wide"]
    assert not faults, listed(faults)


@every_screen
def test_no_text_is_cut(case: Case, look: Looks) -> None:
    faults = look(case).faults["cut"]
    assert not faults, listed(faults)


@every_screen
def test_no_text_lies_over_another_or_is_covered(case: Case, look: Looks) -> None:
    faults = look(case).faults["over"]
    assert not faults, listed(faults)


@every_screen
def test_every_text_stands_out_from_its_ground(case: Case, look: Looks) -> None:
    faults = look(case).faults["faint"]
    assert not faults, listed(faults)


@indonesian_screen
def test_an_indonesian_page_says_its_language(case: Case, look: Looks) -> None:
    assert look(case).languages == {"id"}


@indonesian_screen
def test_an_indonesian_screen_has_no_english_word(case: Case, look: Looks) -> None:
    faults = english(look(case).words, NAMES)
    assert not faults, listed(faults)


@indonesian_screen
def test_an_indonesian_screen_says_no_english_word(case: Case, look: Looks) -> None:
    faults = english(look(case).spoken, SPOKEN)
    assert not faults, listed(faults)


@indonesian_screen
def test_an_indonesian_screen_has_no_english_number(case: Case, look: Looks) -> None:
    found = look(case)
    faults = [
        f"{where}: {numbers} in {text!r}"
        for texts_by_window in (found.words, found.spoken)
        for where, texts in texts_by_window.items()
        for text in texts
        if (numbers := english_numbers_on(text))
    ]
    assert not faults, listed(faults)


def english(texts_by_window: dict[str, list[str]], allowed: tuple[str, ...]) -> list[str]:
    """One sentence for each text that holds English words."""
    return [
        f"{where}: {words} in {text!r}"
        for where, texts in texts_by_window.items()
        for text in texts
        if (words := english_words_on(text, allowed))
    ]
