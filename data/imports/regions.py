"""Topic `regions`: provinces, kabupaten, kecamatan, desa by their Kemendagri codes.

The code says what a region is and where it belongs: PP, PP.KK (kota from 71), PP.KK.CC,
PP.KK.CC.VVVV (1xxx kelurahan, 2xxx desa). Kepmendagri 300.2.2-2430/2025.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.words import N_, _
from data import schema
from data.imports.model import UNSET, Column, Kind, RowFault, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.imports.known import Known
    from data.imports.model import Row

COUNTRY: Final = "ID"
FIRST_KOTA: Final = 71
PATTERNS: Final = (
    (re.compile(r"[0-9]{2}"), "provinsi"),
    (re.compile(r"[0-9]{2}\.[0-9]{2}"), "kabupaten"),
    (re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}"), "kecamatan"),
    (re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.1[0-9]{3}"), "kelurahan"),
    (re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.2[0-9]{3}"), "desa"),
)
LEVELS: Final = {
    "negara": ("negara", "country", "nasional"),
    "provinsi": ("provinsi", "province", "prov"),
    "kabupaten": ("kabupaten", "regency", "kab"),
    "kota": ("kota", "city"),
    "kecamatan": ("kecamatan", "district", "kec"),
    "kelurahan": ("kelurahan", "urban village", "kel"),
    "desa": ("desa", "village", "kampung", "nagari", "gampong"),
}
COLUMNS: Final = (
    Column(
        "code",
        N_("Region code"),
        N_("Kemendagri code of the region; the country is ID."),
        Kind.CODE,
        "51.08.06",
        ("kode", "code", "kode wilayah", "kode kemendagri"),
        required=True,
        longest=13,
    ),
    Column(
        "name",
        N_("Region name"),
        N_("Official name. Kabupaten and kota with the word before the name."),
        Kind.TEXT,
        "Buleleng",
        ("nama", "name", "nama wilayah"),
        required=True,
        longest=120,
        naming=True,
    ),
    Column(
        "level",
        N_("Level"),
        N_("Level of the region. May be left out: the code tells it."),
        Kind.CHOICE,
        "kecamatan",
        ("tingkat", "jenis", "type", "tipe"),
        choices=LEVELS,
    ),
    Column(
        "parent_code",
        N_("Parent code"),
        N_("Code of the region above. May be left out: the code tells it."),
        Kind.CODE,
        "51.08",
        ("kode induk", "induk", "kode kabupaten", "kabupaten_code", "kode kecamatan",
         "kecamatan_code"),
        longest=13,
    ),
    Column(
        "bps_code",
        N_("BPS code"),
        N_("Code that BPS uses; it differs from the Kemendagri code."),
        Kind.DIGITS,
        "5108060",
        ("kode bps",),
        longest=10,
    ),
    Column(
        "latitude",
        N_("Latitude"),
        N_("Point inside the region, in degrees; south is negative."),
        Kind.DECIMAL,
        "-8.1205",
        ("lat", "lintang", "label_lat"),
        lower=-12.0,
        upper=7.0,
    ),
    Column(
        "longitude",
        N_("Longitude"),
        N_("Point inside the region, in degrees east."),
        Kind.DECIMAL,
        "115.0926",
        ("lon", "lng", "long", "bujur", "label_lon"),
        lower=94.0,
        upper=142.0,
    ),
)  # fmt: skip


def level_of(code: str) -> str | None:
    """The level that a code stands for; None when it follows no pattern."""
    if code == COUNTRY:
        return "negara"
    for pattern, level in PATTERNS:
        if pattern.fullmatch(code):
            kota = level == "kabupaten" and int(code[3:]) >= FIRST_KOTA
            return "kota" if kota else level
    return None


def parent_of(code: str) -> str | None:
    """The code of the region above."""
    if code == COUNTRY:
        return None
    return code.rpartition(".")[0] or COUNTRY


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """Level and parent follow from the code; what the file says of them must agree."""
    code = row.get("code")
    if isinstance(code, str):
        level = level_of(code)
        if level is None:
            yield RowFault(
                "code",
                _("'{code}' is not a region code.").format(code=code),
                _code_hint(code, known),
            )
        else:
            yield from _place(row, code, level, known)
    latitude, longitude = row.get("latitude", UNSET), row.get("longitude", UNSET)
    if (latitude is None) != (longitude is None) and UNSET not in (latitude, longitude):
        missing = "latitude" if latitude is None else "longitude"
        yield RowFault(
            missing, _("A point needs latitude and longitude."), _("Fill in both, or neither.")
        )


def _code_hint(code: str, known: Known) -> str:
    hint = _("Write 51, 51.08, 51.08.06 or 51.08.06.1006, as text.")
    return f"{hint} {known.region_hint(code)}" if re.fullmatch(r"[0-9.]+\.[0-9]", code) else hint


def _place(row: Row, code: str, level: str, known: Known) -> Iterator[RowFault]:
    said = row.get("level")
    if isinstance(said, str) and said != level:
        yield RowFault(
            "level",
            _("The code {code} belongs to a {level}, not to a {said}.").format(
                code=code, level=level, said=said
            ),
            _("Correct the code or the level."),
        )
    row["level"] = level
    parent = parent_of(code)
    given = row.get("parent_code")
    if isinstance(given, str) and given != parent:
        yield RowFault(
            "parent_code",
            _("The region above {code} is {parent}, not {given}.").format(
                code=code, parent=parent, given=given
            ),
            _("Correct the code or the parent code."),
        )
    elif parent is not None and parent not in known.regions and parent not in known.in_file:
        yield RowFault(
            "parent_code" if isinstance(given, str) else "code",
            _("The region above, {parent}, does not exist yet.").format(parent=parent),
            _("Import it first, or add it to this file."),
        )
    row["parent_code"] = parent


TOPIC: Final = Topic(
    id="regions",
    title=N_("Regions"),
    table=schema.region,
    columns=COLUMNS,
    key=("code",),
    fields=("code", "name", "level", "parent_code", "bps_code", "latitude", "longitude"),
    settle=settle,
    parent="parent_code",
)
