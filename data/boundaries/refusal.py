"""A boundary file that cannot be used, with all that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.errors import Invalid
from core.numbers import number
from core.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN: Final = 5


class BadBoundaries(Invalid):
    """Refused as a whole; nothing was stored. lines: every single fault, in words."""

    def __init__(
        self, message: str, lines: Sequence[str] = (), *, hint: str = "", detail: str = ""
    ) -> None:
        shown = list(lines[:SHOWN])
        if len(lines) > SHOWN:
            shown.append(_("… and {count} more.").format(count=number(len(lines) - SHOWN)))
        super().__init__(" ".join([message, *shown]), hint=hint, detail=detail)
        self.lines = tuple(lines)
