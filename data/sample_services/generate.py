"""Requests with their events, any number of them, in chunks that follow each other in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.sample_services.arrivals import CLASSES, LEVELS, NOWHERE, arrive, channels
from data.sample_services.histories import histories
from data.sample_services.steps import AGAIN, REOPENED, RESOLVED, STEPS
from data.sample_services.tables import lots
from data.sample_services.town import town_of
from metrics.services.kinds import EventKind, PauseReason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from core.settings import Settings
    from data.sample_services.arrivals import Arrivals
    from data.sample_services.tables import Ints
    from data.sample_services.town import Town

# Requests of one chunk, about; one has four to five events.
CHUNK: Final = 48_000
DIGITS: Final = 8
KINDS: Final = tuple(EventKind)
REASONS: Final = tuple(PauseReason)
KIND_OF: Final = np.array([KINDS.index(kind) for kind, _reason in STEPS])
REASON_OF: Final = np.array([REASONS.index(why) if why else NOWHERE for _kind, why in STEPS])
FIRST_YEAR: Final = 1970


def generate(size: int, regency: str, *, until: datetime, settings: Settings) -> Iterator[pa.Table]:
    """The events of exactly `size` requests received in the three years to `until`.

    One row an event; those of one request stand together and in one chunk, requests in the order
    of their receipt. Columns: source, source_id, at (UTC without zone, whole seconds), kind,
    reason, service_code, opd_code, region_code, channel, class_code, level; texts are dictionary
    encoded, missing is null. Of a request the describing columns are the same in all its rows;
    level is where it was finished. until: aware, or UTC without zone; no event is later.
    The same arguments give the same rows; another size the same days, services and places, only
    more or fewer requests an hour. A regency whose desa are not known here gets no places.
    """
    town = town_of(regency, until, settings)
    number = 0
    for first, last, count in _chunks(town, size):
        lot = lots("requests", regency, town.until, size, first)
        arrived = arrive(town, first, last, count, lot)
        yield _table(town, arrived, histories(town, arrived, lot), number)
        number += count


def _chunks(town: Town, size: int) -> Iterator[tuple[int, int, int]]:
    """Spans of whole days and how many requests each brings; all together `size`."""
    passed = np.concatenate([[0.0], np.cumsum(town.days.weights.sum(axis=1))])
    so_many = np.round(passed / passed[-1] * size).astype(np.int64)
    first = 0
    while first < town.days.count:
        last = int(np.searchsorted(so_many, so_many[first] + CHUNK, side="right")) - 1
        last = min(max(last, first + 1), town.days.count)
        count = int(so_many[last] - so_many[first])
        if count:
            yield first, last, count
        first = last


def _table(town: Town, arrived: Arrivals, made: Ints, number: int) -> pa.Table:
    """One row for each step that came."""
    request, step = np.nonzero(made <= town.until)
    at = made[request, step]
    level = _level(town, arrived, made)
    sources, source = _distinct(town.desks.words["source"])
    columns = {
        "source": _coded(source[arrived.desk[request]], sources),
        "source_id": pa.DictionaryArray.from_arrays(
            request.astype(np.int32), _ids(town, arrived, number)
        ),
        "at": pa.array(at.astype("datetime64[s]")),
        "kind": _coded(KIND_OF[step], [str(kind) for kind in KINDS]),
        "reason": _coded(REASON_OF[step], [str(reason) for reason in REASONS]),
        "service_code": _coded(arrived.desk[request], town.desks.services),
        "opd_code": _coded(arrived.office[request], town.offices),
        "region_code": _coded(arrived.region[request], town.places.codes),
        "channel": _coded(arrived.channel[request], channels()),
        "class_code": _coded(arrived.klass[request], CLASSES),
        "level": _coded(level[request], LEVELS),
    }
    return pa.table(columns)


def _level(town: Town, arrived: Arrivals, made: Ints) -> Ints:
    """Where a request was finished; nowhere while it is open."""
    again = made[:, REOPENED] <= town.until
    final = np.where(again, made[:, AGAIN], made[:, RESOLVED])
    return np.where(final <= town.until, arrived.level, NOWHERE)


def _ids(town: Town, arrived: Arrivals, number: int) -> pa.Array:
    """LPR-26-00001234: the register, the year and a running number."""
    names, prefixes = _distinct(town.desks.words["prefix"])
    years = (arrived.at + town.hours.offset).astype("datetime64[s]").astype("datetime64[Y]")
    year = years.astype(np.int64) + FIRST_YEAR
    first, last = int(year.min()), int(year.max())
    labels = [f"{name}-{one % 100:02d}-" for one in range(first, last + 1) for name in names]
    place = (year - first) * len(names) + prefixes[arrived.desk]
    label = pa.array(labels).take(pa.array(place))
    running = pc.cast(pa.array(np.arange(number + 1, number + len(arrived) + 1)), pa.string())
    return pc.binary_join_element_wise(label, pc.utf8_lpad(running, DIGITS, "0"), "")


def _distinct(words: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """Each word once, and the place of each of the words among those."""
    names = tuple(dict.fromkeys(words))
    return names, np.array([names.index(word) for word in words])


def _coded(places: Ints, names: Sequence[str]) -> pa.DictionaryArray:
    """Names by their place; NOWHERE is null."""
    codes = pa.array(places.astype(np.int16), mask=places == NOWHERE)
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string()))
