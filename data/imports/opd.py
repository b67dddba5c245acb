"""Topic `opd`: the regency's offices (organisasi perangkat daerah)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.periods import Period
from core.words import N_, _
from data import schema
from data.imports.model import Column, Kind, RowFault, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.imports.known import Known
    from data.imports.model import Row, Value

KECAMATAN_CODE: Final = re.compile(r"KEC-([0-9]{2}\.[0-9]{2}\.[0-9]{2})")
CODE_LENGTH: Final = 30
KINDS: Final = {
    "sekretariat": ("sekretariat", "secretariat", "setda", "setwan"),
    "inspektorat": ("inspektorat", "inspectorate"),
    "dinas": ("dinas", "service", "satuan"),
    "badan": ("badan", "agency"),
    "rsud": ("rsud", "hospital", "rumah sakit"),
    "kecamatan": ("kecamatan", "district"),
}
COLUMNS: Final = (
    Column(
        "code",
        N_("OPD code"),
        N_("Code of the OPD, unique in the regency. KEC-51.08.06 names a kecamatan by its region."),
        Kind.CODE,
        "1.02",
        ("kode", "kode opd", "code"),
        required=True,
        longest=CODE_LENGTH,
    ),
    Column(
        "name",
        N_("OPD name"),
        N_("Full official name."),
        Kind.TEXT,
        "Dinas Kesehatan",
        ("nama", "nama opd", "name"),
        required=True,
        naming=True,
    ),
    Column(
        "short_name",
        N_("Short name"),
        N_("Name for tables and charts."),
        Kind.TEXT,
        "Dinkes",
        ("singkatan", "nama singkat"),
        required=True,
        longest=40,
    ),
    Column(
        "kind",
        N_("OPD type"),
        N_("Type of the OPD."),
        Kind.CHOICE,
        "dinas",
        ("jenis", "jenis opd", "type", "tipe"),
        required=True,
        choices=KINDS,
    ),
    Column(
        "league",
        N_("League"),
        N_("OPD are ranked within a league. May be left out: kecamatan are B, all others A."),
        Kind.CHOICE,
        "A",
        ("liga", "kelompok"),
        choices={"A": (), "B": ()},
    ),
    Column(
        "region_code",
        N_("Region of the OPD"),
        N_("Region code, for a kecamatan."),
        Kind.CODE,
        "51.08.06",
        ("kode wilayah",),
        longest=120,
        named=True,
    ),
    Column(
        "valid_from",
        N_("Valid from"),
        N_("First day of this OPD, as far as it is known."),
        Kind.DATE,
        "2021-01-04",
        ("berlaku mulai", "mulai"),
        longest=40,
    ),
    Column(
        "valid_to",
        N_("Valid to"),
        N_("Last day of this OPD; empty while it exists."),
        Kind.DATE,
        "",
        ("berlaku sampai", "sampai"),
        longest=40,
    ),
    Column(
        "successor_code",
        N_("Successor"),
        N_("Code of the OPD that took over its tasks."),
        Kind.CODE,
        "",
        ("pengganti", "kode pengganti"),
        longest=CODE_LENGTH,
    ),
)


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """References exist, and an office does not end before it begins."""
    region = row.get("region_code")
    if isinstance(region, str) and region not in known.regions:
        yield RowFault(
            "region_code",
            _("There is no region with the code {code}.").format(code=region),
            known.region_hint(region),
        )
    successor = row.get("successor_code")
    if isinstance(successor, str):
        if successor == row.get("code"):
            yield RowFault(
                "successor_code",
                _("An OPD cannot succeed itself."),
                _("Name another OPD, or leave the cell empty."),
            )
        elif successor not in known.opd and successor not in known.in_file:
            yield RowFault(
                "successor_code",
                _("There is no OPD with the code {code}.").format(code=successor),
                _("Add it to this file, or leave the cell empty."),
            )
    if _ends_early(row.get("valid_from"), row.get("valid_to")):
        yield RowFault(
            "valid_to", _("The last day lies before the first."), _("Correct one of the two days.")
        )


def _ends_early(first: Value, last: Value) -> bool:
    known = isinstance(first, str) and isinstance(last, str)
    return known and Period.parse(str(last)).end < Period.parse(str(first)).start


def _league(row: Row, _known: Known) -> Value:
    return "B" if row.get("kind") == "kecamatan" else "A"


def _region(row: Row, known: Known) -> Value:
    match = KECAMATAN_CODE.fullmatch(str(row.get("code")))
    return match[1] if match and match[1] in known.regions else None


TOPIC: Final = Topic(
    id="opd",
    title=N_("OPD"),
    table=schema.opd,
    columns=COLUMNS,
    key=("code",),
    fields=(
        "code", "name", "short_name", "kind", "league", "region_code", "valid_from", "valid_to",
        "successor_code",
    ),
    settle=settle,
    fallback={"league": _league, "region_code": _region},
    follows=("regions",),
    parent="successor_code",
)  # fmt: skip
