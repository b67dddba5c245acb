"""A hundred thousand rows handed in: what the reading takes, and what a second person feels."""

from __future__ import annotations

import asyncio
import csv
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xlsxwriter

from benchmarks import servers
from benchmarks.protocol import BenchmarkError, Target, viewer
from benchmarks.servers import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS: Final = 100_000
MOST_MEGABYTES: Final = 500.0
"""What the reading may take; the measurement is told as a share of it."""
RUNS_BEFORE: Final = 40
WARM_UP: Final = 8
REST: Final = 0.05
LIMIT: Final = 300.0
OPERATOR: Final = "operator.kesehatan"
HEADERS: Final = (
    "region_code", "region_name", "metric", "component", "period", "status", "value", "unit",
    "source", "source_url", "confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds of another person's page runs before and during; of the reading; its memory."""

    before: tuple[float, ...]
    during: tuple[float, ...]
    seconds: float
    megabytes: float


def measure() -> Reading:
    """Hand in a workbook of 100,000 rows and let a second person go on meanwhile."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file, url = Path(folder) / "besar.xlsx", f"sqlite:///{Path(folder) / 'sample.db'}"
        write(file)
        with servers.dashboard_on(url) as (address, cookie):
            page = Target("ringkasan", address, "", cookie)
            return asyncio.run(_second_person(page, file, url))


async def _second_person(page: Target, file: Path, database: str) -> Reading:
    async with viewer(page) as tab:
        await tab.look()
        before = []
        for turn in range(WARM_UP + RUNS_BEFORE):
            taken = await tab.rerun()
            if turn >= WARM_UP:
                before.append(taken)
            await asyncio.sleep(REST)
        job = _Job(file, database)
        during = []
        while job.runs():
            during.append(await tab.rerun())
            await asyncio.sleep(REST)
        return Reading(tuple(before), tuple(during), job.seconds, job.megabytes)


class _Job:
    """The process that reads the file, as a page starts it, and its memory at the highest."""

    def __init__(self, file: Path, url: str) -> None:
        from data.engine import make_engine  # noqa: PLC0415 (as in the server)
        from review.accounts import person_named  # noqa: PLC0415
        from review.intake.commands import submit  # noqa: PLC0415
        from review.intake.jobs import Jobs  # noqa: PLC0415

        engine = make_engine(url)
        with engine.connect() as conn:
            person = person_named(conn, OPERATOR)
        engine.dispose()
        self.megabytes = 0.0
        self.seconds = 0.0
        self.start = time.perf_counter()
        self.job = submit(
            Jobs(url), by=person, topic="published", file_name=file.name, content=file.read_bytes()
        )
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def runs(self) -> bool:
        """Whether the reading goes on; raises BenchmarkError when it came to no preview."""
        from review.intake.outcome import State  # noqa: PLC0415
        from review.intake.processes import state_of  # noqa: PLC0415

        state, found = state_of(self.job)
        if state is State.RUNNING:
            if time.perf_counter() - self.start > LIMIT:
                raise BenchmarkError("the reading does not end")
            return True
        self.seconds = time.perf_counter() - self.start
        self._watch.join()
        shutil.rmtree(self.job.folder.parent)
        if state is not State.PREVIEW or found is None or found.row_count != ROWS:
            raise BenchmarkError(f"the reading came to {state}")
        return False

    def _look(self) -> None:
        number = (self.job.folder / "running").read_text(encoding="utf-8").split()[1]
        status = Path("/proc") / number / "status"
        while status.exists():
            try:
                text = status.read_text(encoding="utf-8")
            except OSError:
                return
            peak = text.partition("VmHWM:")[2].split()
            if not peak:
                return  # It has ended and waits to be let go.
            self.megabytes = max(self.megabytes, int(peak[0]) / 1024)
            time.sleep(0.05)


def write(path: Path, rows: int = ROWS) -> None:
    """A workbook of monthly inflation in every kabupaten and kota of the country."""
    with (ROOT / "data" / "reference" / "regions_id.csv").open(encoding="utf-8") as file:
        codes = [row["code"] for row in csv.DictReader(file) if len(row["code"]) == len("51.08")]
    with xlsxwriter.Workbook(path, {"strings_to_urls": False, "constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, HEADERS)
        for number, row in enumerate(_rows(codes, rows), 1):
            sheet.write_row(number, 0, row)


def _rows(codes: list[str], rows: int) -> Iterator[tuple[str | float, ...]]:
    for number in range(rows):
        month, place = divmod(number, len(codes))
        yield (
            codes[place], f"Kabupaten {codes[place]}", "inflation_mtm", "umum",
            f"{2005 + month // 12}-{month % 12 + 1:02d}", "final", number % 997 / 100, "%",
            f"Berita Resmi Statistik No. {number}", f"https://contoh.go.id/rilis/{number}", "high",
        )  # fmt: skip
