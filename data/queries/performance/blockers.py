"""What holds indicators up: said by one OPD, caused by it or by another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from data.schema import account, blocker, indicator

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Blocker:
    """One obstacle. opd raised it, cause_opd is to clear it; times in UTC.

    closed_at is None while it is open; closing: how it was cleared.
    """

    id: int
    indicator: str
    indicator_name: str
    period: str
    opd: str
    cause_opd: str
    text: str
    raised_by: str
    raised_at: datetime
    closed_by: str | None
    closed_at: datetime | None
    closing: str | None

    @property
    def open(self) -> bool:
        """Whether it still waits."""
        return self.closed_at is None


def blockers(
    conn: Connection, *, opd: str | None = None, open_only: bool = False
) -> tuple[Blocker, ...]:
    """Obstacles, open ones first, then the newest first. opd: raised or caused by it.

    Everyone may read them: they name no unverified value. Names are display names.
    """
    raiser, closer = account.alias("raiser"), account.alias("closer")
    query = (
        select(
            blocker.c.id,
            blocker.c.indicator_code,
            indicator.c.name,
            blocker.c.period,
            blocker.c.opd_code,
            blocker.c.cause_opd_code,
            blocker.c.text,
            func.coalesce(raiser.c.display_name, blocker.c.raised_by),
            blocker.c.raised_at,
            func.coalesce(closer.c.display_name, blocker.c.closed_by),
            blocker.c.closed_at,
            blocker.c.closing,
        )
        .join(indicator, indicator.c.code == blocker.c.indicator_code)
        .outerjoin(raiser, raiser.c.username == blocker.c.raised_by)
        .outerjoin(closer, closer.c.username == blocker.c.closed_by)
        .order_by(blocker.c.closed_at.is_not(None), blocker.c.raised_at.desc(), blocker.c.id)
    )
    if opd is not None:
        query = query.where(or_(blocker.c.opd_code == opd, blocker.c.cause_opd_code == opd))
    if open_only:
        query = query.where(blocker.c.closed_at.is_(None))
    rows: Any = conn.execute(query)
    return tuple(Blocker(*row) for row in rows)
