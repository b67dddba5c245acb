"""Files of requests for the measurements: a regency's three years, the days after, and a spread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from data.sample_services.files import end_of_sample, requests

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from core.settings import Settings

FURTHER: Final = 10_000
"""Requests that a further import speaks of."""
DAYS: Final = 3 * 365
# So much longer than the days that bring as many requests: nights and Sundays bring fewer.
SPARE: Final = 1.6
LONGEST: Final = 60
PLAIN: Final = csv.WriteOptions(quoting_style="none", quoting_header="none")


@dataclass(frozen=True, slots=True)
class Files:
    """bulk: what happened up to `now` (UTC); daily: next, FURTHER requests, new and known ones.

    spread: as many new requests of the three years. count: requests in bulk.
    """

    bulk: Path
    daily: Path
    spread: Path
    now: datetime
    count: int


def write(folder: Path, size: int, settings: Settings) -> Files:
    """Write the files of a regency with about so many requests."""
    days = min(SPARE * DAYS * FURTHER / size, LONGEST)
    whole = round(size * DAYS / (DAYS - days))
    now = end_of_sample(settings).replace(tzinfo=None) - timedelta(days=days)
    bulk, daily, spread = (folder / f"{name}.csv" for name in ("bulk", "daily", "spread"))
    later: list[pa.Table] = []
    count = 0
    with csv.CSVWriter(bulk, _schema(settings), write_options=PLAIN) as writer:
        for table in requests(whole, settings=settings):
            past = pc.less_equal(table["at"], pa.scalar(now, pa.timestamp("s")))
            known = table.filter(past)
            count += len(known["source_id"].unique())
            writer.write_table(_written(known, settings))
            later.append(_written(table.filter(pc.invert(past)), settings))
    csv.write_csv(_first(pa.concat_tables(later)), daily, write_options=PLAIN)
    csv.write_csv(_spread(settings), spread, write_options=PLAIN)
    return Files(bulk, daily, spread, now, count)


def ahead(settings: Settings) -> timedelta:
    """By how much local time is ahead of UTC."""
    zone = ZoneInfo(settings.regency.time_zone)
    return end_of_sample(settings).astimezone(zone).utcoffset() or timedelta()


def _first(events: pa.Table) -> pa.Table:
    """The events in the order of time, up to so many requests."""
    ordered = events.sort_by([("at", "ascending"), ("source_id", "ascending")])
    _ids, first = np.unique(ordered["source_id"].to_numpy(), return_index=True)
    first.sort()
    return ordered.slice(0, int(first[FURTHER]) if len(first) > FURTHER else None)


def _spread(settings: Settings) -> pa.Table:
    """Requests that no other file has."""
    made = requests(FURTHER, settings=settings)
    table = pa.concat_tables([_written(one, settings) for one in made])
    ids = pc.binary_join_element_wise("TAMBAH", table["source_id"], "-")
    return table.set_column(table.column_names.index("source_id"), "source_id", ids)


def _schema(settings: Settings) -> pa.Schema:
    one: Iterator[pa.Table] = requests(1, settings=settings)
    return _written(next(one), settings).schema


def _written(table: pa.Table, settings: Settings) -> pa.Table:
    """Texts in place of codes, local time in place of UTC."""
    moved = pa.scalar(ahead(settings), pa.duration("s"))
    return pa.table({
        name: pc.add(table[name], moved) if name == "at" else table[name].cast(pa.string())
        for name in table.column_names
    })  # fmt: skip
