"""`python -m benchmarks.services [N]`: public services with N requests, on a PostgreSQL of its own.

Prints one JSON line a measurement, with its bound. Returns 1 when a bound is broken.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
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
LOOKS: Final = 9
EMPTY, LOADED, SMALL, COPIED = "empty", "loaded", "small", "copied"
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


@dataclass(frozen=True, slots=True)
class Loaded:
    """A database with the requests of its files. mark: what its measurements begin with."""

    engine: Engine
    files: Files
    mark: str


def main(size: int) -> int:
    """Measure with so many requests; with more than USUAL, the page with as many as that too."""
    print(machine(), flush=True)
    start = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        private_server(SERVER) as server,
    ):
        bench = Bench(server, Path(folder))
        with loaded(bench, size, LOADED, copied=size <= USUAL) as large:
            if size > USUAL:
                with loaded(bench, USUAL, SMALL, copied=False) as small:
                    looks = _growth(bench, large, small)
            else:
                looks = [_look(bench, large) for _n in range(LOOKS)]
            _page(bench, large, looks)
            _others(bench, large)
            _exact(bench, large)
            _further(bench, large)
        bench.tell("services.disk", bench.gigabytes, "GB", bound=GIGABYTES)
    bench.tell("services.minutes", (time.perf_counter() - start) / 60, "min", bound=MINUTES)
    if bench.broken:
        print(f"bounds broken: {', '.join(bench.broken)}", file=sys.stderr)
    return 1 if bench.broken else 0


@contextmanager
def loaded(bench: Bench, size: int, name: str, *, copied: bool) -> Iterator[Loaded]:
    """A database of this name into which so many requests were imported; gone afterwards.

    copied: with what PostgreSQL alone takes for the rows.
    """
    start = time.perf_counter()
    folder = bench.folder / name
    folder.mkdir()
    files = services_files.write(folder, size, bench.settings)
    mark = f"services.{files.count}"
    bench.tell(f"{mark}.generate", time.perf_counter() - start, "s", n=files.count)
    with bench.database(name) as engine:
        made = Loaded(engine, files, mark)
        _import(bench, made, copied=copied)
        yield made
    bench.drop(name)


def _import(bench: Bench, made: Loaded, *, copied: bool) -> None:
    engine, files, mark = made.engine, made.files, made.mark
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


def _look(bench: Bench, made: Loaded) -> float:
    """Seconds of the page's own questions."""
    return services_page.ours(made.engine, bench.settings, made.files.now)[0]


def _growth(bench: Bench, large: Loaded, small: Loaded) -> list[float]:
    """The looks at the large one, each beside one at the small: what is slow is slow for both."""
    pairs = [(_look(bench, large), _look(bench, small)) for _n in range(LOOKS)]
    ours, fewer = (median(seconds) for seconds in zip(*pairs, strict=True))
    bench.tell(f"{small.mark}.page", fewer, "s", n=LOOKS)
    _others(bench, small)
    bench.tell("services.page.growth", ours, "s", baseline=fewer, bound=1.3, n=LOOKS)
    return [ours for ours, _fewer in pairs]


def _others(bench: Bench, made: Loaded) -> None:
    """The other looks, one by one; who waits and emergencies are read from the requests."""
    found = services_page.others(made.engine, bench.settings, made.files.now)
    for name, seconds in found.items():
        bench.tell(f"{made.mark}.page.{name}", seconds, "s")


def _page(bench: Bench, made: Loaded, looks: list[float]) -> None:
    files = made.files
    _seconds, month = services_page.ours(made.engine, bench.settings, files.now)
    raw, questions = services_page.raw(made.engine, bench.settings, files.now, month)
    # The bound holds for ten million; below, the plain statements have less to read.
    bound = 1 / 40 if files.count > USUAL else None
    bench.tell(f"{made.mark}.page", median(looks), "s", baseline=raw, bound=bound, n=questions)


def _exact(bench: Bench, made: Loaded) -> None:
    files, mark = made.files, made.mark
    with made.engine.connect() as conn:
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


def _further(bench: Bench, made: Loaded) -> None:
    """The days after; and, what no source sends, as many spread over all the years."""
    engine, files, mark = made.engine, made.files, made.mark
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
