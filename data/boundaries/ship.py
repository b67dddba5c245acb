"""Make data/reference/boundaries.csv from a folder of GeoJSON files.

python -m data.boundaries.ship FOLDER: for each regency of kecamatan.csv the file
desa_CODE_*.geojson if there is one, else kecamatan_CODE_*.geojson.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from data.boundaries.codes import Place
from data.boundaries.prepare import make_outlines
from data.shipped import BOUNDARIES, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS: Final = ("region_code", "geometry")


def outlines_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Code and geometry of every region that the folder's files draw, by regency."""
    places = _places()
    regencies = dict.fromkeys(place.code.rpartition(".")[0] for place in places["kecamatan"])
    for regency in sorted(regencies):
        file = next(
            (
                found
                for level in ("desa", "kecamatan")
                for found in sorted(folder.glob(f"{level}_{regency}_*.geojson"))
            ),
            None,
        )
        if file is None:
            continue
        own = [p for found in places.values() for p in found if p.code.startswith(f"{regency}.")]
        made = make_outlines(file.read_bytes(), own)
        sys.stderr.write(f"{file.name}: {made.notes[-1]}\n")
        yield from made.texts.items()


def main(arguments: list[str]) -> int:
    """Write the table from the folder that the one argument names."""
    (folder,) = arguments
    rows = list(outlines_of(Path(folder)))
    with (REFERENCE / BOUNDARIES).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(rows)
    return 0


def _places() -> dict[str, list[Place]]:
    """The kecamatan and the villages of the shipped tables."""
    found: dict[str, list[Place]] = {}
    for name, level, above in (
        ("kecamatan.csv", None, "kabupaten_code"),
        ("villages.csv", "type", "kecamatan_code"),
    ):
        with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                kind = row[level] if level else "kecamatan"
                place = Place(row["code"], row["name"], kind, row[above], row["bps_code"])
                found.setdefault("kecamatan" if level is None else "desa", []).append(place)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
