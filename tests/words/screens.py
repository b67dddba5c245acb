"""Reads the text of a screen: English words and English numbers that slipped onto it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.words.streamlit_words import STREAMLIT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

# Frequent in English and no word of Indonesian: "target", "status" and "unit" are left out.
ENGLISH_WORDS: Final = frozenset(
    Path(__file__).with_name("english.txt").read_text(encoding="utf-8").split()
)
WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
ADDRESS: Final = re.compile(r"(?:https?://\S+)|(?:\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?)|(?:\b\w+_\w+\b)")

# 1,234 or 1,234.5: a comma before exactly three digits that are followed by no digit, together
# with a point or a second group, is no Indonesian number; nor is a percentage with a point.
ENGLISH_NUMBER: Final = re.compile(
    r"""
      (?<![\w.,])\d{1,3}(?:,\d{3})+\.\d+(?![\w.,]*\d)   # 1,234.5
    | (?<![\w.,])\d{1,3}(?:,\d{3}){2,}(?![\d.,]*\d)     # 1,234,567
    | (?<![\w.,/-])\d+\.\d{1,2}(?=\s?%)                 # 12.5% and 88.89 %
    | (?<![\w.,/-])\d+\.\d{4,}(?!\.?\d)                 # 0.8333
    | (?:Rp\s?)\d{1,3}(?:,\d{3})+(?!\d)                 # Rp 13,500
    | (?<=[+\u2212])\d+\.\d{1,2}(?![\d.])               # +0.5 points
    """,
    re.VERBOSE,
)


def english_words_on(text: str, allowed: Iterable[str] = ()) -> list[str]:
    """English words in the text of an Indonesian screen, each once, in their order.

    Left out: addresses, codes with an underscore, the listed words of Streamlit, and the phrases
    in `allowed` (names and titles of sources that are English by themselves).
    """
    rest = ADDRESS.sub(" ", text)
    for phrase in sorted((*STREAMLIT_WORDS, *allowed), key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", rest)
    found = (
        word
        for word in WORD.findall(rest)
        # IT, AS and TO in capitals are abbreviations, not words.
        if word.lower() in ENGLISH_WORDS and not (word.isupper() and len(word) < 4)
    )
    return list(dict.fromkeys(found))


def english_numbers_on(text: str) -> list[str]:
    """Numbers with an English point or comma in the text of an Indonesian screen.

    Not taken for one: 1.234 and 1.234,5 (Indonesian), region codes (51.08), clocks (08.15),
    regulation numbers (86/2017, 300.2.2-2430), versions and addresses.
    """
    return [match.group().strip() for match in ENGLISH_NUMBER.finditer(text)]
