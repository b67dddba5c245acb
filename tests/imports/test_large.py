"""A hundred thousand rows: within 500 MB, measured over the whole process."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from itertools import chain
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from core.settings import ROOT
from data.engine import make_engine
from data.migrate import upgrade
from review.importing import import_file, prepare_import
from tests.bad_input.shapes import parts, sheet
from tests.imports.files import PUBLISHED, SYSTEM_ACTOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 100_000
MOST_MEGABYTES = 500
# As manage.py does it, in a process of its own, so that nothing else is counted.
PROGRAM = """
import json, sys
from pathlib import Path
from data.engine import make_engine
from review.importing import import_file, prepare_import
from review.work import Actor
engine = make_engine(sys.argv[1])
found = prepare_import(engine, topic="published", content=Path(sys.argv[2]))
done = import_file(engine, by=Actor("sistem"), prepared=found)
# The system's own count of a child begins with the size of its parent.
status = Path("/proc/self/status").read_text().splitlines()
peak = int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024
print(json.dumps({"added": done.added, "megabytes": peak, "problems": len(found.problems)}))
"""


def rows() -> Iterator[list[Any]]:
    with (ROOT / "data" / "reference" / "regions_id.csv").open(encoding="utf-8") as file:
        codes = [row["code"] for row in csv.DictReader(file) if len(row["code"]) == 5]
    for number in range(ROWS):
        month, place = divmod(number, len(codes))
        yield [
            codes[place], f"Kabupaten {codes[place]}", "inflation_mtm", "umum",
            f"{2005 + month // 12}-{month % 12 + 1:02d}", "final", number % 997 / 100, "%",
            f"Berita Resmi Statistik No. {number}", f"https://contoh.go.id/rilis/{number}", "high",
        ]  # fmt: skip


def write_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(PUBLISHED)
        writer.writerows(rows())


def write_xlsx(path: Path) -> None:
    """Every text in its own cell, as programs write a workbook that is too long for their memory.

    Not by one of them: that takes longer than reading and storing it.
    """
    written = parts({"Data": sheet(chain([list(PUBLISHED)], rows()))})
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in written.items():
            archive.writestr(name, part)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "write"), [("besar.csv", write_csv), ("besar.xlsx", write_xlsx)])
def test_a_hundred_thousand_rows_stay_within_500_megabytes(
    tmp_path: Path, name: str, write: Any
) -> None:
    url = f"sqlite:///{tmp_path / 'uji.db'}"
    engine = make_engine(url)
    upgrade(engine)
    regions = prepare_import(
        engine, topic="regions", content=ROOT / "data" / "reference" / "regions_id.csv"
    )
    import_file(engine, by=SYSTEM_ACTOR, prepared=regions)
    engine.dispose()
    write(tmp_path / name)
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, url, str(tmp_path / name)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    measured = json.loads(run.stdout)
    assert (measured["added"], measured["problems"]) == (ROWS, 0)
    assert measured["megabytes"] < MOST_MEGABYTES
