"""What a row may refer to: the regions and OPD of the database and of the file itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core.words import _
from data.imports.headers import plain
from data.imports.near import Searches
from data.schema import opd, region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from data.imports.model import Value

KABUPATEN_LENGTH: Final = 5
DIGITS_AND_POINTS: Final = re.compile(r"[0-9.]{1,13}")
PAIRS: Final = re.compile(r"([0-9]{2})(?=[0-9])(?!\.)")


class Known:
    """Codes that exist. in_file: the first key column of the file being read."""

    def __init__(
        self, regions: Mapping[str, str], opd_codes: frozenset[str], in_file: frozenset[Value]
    ) -> None:
        """regions: code -> name."""
        self.regions = regions
        self.opd = opd_codes
        self.in_file = in_file
        self.searches = Searches()
        self._near: dict[str, str] = {}

    def region_hint(self, code: str) -> str:
        """How to mend a region code that does not exist."""
        if code not in self._near:
            if self.searches.left <= 0:
                return _("Check the code in the list of regions.")
            self._near[code] = self._search(code)
        return self._near[code]

    def _search(self, code: str) -> str:
        near = self._padded(code) or self._by_name(code) or self._siblings(code)
        if not near:
            return _("Check the code; regions are imported under the topic 'regions'.")
        listed = ", ".join(f"{found} ({self.regions[found]})" for found in near)
        return _("Is it {codes}?").format(codes=listed)

    def _padded(self, code: str) -> list[str]:
        """35.10 of which a spreadsheet has made 35.1, 51.08 that has become 51.8 or 5108."""
        if not DIGITS_AND_POINTS.fullmatch(code):
            return []
        head, point, last = code.rpartition(".")
        behind = f"{head}{point}{last.ljust(2, '0')}"
        before = ".".join(part.zfill(2) for part in code.split("."))
        parted = PAIRS.sub(r"\1.", code)
        wanted = dict.fromkeys((behind, before, parted))
        return [found for found in wanted if found != code and found in self.regions]

    def _by_name(self, text: str) -> list[str]:
        wanted = _bare(text)
        if not wanted or wanted.isdecimal():
            return []
        large = {c: _bare(n) for c, n in self.regions.items() if len(c) <= KABUPATEN_LENGTH}
        close = self.searches.near(wanted, large.values(), n=2, cutoff=0.75)
        same = [code for code, name in large.items() if name == wanted]
        return (same or [code for code, name in large.items() if name in close])[:3]

    def _siblings(self, code: str) -> list[str]:
        head = code.rpartition(".")[0]
        near = [c for c in self.regions if c.rpartition(".")[0] == head and c != code]
        return self.searches.near(code, near)


def _bare(name: str) -> str:
    """A region's name without the word for what it is."""
    bare = plain(name)
    for word in ("kabupaten", "kab", "kota", "provinsi"):
        if bare.startswith(word):
            return bare.removeprefix(word)
    return bare


def load_known(conn: Connection, in_file: frozenset[Value]) -> Known:
    """Everything a row may refer to, read once a file."""
    names = {row.code: row.name for row in conn.execute(select(region.c.code, region.c.name))}
    return Known(names, frozenset(conn.scalars(select(opd.c.code))), in_file)
