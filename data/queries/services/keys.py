"""By what requests are counted: the table of sums that answers it, and what a key is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Table, and_, false, func, literal, or_, true

from data.schema.services import (
    service_day_channel,
    service_day_opd,
    service_day_place,
    service_day_service,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement

DISTRICT: Final = 8
VILLAGE: Final = 13


class By(StrEnum):
    """What is counted apart. district: kecamatan; village: desa or kelurahan."""

    REGENCY = "regency"
    OPD = "opd"
    SERVICE = "service"
    DISTRICT = "district"
    VILLAGE = "village"
    CHANNEL = "channel"
    LEVEL = "level"


class Each(StrEnum):
    """Into which periods a span is parted."""

    ALL = "all"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Where:
    """Which keys: of these codes, and of places those at or within one (51.08.01)."""

    codes: frozenset[str] | None = None
    within: str | None = None

    def holds(self, code: str) -> bool:
        """Whether a key is one of them."""
        if self.codes is not None and code not in self.codes:
            return False
        return self.within is None or code == self.within or code.startswith(f"{self.within}.")


EVERYWHERE: Final = Where()


def only(*codes: str) -> Where:
    """These keys alone."""
    return Where(frozenset(codes))


def table_of(by: By) -> Table:
    """The table that holds the sums."""
    return TABLES[by][0]


def code_of(by: By) -> ColumnElement[Any]:
    """The key in that table; empty for the whole regency."""
    table, name = TABLES[by]
    return literal("") if name is None else table.c[name]


def chosen(by: By, where: Where) -> ColumnElement[bool]:
    """Which rows of the table are counted: of places one depth alone, and those asked for.

    What is known of no desa still counts in the kecamatan, or under '' in the regency.
    """
    code = code_of(by)
    conditions: list[ColumnElement[bool]] = [true()]
    if by is By.VILLAGE:
        conditions.append(func.length(code) == VILLAGE)
    if by is By.DISTRICT:
        conditions.append(func.length(code) != VILLAGE)
    if where.codes is not None:
        conditions.append(code.in_(sorted(where.codes)) if where.codes else false())
    if where.within is not None:
        inside = code.startswith(f"{where.within}.", autoescape=True)
        conditions.append(or_(code == where.within, inside))
    return and_(*conditions)


def key_of(by: By, request: Described) -> str | None:
    """The key under which a request counts; None: under none."""
    place = request.region or ""
    if by is By.VILLAGE:
        return place if len(place) == VILLAGE else None
    keys = {
        By.REGENCY: "",
        By.OPD: request.opd,
        By.SERVICE: request.service,
        By.DISTRICT: place[:DISTRICT],
        By.CHANNEL: request.channel or "",
        By.LEVEL: request.level or "",
    }
    return keys[by]


@dataclass(frozen=True, slots=True)
class Described:
    """What a request counts under."""

    opd: str
    service: str
    region: str | None
    channel: str | None
    level: str | None


def counted(
    by: By, rows: Collection[tuple[Described, int]], where: Where = EVERYWHERE
) -> dict[str, int]:
    """How many requests by key."""
    found: dict[str, int] = {}
    for request, number in rows:
        key = key_of(by, request)
        if key is not None and where.holds(key):
            found[key] = found.get(key, 0) + number
    return found


TABLES: Final[dict[By, tuple[Table, str | None]]] = {
    By.REGENCY: (service_day_service, None),
    By.OPD: (service_day_opd, "opd_code"),
    By.SERVICE: (service_day_service, "service_code"),
    By.DISTRICT: (service_day_place, "region_code"),
    By.VILLAGE: (service_day_place, "region_code"),
    By.CHANNEL: (service_day_channel, "channel"),
    By.LEVEL: (service_day_channel, "level"),
}
