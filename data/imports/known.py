"""What a row may refer to: the regions and OPD of the database and of the file itself."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core.words import _
from data.imports.headers import plain
from data.schema import opd, region

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from data.imports.model import Value

# Looking for near names takes milliseconds; a file may be wrong a hundred thousand times.
MOST_SEARCHES: Final = 200
KABUPATEN_LENGTH: Final = 5


class Known:
    """Codes that exist. in_file: the first key column of the file being read."""

    def __init__(
        self, regions: Mapping[str, str], opd_codes: frozenset[str], in_file: frozenset[Value]
    ) -> None:
        """regions: code -> name."""
        self.regions = regions
        self.opd = opd_codes
        self.in_file = in_file
        self._near: dict[str, str] = {}

    def region_hint(self, code: str) -> str:
        """How to mend a region code that does not exist."""
        if code not in self._near:
            if len(self._near) >= MOST_SEARCHES:
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
        """35.10 of which a spreadsheet has made 35.1."""
        head, _point, last = code.rpartition(".")
        whole = f"{head}.{last.ljust(2, '0')}"
        return [whole] if head and len(last) == 1 and whole in self.regions else []

    def _by_name(self, text: str) -> list[str]:
        wanted = _bare(text)
        if not wanted or wanted.isdecimal():
            return []
        large = {c: _bare(n) for c, n in self.regions.items() if len(c) <= KABUPATEN_LENGTH}
        close = get_close_matches(wanted, list(large.values()), n=2, cutoff=0.75)
        same = [code for code, name in large.items() if name == wanted]
        return (same or [code for code, name in large.items() if name in close])[:3]

    def _siblings(self, code: str) -> list[str]:
        head = code.rpartition(".")[0]
        near = [c for c in self.regions if c.rpartition(".")[0] == head and c != code]
        return get_close_matches(code, near, n=3)


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
