"""The sample as files that the import reads, and the shipped sample itself."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from core.settings import load_settings
from data.sample_performance.files import AS_OF
from data.sample_services.generate import generate
from data.sample_services.surveys import survey_answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.settings import Settings

# Requests of the shipped sample.
SHIPPED: Final = 10_000
REQUESTS_FILE: Final = "permohonan_contoh.csv"
SURVEYS_FILE: Final = "survei_contoh.csv"
DAY_SECONDS: Final = 86_400
# No code here needs quotes; a value that did would be refused.
PLAIN: Final = csv.WriteOptions(quoting_style="none", quoting_header="none")


def end_of_sample(settings: Settings) -> datetime:
    """The last second of the day on which the shipped sample is told, in UTC."""
    zone = ZoneInfo(settings.regency.time_zone)
    last = datetime.fromisoformat(f"{AS_OF}T23:59:59").replace(tzinfo=zone)
    return last.astimezone(UTC)


def requests(
    size: int = SHIPPED, *, settings: Settings | None = None, until: datetime | None = None
) -> Iterator[pa.Table]:
    """Events of so many requests of this regency, as `generate` gives them, to AS_OF by default."""
    chosen = settings or load_settings()
    end = until or end_of_sample(chosen)
    return generate(size, chosen.regency.code, until=end, settings=chosen)


def surveys(*, settings: Settings | None = None, until: datetime | None = None) -> pa.Table:
    """Answers to the survey of this regency, as `survey_answers` gives them."""
    chosen = settings or load_settings()
    end = until or end_of_sample(chosen)
    return survey_answers(chosen.regency.code, until=end, settings=chosen)


def requests_file(
    size: int = SHIPPED, *, settings: Settings | None = None, until: datetime | None = None
) -> bytes:
    """The content of REQUESTS_FILE; for a size that memory holds."""
    with TemporaryDirectory() as folder:
        (file,) = write_csv(size, Path(folder) / REQUESTS_FILE, settings=settings, until=until)
        return file.read_bytes()


def survey_file(*, settings: Settings | None = None, until: datetime | None = None) -> bytes:
    """The content of SURVEYS_FILE."""
    file = pa.BufferOutputStream()
    csv.write_csv(surveys(settings=settings, until=until), file, write_options=PLAIN)
    return bytes(file.getvalue())


def write_csv(
    size: int, path: Path, *, settings: Settings | None = None, until: datetime | None = None
) -> tuple[Path, ...]:
    """Write the events as one CSV file, or into a folder with the survey beside them.

    Times are local, ISO, without offset. In a folder the files are called REQUESTS_FILE and
    SURVEYS_FILE. Returns the files written.
    """
    chosen = settings or load_settings()
    whole = path.is_dir()
    target = path / REQUESTS_FILE if whole else path
    with ExitStack() as stack:
        writer: csv.CSVWriter | None = None
        for table in requests(size, settings=chosen, until=until):
            plain = _as_written(table, chosen)
            if writer is None:
                made = csv.CSVWriter(target, plain.schema, write_options=PLAIN)
                writer = stack.enter_context(made)
            writer.write_table(plain)
    if not whole:
        return (target,)
    csv.write_csv(surveys(settings=chosen, until=until), path / SURVEYS_FILE, write_options=PLAIN)
    return target, path / SURVEYS_FILE


def _as_written(table: pa.Table, settings: Settings) -> pa.Table:
    """Texts in place of codes, local time in place of UTC."""
    zone = ZoneInfo(settings.regency.time_zone)
    ahead = datetime(2026, 1, 1, tzinfo=zone).utcoffset()
    columns = {}
    for name in table.column_names:
        column = table[name]
        if name == "at":
            columns[name] = pc.add(column, pa.scalar(ahead, pa.duration("s")))
        else:
            columns[name] = column.cast(pa.string())
    return pa.table(columns)
