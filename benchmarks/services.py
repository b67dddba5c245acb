"""`python -m benchmarks.services [N]`: public services with N requests, on a PostgreSQL of its own.

Prints one JSON line a measurement, with its bound. Returns 1 when a bound is broken.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks import services_exact, services_files, services_import, services_page
from benchmarks.measure import Bounded, machine
from benchmarks.protocol import BenchmarkError
from core.settings import ROOT, load_settings
from data.engine import make_engine
from review.importing import import_file, prepare_import
from review.installation import OWN, create_sample
from tests.postgres import private_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from benchmarks.services_files import Files
    from core.settings import Settings
    from tests.postgres import PostgresServer

USUAL: Final = 1_000_000
LOOKS: Final = 5
EMPTY, LOADED, COPIED = "empty", "loaded", "copied"
HOUR: Final = 3600
MEMORY: Final = 600.0
MINUTES: Final = 15.0
GIGABYTES: Final = 15.0
# As a small server of a regency has it, rather than as it comes out of the box.
SERVER: Final = (
    "shared_buffers=512MB", "work_mem=64MB", "maintenance_work_mem=128MB", "max_wal_size=1GB",
    "effective_cache_size=4GB", "checkpoint_timeout=30min",
)  # fmt: skip


class Bench:
    """A server with an empty regency on it, and what was measured there."""

    def __init__(self, server: PostgresServer, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.settings: Settings = load_settings(environment={})
        self.broken: list[str] = []
        self.gigabytes = 0.0
        with self.database(EMPTY, template="template0") as engine:
            create_sample(engine, self.settings, lean=True)
            for topic, name in (("services", "services"), ("standards", "service_standards")):
                content = (ROOT / "data" / "reference" / f"{name}.csv").read_bytes()
                prepared = prepare_import(
                    engine, topic=topic, content=content, file_name=f"{name}.csv", synthetic=True
                )
                import_file(engine, by=OWN, prepared=prepared, settings=self.settings)

    @contextmanager
    def database(self, name: str, *, template: str = EMPTY) -> Iterator[Engine]:
        """A database made from another."""
        self.server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        engine = make_engine(self.server.url(name))
        try:
            yield engine
        finally:
            engine.dispose()

    def drop(self, name: str) -> None:
        """Let a database go."""
        self.server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def tell(self, name: str, value: float, unit: str, **more: float | None) -> None:
        """Print a measurement. more: baseline, bound (of the ratio, or of the value), n."""
        told = Bounded(name, value, unit, **more)  # type: ignore[arg-type]
        print(told.line(), flush=True)
        if not told.holds:
            self.broken.append(name)


def main(size: int) -> int:
    """Measure with so many requests; with more than USUAL, first with as many as that."""
    print(machine(), flush=True)
    start = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        private_server(SERVER) as server,
    ):
        bench = Bench(server, Path(folder))
        small = measure(bench, min(size, USUAL), full=size <= USUAL)
        if size > USUAL:
            large = measure(bench, size, full=True)
            bench.tell("services.page.growth", large, "s", baseline=small, bound=1.3, n=LOOKS)
        bench.tell("services.disk", bench.gigabytes, "GB", bound=GIGABYTES)
    bench.tell("services.minutes", (time.perf_counter() - start) / 60, "min", bound=MINUTES)
    if bench.broken:
        print(f"bounds broken: {', '.join(bench.broken)}", file=sys.stderr)
    return 1 if bench.broken else 0


def measure(bench: Bench, size: int, *, full: bool) -> float:
    """Everything with so many requests; seconds of the page's own questions.

    full: with the plain SQL beside them, every sum counted again, and the days after.
    """
    start = time.perf_counter()
    files = services_files.write(bench.folder, size, bench.settings)
    mark = f"services.{files.count}"
    bench.tell(f"{mark}.generate", time.perf_counter() - start, "s", n=files.count)
    with bench.database(LOADED) as engine:
        _import(bench, engine, files, mark, copied=full and size <= USUAL)
        ours = _page(bench, engine, files, mark, full=full)
        if full:
            _exact(bench, engine, files, mark)
            _further(bench, engine, files, mark)
    bench.drop(LOADED)
    return ours


def _import(bench: Bench, engine: Engine, files: Files, mark: str, *, copied: bool) -> None:
    """copied: with what PostgreSQL alone takes for the rows."""
    done = services_import.measure(engine, files.bulk)
    _weigh(bench, engine, files)
    files.bulk.unlink()
    baseline = None
    if copied:
        with bench.database(COPIED) as empty:
            baseline = services_import.copying(engine, empty, bench.folder)
        bench.drop(COPIED)
    # The bound holds for a million; of a few, the sums cost more than the rows.
    bound = 3.0 if copied and done.requests > 0.9 * USUAL else None
    bench.tell(f"{mark}.import", done.seconds, "s", baseline=baseline, bound=bound, n=done.requests)
    bench.tell(f"{mark}.import.storing", done.storing, "s", baseline=baseline, n=done.requests)
    bench.tell(f"{mark}.import.memory", done.megabytes, "MB", bound=MEMORY, n=done.requests)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("SET statement_timeout = 0")
        conn.exec_driver_sql("VACUUM ANALYZE")  # As the server does it by itself, in a while.


def _weigh(bench: Bench, engine: Engine, files: Files) -> None:
    """What lies on the disk when it is most: the file, the database, and what WAL may take."""
    with engine.connect() as conn:
        held = conn.exec_driver_sql("SELECT sum(pg_database_size(oid)) FROM pg_database").scalar()
        wal = conn.exec_driver_sql("SELECT sum(size) FROM pg_ls_waldir()").scalar()
    used = float(held or 0) + float(wal or 0) + files.bulk.stat().st_size
    bench.gigabytes = max(bench.gigabytes, used / 1e9)


def _page(bench: Bench, engine: Engine, files: Files, mark: str, *, full: bool) -> float:
    looks = [services_page.ours(engine, bench.settings, files.now) for _look in range(LOOKS)]
    ours, month = median(seconds for seconds, _month in looks), looks[0][1]
    if full:
        raw, questions = services_page.raw(engine, bench.settings, files.now, month)
        # The bound holds for ten million; below, the plain statements have less to read.
        bound = 1 / 40 if files.count > USUAL else None
        bench.tell(f"{mark}.page", ours, "s", baseline=raw, bound=bound, n=questions)
    else:
        bench.tell(f"{mark}.page", ours, "s", n=LOOKS)
    return ours


def _exact(bench: Bench, engine: Engine, files: Files, mark: str) -> None:
    with engine.connect() as conn:
        hours = services_files.ahead(bench.settings).seconds // HOUR
        sums = services_exact.sums(conn, hours)
        still = services_exact.open_now(conn, bench.settings, files.now)
        least = bench.settings.services.histogram_from
        found = services_exact.percentiles(conn, hours, least)
    bench.tell(f"{mark}.sums.differ", sums.differ, "cells", bound=0.0, n=sums.cells)
    bench.tell(f"{mark}.open.differ", still.differ, "cells", bound=0.0, n=still.cells)
    numbers = found.numbers
    bench.tell(f"{mark}.durations.differ", numbers.differ, "cells", bound=0.0, n=numbers.cells)
    bench.tell(f"{mark}.percentiles.error", found.error, "%", bound=1.0, n=found.cells)


def _further(bench: Bench, engine: Engine, files: Files, mark: str) -> None:
    """The days after; and, what no source sends, as many spread over all the years."""
    for name, file in (("daily", files.daily), ("spread", files.spread)):
        done = services_import.measure(engine, file)
        alone = services_import.inserting(engine)
        bench.tell(
            f"{mark}.further.{name}", done.seconds, "s", baseline=alone, bound=4.0, n=done.requests
        )


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else USUAL))
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
