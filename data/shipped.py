"""Shipped reference tables as files to be imported: those of the country, those of one regency."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from core.settings import ROOT
from core.words import in_language
from data import sample_areas
from data.sample_performance import files

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, str]
REFERENCE: Final = ROOT / "data" / "reference"
BOUNDARIES: Final = "boundaries.csv"
# The year of the decree that lists the codes.
LISTED: Final = "2025"
# The year of the census map that the shipped outlines were drawn from.
DRAWN: Final = "2020"
# Points of interest, by the regency whose points they are.
POINTS: Final = {"51.08": "points_buleleng.csv"}


@dataclass(frozen=True, slots=True)
class Shipped:
    """One file for one topic, ready for the import. synthetic: sample rows, no facts."""

    topic: str
    file_name: str
    content: bytes
    source: str
    source_url: str | None
    synthetic: bool = False
    as_of: str | None = None


def regions_of(code: str) -> Iterator[Shipped]:
    """Every province, kabupaten and kota; the regency's kecamatan and desa, if they are shipped."""
    yield shipped_file("regions", "regions_id.csv", as_of=LISTED)
    for name, column in (("kecamatan.csv", "kabupaten_code"), ("villages.csv", "kecamatan_code")):
        rows = [row for row in _rows(name) if _is_within(row[column], code)]
        if rows:
            yield shipped_file("regions", name, rows=rows, as_of=LISTED)


def _is_within(code: str, regency: str) -> bool:
    return code == regency or code.startswith(f"{regency}.")


def boundaries_of(code: str) -> Iterator[Shipped]:
    """The outlines of the regency's kecamatan and desa, if they are shipped."""
    rows = [row for row in _rows(BOUNDARIES) if row["region_code"].startswith(f"{code}.")]
    if rows:
        yield shipped_file("boundaries", BOUNDARIES, rows=rows, as_of=DRAWN)


def places_of(code: str) -> Iterator[Shipped]:
    """The points of interest of the regency, if they are shipped. Facts, no sample."""
    if code in POINTS:
        yield shipped_file("places", POINTS[code])


def published() -> Shipped:
    """What outside bodies published, of every region that is known here."""
    return shipped_file("published", "published_values.csv")


def kecamatan_of(code: str) -> tuple[str, ...]:
    """Region codes of the regency's kecamatan, if they are shipped."""
    rows = _rows("kecamatan.csv")
    return tuple(sorted(row["code"] for row in rows if row["kabupaten_code"] == code))


def typical_opd(code: str) -> Shipped:
    """A typical list of OPD with the regency's own kecamatan: a sample, no official list."""
    rows = [row for row in _rows("opd_typical.csv") if row["type"] != "kecamatan"]
    rows += [
        {
            "code": f"KEC-{row['code']}",
            "name": f"Kecamatan {row['name']}",
            "short_name": f"Kec. {row['name']}",
            "type": "kecamatan",
            "note": rows[0]["note"],
        }
        for row in _rows("kecamatan.csv")
        if row["kabupaten_code"] == code
    ]
    return shipped_file("opd", "opd_typical.csv", rows=rows, synthetic=True)


def sample_of_areas(code: str) -> Iterator[Shipped]:
    """Made-up figures of the regency's kecamatan and desa, for maps to show something."""
    villages: dict[str, list[str]] = {}
    for row in _rows("villages.csv"):
        if _is_within(row["kecamatan_code"], code):
            villages.setdefault(row["kecamatan_code"], []).append(row["code"])
    if villages:
        content = sample_areas.sample_file(villages)
        name, source = "angka_wilayah_contoh.csv", sample_areas.SOURCE
        yield Shipped("published", name, content, source, None, synthetic=True)


def sample_of_performance(code: str) -> Iterator[Shipped]:
    """Made-up goals, indicators, targets, budgets and audit recommendations of the typical OPD."""
    for topic, name, content in files.files(kecamatan_of(code)):
        yield Shipped(topic, name, content, files.SOURCE, None, synthetic=True, as_of=files.AS_OF)


def shipped_source(name: str) -> str:
    """The source that a shipped table's batch carries."""
    source: str = _notes()[f"data/reference/{name}"]["source"]["id"]
    return source


def attribution(name: str) -> tuple[str, ...]:
    """The lines that the licences of a shipped table ask to be shown, in this run's language."""
    return tuple(map(in_language, _notes()[f"data/reference/{name}"].get("attribution", ())))


def _rows(name: str) -> list[Row]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped_file(
    topic: str,
    name: str,
    *,
    rows: list[Row] | None = None,
    synthetic: bool = False,
    as_of: str | None = None,
) -> Shipped:
    """A table of data/reference with its source, whole or only these rows of it."""
    note = _notes()[f"data/reference/{name}"]
    if rows is None:
        content = (REFERENCE / name).read_bytes()
    else:
        content = _as_csv(rows, list(_rows(name)[0]))
    source, url = shipped_source(name), note.get("source_url")
    return Shipped(topic, name, content, source, url, synthetic=synthetic, as_of=as_of)


def _as_csv(rows: list[Row], fields: list[str]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


@cache
def _notes() -> dict[str, dict[str, Any]]:
    content = tomllib.loads((REFERENCE / "sources.toml").read_text(encoding="utf-8"))
    return {entry["file"]: entry for entry in content["source"]}
