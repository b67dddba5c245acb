"""What a row may refer to: the regions and OPD of the database and of the file itself."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core import clock
from core.settings import load_settings
from core.words import _
from data.imports.headers import plain
from data.imports.near import Searches
from data.schema import opd, region

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from data.imports.model import Topic, Value

KABUPATEN_LENGTH: Final = 5
DIGITS_AND_POINTS: Final = re.compile(r"[0-9.]{1,13}")
PAIRS: Final = re.compile(r"([0-9]{2})(?=[0-9])(?!\.)")
REGIONS: Final = select(region.c.code, region.c.name)
OFFICES: Final = select(opd.c.code)


class Known:
    """Codes that exist. in_file: the first key column of the file being read.

    extra: what the topic's own `load` gave. within: the OPD whose rows may be touched; None: all.
    """

    def __init__(
        self,
        regions: Mapping[str, str],
        opd_codes: frozenset[str],
        in_file: frozenset[Value],
        *,
        extra: object = None,
        within: frozenset[str] | None = None,
    ) -> None:
        """regions: code -> name."""
        self.regions = regions
        self.opd = opd_codes
        self.in_file = in_file
        self.extra = extra
        self.within = within
        self.searches = Searches()
        self._near: dict[str, str] = {}

    @cached_property
    def today(self) -> date:
        """The present day where the regency is."""
        return clock.today(load_settings().regency)

    def code_hint(self, code: str, codes: Iterable[str], otherwise: str) -> str:
        """How to mend a code that is not among these."""
        near = self.searches.near(code, codes)
        return _("Is it {codes}?").format(codes=", ".join(near)) if near else otherwise

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


def load_known(
    conn: Connection,
    in_file: frozenset[Value],
    topic: Topic | None = None,
    within: frozenset[str] | None = None,
) -> Known:
    """Everything a row of the topic may refer to, read once a file."""
    names = {code: name for code, name in conn.execute(REGIONS)}  # noqa: C416 (a result is not a mapping)
    extra = topic.load(conn, in_file) if topic is not None and topic.load is not None else None
    offices = frozenset(conn.scalars(OFFICES))
    return Known(names, offices, in_file, extra=extra, within=within)
