"""Topic `places`: points of interest, such as hospitals, fire posts and offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.words import N_, _
from data import schema
from data.boundaries.geometry import EAST, NORTH, SOUTH, WEST
from data.imports.model import UNSET, Column, Kind, RowFault, Topic
from data.imports.regions import level_of
from data.place_kinds import KECAMATAN, POINT, VILLAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.imports.known import Known
    from data.imports.model import Row

KINDS: Final = {
    "rsud": ("rumah sakit umum daerah",),
    "puskesmas": ("pusat kesehatan masyarakat",),
    "rs_swasta": ("rumah sakit swasta", "rs swasta"),
    "rs_tni": ("rumah sakit tni", "rs tni", "rs polri"),
    "pasar": ("pasar", "market"),
    "mpp": ("mal pelayanan publik",),
    "damkar": ("pos pemadam kebakaran", "pos damkar", "fire post"),
    "bpbd": ("badan penanggulangan bencana daerah",),
    "kantor_camat": ("kantor camat", "kantor kecamatan"),
    "kantor_desa": ("kantor desa", "kantor lurah", "kantor kelurahan"),
    "lainnya": ("lainnya", "lain", "other"),
}
PRECISIONS: Final = {
    POINT: ("titik", "point", "koordinat"),
    VILLAGE: ("desa", "desa/kelurahan", "kelurahan", "village"),
    KECAMATAN: ("kecamatan", "district"),
}
COLUMNS: Final = (
    Column(
        "kind",
        N_("Kind of place"),
        N_("What the place is."),
        Kind.CHOICE,
        "puskesmas",
        ("jenis", "category", "kategori"),
        required=True,
        choices=KINDS,
    ),
    Column(
        "name",
        N_("Name of the place"),
        N_("Full name; a kind and a name stand once."),
        Kind.TEXT,
        "Puskesmas Gerokgak II",
        ("nama",),
        required=True,
        naming=True,
    ),
    Column(
        "kecamatan_code",
        N_("Kecamatan code"),
        N_("Kemendagri code of the kecamatan."),
        Kind.CODE,
        "51.08.01",
        ("kode kecamatan",),
        required=True,
        longest=13,
    ),
    Column(
        "village_code",
        N_("Desa or kelurahan code"),
        N_("Kemendagri code of the desa or kelurahan, when it is known."),
        Kind.CODE,
        "51.08.01.2002",
        ("kode desa", "kode kelurahan"),
        longest=13,
    ),
    Column(
        "latitude",
        N_("Latitude"),
        N_("In degrees; south is negative. Empty when only the kecamatan is known."),
        Kind.DECIMAL,
        "-8.14415",
        ("lat", "lintang"),
        lower=SOUTH,
        upper=NORTH,
    ),
    Column(
        "longitude",
        N_("Longitude"),
        N_("In degrees east. Empty when only the kecamatan is known."),
        Kind.DECIMAL,
        "114.5896",
        ("lon", "lng", "long", "bujur"),
        lower=WEST,
        upper=EAST,
    ),
    Column(
        "precision",
        N_("Precision"),
        N_("titik: measured; desa: the point of its village; kecamatan: no point is known."),
        Kind.CHOICE,
        "titik",
        ("ketelitian", "presisi"),
        required=True,
        choices=PRECISIONS,
    ),
    Column(
        "licence",
        N_("Licence of the point"),
        N_("Licence and owner of the coordinates, when they are not your own."),
        Kind.TEXT,
        "ODbL 1.0 (© OpenStreetMap contributors)",
        ("lisensi", "coord_license", "license"),
    ),
    Column(
        "source",
        N_("Source"),
        N_("Who says that the place is there, and where."),
        Kind.TEXT,
        "Dinas Kesehatan 2026",
        ("sumber",),
        required=True,
        longest=1000,
    ),
    Column(
        "note",
        N_("Note"),
        N_("What a reader of the map should know."),
        Kind.TEXT,
        "",
        ("catatan", "keterangan"),
        longest=1000,
    ),
)


def settle(row: Row, known: Known) -> Iterator[RowFault]:
    """The regions exist and lie in each other; the point fits what is said of its precision."""
    if row.get("licence") == "-":
        row["licence"] = None
    yield from _regions(row, known)
    yield from _point(row)


def _regions(row: Row, known: Known) -> Iterator[RowFault]:
    kecamatan, village = row.get("kecamatan_code"), row.get("village_code")
    if isinstance(kecamatan, str):
        if kecamatan not in known.regions:
            yield _unknown("kecamatan_code", kecamatan, known)
        elif level_of(kecamatan) != "kecamatan":
            yield RowFault(
                "kecamatan_code",
                _("{code} is not a kecamatan.").format(code=kecamatan),
                _("Write the code of the kecamatan, such as 51.08.06."),
            )
    if not isinstance(village, str):
        return
    if village not in known.regions:
        yield _unknown("village_code", village, known)
    elif isinstance(kecamatan, str) and village.rpartition(".")[0] != kecamatan:
        yield RowFault(
            "village_code",
            _("{village} does not lie in the kecamatan {kecamatan}.").format(
                village=village, kecamatan=kecamatan
            ),
            _("Correct one of the two codes."),
        )


def _unknown(column: str, code: str, known: Known) -> RowFault:
    return RowFault(
        column,
        _("There is no region with the code {code}.").format(code=code),
        known.region_hint(code),
    )


def _point(row: Row) -> Iterator[RowFault]:
    precision = row.get("precision")
    if not isinstance(precision, str):
        return
    # A column that the file lacks is empty; a faulty cell has its own problem already.
    for name in ("latitude", "longitude"):
        row.setdefault(name, None)
    point = (row["latitude"], row["longitude"])
    if UNSET in point:
        return
    if precision == KECAMATAN:
        if point != (None, None):
            yield RowFault(
                "precision",
                _("A place that is known by its kecamatan only has no point."),
                _("Write titik or desa, or leave latitude and longitude empty."),
            )
    elif None in point:
        yield RowFault(
            "latitude" if point[0] is None else "longitude",
            _("A point needs latitude and longitude."),
            _("Fill in both, or write 'kecamatan' as the precision."),
        )
    elif precision == VILLAGE and row.get("village_code") is None:
        yield RowFault(
            "village_code",
            _("The point of a village needs the code of the village."),
            _("Fill in the code of the desa or kelurahan."),
        )


TOPIC: Final = Topic(
    id="places",
    title=N_("Points of interest"),
    table=schema.point_of_interest,
    columns=COLUMNS,
    key=("kind", "name"),
    fields=(
        "kind", "name", "kecamatan_code", "village_code", "latitude", "longitude", "precision",
        "licence", "source", "note",
    ),
    settle=settle,
    follows=("regions",),
)  # fmt: skip
