"""Where papers were finished: in the village, in the kecamatan or in the regency's offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import case, func, select

from data.queries.services.keys import By, Each
from data.queries.services.sums import Span, sums
from data.schema import point_of_interest, region
from data.schema.services import request

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from data.queries.services.moment import Look

R: Final = request.c
VILLAGE, DISTRICT, REGENCY = "desa", "kecamatan", "kabupaten"
LEVELS: Final = (VILLAGE, DISTRICT, REGENCY)
OFFICE: Final = "kantor_camat"
Point = tuple[float, float]


class Done(NamedTuple):
    """So many papers of a service and a place ('' without one), finished at a level."""

    service: str
    region: str
    level: str
    number: int


def finished(
    conn: Connection, services: Collection[str], start: datetime, end: datetime
) -> tuple[Done, ...]:
    """How many requests were finished where, from one moment to before another (UTC).

    Those of which no level is recorded are left out.
    """
    if not services:
        return ()
    query = (
        select(R.service_code, func.coalesce(R.region_code, ""), R.level, func.count())
        .where(
            R.service_code.in_(sorted(services)),
            R.resolved_at >= start,
            R.resolved_at < end,
            R.level.in_(LEVELS),
            R.flaw.is_(None),
        )
        .group_by(R.service_code, R.region_code, R.level)
        .order_by(R.service_code, R.region_code, R.level)
    )
    return tuple(Done(*row) for row in conn.execute(query))


def finished_by_month(conn: Connection, first: date, last: date) -> Mapping[str, Mapping[str, int]]:
    """The same by month and level for the whole regency, from the sums of its days."""
    frame = sums(conn, by=By.LEVEL, span=Span(first, last, Each.MONTH))
    found: dict[str, dict[str, int]] = {}
    cells = zip(frame["code"], frame["period"], frame["resolved"].astype(int), strict=True)
    for level, month, number in cells:
        if level in LEVELS and number:
            found.setdefault(month, {})[level] = number
    return found


def finished_of_service(
    conn: Connection, look: Look, service: str, starts: Sequence[date]
) -> Mapping[str, Mapping[str, int]]:
    """The same of one service. starts: the first days of following months, the last one's end."""
    bounds = [look.start_of(day) for day in starts]
    # One bound a month: which part of a text is its month, the databases say in different words.
    names = [f"{day:%Y-%m}" for day in starts]
    month = case(
        *((R.resolved_at < bound, name) for bound, name in zip(bounds[1:], names, strict=False)),
        else_=names[-1],
    ).label("month")
    held = (
        select(month, R.level)
        .where(
            R.service_code == service,
            R.resolved_at >= bounds[0],
            R.resolved_at < bounds[-1],
            R.level.in_(LEVELS),
            R.flaw.is_(None),
        )
        .subquery()
    )
    query = select(held.c.month, held.c.level, func.count()).group_by(held.c.month, held.c.level)
    found: dict[str, dict[str, int]] = {}
    for name, level, number in conn.execute(query):
        found.setdefault(name, {})[level] = number
    return found


def points_within(conn: Connection, regency: str) -> Mapping[str, Point]:
    """A point (latitude, longitude in degrees) inside each kecamatan and desa that has one."""
    held = region.c
    query = select(held.code, held.latitude, held.longitude).where(
        held.code.startswith(f"{regency}.", autoescape=True), held.latitude.is_not(None)
    )
    return {code: (latitude, longitude) for code, latitude, longitude in conn.execute(query)}


def district_offices(conn: Connection) -> Mapping[str, Point]:
    """The point of the office of each kecamatan, as far as it is mapped."""
    held = point_of_interest.c
    query = (
        select(held.kecamatan_code, held.latitude, held.longitude)
        .where(held.kind == OFFICE, held.latitude.is_not(None), held.kecamatan_code.is_not(None))
        .order_by(held.name.desc())
    )
    return {code: (latitude, longitude) for code, latitude, longitude in conn.execute(query)}
