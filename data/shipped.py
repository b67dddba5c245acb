"""Shipped reference tables as files to be imported: those of the country, those of one regency."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = dict[str, str]
REFERENCE: Final = ROOT / "data" / "reference"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One file for one topic, ready for the import. synthetic: sample rows, no facts."""

    topic: str
    file_name: str
    content: bytes
    source: str
    source_url: str | None
    synthetic: bool = False


def regions_of(code: str) -> Iterator[Shipped]:
    """Every province, kabupaten and kota; the kecamatan and desa of the regency of this code."""
    yield _shipped("regions", "regions_id.csv")
    yield _shipped("regions", "kecamatan.csv", lambda row: row["kabupaten_code"] == code)
    yield _shipped("regions", "villages.csv", lambda row: row["code"].startswith(f"{code}."))


def published() -> Shipped:
    """What outside bodies published, of every region that is known here."""
    return _shipped("published", "published_values.csv")


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
    return _shipped("opd", "opd_typical.csv", rows=rows, synthetic=True)


def _rows(name: str) -> list[Row]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _shipped(
    topic: str,
    name: str,
    keep: Callable[[Row], bool] | None = None,
    *,
    rows: list[Row] | None = None,
    synthetic: bool = False,
) -> Shipped:
    note = _notes()[f"data/reference/{name}"]
    if keep is None and rows is None:
        content = (REFERENCE / name).read_bytes()
    else:
        chosen = rows if rows is not None else [row for row in _rows(name) if keep and keep(row)]
        content = _as_csv(chosen, list(_rows(name)[0]))
    return Shipped(
        topic, name, content, note["source"]["id"], note.get("source_url"), synthetic=synthetic
    )


def _as_csv(rows: list[Row], fields: list[str]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def _notes() -> dict[str, dict[str, Any]]:
    content = tomllib.loads((REFERENCE / "sources.toml").read_text(encoding="utf-8"))
    return {entry["file"]: entry for entry in content["source"]}
