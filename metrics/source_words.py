"""The source of a figure in the reader's language: remarks and dates, never names."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from core import numbers
from core.words import language

WORDS_FILE: Final = Path(__file__).with_name("source_words.toml")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_OF_YEAR: Final = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{4}})\b")
CODED_MONTH: Final = re.compile(r"\b(\d{4})-(\d{2})\b(?![-\d])")


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """Longest first, so that a remark within another does not break it."""
    pairs: dict[str, str] = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))["phrases"]
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


def source_text(source: str) -> str:
    """The source as an Indonesian screen shows it; in English it stays as it is stored."""
    if language() != "id":
        return source
    text = source
    for english, indonesian in _phrases():
        text = text.replace(english, indonesian)
    text = MONTH_OF_YEAR.sub(
        lambda found: numbers.month(date(int(found[2]), MONTHS.index(found[1]) + 1, 1)), text
    )
    return CODED_MONTH.sub(_month, text)


def _month(found: re.Match[str]) -> str:
    number = int(found[2])
    in_year = 1 <= number <= len(MONTHS)
    return numbers.month(date(int(found[1]), number, 1)) if in_year else found[0]
