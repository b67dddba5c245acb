"""What people write beside a figure: cleaned, bounded, and long enough to mean something."""

from __future__ import annotations

import re
from typing import Final

from core.errors import Invalid
from core.words import _
from data.imports.letters import CONTROL, TURNING, VISIBLE

LONGEST: Final = 2000
FEWEST_LETTERS: Final = 10
FEWEST_WORDS: Final = 2
LINES: Final = re.compile("\r\n?|[\u2028\u2029]")
GAPS: Final = re.compile("[ \t]+")
EMPTY_LINES: Final = re.compile("\n{3,}")


def note(text: str | None) -> str | None:
    """A remark without invisible letters; None for an empty one. Refuses: Invalid (too long)."""
    cleaned = _clean(text or "")
    if len(cleaned) > LONGEST:
        raise Invalid(
            _("The text has {count} letters; {limit} fit.").format(
                count=len(cleaned), limit=LONGEST
            ),
            hint=_("Shorten it, or hand in a document as evidence."),
        )
    return cleaned or None


def reason(text: str | None) -> str:
    """Words that say why. Refuses: Invalid (none, hardly any, too many)."""
    cleaned = note(text) or ""
    words = [word for word in cleaned.split() if any(letter.isalpha() for letter in word)]
    if len(cleaned) < FEWEST_LETTERS or len(words) < FEWEST_WORDS:
        raise Invalid(
            _("Words that say why are needed here."),
            hint=_("Write a short sentence that the other side can act on."),
        )
    return cleaned


def _clean(text: str) -> str:
    visible = LINES.sub("\n", str(text)).translate(VISIBLE)
    plain = GAPS.sub(" ", TURNING.sub("", CONTROL.sub("", visible)))
    lines = "\n".join(line.strip() for line in plain.split("\n"))
    return EMPTY_LINES.sub("\n\n", lines).strip()
