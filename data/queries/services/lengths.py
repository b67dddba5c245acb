"""How long resolved requests took: from packed histograms, or from the rows where they are few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import and_, case, func, or_, select

from core.periods import Period
from data.queries.services.keys import DISTRICT
from data.schema.services import duration_histogram, request
from metrics.services.histogram import histogram, merge
from metrics.services.percentiles import spread, spread_of, usual, usual_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from numpy.typing import NDArray
    from sqlalchemy import ColumnElement, Connection

    from data.queries.services.moment import Look
    from metrics.services.histogram import Histogram
    from metrics.services.percentiles import Spread, Usual

# elapsed: on the standard's clock; lasted: on the calendar; answer: to the first response.
COLUMNS: Final = {"elapsed": "elapsed", "lasted": "lasted", "answer": "answer_elapsed"}
R: Final = request.c
H: Final = duration_histogram.c


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """Durations of n resolved requests in seconds: each of them, or their histogram."""

    exact: NDArray[np.int64] | None = None
    merged: Histogram | None = None

    @property
    def n(self) -> int:
        """How many they are."""
        if self.merged is not None:
            return self.merged.total
        return 0 if self.exact is None else len(self.exact)

    @property
    def is_exact(self) -> bool:
        """Whether percentiles come from the rows; else they are within 1 %."""
        return self.merged is None

    def spread(self, minimum: int) -> Spread:
        """p50 and p90 in seconds."""
        if self.merged is not None:
            return spread_of(self.merged, minimum)
        return spread(self._values(), minimum)

    def usual(self, seconds_a_day: float, minimum: int) -> Usual:
        """P80 in days of so many seconds each."""
        if self.merged is not None:
            return usual_of(self.merged, seconds_a_day, minimum)
        return usual(self._values() / seconds_a_day, minimum)

    def _values(self) -> NDArray[np.float64]:
        none = np.empty(0, dtype=np.int64)
        return (none if self.exact is None else self.exact).astype(np.float64)


def together(parts: Collection[Lengths], histogram_from: int) -> Lengths:
    """The durations of several sets as one."""
    rows = [one.exact for one in parts if one.exact is not None]
    packed = [one.merged for one in parts if one.merged is not None]
    values = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    if not packed and len(values) < histogram_from:
        return Lengths(exact=values)
    return Lengths(merged=reduce(lambda one, other: one + other, packed, histogram(values)))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which durations. histogram_from: from so many on they come from histograms.

    first, last: local days; whole ISO weeks for services and whole months for kecamatan.
    """

    first: date
    last: date
    histogram_from: int
    measure: str = "elapsed"


def weeks_to(day: date, weeks: int) -> tuple[date, date]:
    """The first and the last day of so many ISO weeks, of which the last holds the day."""
    monday = day - timedelta(days=day.weekday())
    return monday - timedelta(weeks=weeks - 1), monday + timedelta(days=6)


def of_services(
    conn: Connection, look: Look, asked: Asked, codes: Collection[str] | None = None
) -> Mapping[str, Lengths]:
    """Durations of the requests of services, resolved in these weeks, by service."""
    held = [
        H.subject == "service",
        H.period >= _week(asked.first),
        H.period <= _week(asked.last),
    ]
    if codes is not None:
        held.append(H.code.in_(sorted(codes)))
    return _merged(conn, look, asked, held=held, code=R.service_code, among=R.service_code.in_)


def of_districts(
    conn: Connection, look: Look, asked: Asked, codes: Collection[str] | None = None
) -> Mapping[str, Lengths]:
    """Durations of the requests of kecamatan, resolved in these months; '' is without a place."""
    held = [
        H.subject == "place",
        H.period >= f"{asked.first:%Y-%m}",
        H.period <= f"{asked.last:%Y-%m}",
    ]
    if codes is not None:
        held.append(H.code.in_(sorted(codes)))
    known = func.coalesce(R.region_code, "")
    code = case((func.length(known) >= DISTRICT, func.substr(known, 1, DISTRICT)), else_="")
    return _merged(conn, look, asked, held=held, code=code, among=lambda some: _inside(known, some))


def _inside(known: ColumnElement[Any], codes: Collection[str]) -> ColumnElement[bool]:
    conditions = [known.startswith(code, autoescape=True) for code in codes if code]
    if "" in codes:
        conditions.append(func.length(known) < DISTRICT)
    return or_(*conditions)


def _merged(
    conn: Connection,
    look: Look,
    asked: Asked,
    *,
    held: list[ColumnElement[bool]],
    code: ColumnElement[Any],
    among: Any,  # noqa: ANN401 (a condition made of codes)
) -> Mapping[str, Lengths]:
    packed: dict[str, list[bytes]] = {}
    numbers: dict[str, int] = {}
    query = select(H.code, H.count, H.packed).where(*held, H.measure == asked.measure)
    for row in conn.execute(query):
        packed.setdefault(row.code, []).append(row.packed)
        numbers[row.code] = numbers.get(row.code, 0) + row[1]
    few = sorted(key for key, number in numbers.items() if number < asked.histogram_from)
    found = {key: Lengths(merged=merge(some)) for key, some in packed.items() if key not in few}
    if few:
        found |= _exact(conn, look, asked, code, among(few))
    return found


def _exact(
    conn: Connection,
    look: Look,
    asked: Asked,
    code: ColumnElement[Any],
    chosen: ColumnElement[bool],
) -> dict[str, Lengths]:
    length = R[COLUMNS[asked.measure]]
    query = select(code, length).where(
        and_(
            chosen,
            R.resolved_at >= look.start_of(asked.first),
            R.resolved_at < look.start_of(asked.last + timedelta(days=1)),
            R.flaw.is_(None),
            length.is_not(None),
        )
    )
    rows: dict[str, list[int]] = {}
    for key, seconds in conn.execute(query):
        rows.setdefault(key, []).append(seconds)
    return {key: Lengths(exact=np.array(some, dtype=np.int64)) for key, some in rows.items()}


def _week(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return Period.parse(f"{year}-W{week:02}").text
