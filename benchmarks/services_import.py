"""One import of requests in a process of its own, and what PostgreSQL alone takes for its rows.

`python -m benchmarks.services_import URL FILE` imports as manage.py does, and prints seconds,
megabytes at the highest, and counts as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, select

from benchmarks.protocol import BenchmarkError
from benchmarks.servers import ROOT
from data.schema import request, request_event

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

TABLES: Final = (request, request_event)
BLOCK: Final = 1 << 20
# Numbers of rows that are put in beside the stored ones lie above these.
BESIDE: Final = 1 << 40
OTHER_SOURCE: Final = "banding"


@dataclass(frozen=True, slots=True)
class Imported:
    """seconds: reading for the preview, and storing, together; requests: touched ones."""

    seconds: float
    storing: float
    megabytes: float
    requests: int
    events: int


def measure(engine: Engine, file: Path) -> Imported:
    """Import a file in a process of its own."""
    url = engine.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.services_import", url, str(file)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BenchmarkError(f"the import of {file.name} failed: {done.stderr[-2000:]}")
    return Imported(**json.loads(done.stdout))


def copying(loaded: Engine, empty: Engine, folder: Path) -> float:
    """Seconds of PostgreSQL's COPY of all requests and events into the same tables, empty ones."""
    files = []
    for table in TABLES:
        path = folder / f"{table.name}.copy"
        keys = ", ".join(column.name for column in table.primary_key)
        with loaded.connect() as conn, path.open("wb") as file, _driver(conn).cursor() as cursor:
            query = f"COPY (SELECT * FROM {table.name} ORDER BY {keys}) TO STDOUT"  # noqa: S608
            with cursor.copy(query) as copy:
                for block in copy:
                    file.write(block)
        files.append(path)
    start = time.perf_counter()
    with empty.begin() as conn:
        for table, path in zip(TABLES, files, strict=True):
            _copy_in(conn, table.name, path)
    seconds = time.perf_counter() - start
    for path in files:
        path.unlink()
    return seconds


def _copy_in(conn: Connection, table: str, path: Path) -> None:
    with (
        path.open("rb") as file,
        _driver(conn).cursor() as cursor,
        cursor.copy(f"COPY {table} FROM STDIN") as copy,
    ):
        while block := file.read(BLOCK):
            copy.write(block)


def _driver(conn: Connection) -> Any:  # noqa: ANN401 (psycopg's connection)
    conn.exec_driver_sql("SET LOCAL statement_timeout = 0")
    return conn.connection.driver_connection


def inserting(engine: Engine) -> float:
    """Seconds of the insert of the newest batch's rows alone, as new ones, into the full tables.

    The requests that the batch touched and the events that it added; taken back again.
    """
    with engine.connect() as conn:
        batch = conn.scalar(select(func.max(request_event.c.batch_id)))
        ours = request_event.c.batch_id == batch
        events = [dict(row) for row in conn.execute(select(request_event).where(ours)).mappings()]
        touched = select(request_event.c.request_id).where(ours)
        rows = conn.execute(select(request).where(request.c.id.in_(touched))).mappings()
        requests = [
            {**row, "id": row["id"] + BESIDE, "source": OTHER_SOURCE} for row in rows
        ]  # fmt: skip
        for row in events:
            row["request_id"] += BESIDE
    with engine.connect() as conn, conn.begin() as transaction:
        start = time.perf_counter()
        conn.execute(insert(request), requests)
        conn.execute(insert(request_event), events)
        seconds = time.perf_counter() - start
        transaction.rollback()
    return seconds


def main(url: str, file: str) -> None:
    """Import, and print what it took."""
    from core.settings import load_settings  # noqa: PLC0415 (only this process needs them)
    from data.engine import make_engine  # noqa: PLC0415
    from review.requests import import_requests, prepare_requests  # noqa: PLC0415
    from review.work import SYSTEM, Actor  # noqa: PLC0415

    engine, settings, by = make_engine(url), load_settings(environment={}), Actor(SYSTEM)
    with engine.connect():
        pass  # What connects for the first time is not the import's.
    start = time.perf_counter()
    found = prepare_requests(engine, content=Path(file), by=by, settings=settings)
    read = time.perf_counter()
    done = import_requests(engine, by=by, prepared=found, settings=settings)
    end = time.perf_counter()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    told = {
        "seconds": end - start,
        "storing": end - read,
        "megabytes": peak,
        "requests": done.added + done.changed,
        "events": found.events,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
