"""Which letters a cell may hold, and how text from a stranger's file is shown to a person."""

from __future__ import annotations

import re
from typing import Final

CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# These turn the direction of writing: what is read is not what is stored.
TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
LINE_BREAKS: Final = re.compile("\\s*[\r\n\t\u2028\u2029]+\\s*")
# A decoder's confession that it did not know the letter.
LOST: Final = "\ufffd"
# Blanks of every width are one blank; what has no width at all is nothing.
SPACES: Final = "\u00a0\u2007\u2009\u202f\u3000"
NOTHINGS: Final = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
VISIBLE: Final = str.maketrans(dict.fromkeys(SPACES, " ") | dict.fromkeys(NOTHINGS))
WITHOUT_BLANKS: Final = str.maketrans("", "", SPACES + NOTHINGS)
SHOWN: Final = 80


def printable(text: str, limit: int = SHOWN) -> str:
    """Text of a file in one line that cannot disturb the lines around it, shortened."""
    start = LINE_BREAKS.sub(" ", text[: limit + 1])
    safe = TURNING.sub(LOST, CONTROL.sub(LOST, start))
    return safe if len(text) <= limit else safe[:limit] + "…"


def unscrambled(text: str) -> str | None:
    """What was meant by UTF-8 that somebody read as Windows text (CafÃ©); None: nothing to mend."""
    if text.isascii():
        return None
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
