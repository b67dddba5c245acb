"""The screen of services as data: answer, tiles, who and where, weeks, months by receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from core.periods import Period
from data.queries.services.ages import ages
from data.queries.services.keys import EVERYWHERE, By, Each, Where
from data.queries.services.sums import Open, Span, counts
from metrics.services.ageing import Ageing, by_share_of_counts
from metrics.services.counts import Counts
from reports.services.answer import answer, attention
from reports.services.basis import basis
from reports.services.durations import paces
from reports.services.lines import Line, line_of, lines
from reports.services.tiles import tiles
from reports.services.trend import by_receipt, weeks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection

    from core.settings import Settings
    from reports.overview.model import Attention, Tile
    from reports.services.basis import Basis
    from reports.services.durations import Pace
    from reports.services.trend import Received, Week

HISTORY: Final = 13
"""Months that tiles look back on."""


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """All services as of one moment, with the compliance of one month.

    months: those in which anything fell due, newest first. history: the regency's counts of the
    last months, oldest first. age_by_share, age_by_days: of what is open.
    """

    basis: Basis
    month: str
    months: tuple[str, ...]
    answer: str
    tiles: tuple[Tile, ...]
    attention: tuple[Attention, ...]
    whole: Line
    offices: tuple[Line, ...]
    services: tuple[Line, ...]
    districts: tuple[Line, ...]
    channels: tuple[Line, ...]
    paces: Mapping[str, Pace]
    weeks: tuple[Week, ...]
    received: tuple[Received, ...]
    age_by_share: Ageing
    age_by_days: Ageing
    history: tuple[tuple[str, Counts], ...]


def board(
    conn: Connection, settings: Settings, now: datetime, *, month: str | None = None
) -> Board:
    """The board as of a moment (UTC). month: 2026-10; else the newest that has ended.

    Where nothing fell due in an ended month, the running one.
    """
    held = basis(conn, settings, now)
    by_month = months_of(conn, held)
    chosen = month or usual_month(by_month, held.look.today)
    offices = lines(conn, held, By.OPD, chosen)
    services = lines(conn, held, By.SERVICE, chosen)
    districts = lines(conn, held, By.DISTRICT, chosen)
    whole = whole_line(held, chosen, by_month, offices)
    history = tuple((one, by_month.get(one, Counts())) for one in months_to(chosen, HISTORY))
    return Board(
        basis=held,
        month=chosen,
        months=tuple(sorted((one for one, found in by_month.items() if found.due), reverse=True)),
        answer=answer(whole, services, districts, offices),
        tiles=tiles(held, whole, history),
        attention=attention(offices, services),
        whole=whole,
        offices=offices,
        services=services,
        districts=districts,
        channels=lines(conn, held, By.CHANNEL, chosen),
        paces=paces(conn, held),
        weeks=weeks(conn, held),
        received=by_receipt(conn, held),
        age_by_share=age_of(whole.open),
        age_by_days=ages(conn, held.look)[""],
        history=history,
    )


def villages(conn: Connection, held: Basis, month: str, district: str) -> tuple[Line, ...]:
    """The desa of a kecamatan."""
    return lines(conn, held, By.VILLAGE, month, Where(within=district))


def months_of(
    conn: Connection,
    held: Basis,
    by: By = By.REGENCY,
    where: Where = EVERYWHERE,
    *,
    first: str | None = None,
) -> Mapping[str, Counts]:
    """The counts of every month (from the first on) to the running one, of some keys together."""
    begin = None if first is None else Period.parse(first).start
    span = Span(begin, _month_end(held.look.today), Each.MONTH)
    cells = counts(conn, held.look, held.marks, by=by, span=span, where=where)
    found: dict[str, Counts] = {}
    for (_code, month), one in cells.items():
        if month:
            found[month] = found.get(month, Counts()) + one
    return found


def usual_month(by_month: Mapping[str, Counts], today: date) -> str:
    """The newest ended month in which anything fell due, else the running one."""
    running = f"{today:%Y-%m}"
    ended = [month for month, one in by_month.items() if one.due and month < running]
    return max(ended, default=running)


def whole_line(
    held: Basis, month: str, by_month: Mapping[str, Counts], offices: tuple[Line, ...]
) -> Line:
    """The regency's own line: every request has exactly one OPD."""
    still = sum((one.open for one in offices), start=Open())
    found = by_month.get(month, Counts())
    return line_of(held, By.REGENCY, "", month, of_month=found, still=still)


def age_of(still: Open) -> Ageing:
    """Open requests by the share of their target that is used up."""
    return by_share_of_counts(
        still.clocked, still.past_half, still.overdue, still.past_double,
        unknown=still.all - still.clocked,
    )  # fmt: skip


def months_to(month: str, number: int) -> tuple[str, ...]:
    """So many months up to one, oldest first."""
    start = Period.parse(month).start
    found = []
    for _place in range(number):
        found.append(f"{start:%Y-%m}")
        start = (start - timedelta(days=1)).replace(day=1)
    return tuple(reversed(found))


def _month_end(day: date) -> date:
    return Period.parse(f"{day:%Y-%m}").end
