"""How long what is open has been open, in calendar days since its receipt."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select, true

from data.queries.services.keys import EVERYWHERE, By, chosen, code_of, table_of
from metrics.services.ageing import DAYS, Ageing, Slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from data.queries.services.keys import Where
    from data.queries.services.moment import Look


def ages(
    conn: Connection, look: Look, *, by: By = By.REGENCY, where: Where = EVERYWHERE
) -> Mapping[str, Ageing]:
    """Open requests by key and by 0-3, 4-7, 8-14, 15-30 and more than 30 days.

    The day of receipt is day 0, both days local. From received less closed_in by day.
    """
    table = table_of(by)
    day = table.c.day
    columns = []
    for above, up_to in pairwise((None, *DAYS, None)):
        # A day in the future (its clock ran ahead) counts as of today.
        newest = true() if above is None else day < (look.today - timedelta(above)).isoformat()
        oldest = true() if up_to is None else day >= (look.today - timedelta(up_to)).isoformat()
        still = case((and_(newest, oldest), table.c.received - table.c.closed_in), else_=0)
        columns.append(func.coalesce(func.sum(still), 0))
    query = select(code_of(by), *columns).select_from(table).where(chosen(by, where))
    if by is not By.REGENCY:
        query = query.group_by(code_of(by)).order_by(code_of(by))
    edges = tuple(pairwise((None, *DAYS, None)))
    return {
        code: Ageing(
            tuple(
                Slot(above, up_to, number)
                for (above, up_to), number in zip(edges, numbers, strict=True)
            )
        )
        for code, *numbers in conn.execute(query)
    }
