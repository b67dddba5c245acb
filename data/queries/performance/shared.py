"""Indicators at which an OPD works for another one (super tim)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from data.schema import contributor, indicator, opd

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class SharedWork:
    """An indicator that another OPD leads. share: percent of the work that is the OPD's."""

    code: str
    name: str
    lead: str
    lead_name: str
    share: float


def work_for_others(conn: Connection, code: str) -> tuple[SharedWork, ...]:
    """What an OPD contributes to, led by others, by code of the indicator."""
    query = (
        select(
            indicator.c.code,
            indicator.c.name,
            indicator.c.opd_code,
            opd.c.short_name,
            contributor.c.share,
        )
        .join(indicator, indicator.c.code == contributor.c.indicator_code)
        .join(opd, opd.c.code == indicator.c.opd_code)
        .where(contributor.c.opd_code == code, indicator.c.opd_code != code)
        .order_by(indicator.c.code)
    )
    return tuple(SharedWork(*row) for row in conn.execute(query))


def shared_codes(conn: Connection, code: str) -> frozenset[str]:
    """Indicators that an OPD leads and others work at too."""
    query = (
        select(contributor.c.indicator_code)
        .join(indicator, indicator.c.code == contributor.c.indicator_code)
        .where(indicator.c.opd_code == code, contributor.c.opd_code != code)
    )
    return frozenset(conn.scalars(query))
