"""What a request may refer to, by code or by name: services, OPD, regions, classes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from core.words import _
from data.imports.headers import plain_cell
from data.imports.model import Fault
from data.imports.near import Searches
from data.schema import opd, region, service, service_standard
from data.services.columns import CHANNELS, LEVELS, OTHER_CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

DISTRICT: Final = 8
VILLAGE: Final = 13
KEC: Final = ("kecamatan", "kec")
DESA: Final = ("desa", "kelurahan", "kel")
# The classes of SP4N-LAPOR!, and fires inside and outside the fire management area (wilayah
# manajemen kebakaran): known before a standard names them.
CLASSES: Final = ("normatif", "tdk_berkadar", "berkadar", "ringan", "dalam_wmk", "luar_wmk")
CHANNEL_OF: Final = {
    plain_cell(name): channel for channel, names in CHANNELS.items() for name in (channel, *names)
}
LEVEL_OF: Final = {
    plain_cell(name): level for level, names in LEVELS.items() for name in (level, *names)
}
# service, OPD, region, channel, class, level: empty where unknown.
Description = tuple[str, str, str, str, str, str]
UNDESCRIBED: Final[Description] = ("", "", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Directory:
    """Codes that exist, and names that mean one of them. Names are plain (data.imports.headers).

    offices_of: service -> its OPD. districts: name -> code; villages: (code of the kecamatan, or ''
    for any, name) -> code, '' where several have the name.
    """

    regency: str
    services: Mapping[str, str]
    offices_of: Mapping[str, str]
    offices: Mapping[str, str]
    regions: frozenset[str]
    districts: Mapping[str, str]
    villages: Mapping[tuple[str, str], str]
    classes: Mapping[str, str]
    searches: Searches = field(default_factory=Searches)

    def service(self, text: str) -> str | Fault:
        """The code of a service."""
        found = self.services.get(plain_cell(text))
        if found is not None:
            return found
        return Fault(
            _("There is no service '{name}'.").format(name=text[:60]),
            self._near(text, self.offices_of, _("Services are imported under 'services'.")),
        )

    def office(self, text: str) -> str | Fault:
        """The code of an OPD."""
        found = self.offices.get(plain_cell(text))
        if found is not None:
            return found
        codes = set(self.offices.values())
        return Fault(
            _("There is no OPD '{name}'.").format(name=text[:60]),
            self._near(text, codes, _("OPD are imported under the topic 'opd'.")),
        )

    def region(self, text: str) -> str | Fault:
        """The code of a kecamatan or desa; '' for the regency itself and for a place outside."""
        code = text.strip()
        if code in self.regions:
            return code if code.startswith(self.regency + ".") else ""
        found = self.place(text, "")
        if isinstance(found, str):
            return found
        return self.place("", text) if text else ""

    def place(self, district: str, village: str) -> str | Fault:
        """The code of a kecamatan, or of a desa in it, by their names."""
        above = ""
        if district:
            code = self.districts.get(_bare(district, KEC))
            if code is None:
                return self._no_place(district)
            above = code
        if not village:
            return above
        found = self.villages.get((above, _bare(village, DESA)))
        if found is None:
            return self._no_place(village)
        if not found:
            return Fault(
                _("Several desa are called '{name}'.").format(name=village[:60]),
                _("Add the column of the kecamatan, or use codes."),
            )
        return found

    def klass(self, text: str) -> str | Fault:
        """The code of a class."""
        found = self.classes.get(plain_cell(text))
        if found is not None:
            return found
        known = sorted(set(self.classes.values()))
        return Fault(
            _("There is no class '{name}'.").format(name=text[:20]),
            _("Classes: {classes}.").format(classes=", ".join(known)),
        )

    def _no_place(self, name: str) -> Fault:
        return Fault(
            _("There is no place '{name}' in this regency.").format(name=name[:60]),
            self._near(name, self.districts, _("Check the code in the list of regions.")),
        )

    def _near(self, text: str, codes: Iterable[str], otherwise: str) -> str:
        near = self.searches.near(text[:60], codes)
        return _("Is it {codes}?").format(codes=", ".join(near)) if near else otherwise


def channel(text: str) -> str:
    """The channel of that name; what is unknown is kept apart, never as it is written."""
    return CHANNEL_OF.get(plain_cell(text), OTHER_CHANNEL)


def level(text: str) -> str | Fault:
    """The level of that name."""
    found = LEVEL_OF.get(plain_cell(text))
    if found is not None:
        return found
    return Fault(
        _("'{value}' is not a level.").format(value=text[:20]),
        _("Choices: {choices}.").format(choices=", ".join(LEVELS)),
    )


def read_directory(conn: Connection, regency: str) -> Directory:
    """Everything that a row may refer to, read once a file."""
    services = list(conn.execute(select(service.c.code, service.c.name, service.c.opd_code)))
    offices = list(conn.execute(select(opd.c.code, opd.c.name, opd.c.short_name)))
    regions = {code: name for code, name in conn.execute(select(region.c.code, region.c.name))}  # noqa: C416 (a result is not a mapping)
    own = {code: name for code, name in regions.items() if code.startswith(f"{regency}.")}
    names = conn.scalars(select(service_standard.c.class_code).distinct())
    classes = {*CLASSES, *names} - {""}
    return Directory(
        regency=regency,
        services=_named((row.code, (row.code, row.name)) for row in services),
        offices_of={row.code: row.opd_code for row in services},
        offices=_named((row.code, (row.code, row.name, row.short_name)) for row in offices),
        regions=frozenset(regions),
        districts={_bare(own[c], KEC): c for c in own if len(c) == DISTRICT},
        villages=_villages(own),
        classes={plain_cell(code): code for code in classes},
    )


def _named(entries: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Plain code or name -> code; a name of several is left out."""
    rows = list(entries)
    found: dict[str, str] = {}
    twice: set[str] = set()
    for code, names in rows:
        for name in {plain_cell(name) for name in names}:
            if found.setdefault(name, code) != code:
                twice.add(name)
    for name in twice:
        del found[name]
    return found | {plain_cell(code): code for code, _names in rows}


def _villages(own: Mapping[str, str]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for code, name in own.items():
        if len(code) != VILLAGE:
            continue
        bare = _bare(name, DESA)
        found[code[:DISTRICT], bare] = code
        found["", bare] = "" if ("", bare) in found else code
    return found


def _bare(name: str, words: tuple[str, ...]) -> str:
    """A name without the word for what it is."""
    text = name.strip()
    first, _blank, rest = text.partition(" ")
    return plain_cell(rest if rest and plain_cell(first) in words else text)
